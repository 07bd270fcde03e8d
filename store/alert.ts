/** What somebody is told of at once: an SOS, a late stage, a fence that was crossed. Plain JSON, the same on disk, wire and screen. */
import type { Place } from "../geo/place.ts";
import { type Role, WHOLE_CITY } from "./person.ts";

export const ALERT_KINDS = [
  "sos",
  "escalation",
  "fence-enter",
  "fence-leave",
  "fence-absent",
  "silent",
  "bunching",
  "uncovered",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What it is about. `areas`: whoever answers for one of them is told; with none, only accounts of the whole city. */
export interface AlertSubject extends Partial<Place> {
  readonly case?: string;
  readonly worker?: string;
  /** H3 index at the finest resolution. Only an SOS has a place more exact than this. */
  readonly cell?: string;
  readonly fence?: string;
  readonly areas: readonly string[];
}

export interface Acknowledgement {
  /** Id and name of the account. */
  readonly by: string;
  readonly name: string;
  readonly at: number;
  readonly note?: string;
}

export interface Alert {
  readonly id: string;
  readonly kind: AlertKind;
  /** What brought it about. Of one cause there is at most one alert that has not ended. */
  readonly cause: string;
  /** When it was raised, epoch ms. */
  readonly at: number;
  /** 1 is the most severe. */
  readonly severity: 1 | 2 | 3;
  readonly subject: AlertSubject;
  /** Roles that it is for: one of them acknowledges it. */
  readonly to: readonly Role[];
  /** Values for the words that tell of it. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly acknowledged: Acknowledgement | null;
  /** When what it tells of was over; an SOS is over when somebody acknowledges it. */
  readonly ended: number | null;
}

export type AlertDraft = Omit<Alert, "id" | "acknowledged" | "ended">;

/** `repeated`: the same worker called again before anybody acknowledged. */
export type AlertDid = "raised" | "repeated" | "acknowledged" | "ended";

/** Whether it still asks for somebody. */
export function waits({ acknowledged, ended }: Alert): boolean {
  return acknowledged === null && ended === null;
}

/** Whether somebody with these roles and areas is one of those whom it is for. */
export function concerns(
  { roles, areas }: { readonly roles: readonly Role[]; readonly areas: readonly string[] },
  { to, subject }: Pick<Alert, "to" | "subject">,
): boolean {
  return to.some((role) => roles.includes(role)) &&
    (areas.includes(WHOLE_CITY) || subject.areas.some((code) => areas.includes(code)));
}
