/** Signing in with the accounts of another house: OpenID Connect, by code with PKCE. The only module that imports openid-client. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
} from "openid-client";
import { foldLogin } from "../store/ledger_people.ts";
import type { Person } from "../store/person.ts";

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How long somebody may take at the other house. */
const PENDING_MS = 10 * 60_000;
const MOST_PENDING = 10_000;

interface Pending {
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly next: string;
  readonly until: number;
}

export type OidcAnswer =
  | { readonly kind: "known"; readonly logins: readonly string[]; readonly next: string }
  /** Not begun here, taken too long, or used before. */
  | { readonly kind: "stale" }
  /** The other house says no, or what it says does not hold. */
  | { readonly kind: "refused"; readonly why: string };

export class Oidc {
  #found: Promise<Configuration> | null = null;
  readonly #pending = new Map<string, Pending>();

  constructor(private readonly settings: OidcSettings, private readonly now: () => number) {}

  /** Where to send a browser, and the state that it must come back with. Rejects while the issuer does not answer. */
  async begin(redirectUri: string, next: string): Promise<{ url: string; state: string }> {
    const config = await this.#config();
    const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
    this.#forgetOld();
    this.#pending.set(state, { verifier, nonce, redirectUri, next, until: this.now() + PENDING_MS });
    const url = buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: "openid profile email",
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
    });
    return { url: url.href, state };
  }

  /** `query` is what the browser came back with, `state` what it left with. Each state is good for one return. */
  async finish(query: string, state: string): Promise<OidcAnswer> {
    const pending = this.#pending.get(state);
    this.#pending.delete(state);
    if (!pending || pending.until < this.now()) return { kind: "stale" };
    const config = await this.#config();
    try {
      const tokens = await authorizationCodeGrant(config, new URL(pending.redirectUri + query), {
        pkceCodeVerifier: pending.verifier,
        expectedState: state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      return { kind: "known", logins: loginsOf(tokens.claims() ?? {}), next: pending.next };
    } catch (error) {
      // Answers of the other house, and checks of ours that they fail; anything else is a fault of this server.
      if (error instanceof ClientError || error instanceof ResponseBodyError || isAnswer(error)) {
        return { kind: "refused", why: (error as Error).message };
      }
      throw error;
    }
  }

  #config(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    // Within one machine there is nobody to listen.
    const execute = url.protocol === "http:" ? [allowInsecureRequests] : [];
    this.#found ??= discovery(url, clientId, clientSecret, undefined, { execute }).catch((error) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  #forgetOld(): void {
    for (const [state, { until }] of this.#pending) {
      if (until >= this.now() && this.#pending.size < MOST_PENDING) break;
      this.#pending.delete(state);
    }
  }
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === "AuthorizationResponseError";
}

/** Names under which somebody may have an account. An address counts only when the other house has proven it. */
function loginsOf(claims: Readonly<Record<string, unknown>>): string[] {
  const { preferred_username: name, email, email_verified: proven } = claims;
  return [name, proven === true ? email : undefined].filter((login): login is string =>
    typeof login === "string" && login !== ""
  );
}

/** The account that one of these names is the login of; the first name goes first. */
export function accountOf(logins: readonly string[], people: readonly Person[]): Person | undefined {
  for (const login of logins) {
    // To the other house, letters that only look or read the same make another name, and that is somebody else.
    if (login !== login.normalize("NFKC")) continue;
    const found = people.find((person) => foldLogin(person.login) === foldLogin(login));
    if (found) return found;
  }
  return undefined;
}
