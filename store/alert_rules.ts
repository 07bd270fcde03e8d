/** When a city wants to be told: what `city.json` says of escalation, silence, bunching and places without anybody. */
import { z } from "zod";
import { ROLES } from "./person.ts";
import { SEVERITIES } from "./record.ts";

/** Clocks of a case that can be late (dispatch/case_clocks.ts). */
const STAGES = ["file", "dispatch", "accept", "arrive", "handle", "check", "case"] as const;
/** The areas of a city from the largest down; `city` is for accounts of the whole city only. */
export const AREA_LEVELS = ["city", "district", "street", "community", "grid"] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

const minutes = z.number().min(0).max(7 * 24 * 60);

const level = z.strictObject({
  /** After the stage was due. */
  lateMinutes: minutes,
  /** Who is told, of which area that holds the case. */
  to: z.array(z.enum(ROLES)).min(1),
  area: z.enum(AREA_LEVELS),
});

const rule = z.strictObject({
  stages: z.array(z.enum(STAGES)).min(1),
  /** Cases of any where left out. */
  severity: z.array(z.literal(SEVERITIES)).min(1).optional(),
  /** One after the other: each later than the one before. */
  levels: z.array(level).min(1).max(9).refine(
    (levels) => levels.every(({ lateMinutes }, i) => i === 0 || lateMinutes > levels[i - 1]!.lateMinutes),
    { error: "must be told one after the other: lateMinutes grows from level to level" },
  ),
});

export type EscalationRule = z.infer<typeof rule>;
export type EscalationLevel = z.infer<typeof level>;

/** The first rule that names the stage and the severity decides; a city without any has these. */
const USUAL: EscalationRule[] = [
  {
    stages: ["file"],
    severity: [1, 2],
    levels: [
      { lateMinutes: 10, to: ["acceptor"], area: "district" },
      { lateMinutes: 30, to: ["leader"], area: "district" },
    ],
  },
  {
    stages: ["dispatch", "accept", "arrive"],
    severity: [1, 2],
    levels: [
      { lateMinutes: 10, to: ["dispatcher"], area: "street" },
      { lateMinutes: 30, to: ["dispatcher", "leader"], area: "district" },
      { lateMinutes: 90, to: ["leader"], area: "city" },
    ],
  },
  {
    stages: ["file", "dispatch", "accept", "arrive", "handle"],
    levels: [
      { lateMinutes: 60, to: ["dispatcher"], area: "street" },
      { lateMinutes: 480, to: ["dispatcher", "leader"], area: "district" },
    ],
  },
  { stages: ["check"], levels: [{ lateMinutes: 240, to: ["checker"], area: "district" }] },
];

export const escalationSchema = z.array(rule).max(50).default(USUAL);

const count = z.number().int().min(1);

export const alertRules = z.strictObject({
  /** Somebody on duty of whom nothing was heard for so long is silent; so many in one street are told of together. */
  silent: z.strictObject({
    minutes: minutes.min(1).default(30),
    together: count.default(4),
    /**
     * In a city without shifts whoever had been heard of for `minutes` is at work, until nothing is heard for so long; null:
     * nobody is silent there. Only for those who end their day where it began: of people who switch off anywhere, each would
     * be told of each evening.
     */
    offAfterMinutes: minutes.nullable().default(null),
    /** And whoever falls silent so near to where they were heard of first has come home. */
    homeMetres: z.number().min(0).max(10_000).default(300),
  }).refine(({ minutes, offAfterMinutes }) => offAfterMinutes === null || offAfterMinutes > minutes, {
    error: "must be longer than minutes, or null: nobody would be silent between the two",
    path: ["offAfterMinutes"],
  }).nullable().prefault({}),
  /** More workers than this who have nothing to do, within so many metres of one of them, for so long. */
  bunching: z.strictObject({
    workers: count.default(6),
    metres: z.number().min(5).max(2_000).default(40),
    minutes: minutes.default(20),
  }).nullable().prefault({}),
  /** An area in which nobody is on duty for so long, though something is open there; so many in one district are told of together. */
  uncovered: z.strictObject({
    area: z.enum(["district", "street", "community", "grid"]).default("street"),
    minutes: minutes.default(20),
    /** Incidents that are open in it; with 0 an area without anybody is told of whatever happens there. */
    open: z.number().int().min(0).default(1),
    together: count.default(4),
  }).nullable().prefault({}),
  /** What was over is not told again before. */
  againMinutes: minutes.default(60),
});

export type AlertRules = z.infer<typeof alertRules>;
