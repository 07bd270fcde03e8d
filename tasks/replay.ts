/** `deno task replay`: recordings as a live feed, shifted to now, at any speed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sleep } from "../streams/feeds/sleep.ts";
import { isoTimeOf } from "../streams/parse/time.ts";
import { type Preset, startsOf } from "../streams/recording/preset.ts";
import { RecordingError, type RowKind } from "../streams/recording/recording.ts";
import { Count, openRecording, replay } from "../streams/recording/replay.ts";
import { pollService, readBadPolls, readPolls } from "../streams/recording/polls.ts";
import { Sender, SendError } from "../streams/recording/sender.ts";
import { presetOf, readValues, USAGE, UsageError, type Values } from "./replay_arguments.ts";

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

/** A bad reply stands in for every so manyth. */
const BAD_EVERY = 5;

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

/** Recordings with the moment at which each begins to play. */
async function openAll(values: Values, preset: Preset) {
  const kinds: RowKind[] = ["cameras", "incidents", "fixes"];
  const files = kinds.flatMap((kind) => preset[kind].map((file) => ({ file, kind })));
  if (values.kind !== undefined && files.length > 1) {
    throw new UsageError("--kind names the format of one file; give the others in a replay of their own");
  }
  const opened = await Promise.all(files.map(({ file, kind }) => openRecording(file, kind, values.kind)));
  const timed = opened.filter(({ format }) => format.kind !== "cameras");
  const starts = startsOf(preset.start, timed.map(({ begin }) => begin), isoTimeOf);
  return opened.map((recording) => ({ ...recording, from: starts[timed.indexOf(recording)] ?? 0 }));
}

async function playAll(values: Values, preset: Preset, signal: AbortSignal): Promise<void> {
  const recordings = await openAll(values, preset);
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

/** Serves recorded replies until the signal. */
async function servePolls(file: string, values: Values, preset: Preset, signal: AbortSignal): Promise<void> {
  const polls = await readPolls(file);
  const [from] = startsOf(preset.start, [polls[0]!.at], isoTimeOf);
  const answer = pollService({
    polls,
    bad: preset.badPolls ? readBadPolls(preset.badPolls) : [],
    badEvery: BAD_EVERY,
    from: from!,
    begin: Date.now(),
    speed: preset.speed,
    shift: values.shift === "now",
    now: Date.now,
  });
  let asked = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: preset.port, signal, onListen: () => {} }, () => {
    show(`${++asked} replies given`);
    return answer();
  });
  say(`polls     ${file} (${polls.length} replies) at http://127.0.0.1:${preset.port}/ until Ctrl-C`);
  await server.finished;
}

async function run(signal: AbortSignal): Promise<void> {
  const values = readValues(Deno.args);
  if (values.help) return say(USAGE);
  const preset = presetOf(values);
  if (preset.polls) await servePolls(preset.polls, values, preset, signal);
  else await playAll(values, preset, signal);
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
