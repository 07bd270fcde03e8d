/** Fixes of one worker, from a phone: through the same parser, duty gate and pipeline as those of any feed. */
import { FixScanner } from "../../streams/parse/fix.ts";
import { Rejections } from "../../streams/parse/rejection.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";

const DAY_MS = 86_400_000;
const encoder = new TextEncoder();

export type FixPorts = Pick<Context, "pipeline" | "city" | "now">;

/** What became of some fixes; as the answer to a feed says it. */
export interface FixesTaken {
  readonly accepted: number;
  readonly rejected: number;
  readonly rejections: Rejections["first"];
  readonly reasons: Readonly<Record<string, number>>;
  readonly flagged: Readonly<Record<string, number>>;
}

/** Rows as {@link parseFix} takes them, each of `worker` whatever it says. Throws 429 when there is no room for them. */
export function takeFixRows(
  ports: FixPorts,
  feed: string,
  worker: string,
  rows: readonly unknown[],
): FixesTaken {
  const { pipeline, now } = ports;
  if (pipeline.recorder.full) {
    throw new HttpError(429, "ClickHouse does not keep up and the memory for waiting fixes is used up", 5);
  }
  const rejections = new Rejections(), flagged = new Map<string, number>();
  let accepted = 0;
  const scanner = new FixScanner({
    ...scanRules(ports, feed),
    rejections,
    onBatch: (batch) => {
      for (const [flag, times] of pipeline.fixes(batch)) flagged.set(flag, (flagged.get(flag) ?? 0) + times);
      accepted += batch.size;
    },
  });
  const named = rows.map((row) => isObject(row) ? { ...row, worker } : row);
  scanner.feed(encoder.encode(named.map((row) => JSON.stringify(row)).join("\n")));
  scanner.finish();
  pipeline.feeds.neverLate(feed, "fixes");
  pipeline.feeds.note(feed, "fixes", { accepted: 0, rejected: rejections.counts }, now());
  return {
    accepted,
    rejected: rejections.total,
    rejections: rejections.first,
    reasons: Object.fromEntries(rejections.counts),
    flagged: Object.fromEntries(flagged),
  };
}

/** What the city says about fixes of a feed, whichever way they come in. */
export function scanRules({ pipeline, city, now }: FixPorts, feed: string) {
  const start = now();
  return {
    feed,
    bounds: city.bounds,
    // A feed may have any name, also that of something which every object has.
    datum: Object.hasOwn(city.datums, feed) ? city.datums[feed]! : "wgs84" as const,
    workers: pipeline.city.workers,
    closed: pipeline.closedList,
    duty: pipeline.city.duty,
    now,
    kept: { from: start - city.retention.fixesDays * DAY_MS, to: start + DAY_MS },
  };
}

function isObject(row: unknown): row is object {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}
