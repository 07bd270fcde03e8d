/**
 * What a worker did and the server has not confirmed yet: kept on the phone, and sent once, in order. Each entry has the key
 * under which the server does it at most once, however often it hears of it. Pure; {@link ./store.ts} keeps it.
 */
import type { CaseCommand, CommandKind } from "../../dispatch/case_command.ts";
import type { CommandAnswer } from "../../dispatch/desk.ts";
import type { EvidenceKind } from "../../store/case.ts";
import { UNDOABLE } from "./fields.ts";

export interface Photo {
  /** Its key in the phone's store, where it lies until it is sent. */
  readonly id: string;
  readonly kind: EvidenceKind;
  /** As the server named it; null while it is not there. */
  readonly hash: string | null;
}

export type Deed =
  /** `version`: of the case as it will be when everything before this was done. */
  | { readonly kind: "command"; readonly case: string; readonly version: number; readonly command: Command }
  | { readonly kind: "report"; readonly report: Readonly<Record<string, unknown>> }
  | { readonly kind: "shift"; readonly do: "start" | "end" }
  | { readonly kind: "sos"; readonly where: Readonly<Record<string, number>> };

export type Command = { readonly kind: CaseCommand["kind"] } & Readonly<Record<string, unknown>>;

export interface Entry {
  /** Idempotency key. */
  readonly key: string;
  /** Id of the account that did it: nobody else's session sends it. */
  readonly person: string;
  /** When it was done, by the phone's clock. */
  readonly at: number;
  readonly deed: Deed;
  readonly photos: readonly Photo[];
  /** After this it means something else than what was meant; null: never. */
  readonly expires: number | null;
  /** Set when the server said no: it is not sent again by itself. */
  readonly failed: Failure | null;
  /** Times it was tried without an answer, or without room for it. */
  readonly tries: number;
}

export type Failure =
  /** Somebody changed the case first. */
  | { readonly kind: "stale"; readonly answer: CommandAnswer & { kind: "stale" } }
  | { readonly kind: "refused"; readonly refusal: string }
  | { readonly kind: "error"; readonly why: string }
  | { readonly kind: "expired" };

export type Queue = readonly Entry[];

export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly failure: Failure }
  /** No answer, or no room: whether it was done is unknown, and it goes again under the same key. */
  | { readonly kind: "again" }
  | { readonly kind: "photo"; readonly id: string; readonly hash: string };

/** A step that can be taken back until then, by the phone's clock. */
export interface JustDone {
  readonly key: string;
  /** Id of the account that did it. */
  readonly person: string;
  readonly case: string;
  readonly kind: CommandKind;
  /** Of the case once it is done. */
  readonly version: number;
  readonly until: number;
}

/** As long as the server takes it (dispatch/case.ts), from when it was done there. */
const UNDO_MS = 10_000;

/** What can be taken back once this was done: a step on a case itself; what is none leaves the step before. */
export function justDoneAfter(
  { key, person, at, deed }: Pick<Entry, "key" | "person" | "at" | "deed">,
  before: JustDone | null,
): JustDone | null {
  if (deed.kind !== "command") return before;
  const { case: id, version, command: { kind } } = deed;
  return UNDOABLE.has(kind)
    ? { key, person, case: id, kind, version: version + 1, until: at + UNDO_MS }
    : null;
}

/** Of what was kept, what can still be taken back by whoever has the phone now. */
export function stillJustDone(
  kept: JustDone | null | undefined,
  person: string | undefined,
  now: number,
): JustDone | null {
  // A clock that was put back would offer it for longer than the server takes it.
  const left = kept ? kept.until - now : 0;
  return kept && kept.person === person && left > 0 && left <= UNDO_MS ? kept : null;
}

/** The same key twice is one entry: a button that was pressed while the page was being closed. */
export function add(queue: Queue, entry: Omit<Entry, "failed" | "tries">): Queue {
  if (queue.some(({ key }) => key === entry.key)) return queue;
  return [...queue, { ...entry, failed: null, tries: 0 }];
}

/** What is sent next for an account: a call for help before all others, then what was done first and nothing holds up. */
export function nextOf(queue: Queue, person: string): Entry | null {
  const free = queue.filter((entry) => entry.person === person && !entry.failed && !isHeld(queue, entry));
  return free.find(({ deed }) => deed.kind === "sos") ?? free[0] ?? null;
}

/** Whether it waits for a person: what was to be done to the same case before it could not be. */
export function isHeld(queue: Queue, entry: Entry): boolean {
  const about = caseOf(entry);
  if (about === null) return false;
  const before = queue.slice(0, queue.findIndex(({ key }) => key === entry.key));
  return before.some((one) => one.failed !== null && caseOf(one) === about);
}

export function settle(queue: Queue, key: string, outcome: Outcome): Queue {
  switch (outcome.kind) {
    case "done":
      return queue.filter((entry) => entry.key !== key);
    case "failed":
      return change(queue, key, (entry) => ({ ...entry, failed: outcome.failure }));
    case "again":
      return change(queue, key, (entry) => ({ ...entry, tries: entry.tries + 1 }));
    case "photo":
      return change(queue, key, (entry) => ({
        ...entry,
        photos: entry.photos.map((photo) =>
          photo.id === outcome.id ? { ...photo, hash: outcome.hash } : photo
        ),
      }));
  }
}

/** Marks what lost its meaning while there was no network: ending a shift that ended by itself must not end the next one. */
export function expire(queue: Queue, now: number): Queue {
  if (!queue.some((entry) => isOver(entry, now))) return queue;
  return queue.map((entry) => isOver(entry, now) ? { ...entry, failed: { kind: "expired" } } : entry);
}

/** Takes an entry back, and with it what was to follow on the same case: it was decided on what this would have done. */
export function discard(queue: Queue, key: string): Queue {
  const at = queue.findIndex((entry) => entry.key === key);
  if (at < 0) return queue;
  const about = caseOf(queue[at]!);
  return queue.filter((entry, i) => i !== at && !(i > at && about !== null && caseOf(entry) === about));
}

/** Sends a refused command once more, on the case as it is now: a person has seen what happened, and means it still. */
export function renew(
  queue: Queue,
  key: string,
  { newKey, version }: { newKey: string; version: number },
): Queue {
  const about = queue.find((entry) => entry.key === key);
  const id = about && caseOf(about);
  if (!about || !id) return queue;
  let next = version;
  return queue.map((entry) => {
    if (caseOf(entry) !== id || entry.deed.kind !== "command") return entry;
    const deed = { ...entry.deed, version: next++ };
    return entry.key === key ? { ...entry, key: newKey, deed, failed: null, tries: 0 } : { ...entry, deed };
  });
}

/** The version that the next command on a case is decided on: everything that waits will have been done by then. */
export function versionAfter(queue: Queue, id: string, version: number): number {
  return queue.reduce(
    (last, { deed }) => deed.kind === "command" && deed.case === id ? Math.max(last, deed.version + 1) : last,
    version,
  );
}

export function caseOf({ deed }: Entry): string | null {
  return deed.kind === "command" ? deed.case : null;
}

function isOver({ failed, expires }: Entry, now: number): boolean {
  return failed === null && expires !== null && now > expires;
}

function change(queue: Queue, key: string, how: (entry: Entry) => Entry): Queue {
  return queue.map((entry) => entry.key === key ? how(entry) : entry);
}
