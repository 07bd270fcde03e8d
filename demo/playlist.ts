/** The sliding window of a looped clip as a live HLS playlist, aligned to the wall clock: segment n covers seconds 2n to 2n + 2. */
import { isNight } from "./rhythm.ts";

export const SEGMENT_MS = 2_000;
/** Segments in one turn of a clip: exactly a minute. */
export const SEGMENTS = 30;
/** Segments a playlist names. */
const WINDOW = 7;
/** How many segments may be fetched before their time, as encoders with a little head start do. */
const AHEAD = 1;

/** Day or night, for clips that have both. */
export type Light = "day" | "night";

export function lightOf(sequence: number, lights: readonly Light[]): Light {
  const light = isNight(sequence * SEGMENT_MS) ? "night" : "day";
  return lights.includes(light) ? light : lights[0]!;
}

/** Sequence numbers of the segments that may be asked for at `now`. */
export function windowAt(now: number): { first: number; last: number } {
  const last = Math.floor(now / SEGMENT_MS) + AHEAD;
  return { first: last - WINDOW + 1, last };
}

export function playlistAt(now: number, lights: readonly Light[]): string {
  const { first, last } = windowAt(now);
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    `#EXT-X-TARGETDURATION:${SEGMENT_MS / 1000}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${switchesBefore(first, lights)}`,
  ];
  let light: Light | undefined;
  for (let n = first; n <= last; n++) {
    const next = lightOf(n, lights);
    if (light !== undefined && next !== light) lines.push("#EXT-X-DISCONTINUITY");
    if (next !== light) lines.push(`#EXT-X-MAP:URI="init-${next}.mp4"`);
    light = next;
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(n * SEGMENT_MS).toISOString()}`,
      `#EXTINF:${(SEGMENT_MS / 1000).toFixed(3)},`,
      `seg-${n}.m4s`,
    );
  }
  return lines.join("\n") + "\n";
}

/**
 * How often day and night changed before a segment, since the epoch: twice a day, at 06:00 and 18:30 local time. A change
 * at the first segment of the window has already left it.
 */
function switchesBefore(sequence: number, lights: readonly Light[]): number {
  if (lights.length < 2) return 0;
  const minutes = sequence * SEGMENT_MS / 60_000 + 8 * 60;
  const days = Math.floor(minutes / 1440), today = minutes - days * 1440;
  return days * 2 + (today >= 6 * 60 ? 1 : 0) + (today >= 18.5 * 60 ? 1 : 0);
}
