/** Random walks of cases: steps that fast-check makes and shrinks, and the command each of them means to a case. */
import fc from "fast-check";
import {
  type CaseCommand,
  COMMAND_KINDS,
  type CommandKind,
  parseCommand,
} from "../../dispatch/case_command.ts";
import { MOVES } from "../../dispatch/case_moves.ts";
import type { Case, Stage } from "../../store/case.ts";
import type { Person } from "../../store/person.ts";
import { named, PEOPLE, WORKERS } from "./people.ts";

export const T0 = Date.UTC(2026, 10, 27, 6);
export const CONDITION = "plain";

/** What happens next: some command, mostly one that the stage knows, by somebody, after a while. */
export interface Step {
  readonly any: boolean;
  /** Whether it is the next step of the official way. */
  readonly onward: boolean;
  readonly kind: number;
  /** Whether whoever usually does it does it. */
  readonly usual: boolean;
  readonly who: number;
  /** Seconds since the step before. */
  readonly wait: number;
  readonly pick: number;
}

export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      any: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      onward: fc.boolean(),
      kind: fc.nat(999),
      usual: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
      who: fc.nat(999),
      wait: fc.oneof(fc.nat(8), fc.nat(3_600), fc.nat(400_000)),
      pick: fc.nat(999),
    }),
    { minLength: 1, maxLength: most, size: "max" },
  );

/** The official way, from stage to stage. */
const ONWARD: Readonly<Partial<Record<Stage, CommandKind>>> = {
  reported: "file",
  pre_verifying: "pre_verify",
  filed: "dispatch",
  dispatched: "accept",
  accepted: "arrive",
  arrived: "handle",
  handled: "request_post_check",
  post_checking: "post_check",
};

/** Who usually does it; a worker does it as the one the case is about. */
const USUAL: Readonly<Partial<Record<CommandKind, string>>> = {
  request_pre_verify: "acceptor",
  correct: "acceptor",
  file: "acceptor",
  reject: "acceptor",
  cancel: "acceptor",
  decide_extension: "acceptor",
  dispatch: "dispatcher",
  reassign: "dispatcher",
  take_helper: "dispatcher",
  release_helper: "dispatcher",
  return: "dispatcher",
  request_post_check: "dispatcher",
  suspend: "dispatcher",
  resume: "dispatcher",
  request_extension: "dispatcher",
  appeal: "dispatcher",
  merge: "dispatcher",
  unmerge: "dispatcher",
  post_check: "checker",
  close: "checker",
  reopen: "checker",
  evaluate: "leader",
  decide_appeal: "leader",
  note: "leader",
};

export function stepOf(c: Case, step: Step, others: readonly string[]): { by: Person; command: CaseCommand } {
  const known = COMMAND_KINDS.filter((kind) => MOVES[kind].from.includes(c.stage));
  const kinds = step.any ? COMMAND_KINDS : known;
  const next = c.stage === "post_checking" && c.check?.passed ? "close" : ONWARD[c.stage];
  const kind = step.onward && next ? next : kinds[step.kind % kinds.length]!;
  const by = step.usual ? usual(kind, c, step.who) : PEOPLE[step.who % PEOPLE.length]!;
  const parsed = parseCommand({ kind, ...fieldsOf(kind, c, step, others) });
  if (!parsed.ok) throw new Error(`${kind}: ${parsed.why}`);
  return { by, command: parsed.value };
}

function usual(kind: CommandKind, c: Case, who: number): Person {
  const name = USUAL[kind];
  if (name) return named(name);
  if (kind === "undo" && c.undo) return named(c.undo.by);
  const worker = c.crew[0]?.worker ?? c.verifier;
  return PEOPLE.find(({ post }) => post !== undefined && post.id === worker) ?? PEOPLE[who % PEOPLE.length]!;
}

function fieldsOf(kind: CommandKind, c: Case, { pick }: Step, others: readonly string[]): object {
  const worker = WORKERS[pick % WORKERS.length]!;
  const answer = c.pending && pick % 4 > 0 ? { answer: "because" } : {};
  switch (kind) {
    case "request_pre_verify":
    case "take_helper":
    case "release_helper":
      return { worker };
    case "pre_verify":
      return { found: pick % 5 > 0 };
    case "file":
      return { condition: pick % 9 === 0 ? "no such" : CONDITION, ...answer };
    case "correct":
      return { title: `Title ${pick}` };
    case "dispatch":
      return { worker, helpers: pick % 3 === 0 ? [WORKERS[(pick + 1) % WORKERS.length]] : [], ...answer };
    case "reassign":
      return { worker, helpers: [], reason: "nearer" };
    case "accept":
    case "handle":
    case "request_post_check":
      return answer;
    case "post_check":
      return { passed: pick % 4 > 0, text: pick % 4 > 0 ? "" : "still dirty" };
    case "close":
      return { rule: "clean" };
    case "suspend":
      return { until: c.updated + (pick % 3 - 0.5) * 86_400_000, reason: "road works" };
    case "decide_extension":
      return { approve: pick % 2 === 0 };
    case "decide_appeal":
      return { grant: pick % 2 === 0 };
    case "merge":
      return { into: others[pick % others.length] ?? c.id };
    case "evaluate":
      return { score: pick % 5 + 1 };
    case "note":
      return { text: "seen" };
    case "add_evidence":
      return { evidence: [{ hash: pick.toString(16).padStart(64, "0"), kind: "near" }] };
    case "set_out":
    case "arrive":
    case "undo":
    case "resume":
    case "unmerge":
      return {};
    default:
      return { reason: "some reason" };
  }
}
