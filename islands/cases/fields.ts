/** What the form of each command asks for. The primary command of a stage comes first; the rest follow in this order. */
import type { CommandKind } from "../../dispatch/case_command.ts";
import type { CaseWords } from "./words.ts";

export type FieldName = keyof CaseWords["fields"];

export interface Field {
  readonly name: FieldName;
  /** How it is asked for. */
  readonly as:
    | "text"
    | "line"
    | "worker"
    | "workers"
    | "condition"
    | "rule"
    | "yesno"
    | "date"
    | "score"
    | "photos";
  readonly optional?: true;
}

const REASON: Field = { name: "reason", as: "text" };
const REMARK: Field = { name: "text", as: "text", optional: true };
const PHOTOS: Field = { name: "evidence", as: "photos", optional: true };
const WORKER: Field = { name: "worker", as: "worker" };
const HELPERS: Field = { name: "helpers", as: "workers", optional: true };

/** Commands with nothing to fill in are done with one click. */
export const FIELDS: Readonly<Record<CommandKind, readonly Field[]>> = {
  request_pre_verify: [WORKER],
  pre_verify: [{ name: "found", as: "yesno" }, REMARK, PHOTOS],
  file: [{ name: "condition", as: "condition" }],
  dispatch: [WORKER, HELPERS],
  accept: [],
  set_out: [],
  arrive: [],
  handle: [REMARK, PHOTOS],
  request_post_check: [],
  post_check: [{ name: "passed", as: "yesno" }, REMARK, PHOTOS],
  close: [{ name: "rule", as: "rule" }],
  evaluate: [{ name: "score", as: "score" }, REMARK],
  correct: [
    { name: "title", as: "line", optional: true },
    { name: "address", as: "line", optional: true },
  ],
  reassign: [WORKER, HELPERS, REASON],
  take_helper: [WORKER],
  release_helper: [WORKER],
  refuse: [REASON],
  hand_back: [REASON],
  return: [REASON],
  reject: [REASON],
  suspend: [{ name: "until", as: "date" }, REASON],
  resume: [],
  request_extension: [REASON],
  decide_extension: [{ name: "approve", as: "yesno" }],
  appeal: [REASON],
  decide_appeal: [{ name: "grant", as: "yesno" }],
  merge: [{ name: "into", as: "line" }],
  unmerge: [],
  reopen: [REASON],
  cancel: [REASON],
  add_evidence: [{ name: "evidence", as: "photos" }],
  note: [{ name: "text", as: "text" }],
  undo: [],
};

/** Commands that push a case on: after a return they ask for an answer to its reason. */
export const FORWARD: ReadonlySet<CommandKind> = new Set([
  ...["file", "dispatch", "accept", "handle", "request_post_check"] as const,
]);

/** The order of the buttons, and the ones that are made to be pressed. */
export const ORDER = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
export const PRIMARY: ReadonlySet<CommandKind> = new Set(ORDER.slice(0, 12));

export function fieldsOf(kind: keyof typeof FIELDS, pending: boolean): readonly Field[] {
  return pending && FORWARD.has(kind) ? [{ name: "answer", as: "text" }, ...FIELDS[kind]] : FIELDS[kind];
}

/** The command that a filled form stands for. Empty optional fields are left out. */
export function commandOf(
  kind: CommandKind,
  fields: readonly Field[],
  filled: Readonly<Record<string, string>>,
): { readonly kind: CommandKind } & Record<string, unknown> {
  const command: { kind: CommandKind } & Record<string, unknown> = { kind };
  for (const { name, as, optional } of fields) {
    const text = (filled[name] ?? "").trim();
    if (text === "" && optional) continue;
    command[name] = as === "photos"
      ? JSON.parse(text || "[]")
      : as === "yesno"
      ? text === "yes"
      : as === "score"
      ? Number(text)
      : as === "date"
      ? Date.parse(text)
      : as === "workers"
      ? text.split(/[,，;；\s]+/).filter((one) => one !== "")
      : text;
  }
  return command;
}
