/** What the command line of `deno task replay` asks for. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FORMATS } from "../streams/recording/formats.ts";
import { type Preset, readPreset } from "../streams/recording/preset.ts";

export const USAGE = `Usage: deno task replay --city san-francisco|houston|houston-polls|FOLDER
       deno task replay [--fixes FILE]… [--incidents FILE]… [--cameras FILE]…
       deno task replay --polls FILE.tar.gz [--bad-polls FOLDER] [--port 8090]   (serves them to a polled feed)
  --speed N            recorded seconds per second (1, or what replay.json says)
  --start WHEN         ISO 8601 with a zone, or +HH:MM into each recording (its beginning)
  --shift now|none     moves the times of the rows to now (now), or leaves them
  --loop               begins again at the end
  --kind NAME          format of the files, if their beginning does not tell: ${
  FORMATS.map(({ name }) => name).join(", ")
}
  --url URL            of the city (http://127.0.0.1:8000)
  --key KEY            with the scope ingest (the key that a city on this machine leaves in DATA_DIR)`;

const OPTIONS = {
  city: { type: "string" },
  fixes: { type: "string", multiple: true },
  incidents: { type: "string", multiple: true },
  cameras: { type: "string", multiple: true },
  polls: { type: "string" },
  "bad-polls": { type: "string" },
  port: { type: "string" },
  speed: { type: "string" },
  start: { type: "string" },
  shift: { type: "string", default: "now" },
  loop: { type: "boolean", default: false },
  kind: { type: "string" },
  url: { type: "string", default: "http://127.0.0.1:8000" },
  key: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

const EMPTY: Preset = {
  fixes: [],
  incidents: [],
  cameras: [],
  speed: 1,
  start: undefined,
  polls: undefined,
  badPolls: undefined,
  port: 8090,
};

/** A mistake on the command line. */
export class UsageError extends Error {}

/** What is asked for: the preset of a city, and whatever the command line says instead. */
export function presetOf(values: Values): Preset {
  const folder = values.city === undefined
    ? null
    : existsSync(join("tests/cities", values.city))
    ? join("tests/cities", values.city)
    : values.city;
  const preset = folder === null ? EMPTY : readPreset(folder);
  const speed = values.speed === undefined ? preset.speed : Number(values.speed);
  if (!(speed > 0 && speed < Infinity)) {
    throw new UsageError(`--speed ${values.speed}: is no number above 0`);
  }
  if (values.shift !== "now" && values.shift !== "none") {
    throw new UsageError(`--shift ${values.shift}: is neither now nor none`);
  }
  const chosen = {
    fixes: values.fixes ?? preset.fixes,
    incidents: values.incidents ?? preset.incidents,
    cameras: values.cameras ?? preset.cameras,
    speed,
    start: values.start ?? preset.start,
    polls: values.polls ?? preset.polls,
    badPolls: values["bad-polls"] ?? preset.badPolls,
    port: values.port === undefined ? preset.port : portOf(values.port),
  };
  const rows = chosen.fixes.length + chosen.incidents.length + chosen.cameras.length;
  if (rows === 0 && !chosen.polls) throw new UsageError("Nothing to play");
  return chosen;
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port ${text}: is no port; use 1 to 65535`);
}

/** The command line, or a {@link UsageError}. */
export function readValues(args: string[]): Values {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
