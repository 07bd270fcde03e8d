/** The environment, checked once: a wrong value is one clear line and exit status 2. */
import type { GivenKey } from "./dispatch/api_keys.ts";
import type { OidcSettings } from "./dispatch/oidc.ts";
import { isLoopback } from "./routes/caller.ts";
import { type Scope, SCOPES } from "./store/api_key.ts";
import { SetupError } from "./store/city_folder.ts";

export interface Settings {
  /** City folder; null is the demo city. */
  readonly city: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** A proxy of the operator's is in front: what it says of the client's address and of HTTPS is believed. */
  readonly behindProxy: boolean;
  /** Where else accounts may prove who they are; null: by password only. */
  readonly oidc: OidcSettings | null;
  readonly clickhouseUrl: string | null;
  readonly apiKeys: readonly GivenKey[];
  readonly logLevel: LogLevel;
  readonly push: PushSettings;
}

/** How workers are told of a new case whose page is closed. */
export interface PushSettings {
  /** Whom push services may write to about this server: `mailto:…` or `https://…`; null: not told, so nothing is pushed. */
  readonly contact: string | null;
  /** Null: made at the first start, and kept beside the data. */
  readonly keys: { readonly publicKey: string; readonly privateKey: string } | null;
}

export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What may follow `deno task start`. */
export interface Arguments {
  /** Workers of the demo city. */
  readonly workers: number;
  /** Whether people of the demo city's centre work on its cases. */
  readonly staff: boolean;
  /** What happens in the demo city from the start; null: a usual day. */
  readonly scenario: string | null;
  /** Ends when the process that started it is gone. */
  readonly withParent: boolean;
}

const DEMO_WORKERS = 5_000;
const MOST_DEMO_WORKERS = 500_000;

export function readArguments(args: readonly string[]): Arguments {
  let workers = DEMO_WORKERS;
  let withParent = false;
  let staff = true;
  let scenario: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = args[i]!.split("=", 2);
    if (name === "--with-parent") withParent = true;
    else if (name === "--no-staff") staff = false;
    else if (name === "--workers") {
      const text = inline ?? args[++i] ?? "";
      workers = Number(text);
      if (!Number.isInteger(workers) || workers < 1 || workers > MOST_DEMO_WORKERS) {
        throw new SetupError(`--workers ${text}: use a whole number from 1 to ${MOST_DEMO_WORKERS}`);
      }
    } else if (name === "--scenario") scenario = inline ?? args[++i] ?? "";
    else {throw new SetupError(
        `${args[i]}: is unknown; start takes --workers N, --scenario NAME and --no-staff`,
      );}
  }
  return { workers, withParent, scenario, staff };
}

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const value = (name: string) => env[name]?.trim() || null;
  return {
    city: value("CITY"),
    dataDir: value("DATA_DIR") ?? "./data",
    host: value("HOST") ?? "127.0.0.1",
    port: readPort(value("PORT")),
    behindProxy: readYes("BEHIND_PROXY", value("BEHIND_PROXY")),
    oidc: readOidc(value),
    clickhouseUrl: readUrl(value("CLICKHOUSE_URL")),
    apiKeys: readKeys(value("API_KEYS")),
    logLevel: readLogLevel(value("LOG_LEVEL")),
    push: readPush(value),
  };
}

function readPush(value: (name: string) => string | null): PushSettings {
  const [publicKey, privateKey, contact] = ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_CONTACT"].map(
    value,
  );
  if (!publicKey !== !privateKey) {
    throw new SetupError("VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY: set both, or neither to have them made");
  }
  if (contact && !/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(contact)) {
    throw new SetupError(
      `VAPID_CONTACT=${contact}: use mailto:NAME@HOST, or an address that begins with https://`,
    );
  }
  return { contact: contact ?? null, keys: publicKey && privateKey ? { publicKey, privateKey } : null };
}

function readYes(name: string, text: string | null): boolean {
  if (text === null || text === "0") return false;
  if (text === "1") return true;
  throw new SetupError(`${name}=${text}: is neither yes nor no; use 1 or 0`);
}

function readOidc(value: (name: string) => string | null): OidcSettings | null {
  const [issuer, clientId, clientSecret] = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"].map(value);
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !clientId || !clientSecret) {
    throw new SetupError("OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: set all three, or none");
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  // What is said over plain HTTP, anybody between could say too.
  if (url?.protocol !== "https:" && !(url?.protocol === "http:" && isLoopback(url.host))) {
    throw new SetupError(`OIDC_ISSUER=${issuer}: use https://…; http:// only on this machine`);
  }
  return { issuer, clientId, clientSecret };
}

function readPort(text: string | null): number {
  if (text === null) return 8000;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SetupError(
      `PORT=${text}: is no port; use a whole number from 1 to 65535, or 0 for any free one`,
    );
  }
  return port;
}

function readUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    // It may hold a password, which stays out of the message.
    throw new SetupError(
      `CLICKHOUSE_URL=${
        text.replace(/\/\/.*@/, "//…@")
      }: is no URL; use http(s)://user:password@host:8123/database`,
    );
  }
  return text;
}

function readKeys(text: string | null): GivenKey[] {
  if (text === null) return [];
  return text.split(",").map((entry) => {
    const [name, key, ...scopes] = entry.trim().split(":");
    const known = scopes.filter((scope): scope is Scope => (SCOPES as readonly string[]).includes(scope));
    if (!name || !key || known.length === 0 || known.length !== scopes.length) {
      // The key itself is a secret and stays out of the message.
      throw new SetupError(
        `API_KEYS: the entry of "${name ?? ""}" is not name:key:scope; scopes are ${SCOPES.join(", ")}`,
      );
    }
    return { name, key, scopes: new Set(known) };
  });
}

function readLogLevel(text: string | null): LogLevel {
  if (text === null) return "info";
  const level = LOG_LEVELS.find((known) => known === text);
  if (!level) throw new SetupError(`LOG_LEVEL=${text}: is unknown; use ${LOG_LEVELS.join(", ")}`);
  return level;
}
