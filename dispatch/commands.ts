/**
 * The one way in which a case changes: over HTTP, over the socket and by rule. Checked, decided by the pure machine, kept in
 * one transaction of the ledger, and only then told to anybody.
 */
import type { Case, CaseEvent, CaseSummary, Stage } from "../store/case.ts";
import type { Ledger } from "../store/ledger.ts";
import type { CasePart, CaseWritten, Idempotency, IncidentRef, KnownKey } from "../store/ledger_cases.ts";
import type { CityEvent } from "../store/record.ts";
import type { CaseBook } from "./book.ts";
import { decide, evolve, opened, type Opening, summaryOf } from "./case.ts";
import { type CaseCommand, faultOf, parseCommand, reportSchema } from "./case_command.ts";
import type { Moment, Refusal } from "./case_moves.ts";
import { may } from "./rights.ts";
import type { Sender } from "./sender.ts";

/** What the city's tables say: categories with their conditions and limits, and calendars. */
export interface CaseTables {
  /** In force now. */
  readonly version: number;
  /** Ids of the conditions under which a category may be filed. */
  conditionsOf(category: string): readonly string[];
  /** Whether a report from a source has to be verified on the spot before filing. */
  needsPreVerify(category: string, source: string): boolean;
  /** When handling has to be done; null when no limit runs. */
  deadlineOf(c: Case, at: number): number | null;
}

export interface CommandsOptions {
  readonly ledger: Pick<Ledger, "cases">;
  readonly book: CaseBook;
  readonly tables: () => CaseTables;
  /** Cell of a place, and codes of the areas it lies in. */
  readonly whereIs: (place: { lat: number; lon: number }) => { cell: string; areas: readonly string[] };
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

/** What a command over HTTP or a socket is made of. */
interface Sent {
  readonly key: string;
  readonly case: string;
  readonly version: number;
  readonly command: CaseCommand;
}

/** A merger whose other case changed at the same moment is decided anew so often. */
const ATTEMPTS = 5;
const LONGEST_KEY = 200;

export class Commands {
  /** Serials given out for a day. */
  #serials: { day: string; last: number } | null = null;

  constructor(private readonly options: CommandsOptions) {}

  /** `sent` is `{key, case, version, command: {kind, …}}`. Resolves after the fsync, with everybody told. */
  async execute(sender: Sender, sent: unknown): Promise<CommandAnswer> {
    const checked = checkSent(sent);
    if ("why" in checked) return { kind: "bad-command", why: checked.why };
    const idempotency = { key: checked.key, body: bodyOf(sender, checked) };
    for (let attempt = 1;; attempt++) {
      const answer = await this.#try(sender, checked, idempotency);
      if (answer !== "again" || attempt === ATTEMPTS) {
        return answer === "again" ? await this.#stale(checked.case, checked.version) : answer;
      }
    }
  }

  /** A report by hand: `{key, report}`. The case begins with it. */
  async report(sender: Sender, sent: unknown): Promise<CommandAnswer> {
    const { key, report } = (typeof sent === "object" && sent !== null ? sent : {}) as Record<
      string,
      unknown
    >;
    if (!isKey(key)) return { kind: "bad-command", why: KEY_WHY };
    const parsed = reportSchema.safeParse(report);
    if (!parsed.success) return { kind: "bad-command", why: faultOf(parsed.error) };
    const { evidence, selfHandled, reporter, ...what } = parsed.data;
    const at = this.options.now();
    return await this.open(sender, {
      idempotency: { key, body: bodyOf(sender, { report: parsed.data }) },
      what,
      report: { source: "manual", at, ...(reporter !== undefined && { reporter }) },
      evidence: evidence.map((photo) => ({ ...photo, by: sender.person.id, at })),
      selfHandled,
    });
  }

  /** Begins a case: from a report by hand, or from an incident of a feed. */
  async open(sender: Sender, { idempotency, what, report, evidence = [], selfHandled = false }: {
    readonly idempotency: Idempotency;
    readonly what:
      & Pick<Opening, "category" | "severity" | "title" | "lat" | "lon">
      & Partial<Record<"text" | "address", string | undefined>>;
    readonly report: Opening["report"];
    readonly evidence?: Opening["evidence"];
    readonly selfHandled?: boolean;
  }): Promise<CommandAnswer> {
    const at = this.options.now();
    const { cell, areas } = this.options.whereIs(what);
    const verdict = may(sender.person, "case.report", { areas });
    if (!verdict.ok) return { kind: "refused", refusal: verdict.reason };
    if (selfHandled && !sender.person.post) return { kind: "refused", refusal: "own" };
    const { text, address, ...rest } = what;
    for (let attempt = 1;; attempt++) {
      const opening: Opening = {
        id: await this.#nextId(at),
        ...rest,
        ...(text !== undefined && { text }),
        ...(address !== undefined && { address }),
        ...{ cell, areas, report, evidence, selfHandled },
        needsPreVerify: this.options.tables().needsPreVerify(what.category, report.source),
      };
      const claims: IncidentRef[] = report.incident === undefined
        ? []
        : [{ source: report.source, incident: report.incident }];
      const part = partOf(null, [opened(opening, { by: sender.person, at })], claims);
      const written = await this.#write(sender, "case.report", idempotency, [part]);
      if (written.kind === "claimed") return { kind: "claimed", case: written.id };
      // Another process gave the same serial out.
      if (written.kind === "stale" && attempt < ATTEMPTS) this.#serials = null;
      else return this.#settled(written, [part]) ?? { kind: "unknown-case", case: opening.id };
    }
  }

  /** A case as it is now, from memory or from the ledger. */
  async find(id: string): Promise<Case | null> {
    const known = this.options.book.get(id);
    if (known) return known;
    return (await this.options.ledger.cases.get(id))[0] ?? null;
  }

  async #try(sender: Sender, sent: Sent, idempotency: Idempotency): Promise<CommandAnswer | "again"> {
    const { ledger } = this.options;
    let c = await this.find(sent.case);
    if (c && sent.version > c.version) {
      await this.#reload(c.id);
      c = await this.find(c.id);
    }
    if (!c) return { kind: "unknown-case", case: sent.case };
    if (sent.version !== c.version) {
      return known(await ledger.cases.answerTo(idempotency)) ?? await this.#stale(c.id, sent.version);
    }
    const decided = await this.#decide(c, sent.command, this.#moment(c, sender));
    if (!decided.ok) {
      const answer: CommandAnswer = { kind: "refused", refusal: decided.refusal, case: c.id };
      return known(await ledger.cases.refuse(idempotency, this.options.now(), answer))!;
    }
    const written = await this.#write(sender, `case.${sent.command.kind}`, idempotency, decided.parts);
    if (written.kind === "stale") await this.#reload(written.id);
    // A merger's other case is not what the sender looked at: it is decided again on what that is now.
    if (written.kind === "stale" && written.id !== c.id) return "again";
    return this.#settled(written, decided.parts) ?? await this.#stale(c.id, sent.version);
  }

  #moment(c: Case, { person }: Sender): Moment {
    const at = this.options.now();
    const tables = this.options.tables();
    return {
      by: person,
      at,
      tables: { version: tables.version, conditions: tables.conditionsOf(c.category) },
      deadline: tables.deadlineOf(c, at),
    };
  }

  async #decide(
    c: Case,
    command: CaseCommand,
    moment: Moment,
  ): Promise<{ ok: true; parts: CasePart[] } | { ok: false; refusal: Refusal }> {
    const decision = decide(c, command, moment);
    if (!decision.ok) return decision;
    const parts = [partOf(c, [decision.event])];
    const { by, name, at } = decision.event;
    const stamp = (other: Case) => ({ by, name, at: Math.max(at, other.updated) });
    if (command.kind === "merge") {
      const into = await this.find(command.into);
      if (!into || !MERGED_INTO.has(into.stage)) return { ok: false, refusal: "stage" };
      // Whoever may not act on the other case may not change what it holds.
      const verdict = may(moment.by, "case.merge", { areas: into.areas });
      if (!verdict.ok) return { ok: false, refusal: verdict.reason };
      parts.push(partOf(into, [{ kind: "absorb", ...stamp(into), case: c.id, reports: c.reports }]));
    }
    if (command.kind === "unmerge") {
      // What it was merged into may be merged itself by now: its reports went along.
      const cases = c.reports.map((report) => report.case);
      for (let id = c.mergedInto; id !== null;) {
        const holder: Case | null = await this.find(id);
        if (!holder) break;
        parts.push(partOf(holder, [{ kind: "release", ...stamp(holder), cases }]));
        id = holder.mergedInto;
      }
    }
    return { ok: true, parts };
  }

  #write(sender: Sender, action: string, idempotency: Idempotency, parts: readonly CasePart[]) {
    const cases = parts.map(({ after: { id, version, stage } }): Changed => ({ id, version, stage }));
    const at = parts[0]!.after.updated;
    return this.options.ledger.cases.commit({
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
  }

  /** Takes what was stored into the book and tells everybody; null when the case was another one meanwhile. */
  #settled(written: CaseWritten, parts: readonly CasePart[]): CommandAnswer | null {
    switch (written.kind) {
      case "done":
        for (const { after } of parts) this.options.book.take(after);
        this.options.commit(written.events);
        return {
          kind: "done",
          cases: parts.map(({ after: { id, version, stage } }) => ({ id, version, stage })),
        };
      case "again":
      case "key-reused":
        return known(written);
      case "claimed":
        return { kind: "claimed", case: written.id };
      case "stale":
        return null;
    }
  }

  async #stale(id: string, seen: number): Promise<CommandAnswer> {
    const [c, events] = await Promise.all([this.find(id), this.options.ledger.cases.events(id)]);
    return { kind: "stale", case: summaryOf(c!), events: events.slice(seen) };
  }

  /** Another process wrote it. */
  async #reload(id: string): Promise<void> {
    const [c] = await this.options.ledger.cases.get(id);
    if (c) this.options.book.take(c);
  }

  async #nextId(at: number): Promise<string> {
    const day = this.options.dayOf(at);
    if (this.#serials?.day !== day) {
      const last = await this.options.ledger.cases.serialsOf(day);
      if (this.#serials?.day !== day) this.#serials = { day, last };
    }
    return `${day}-${String(++this.#serials!.last).padStart(5, "0")}`;
  }
}

/** A case takes others in while somebody works on it. */
const MERGED_INTO: ReadonlySet<Stage> = new Set([
  "reported",
  "pre_verifying",
  "filed",
  "dispatched",
  "accepted",
  "arrived",
]);

const KEY_WHY = `key: a text of 1 to ${LONGEST_KEY} characters, made by the client, and new for each command`;

function isKey(key: unknown): key is string {
  return typeof key === "string" && key.trim() !== "" && key.length <= LONGEST_KEY;
}

function checkSent(sent: unknown): Sent | { why: string } {
  if (typeof sent !== "object" || sent === null) return { why: "send {key, case, version, command}" };
  const { key, case: id, version, command } = sent as Record<string, unknown>;
  if (!isKey(key)) return { why: KEY_WHY };
  if (typeof id !== "string" || id === "") return { why: "case: the number of the case" };
  if (!Number.isSafeInteger(version) || (version as number) < 1) {
    return { why: "version: the version of the case that the command was decided on" };
  }
  const parsed = parseCommand(command);
  return parsed.ok
    ? { key, case: id, version: version as number, command: parsed.value }
    : { why: parsed.why };
}

/** In one fixed form: parsed fields come in the order of their schema. */
function bodyOf({ person }: Sender, sent: object): string {
  return JSON.stringify([person.id, { ...sent, key: undefined }]);
}

function known(answer: KnownKey | null): CommandAnswer | null {
  if (!answer) return null;
  return answer.kind === "again"
    ? answer.answer as CommandAnswer
    : { kind: "refused", refusal: "key-reused" };
}

function partOf(
  before: Case | null,
  events: readonly CaseEvent[],
  claims: readonly IncidentRef[] = [],
): CasePart {
  const after = events.reduce<Case | null>(evolve, before)!;
  return { expected: before?.version ?? 0, events, after, summary: summaryOf(after), claims };
}
