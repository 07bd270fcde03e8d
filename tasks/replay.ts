/** `deno task replay`: recordings as a live feed, shifted to now, at any speed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sleep } from "../streams/feeds/sleep.ts";
import { isoTimeOf } from "../streams/parse/time.ts";
import { FORMATS } from "../streams/recording/formats.ts";
import { type Preset, readPreset, startsOf } from "../streams/recording/preset.ts";
import { RecordingError, type RowKind } from "../streams/recording/recording.ts";
import { Count, openRecording, replay } from "../streams/recording/replay.ts";
import { Sender, SendError } from "../streams/recording/sender.ts";

const USAGE = `Usage: deno task replay --city san-francisco|houston|FOLDER
       deno task replay [--fixes FILE]… [--incidents FILE]… [--cameras FILE]…
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
  speed: { type: "string" },
  start: { type: "string" },
  shift: { type: "string", default: "now" },
  loop: { type: "boolean", default: false },
  kind: { type: "string" },
  url: { type: "string", default: "http://127.0.0.1:8000" },
  key: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

/** A mistake on the command line. */
class UsageError extends Error {}

function presetOf(values: Values): Preset {
  const folder = values.city === undefined
    ? null
    : existsSync(join("tests/cities", values.city))
    ? join("tests/cities", values.city)
    : values.city;
  const preset = folder === null
    ? { fixes: [], incidents: [], cameras: [], speed: 1, start: undefined }
    : readPreset(folder);
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
  };
  if (chosen.fixes.length + chosen.incidents.length + chosen.cameras.length === 0) {
    throw new UsageError("Nothing to play");
  }
  return chosen;
}

/** The key of the command line, or the one that a city on this machine left beside its data. */
async function findKey({ key, url }: Values, signal: AbortSignal): Promise<string> {
  if (key !== undefined) return key;
  for (;;) {
    signal.throwIfAborted();
    const response = await fetch(new URL("/api/city", url), { signal }).catch(() => null);
    if (response?.ok) {
      const { id } = await response.json() as { id: string };
      const file = join(Deno.env.get("DATA_DIR") ?? "data", id, "ingest.key");
      if (existsSync(file)) return readFileSync(file, "utf8").trim();
      throw new SendError(
        `${file} is not there: give a key of the city at ${url} as --key, or its DATA_DIR`,
      );
    }
    await response?.body?.cancel();
    show(`waiting: no city answers at ${url}`);
    await sleep(1_000, signal);
  }
}

const terminal = Deno.stdout.isTerminal();
const encoder = new TextEncoder();
let shown = "", printedAt = 0;

/** The progress line: in place on a terminal, otherwise a line every ten seconds. */
function show(line: string): void {
  shown = line;
  if (terminal) return void Deno.stdout.writeSync(encoder.encode(`\r\x1b[K  ${line}`));
  if (performance.now() - printedAt < 10_000 && printedAt > 0) return;
  printedAt = performance.now();
  Deno.stdout.writeSync(encoder.encode(`  ${line}\n`));
}

function say(line: string): void {
  Deno.stdout.writeSync(encoder.encode(terminal && shown !== "" ? `\r\x1b[K  ${line}\n` : `  ${line}\n`));
}

function progress(count: Count, speed: number, waiting: string | null): string {
  const moments = [...count.reached.values()].map((at) => new Date(at).toISOString().slice(0, 19) + "Z");
  const counted = `${count.accepted.toLocaleString("en")} accepted, ${
    count.rejected.toLocaleString("en")
  } refused`;
  return [
    moments.join("  ") || "cameras",
    `×${speed}`,
    counted,
    ...(waiting === null ? [] : [`waiting: ${waiting}`]),
  ]
    .join(" · ");
}

function summary(count: Count): string[] {
  const lines = [
    `${count.accepted.toLocaleString("en")} rows accepted, ${count.rejected.toLocaleString("en")} refused`,
  ];
  for (const [reason, times] of count.reasons) {
    lines.push(`  refused  ${reason}: ${times.toLocaleString("en")}`);
  }
  for (const [what, times] of count.faults.counts) {
    lines.push(`  in file  ${what}: ${times.toLocaleString("en")}`);
  }
  return lines;
}

async function run(signal: AbortSignal): Promise<void> {
  let values: Values;
  try {
    values = parseArgs({ args: Deno.args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) return say(USAGE);
  const preset = presetOf(values);
  const kinds: RowKind[] = ["cameras", "incidents", "fixes"];
  const files = kinds.flatMap((kind) => preset[kind].map((file) => ({ file, kind })));
  const named = files.length === 1 || values.kind === undefined ? values.kind : onlyOne();
  const opened = await Promise.all(files.map(({ file, kind }) => openRecording(file, kind, named)));
  const timed = opened.filter(({ format }) => format.kind !== "cameras");
  const starts = startsOf(preset.start, timed.map(({ begin }) => begin), isoTimeOf);
  const recordings = opened.map((recording) => ({
    ...recording,
    from: starts[timed.indexOf(recording)] ?? 0,
  }));
  for (const { file, format, from } of recordings) {
    const since = format.kind === "cameras" ? "" : ` from ${new Date(from).toISOString()}`;
    say(`${format.kind.padEnd(9)} ${file} (${format.name})${since}`);
  }
  const count = new Count();
  let waiting: string | null = null;
  const sender = new Sender({
    url: values.url,
    key: () => findKey(values, signal),
    sleep,
    random: Math.random,
    onWait: (why) => waiting = why,
    signal,
  });
  const timer = setInterval(() => show(progress(count, preset.speed, waiting)), 1_000);
  try {
    const options = { speed: preset.speed, shift: values.shift === "now", now: Date.now, sleep, signal };
    do await replay(recordings, sender, count, options); while (values.loop && !signal.aborted);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(timer);
  }
  for (const line of summary(count)) say(line);
}

function onlyOne(): never {
  throw new UsageError("--kind names the format of one file; give the others in a replay of their own");
}

if (import.meta.main) {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => controller.abort(name));
  }
  try {
    await run(controller.signal);
    Deno.exit(0);
  } catch (error) {
    const known = error instanceof UsageError || error instanceof RecordingError ||
      error instanceof SendError;
    // deno-lint-ignore no-console -- the command line's last word
    console.error(known ? `  error    ${(error as Error).message}` : error);
    // deno-lint-ignore no-console -- how to do better
    if (error instanceof UsageError) console.error(`\n${USAGE}`);
    Deno.exit(known ? 2 : 1);
  }
}
