/**
 * Things that audit rows vouch for one by one: by a digest of how the row's deed left each. What is kept of a thing is read as it
 * stands in its table, by whoever writes and by whoever compares. When it was last used is a hint, and left out.
 */
import { sha256 } from "./audit.ts";

type Value = string | number | null;

interface Kept {
  readonly table: string;
  readonly key: readonly string[];
  /** What is vouched for beside the key. */
  readonly columns: readonly string[];
  /** Rows where this is null hold no such thing. */
  readonly unless?: string;
  /** May be shown: the key where that is no secret. */
  readonly id: (...key: readonly Value[]) => string;
}

/** A feed names its incidents as it likes: what has a space of its own is quoted, so that no two keys read the same. */
const words = (...key: readonly Value[]) =>
  key.map((part) => /^[^\s"]+$/.test(String(part)) ? part : JSON.stringify(part)).join(" ");
const numbered = (letter: string) => (number: Value = 0) => `${letter}${number}`;

const KEPT = {
  person: {
    table: "people",
    key: ["number"],
    columns: ["folded", "version", "active", "admin", "body"],
    id: numbered("p"),
  },
  password: {
    ...{ table: "people", key: ["number"], columns: ["password"], unless: "password", id: numbered("p") },
  },
  session: {
    table: "sessions",
    key: ["id"],
    columns: ["token", "person", "created", "address", "agent", "ended"],
    id: words,
  },
  link: { table: "links", key: ["token"], columns: ["purpose", "person", "expires", "used"], id: words },
  key: {
    table: "keys",
    key: ["number"],
    columns: ["digest", "name", "scopes", "prefix", "made_by", "made_at", "revoked_by", "revoked_at"],
    id: numbered("k"),
  },
  device: {
    table: "devices",
    key: ["number"],
    columns: ["digest", "person", "name", "made", "revoked"],
    id: numbered("d"),
  },
  // Whoever knows the address may send there.
  push: {
    ...{ table: "push", key: ["endpoint"], columns: ["person", "body"] },
    id: (endpoint: Value = "") => sha256(String(endpoint)),
  },
  watch: { table: "watches", key: ["person", "case_id"], columns: ["at"], id: words },
  claim: { table: "case_incidents", key: ["source", "incident"], columns: ["case_id"], id: words },
  naming: { table: "case_evidence", key: ["hash", "case_id"], columns: [], id: words },
  sender: { table: "evidence_senders", key: ["hash", "person"], columns: [], id: words },
} as const satisfies Readonly<Record<string, Kept>>;

/**
 * A password is of an account, a link sets one; a claim says which case an incident became, a naming which cases show a photo, and
 * a sender who sent it too.
 */
export type VouchedNoun = keyof typeof KEPT;
export const VOUCHED_NOUNS = Object.keys(KEPT) as readonly VouchedNoun[];

/** One thing by its key, as its table has that. */
export type Thing = readonly [noun: VouchedNoun, ...key: readonly Value[]];

type Column<N extends VouchedNoun> = (typeof KEPT)[N]["key" | "columns"][number];

/** One thing by all its columns, as whoever has just written it knows them. */
export type Written = {
  [N in VouchedNoun]: { readonly noun: N; readonly row: Readonly<Record<Column<N>, Value>> };
}[VouchedNoun];

/** As it stands in the detail of an audit row; without a digest where the thing is gone. */
export type Vouched = readonly [noun: VouchedNoun, id: string, digest: string | null];

export type KeptRow = Readonly<Record<string, Value>>;

/** Where the things of a kind are, for `SELECT`: the key comes first. */
export function columnsOf(noun: VouchedNoun): string {
  const { key, columns }: Kept = KEPT[noun];
  return [...key, ...columns].join(", ");
}

export function tableOf(noun: VouchedNoun): string {
  return KEPT[noun].table;
}

export function keyColumnsOf(noun: VouchedNoun): readonly string[] {
  return KEPT[noun].key;
}

/** What is to be found of a thing; the row is null where there is none. */
export function vouchedOf([noun, ...key]: Thing, row: KeptRow | null): Vouched {
  const { unless, id }: Kept = KEPT[noun];
  const there = row !== null && (unless === undefined || row[unless] !== null);
  return [noun, id(...key), there ? digestOf(noun, row) : null];
}

function digestOf(noun: VouchedNoun, row: KeptRow): string {
  const { key, columns }: Kept = KEPT[noun];
  return sha256(JSON.stringify([...key, ...columns].map((column) => row[column])));
}

/** Whether a row is read as it was written: half a letter is none to SQLite, and a text ends for it at the letter 0. */
export function isReadAsWritten(row: KeptRow): boolean {
  return Object.values(row).every((value) =>
    typeof value !== "string" || (value.isWellFormed() && !value.includes("\0"))
  );
}

/** The thing that a row is. */
export function thingOf(noun: VouchedNoun, row: KeptRow): Thing {
  return [noun, ...keyColumnsOf(noun).map((column) => row[column]!)];
}
