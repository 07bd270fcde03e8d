/**
 * Where a worker was. Personal data: whoever reads it says why, and that is in the audit record before anything is read.
 * Only what lies in the areas of whoever asks is shown.
 */
import { may, type Verdict } from "../dispatch/rights.ts";
import type { Sender } from "../dispatch/sender.ts";
import type { Place } from "../geo/place.ts";
import type { Ledger } from "../store/ledger.ts";
import { instantOf } from "./instant.ts";
import { type Asked, question } from "./question.ts";

/** One position as it was sent; m, m/s and degrees from north, null where the fix does not say. */
export interface TrackPoint extends Place {
  readonly time: number;
  readonly accuracy: number | null;
  readonly speed: number | null;
  readonly heading: number | null;
}

export interface Track {
  readonly worker: string;
  readonly from: number;
  readonly to: number;
  readonly points: readonly TrackPoint[];
  /** Positions that lie outside the areas of whoever asks. */
  readonly elsewhere: number;
  /** The period has more: {@link MOST_POINTS} from its beginning were read. */
  readonly more: boolean;
  /** Number of the row of audit that tells of this reading. */
  readonly recorded: number;
}

export type TrackAnswer =
  | { readonly kind: "read"; readonly track: Track }
  | { readonly kind: "denied"; readonly verdict: Verdict & { ok: false } }
  | { readonly kind: "invalid"; readonly why: string };

export interface TrackQuestion {
  readonly worker: string;
  /** Epoch ms, the end excluded. */
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface TrackDesk {
  readonly ledger: { readonly audit: Pick<Ledger["audit"], "add"> };
  readonly clickhouse: Asked;
  readonly areasAt: (place: Place) => readonly string[];
  /** How long positions are kept at all. */
  readonly keptDays: number;
  readonly timeZone: string;
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
export const LONGEST_TRACK_HOURS = 24;
/** A position every four seconds for a whole day. */
export const MOST_POINTS = 21_600;
const REASON = { least: 4, most: 500 };
const LONGEST_ID = 128;

const ask = question<TrackPoint, { worker: string; from: number; to: number; limit: number }>("worker_track");

/** Rejects when the record or the history store does not answer; the question is on record in the second case. */
export async function readTrack(desk: TrackDesk, sender: Sender, sent: unknown): Promise<TrackAnswer> {
  const verdict = may(sender.person, "track.read");
  if (!verdict.ok) return { kind: "denied", verdict };
  const checked = checkQuestion(sent, desk);
  if (typeof checked === "string") return { kind: "invalid", why: checked };
  const { worker, from, to, reason } = checked;
  const recorded = await desk.ledger.audit.add({
    at: desk.now(),
    who: sender.person.id,
    origin: sender.origin,
    action: "track.read",
    object: `worker ${worker}`,
    detail: { from, to, reason },
  });
  const rows = await ask(desk.clickhouse, { worker, from, to, limit: MOST_POINTS + 1 });
  const read = rows.slice(0, MOST_POINTS);
  const points = read.filter((point) =>
    may(sender.person, "track.read", { areas: desk.areasAt(point), workers: [worker] }).ok
  );
  const elsewhere = read.length - points.length;
  return {
    kind: "read",
    track: { worker, from, to, points, elsewhere, more: rows.length > read.length, recorded },
  };
}

/** The question, or what is wrong with it. */
export function checkQuestion(
  sent: unknown,
  { keptDays, timeZone, now }: Pick<TrackDesk, "keptDays" | "timeZone" | "now">,
): TrackQuestion | string {
  const { worker, from, to, reason } = (sent ?? {}) as Record<string, unknown>;
  if (typeof worker !== "string" || worker === "" || worker.length > LONGEST_ID) {
    return `worker: is the id under which the positions came in, at most ${LONGEST_ID} letters`;
  }
  const [start, end] = [readTime(from, timeZone), readTime(to, timeZone)];
  if (start === null || end === null) {
    return "from, to: are times such as 2026-11-27T08:00, in the city's zone unless they say another";
  }
  if (end <= start) return "to: must be after from";
  const hours = (end - start) / HOUR_MS;
  if (hours > LONGEST_TRACK_HOURS) {
    return `from, to: at most ${LONGEST_TRACK_HOURS} hours at once; these are ${hours.toFixed(1)}`;
  }
  if (end <= now() - keptDays * 24 * HOUR_MS) return `to: positions are kept for ${keptDays} days`;
  const why = typeof reason === "string" ? reason.trim() : "";
  if ([...why].length < REASON.least || [...why].length > REASON.most) {
    return `reason: say why it must be read, in ${REASON.least} to ${REASON.most} letters; it is recorded with your name`;
  }
  return { worker, from: start, to: end, reason: why };
}

function readTime(sent: unknown, timeZone: string): number | null {
  const time = typeof sent === "string" ? instantOf(sent, timeZone) : sent;
  return typeof time === "number" && Number.isSafeInteger(time) ? time : null;
}
