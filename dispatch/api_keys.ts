/** Keys of programs: those that administrators make, and those of whoever runs the server. A copy here answers every request. */
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type KeptKey, type Scope, SCOPES } from "../store/api_key.ts";
import type { Ledger } from "../store/ledger.ts";
import type { HashedKey } from "../store/ledger_keys.ts";
import type { Checked } from "./person_draft.ts";
import { may, type Verdict } from "./rights.ts";
import { digestOf, newSecret } from "./secret.ts";
import type { Sender } from "./sender.ts";

/** Says what it is wherever it turns up, to people and to programs that look for secrets. */
const SIGN = "hxw_";
/** Letters of the secret that may be shown: 36 of its 256 bits. */
const SHOWN = 6;
/** Each request is compared with all of them. */
const MOST_KEYS = 200;
const TOUCH_EVERY_MS = 10 * 60_000;
const ACTION = "keys.manage";

/** A key of whoever runs the server, from its environment. */
export interface GivenKey {
  /** Also the name of the feed that sends with this key. */
  readonly name: string;
  readonly key: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Whoever sends with a key. */
export interface KeyHolder {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Asked again by what goes on for long: a revoked key ends it. */
  readonly revoked: boolean;
}

export type Denied = { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } };

export type KeyMade =
  /** The secret is here and nowhere else. */
  | { readonly kind: "made"; readonly key: KeptKey; readonly secret: string }
  | { readonly kind: "invalid"; readonly why: string }
  | Denied;

export type KeyRevoked =
  | { readonly kind: "revoked"; readonly key: KeptKey }
  | { readonly kind: "unknown"; readonly id: string }
  | Denied;

export interface ApiKeysOptions {
  readonly ledger: Pick<Ledger, "keys">;
  readonly given: readonly GivenKey[];
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

const DRAFT = z.strictObject({
  // It stands in logs, in the record and on the wall.
  name: z.string().trim().regex(
    /^[^\s:,\p{Cc}]{1,64}$/u,
    "1 to 64 letters without blanks, colons and commas",
  ),
  scopes: z.array(z.enum(SCOPES)).min(1, "choose at least one"),
});

class Live implements KeyHolder {
  revoked = false;
  readonly scopes: ReadonlySet<Scope>;
  readonly digest: Uint8Array;
  /** What the ledger has as `used`. */
  written = 0;

  /** `id` is null for a key that the ledger does not have. */
  constructor(readonly id: string | null, readonly name: string, scopes: Iterable<Scope>, digest: string) {
    this.scopes = new Set(scopes);
    this.digest = bytesOf(digest);
  }
}

export class ApiKeys {
  readonly #live: Live[] = [];
  readonly #kept = new Map<string, KeptKey>();

  private constructor(private readonly options: ApiKeysOptions) {}

  static async open(options: ApiKeysOptions): Promise<ApiKeys> {
    const keys = new ApiKeys(options);
    for (const { name, key, scopes } of options.given) {
      keys.#live.push(new Live(null, name, scopes, digestOf(key)));
    }
    for (const kept of await options.ledger.keys.all()) keys.#take(kept);
    return keys;
  }

  /** Who holds a key; null when nobody does any more. Asking counts as use. */
  holderOf(secret: string): KeyHolder | null {
    const digest = bytesOf(digestOf(secret));
    // All are compared, and each whole: how long it takes tells nothing of which it was.
    const [live] = this.#live.filter((one) => timingSafeEqual(one.digest, digest));
    if (!live) return null;
    this.#touch(live);
    return live;
  }

  /** All that were ever made here, the newest first. */
  get all(): readonly KeptKey[] {
    return [...this.#kept.values()].reverse();
  }

  /** Those that came with the server's start. */
  get given(): readonly KeyHolder[] {
    return this.#live.filter(({ id }) => id === null);
  }

  async create(sender: Sender, sent: unknown): Promise<KeyMade> {
    const denial = denialOf(sender);
    if (denial) return denial;
    const draft = checkKey(sent);
    if (!draft.ok) return { kind: "invalid", why: draft.why };
    if (this.#live.length >= MOST_KEYS) {
      return { kind: "invalid", why: `keys: ${MOST_KEYS} work already, which is the most; revoke one first` };
    }
    const secret = SIGN + newSecret();
    const prefix = secret.slice(0, SIGN.length + SHOWN);
    const made = await this.options.ledger.keys.add({
      ...draft.value,
      prefix,
      digest: digestOf(secret),
      audit: this.#audit(sender, { did: "create", ...draft.value, prefix }),
    });
    return { kind: "made", key: this.#take(made), secret };
  }

  async revoke(sender: Sender, id: string): Promise<KeyRevoked> {
    const denial = denialOf(sender);
    if (denial) return denial;
    const known = this.#kept.get(id);
    if (!known) return { kind: "unknown", id };
    // From this moment on, before the disk has it: a revoked key opens nothing more.
    this.#drop(id);
    const detail = { did: "revoke", name: known.name, prefix: known.prefix };
    const [revoked] = await this.options.ledger.keys.revoke(id, this.#audit(sender, detail));
    return revoked ? { kind: "revoked", key: this.#take(revoked) } : { kind: "unknown", id };
  }

  #take({ digest, ...key }: HashedKey): KeptKey {
    this.#kept.set(key.id, key);
    this.#drop(key.id);
    if (key.revoked) return key;
    const live = new Live(key.id, key.name, key.scopes, digest);
    live.written = key.used ?? 0;
    this.#live.push(live);
    return key;
  }

  #drop(id: string): void {
    const at = this.#live.findIndex((live) => live.id === id);
    if (at < 0) return;
    for (const live of this.#live.splice(at, 1)) live.revoked = true;
  }

  #touch(live: Live): void {
    const now = this.options.now();
    if (live.id === null || now - live.written < TOUCH_EVERY_MS) return;
    live.written = now;
    const known = this.#kept.get(live.id)!;
    this.#kept.set(live.id, { ...known, used: now });
    this.options.ledger.keys.touch(live.id, now).catch((error) => this.options.report("keys", error));
  }

  #audit({ person, origin }: Sender, detail: Record<string, unknown>) {
    return { at: this.options.now(), who: person.id, origin, action: ACTION, detail };
  }
}

function checkKey(sent: unknown): Checked<z.infer<typeof DRAFT>> {
  const { success, data, error } = DRAFT.safeParse(sent);
  if (success) return { ok: true, value: { ...data, scopes: [...new Set(data.scopes)] } };
  const { path, message } = error.issues[0]!;
  return { ok: false, why: `${path.join(".") || "key"}: ${message}` };
}

function denialOf({ person }: Sender): Denied | null {
  const verdict = may(person, ACTION);
  return verdict.ok ? null : { kind: "denied", verdict };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.fromHex(hex);
}
