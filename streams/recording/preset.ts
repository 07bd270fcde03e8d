/** What a replay plays: from the command line, and from the replay.json of a city folder. */
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { RecordingError } from "./recording.ts";

const paths = z.array(z.string().min(1)).default([]);

const schema = z.strictObject({
  fixes: paths,
  incidents: paths,
  cameras: paths,
  /** ISO 8601 with a zone, or `+HH:MM` into each recording. */
  start: z.string().optional(),
  speed: z.number().positive().default(1),
  /** Replies of a feature service to serve on a port, and what it says instead of every fifth. */
  polls: z.string().optional(),
  badPolls: z.string().optional(),
  port: z.number().int().min(1).max(65_535).default(8090),
});

export type Preset = z.infer<typeof schema>;

/** Reads `replay.json` of a folder; its paths are relative to the folder, and each must be there. */
export function readPreset(folder: string): Preset {
  const file = join(folder, "replay.json");
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RecordingError(
      `${file}: cannot be read (${(error as Error).message}); name a folder with a replay.json`,
    );
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new RecordingError(`${file}: ${issue.path.join(".") || "(the whole file)"} ${issue.message}`);
  }
  const { fixes, incidents, cameras, polls, badPolls, ...rest } = result.data;
  const found = (name: string) => checked(folder, name, file);
  return {
    ...rest,
    fixes: fixes.map(found),
    incidents: incidents.map(found),
    cameras: cameras.map(found),
    polls: polls && found(polls),
    badPolls: badPolls && found(badPolls),
  };
}

function checked(folder: string, name: string, file: string): string {
  const path = isAbsolute(name) ? name : join(folder, name);
  if (!existsSync(path)) throw new RecordingError(`${file}: names ${name}, and ${path} is not there`);
  return path;
}

/**
 * Where each recording begins to play, given the moments at which they begin: at their own beginning, `+HH:MM` later, or all
 * as much later as an ISO moment is after the recording it lies in.
 */
export function startsOf(
  start: string | undefined,
  begins: readonly number[],
  momentOf: (text: string) => number,
): number[] {
  if (start === undefined) return [...begins];
  const hours = /^\+(\d{1,4}):([0-5]\d)$/.exec(start);
  if (hours) return begins.map((begin) => begin + (Number(hours[1]) * 60 + Number(hours[2])) * 60_000);
  const moment = momentOf(start);
  if (Number.isNaN(moment)) {
    throw new RecordingError(
      `--start ${start}: is neither ISO 8601 with a zone, such as 2024-07-08T09:00:00Z, nor +HH:MM`,
    );
  }
  const nearest = Math.max(...begins.filter((begin) => begin <= moment));
  if (nearest === -Infinity) {
    const first = new Date(Math.min(...begins)).toISOString();
    throw new RecordingError(`--start ${start}: lies before every recording; the first begins at ${first}`);
  }
  return begins.map((begin) => begin + moment - nearest);
}
