/** Which hotspots are asked for: the query string of `/hotspots` and `/api/hotspots`, read without I/O. */
import { instantOf } from "./instant.ts";
import { COARSEST, FINEST } from "../geo/cell.ts";

export interface HotspotParams {
  /** Epoch ms; `to` is not part of the period. */
  readonly from: number;
  readonly to: number;
  /** The period as it was asked for, when it moves with the clock, such as "24h". */
  readonly last: string | null;
  /** Only incidents of this category, or of this source; null takes all. */
  readonly category: string | null;
  readonly source: string | null;
  readonly resolution: number;
}

export type ParsedHotspotParams =
  | { readonly ok: true; readonly params: HotspotParams }
  /** `error` names the parameter, quotes its value, and says what would be right. */
  | { readonly ok: false; readonly parameter: string; readonly error: string };

export interface HotspotDefaults {
  readonly now: number;
  /** The zone of dates that name none: the city's. */
  readonly timeZone: string;
}

const DEFAULT_LAST = "24h";
const DEFAULT_RESOLUTION = 8;
const LONGEST_DAYS = 366;
const LONGEST_NAME = 200;
const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: HOUR, d: 24 * HOUR };
const FORM = "use a date and time such as 2026-11-16T08:00, which is the city's local time, " +
  "or one with an offset such as 2026-11-16T08:00+08:00";

/**
 * Reads `from` and `to`, or `last` (`90m`, `24h`, `7d`; 24h when nothing is said), `category`, `source` and `resolution`
 * (8). An empty value is as good as none; parameters that are of no concern here, such as `lang`, are left alone.
 */
export function parseHotspotParams(search: URLSearchParams, defaults: HotspotDefaults): ParsedHotspotParams {
  try {
    const period = readPeriod(search, defaults);
    return {
      ok: true,
      params: {
        ...period,
        category: readName(search, "category"),
        source: readName(search, "source"),
        resolution: readResolution(search),
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, parameter: error.parameter, error: error.message };
    throw error;
  }
}

/** Leaves the readers below early; never leaves this module. */
class Wrong extends Error {
  constructor(readonly parameter: string, value: string, right: string) {
    super(`${parameter}=${value.slice(0, 60)}: ${right}`);
  }
}

type Period = Pick<HotspotParams, "from" | "to" | "last">;

function readPeriod(search: URLSearchParams, { now, timeZone }: HotspotDefaults): Period {
  const fromText = search.get("from") || null;
  const toText = search.get("to") || null;
  const lastText = search.get("last") || null;
  if (lastText && (fromText || toText)) {
    throw new Wrong("last", lastText, "give either last, or from and to");
  }
  if (!fromText && !toText) {
    const last = lastText ?? DEFAULT_LAST;
    return { from: now - readLength(last), to: now, last };
  }
  if (!fromText) throw new Wrong("from", "", `is missing beside to=${toText}; ${FORM}`);
  const from = readTime("from", fromText, timeZone);
  const to = toText ? readTime("to", toText, timeZone) : now;
  if (to <= from) throw new Wrong("to", toText ?? "now", `must be later than from=${fromText}`);
  if (to - from > LONGEST_DAYS * UNITS.d!) {
    throw new Wrong("to", toText ?? "now", `at most ${LONGEST_DAYS} days after from=${fromText}`);
  }
  return { from, to, last: null };
}

function readLength(text: string): number {
  const match = /^([1-9]\d{0,5})([mhd])$/.exec(text);
  const length = match ? Number(match[1]) * UNITS[match[2]!]! : 0;
  if (length > 0 && length <= LONGEST_DAYS * UNITS.d!) return length;
  throw new Wrong("last", text, `use a length such as 90m, 24h or 7d, at most ${LONGEST_DAYS}d`);
}

function readTime(parameter: string, text: string, timeZone: string): number {
  const time = instantOf(text, timeZone);
  if (time === "unreadable") throw new Wrong(parameter, text, FORM);
  if (time === "absurd") throw new Wrong(parameter, text, "must lie between 1970 and 2200");
  return time;
}

function readName(search: URLSearchParams, parameter: string): string | null {
  const text = search.get(parameter);
  if (!text) return null;
  if (text.length <= LONGEST_NAME) return text;
  throw new Wrong(parameter, text, `is ${text.length} characters long; at most ${LONGEST_NAME} are read`);
}

function readResolution(search: URLSearchParams): number {
  const text = search.get("resolution") || String(DEFAULT_RESOLUTION);
  const resolution = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  if (resolution >= COARSEST && resolution <= FINEST) return resolution;
  throw new Wrong("resolution", text, `use an H3 resolution from ${COARSEST} (large) to ${FINEST} (small)`);
}
