/**
 * On which side of a fence somebody is, from fixes that are a few metres wrong: a side counts only where the fix is further from
 * the border than it may be wrong, and a crossing only after some such fixes over some time. Pure.
 */
import type { FenceHours } from "../store/fence.ts";

export type Side = "unknown" | "in" | "out";

export interface Sighting {
  /** How far within the fence, metres; negative outside. */
  readonly metres: number;
  /** Metres; NaN where the phone did not say. */
  readonly accuracy: number;
  /** Epoch ms. */
  readonly time: number;
}

export interface Track {
  readonly side: Side;
  /** Since when, and in how many fixes, it looks as if the side were another; null while it does not. */
  readonly turning: { readonly to: Side; readonly since: number; readonly fixes: number } | null;
  readonly last: number;
}

export const UNSEEN: Track = { side: "unknown", turning: null, last: -Infinity };

/** A phone that does not say how good its fix is. */
const PLAIN_ACCURACY = 25;
/** No phone is better than this between houses, whatever it says. */
const BEST_ACCURACY = 10;
/** A fix worse than this says nothing of a border. */
const WORST_ACCURACY = 150;
/** Accuracy holds two thirds of all fixes; nearly all lie within half as much again. */
const SURE = 1.5;
const LEAST_FIXES = 3;
/** What somebody did while not heard of for longer, nobody knows. */
const GAP_MS = 10 * 60_000;

/** Further from the border than this, a fix is surely on its side; Infinity for one that is never. */
export function marginOf(accuracy: number): number {
  const metres = Number.isNaN(accuracy) ? PLAIN_ACCURACY : accuracy;
  return metres > WORST_ACCURACY ? Infinity : SURE * Math.max(BEST_ACCURACY, metres);
}

export interface Followed {
  readonly track: Track;
  readonly crossed: "enter" | "leave" | null;
}

export function follow(track: Track, { metres, accuracy, time }: Sighting, dwellMs: number): Followed {
  const margin = marginOf(accuracy);
  if (time <= track.last || margin === Infinity) return { track, crossed: null };
  const { side } = track;
  const sure: Side = metres > margin ? "in" : metres < -margin ? "out" : "unknown";
  const still = { side, turning: null, last: time };
  if (sure === "unknown" || sure === side) return { track: still, crossed: null };
  const before = time - track.last > GAP_MS || track.turning?.to !== sure ? null : track.turning;
  const turning = { to: sure, since: before?.since ?? time, fixes: (before?.fixes ?? 0) + 1 };
  // A first side that one bad fix gave would make a crossing of what somebody did not do.
  if (turning.fixes < LEAST_FIXES || side !== "unknown" && time - turning.since < dwellMs) {
    return { track: { ...still, turning }, crossed: null };
  }
  // Where somebody was before that is not known, and so no border was crossed.
  if (side === "unknown") return { track: { ...still, side: sure }, crossed: null };
  return { track: { ...still, side: sure }, crossed: sure === "in" ? "enter" : "leave" };
}

/** Whether a fence is watched at an instant. */
export function isActive(hours: FenceHours | null, at: number, timeZone: string): boolean {
  if (!hours) return true;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute, from = minuteOf(hours.from), to = minuteOf(hours.to);
  const today = local.dayOfWeek, yesterday = (today + 5) % 7 + 1;
  if (from < to) return hours.days.includes(today) && minute >= from && minute < to;
  // Over midnight it belongs to the day on which it began.
  return hours.days.includes(minute >= from ? today : yesterday) && (minute >= from || minute < to);
}

function minuteOf(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return hours! * 60 + minutes!;
}
