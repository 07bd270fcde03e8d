/** Cases found and kept: the book in front of the ledger, and the one place where a decided change is written and told. */
import type { Case, CaseEvent, CaseSummary, Stage } from "../store/case.ts";
import type { Ledger } from "../store/ledger.ts";
import type { CasePart, CaseWritten, IncidentRef } from "../store/ledger_cases.ts";
import type { Idempotency, KnownKey } from "../store/ledger_commands.ts";
import type { CityEvent } from "../store/record.ts";
import type { CaseBook } from "./book.ts";
import { evolve, fold, summaryOf } from "./case.ts";
import type { Refusal } from "./case_moves.ts";
import type { Sender } from "./sender.ts";

export interface DeskOptions {
  readonly ledger: Pick<Ledger, "cases">;
  readonly book: CaseBook;
  /** Takes committed events into the live state, to the screens and to ClickHouse. */
  readonly commit: (events: readonly CityEvent[]) => void;
  /** The day of an instant in the city, as `20261127`. */
  readonly dayOf: (at: number) => string;
  readonly now: () => number;
}

/** A case after a command. */
export interface Changed {
  readonly id: string;
  readonly version: number;
  readonly stage: Stage;
}

export type CommandAnswer =
  | { readonly kind: "done"; readonly cases: readonly Changed[] }
  /** Somebody changed the case since the version that was seen: what it is now, and what happened. */
  | { readonly kind: "stale"; readonly case: CaseSummary; readonly events: readonly CaseEvent[] }
  | { readonly kind: "refused"; readonly refusal: Refusal | "key-reused"; readonly case?: string }
  | { readonly kind: "unknown-case"; readonly case: string }
  /** The incident is a case already. */
  | { readonly kind: "claimed"; readonly case: string }
  | { readonly kind: "bad-command"; readonly why: string };

/** What is written: who did it, what it is called, and the answer that the same key gets for ever. */
export interface Deed {
  readonly sender: Sender;
  /** A name of rights.ts. */
  readonly action: string;
  readonly idempotency: Idempotency;
  readonly parts: readonly CasePart[];
}

export class CaseDesk {
  /** The last serial given out of a day. */
  #serials: { day: string; last: number } | null = null;

  constructor(private readonly options: DeskOptions) {}

  get now(): number {
    return this.options.now();
  }

  /** A case as it is now, from memory or from the ledger. */
  async find(id: string): Promise<Case | null> {
    return this.options.book.get(id) ?? (await this.options.ledger.cases.get(id))[0] ?? null;
  }

  /** The case an incident is, if it is one. */
  async ofIncident(incident: IncidentRef): Promise<Case | null> {
    const id = await this.options.ledger.cases.caseOf(incident);
    return id === null ? null : await this.find(id);
  }

  /** Those that name a photo now: what was taken back names it no more. */
  async withPhoto(hash: string): Promise<Case[]> {
    const ids = await this.options.ledger.cases.namingPhoto(hash);
    const cases = await Promise.all(ids.map((id) => this.find(id)));
    return cases.filter((c) => c !== null).filter(({ evidence }) =>
      evidence.some((photo) => photo.hash === hash)
    );
  }

  /** The cases that ended last, the newest first. */
  async ended(limit: number): Promise<Case[]> {
    return await this.options.ledger.cases.ended(this.now + 1, limit);
  }

  /** Everything that happened to a case, the first event first. */
  async events(id: string): Promise<CaseEvent[]> {
    return await this.options.ledger.cases.events(id);
  }

  /** Another process wrote it. */
  async reload(id: string): Promise<void> {
    const [c] = await this.options.ledger.cases.get(id);
    if (c) this.options.book.take(c);
  }

  /** Resolves after the fsync, with the book up to date and everybody told. */
  async write({ sender, action, idempotency, parts }: Deed): Promise<CaseWritten> {
    const cases = changedBy(parts);
    const at = parts[0]!.after.updated;
    const written = await this.options.ledger.cases.commit({
      ...idempotency,
      at,
      parts,
      audit: {
        at,
        who: sender.person.id,
        origin: sender.origin,
        action,
        object: `case ${cases[0]!.id}`,
        detail: { cases, ...(sender.session !== null && { session: sender.session }) },
      },
      answer: { kind: "done", cases } satisfies CommandAnswer,
    });
    if (written.kind === "stale") await this.reload(written.id);
    if (written.kind === "done") {
      for (const { after } of parts) this.options.book.take(after);
      this.options.commit(written.events);
    }
    return written;
  }

  /** The answer to a key that was used before; null when it is new. */
  async known<Answer = CommandAnswer>(idempotency: Idempotency): Promise<Answer | KeyReused | null> {
    return answerOf<Answer>(await this.options.ledger.cases.answerTo(idempotency));
  }

  /** Refuses, and keeps the refusal for the same key. */
  async refuse<Answer = CommandAnswer>(
    idempotency: Idempotency,
    answer: Answer,
  ): Promise<Answer | KeyReused> {
    return answerOf<Answer>(await this.options.ledger.cases.refuse(idempotency, this.now, answer))!;
  }

  /** What whoever saw an old version is told. */
  async stale(id: string, seen: number): Promise<CommandAnswer & { kind: "stale" }> {
    const [c, events] = await Promise.all([this.find(id), this.options.ledger.cases.events(id)]);
    return { kind: "stale", case: summaryOf(c!), events: events.slice(seen) };
  }

  /** A case as it was at a version. */
  async asOf(id: string, version: number): Promise<Case> {
    return fold((await this.options.ledger.cases.events(id)).slice(0, version))!;
  }

  /** The account or rule that opened a case. */
  async begunBy(id: string): Promise<string> {
    return (await this.options.ledger.cases.events(id))[0]?.by ?? "";
  }

  /** A number for a case that begins; some are never used. */
  async nextId(at: number): Promise<string> {
    const day = this.options.dayOf(at);
    if (this.#serials?.day !== day) {
      const last = await this.options.ledger.cases.serialsOf(day);
      if (this.#serials?.day !== day) this.#serials = { day, last };
    }
    return `${day}-${String(++this.#serials!.last).padStart(5, "0")}`;
  }

  /** Another process gave a number out first: the ledger is asked again. */
  forgetSerials(): void {
    this.#serials = null;
  }
}

export function changedBy(parts: readonly CasePart[]): Changed[] {
  return parts.map(({ after: { id, version, stage } }) => ({ id, version, stage }));
}

export function partOf(
  before: Case | null,
  events: readonly CaseEvent[],
  claims: readonly IncidentRef[] = [],
): CasePart {
  const after = events.reduce<Case | null>(evolve, before)!;
  return { expected: before?.version ?? 0, events, after, summary: summaryOf(after), claims };
}

/** In one fixed form: parsed fields come in the order of their schema. */
export function bodyOf({ person }: Sender, sent: object): string {
  return JSON.stringify([person.id, { ...sent, key: undefined }]);
}

const LONGEST_KEY = 200;
/** Rules make their keys from what they act on: whoever used one of them up first would keep the rule from acting. */
export const RULE_KEY = "rule:";
export const KEY_WHY =
  `key: a text of 1 to ${LONGEST_KEY} characters, made by the client, new for each command; not "${RULE_KEY}…"`;

export function isKey(key: unknown): key is string {
  return typeof key === "string" && key.trim() !== "" && key.length <= LONGEST_KEY &&
    !key.startsWith(RULE_KEY);
}

/** The key was used before for something else, or by somebody else. */
export interface KeyReused {
  readonly kind: "refused";
  readonly refusal: "key-reused";
}

export function answerOf<Answer = CommandAnswer>(answer: KnownKey | null): Answer | KeyReused | null {
  if (!answer) return null;
  return answer.kind === "again" ? answer.answer as Answer : { kind: "refused", refusal: "key-reused" };
}
