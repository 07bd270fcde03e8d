/** What people can ask of a case, and the check that turns what a client sent into one of these. */
import { z } from "zod";
import { EVIDENCE_KINDS } from "../store/case.ts";
import { SEVERITIES } from "../store/record.ts";

const LONGEST_TEXT = 2_000;
const LONGEST_NAME = 200;
const MOST_HELPERS = 20;

const name = z.string().trim().min(1).max(LONGEST_NAME);
/** What a feed or table called it, blanks included. */
const id = z.string().min(1).max(LONGEST_NAME).refine((text) => text.trim() !== "", { error: "is blank" });
const reason = z.string().trim().min(1).max(LONGEST_TEXT);
const text = z.string().trim().max(LONGEST_TEXT);
const severity = z.literal(SEVERITIES);
const instant = z.number().int().min(0).max(8.64e15);
/** The answer to the reason of a return, which any step forward may carry and one after a return must. */
const answer = z.string().trim().min(1).max(LONGEST_TEXT).optional();
const photo = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(EVIDENCE_KINDS),
});
const MOST_PHOTOS = 20;
const photos = z.array(photo).max(MOST_PHOTOS).readonly().default([]);

/** A command of each kind; its name is the name of the action in rights.ts, and of the event it becomes. */
export const COMMANDS = {
  request_pre_verify: z.strictObject({ worker: id }),
  pre_verify: z.strictObject({ found: z.boolean(), text: text.default(""), evidence: photos }),
  correct: z.strictObject({
    category: id.optional(),
    severity: severity.optional(),
    title: name.optional(),
    address: name.optional(),
  }),
  file: z.strictObject({ condition: id, answer }),
  reject: z.strictObject({ reason }),
  dispatch: z.strictObject({
    worker: id,
    helpers: z.array(id).max(MOST_HELPERS).readonly().default([]),
    /** Why this one and not a nearer one, in lines. */
    explanation: z.array(z.string().max(LONGEST_NAME * 2)).max(10).readonly().optional(),
    answer,
  }),
  reassign: z.strictObject({
    worker: id,
    helpers: z.array(id).max(MOST_HELPERS).readonly().default([]),
    explanation: z.array(z.string().max(LONGEST_NAME * 2)).max(10).readonly().optional(),
    reason,
  }),
  take_helper: z.strictObject({ worker: id }),
  release_helper: z.strictObject({ worker: id }),
  accept: z.strictObject({ answer }),
  set_out: z.strictObject({}),
  arrive: z.strictObject({}),
  handle: z.strictObject({ text: text.default(""), evidence: photos, answer }),
  refuse: z.strictObject({ reason }),
  hand_back: z.strictObject({ reason }),
  return: z.strictObject({ reason }),
  request_post_check: z.strictObject({ answer }),
  post_check: z.strictObject({ passed: z.boolean(), text: text.default(""), evidence: photos }),
  close: z.strictObject({ rule: id }),
  suspend: z.strictObject({ until: instant, reason }),
  resume: z.strictObject({ reason: text.default("") }),
  request_extension: z.strictObject({ reason }),
  decide_extension: z.strictObject({ approve: z.boolean(), reason: text.default("") }),
  appeal: z.strictObject({ reason }),
  decide_appeal: z.strictObject({ grant: z.boolean(), reason: text.default("") }),
  cancel: z.strictObject({ reason }),
  reopen: z.strictObject({ reason }),
  merge: z.strictObject({ into: id }),
  unmerge: z.strictObject({ reason: text.default("") }),
  evaluate: z.strictObject({ score: z.number().int().min(1).max(5), text: text.default("") }),
  note: z.strictObject({ text: reason }),
  add_evidence: z.strictObject({ evidence: z.array(photo).min(1).max(MOST_PHOTOS).readonly() }),
  undo: z.strictObject({}),
} as const;

export type CommandKind = keyof typeof COMMANDS;
export const COMMAND_KINDS = Object.keys(COMMANDS) as CommandKind[];

export type CommandOf<K extends CommandKind> = { readonly kind: K } & z.output<(typeof COMMANDS)[K]>;
export type CaseCommand = { [K in CommandKind]: CommandOf<K> }[CommandKind];

export type Parsed<T> = { readonly ok: true; readonly value: T } | {
  readonly ok: false;
  readonly why: string;
};

/** Unknown in, a command out, or the path and fault of the first thing that is wrong with it. */
export function parseCommand(sent: unknown): Parsed<CaseCommand> {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) {
    return { ok: false, why: "a command is an object with a kind" };
  }
  const { kind, ...fields } = sent as Record<string, unknown>;
  const schema = typeof kind === "string" && Object.hasOwn(COMMANDS, kind)
    ? COMMANDS[kind as CommandKind]
    : null;
  if (!schema) {
    return { ok: false, why: `kind ${JSON.stringify(kind)}: use one of ${COMMAND_KINDS.join(", ")}` };
  }
  const parsed = schema.safeParse(fields);
  if (parsed.success) return { ok: true, value: { kind, ...parsed.data } as CaseCommand };
  return { ok: false, why: faultOf(parsed.error) };
}

/** A report that becomes a case, by hand or from an incident that a feed brought. */
export const reportSchema = z.strictObject({
  category: id,
  severity,
  title: name,
  text: text.optional(),
  address: name.optional(),
  reporter: name.optional(),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  /** Fixed on the spot by the worker who found it. */
  selfHandled: z.boolean().default(false),
  evidence: photos,
});
export type SentReport = z.output<typeof reportSchema>;

export function faultOf(error: z.ZodError): string {
  const issue = error.issues[0]!;
  const path = issue.path.join(".");
  return path ? `${path}: ${issue.message}` : issue.message;
}
