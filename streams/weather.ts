/** The weather as a feed says it: the latest word of each feed, kept in memory, shown with its age. */
import { Fields, present } from "./parse/fields.ts";
import { type Parsed, quote } from "./parse/rejection.ts";
import { parseTime } from "./parse/time.ts";

export const SKIES = ["clear", "cloudy", "overcast", "fog", "rain", "storm", "snow"] as const;
export type Sky = (typeof SKIES)[number];

export interface Weather {
  readonly feed: string;
  /** When it was observed, epoch ms. */
  readonly time: number;
  readonly sky: Sky;
  /** In words; in two languages as "小雨 · Light rain". */
  readonly text: string;
  /** Degrees Celsius. */
  readonly celsius?: number;
  /** m/s. */
  readonly wind?: number;
  /** A warning in force, in words. */
  readonly warning?: string;
}

/** Clocks differ; an observation cannot be of tomorrow. */
const AHEAD_MS = 3_600_000;

export function parseWeather(row: unknown, { feed, now }: { feed: string; now: number }): Parsed<Weather> {
  const read = Fields.of(row, "Weather");
  if (!read.ok) return read;
  const fields = read.value;
  const time = fields.take(parseTime(fields.row.time), 0);
  if (time > now + AHEAD_MS) {
    fields.refuse("out-of-range", `time is ${quote(fields.row.time)}, more than an hour ahead`);
  }
  const sky = SKIES.find((known) => known === fields.row.sky);
  if (!sky) fields.refuse("unreadable", `sky is ${quote(fields.row.sky)}; send ${SKIES.join(", ")}`);
  const text = fields.text("text", 100);
  const optional = present({
    celsius: fields.optionalNumber("celsius", -80, 60),
    wind: fields.optionalNumber("wind", 0, 120),
    warning: fields.optionalText("warning", 200),
  });
  return fields.fault ?? { ok: true, value: { feed, time, sky: sky ?? "clear", text, ...optional } };
}

/** Beyond this age an observation says nothing of now, and is not shown. */
const FORGET_MS = 6 * 3_600_000;

/** The newest observation, whoever made it. */
export class LatestWeather {
  #latest: Weather | null = null;

  take(weather: Weather): void {
    if (!this.#latest || weather.time >= this.#latest.time) this.#latest = weather;
  }

  at(now: number): Weather | null {
    return this.#latest && now - this.#latest.time < FORGET_MS ? this.#latest : null;
  }
}
