/**
 * The one way in which a case changes: over HTTP, over the socket and by rule. Checked, decided by the pure machine, kept in
 * one transaction of the ledger, and only then told to anybody.
 */
import type { Case, CaseEvent, Stage } from "../store/case.ts";
import type { CasePart } from "../store/ledger_cases.ts";
import type { Idempotency } from "../store/ledger_commands.ts";
import type { Explain } from "./candidates.ts";
import { eventShownTo } from "./choice_sight.ts";
import { decide } from "./case.ts";
import { type CaseCommand, parseCommand } from "./case_command.ts";
import type { Moment, Refusal } from "./case_moves.ts";
import { workersOf } from "./case_parts.ts";
import { carried } from "./case_rounds.ts";
import {
  answerOf,
  bodyOf,
  type CaseDesk,
  changedBy,
  type CommandAnswer,
  isKey,
  KEY_WHY,
  partOf,
} from "./desk.ts";
import { may } from "./rights.ts";
import type { Sender } from "./sender.ts";
import { type CaseTables, momentOf } from "./tables.ts";

export interface CommandsOptions {
  readonly desk: CaseDesk;
  readonly tables: () => CaseTables;
  /** Those of some photos that are not kept here; left out, photos are not asked for. */
  readonly unknownEvidence?: UnknownEvidence;
  /** Whether a worker is on duty now; everybody is when absent. */
  readonly isOnDuty?: (worker: string) => boolean;
  /** Why this worker and no other, to be kept with the decision; nothing is kept when absent. */
  readonly explain?: Explain;
}

export type UnknownEvidence = (hashes: readonly string[]) => Promise<readonly string[]>;

/** What a command over HTTP or a socket is made of. */
interface Sent {
  readonly key: string;
  readonly case: string;
  readonly version: number;
  readonly command: CaseCommand;
}

type Decided =
  | { readonly ok: true; readonly parts: readonly CasePart[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** A merger whose other case changed at the same moment is decided anew so often. */
const ATTEMPTS = 5;

/** A case takes others in while somebody works on it. */
const MERGED_INTO: ReadonlySet<Stage> = new Set([
  "reported",
  "pre_verifying",
  "filed",
  "dispatched",
  "accepted",
  "arrived",
]);

export class Commands {
  constructor(private readonly options: CommandsOptions) {}

  /** `sent` is `{key, case, version, command: {kind, …}}`. Resolves after the fsync, with everybody told. */
  async execute(sender: Sender, sent: unknown): Promise<CommandAnswer> {
    const checked = checkSent(sent);
    if ("why" in checked) return { kind: "bad-command", why: checked.why };
    const idempotency = { key: checked.key, body: bodyOf(sender, checked) };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answer = await this.#try(sender, checked, idempotency);
      if (answer !== "again") return answer;
    }
    return await this.#overtaken(sender, checked);
  }

  async #try(sender: Sender, sent: Sent, idempotency: Idempotency): Promise<CommandAnswer | "again"> {
    const { desk, tables } = this.options;
    let c = await desk.find(sent.case);
    if (c && sent.version > c.version) {
      await desk.reload(c.id);
      c = await desk.find(c.id);
    }
    if (!c) return { kind: "unknown-case", case: sent.case };
    if (sent.version !== c.version) {
      return await desk.known(idempotency) ?? await this.#overtaken(sender, sent);
    }
    const moment = momentOf(c, sender.person, desk.now, tables());
    const decided = await this.#decide(c, sent.command, moment, sender);
    if (!decided.ok) {
      return await desk.refuse(idempotency, { kind: "refused", refusal: decided.refusal, case: c.id });
    }
    if (this.#namesUnknown(c, sent.command)) {
      return { kind: "refused", refusal: "unknown-category", case: c.id };
    }
    // Asked last: whether somebody is on duty is told only to whoever may send them. Not kept as the answer to this key: once
    // the photo is there, the same command is right.
    if (await this.#lacksEvidence(sent.command)) {
      return { kind: "refused", refusal: "unknown-evidence", case: c.id };
    }
    if (this.#sendsOffDuty(sent.command)) return { kind: "refused", refusal: "off-duty", case: c.id };
    const { parts } = decided;
    const written = await desk.write({ sender, action: `case.${sent.command.kind}`, idempotency, parts });
    switch (written.kind) {
      case "done":
        return { kind: "done", cases: changedBy(parts) };
      case "claimed":
        return { kind: "claimed", case: written.id };
      case "stale":
        // A merger's other case is not what the sender looked at: it is decided again on what that is now.
        return written.id === c.id ? await this.#overtaken(sender, sent) : "again";
      default:
        return answerOf(written)!;
    }
  }

  /** What happened since is told to whoever may see the case, and to nobody else who names its number. */
  async #overtaken({ person }: Sender, { case: id, version }: Sent): Promise<CommandAnswer> {
    const { desk } = this.options;
    const c = (await desk.find(id))!;
    const verdict = may(person, "case.look", { areas: c.areas, workers: workersOf(c) });
    if (!verdict.ok) return { kind: "refused", refusal: verdict.reason, case: id };
    const { events, ...answer } = await desk.stale(id, version);
    return { ...answer, events: events.map((event) => eventShownTo(person, c, event)) };
  }

  /** Whoever is sent is compared with the others in this very moment, whatever the screen showed. */
  #explained(c: Case, command: CaseCommand, event: CaseEvent, sender: Sender): CaseEvent {
    const { explain } = this.options;
    if (!explain || (command.kind !== "dispatch" && command.kind !== "reassign")) return event;
    return { ...event, choice: explain(c, command.worker, sender) };
  }

  async #lacksEvidence(command: CaseCommand): Promise<boolean> {
    const { unknownEvidence } = this.options;
    if (!unknownEvidence || !("evidence" in command) || command.evidence.length === 0) return false;
    return (await unknownEvidence(command.evidence.map(({ hash }) => hash))).length > 0;
  }

  /** Whether a case is to become one of a category that no table of the city knows. */
  #namesUnknown(c: Case, command: CaseCommand): boolean {
    return command.kind === "correct" && command.category !== undefined && command.category !== c.category &&
      !this.options.tables().knows(command.category);
  }

  /** Whether somebody shall go who is off duty. A moment later they may not be: nothing is kept under the key. */
  #sendsOffDuty(command: CaseCommand): boolean {
    const isOnDuty = this.options.isOnDuty;
    if (!isOnDuty || !("worker" in command) || command.kind === "release_helper") return false;
    const helpers = "helpers" in command ? command.helpers : [];
    return [command.worker, ...helpers].some((worker) => !isOnDuty(worker));
  }

  async #decide(c: Case, command: CaseCommand, moment: Moment, sender: Sender): Promise<Decided> {
    const decision = decide(c, command, moment);
    if (!decision.ok) return decision;
    const { by, name, at } = decision.event;
    const part = partOf(c, [this.#explained(c, command, decision.event, sender)]);
    const stamp = (other: Case) => ({ by, name, at: Math.max(at, other.updated) });
    if (command.kind === "merge") {
      const into = await this.options.desk.find(command.into);
      if (!into) return { ok: false, refusal: "stage" };
      // Whoever may not act on the other case may not change what it holds, nor learn where it stands.
      const verdict = may(moment.by, "case.merge", { areas: into.areas });
      if (!verdict.ok) return { ok: false, refusal: verdict.reason };
      if (!MERGED_INTO.has(into.stage)) return { ok: false, refusal: "stage" };
      // Whoever had a hand in the one has had a hand in what both are about.
      const stamped = stamp(into);
      const reports = carried(c, into, stamped.at);
      const absorb = { kind: "absorb", ...stamped, case: c.id, reports, handlers: c.handlers };
      return { ok: true, parts: [part, partOf(into, [absorb])] };
    }
    if (command.kind !== "unmerge") return { ok: true, parts: [part] };
    // What it was merged into may be merged itself by now: its reports went along.
    const cases = c.reports.map((report) => report.case);
    const parts = [part];
    for (let id = c.mergedInto; id !== null;) {
      const holder: Case | null = await this.options.desk.find(id);
      if (!holder) break;
      const verdict = may(moment.by, "case.unmerge", { areas: holder.areas });
      if (!verdict.ok) return { ok: false, refusal: verdict.reason };
      parts.push(partOf(holder, [{ kind: "release", ...stamp(holder), cases }]));
      id = holder.mergedInto;
    }
    return { ok: true, parts };
  }
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
