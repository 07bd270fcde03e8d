/** How fast a body of fixes becomes batches, against JSON.parse and field checks of the same lines. */
import { RowCutter } from "../streams/parse/cut.ts";
import { FixScanner } from "../streams/parse/fix.ts";
import { parseFix } from "../streams/parse/fix_row.ts";
import { parseJson } from "../streams/parse/json.ts";
import type { PlaceRules } from "../streams/parse/locate.ts";
import { WorkerTable } from "../streams/workers.ts";

export interface ParseFigures {
  readonly bytesPerFix: number;
  /** Microseconds of one thread per fix. */
  readonly ndjson: number;
  readonly array: number;
  /** JSON.parse and the same checks, an object per fix: the straightforward way. */
  readonly objects: number;
  /** JSON.parse alone. */
  readonly jsonParse: number;
}

const RULES: PlaceRules = { bounds: [115.4, 39.4, 117.6, 41.1], datum: "wgs84" };
const CHUNK = 64 * 1024;
const START = Date.UTC(2026, 4, 1);

/** Rows of a made-up city: `workers` people, each a fix every 10 s. */
export function fixLines(rows: number, workers: number): string[] {
  let state = 1;
  const random = () => (state = Math.imul(state, 1_664_525) + 1_013_904_223 >>> 0) / 2 ** 32;
  return Array.from({ length: rows }, (_, row) => {
    const worker = `w${String(row % workers).padStart(6, "0")}`;
    const time = new Date(START + Math.floor(row / workers) * 10_000).toISOString();
    const lat = (39.8 + random() * 0.3).toFixed(6), lon = (116.2 + random() * 0.4).toFixed(6);
    const rest = `"accuracy":${(random() * 20).toFixed(1)},"speed":${(random() * 9).toFixed(1)}`;
    return `{"worker":"${worker}","time":"${time}","lat":${lat},"lon":${lon},${rest}}`;
  });
}

export function parseBench(rows = 200_000, workers = 20_000): ParseFigures {
  const lines = fixLines(rows, workers);
  const ndjson = new TextEncoder().encode(lines.join("\n"));
  const array = new TextEncoder().encode(`[${lines.join(",")}]`);
  const perFix = (run: () => void) => {
    let best = Infinity;
    for (let round = 0; round < 5; round++) {
      const before = performance.now();
      run();
      best = Math.min(best, performance.now() - before);
    }
    return best * 1000 / rows;
  };
  return {
    bytesPerFix: ndjson.length / rows,
    ndjson: perFix(() => scan(ndjson, rows)),
    array: perFix(() => scan(array, rows)),
    objects: perFix(() => parseObjects(ndjson, rows)),
    jsonParse: perFix(() => lines.forEach((line) => JSON.parse(line))),
  };
}

function scan(body: Uint8Array, rows: number): void {
  let taken = 0;
  const scanner = new FixScanner({
    ...RULES,
    feed: "bench",
    workers: new WorkerTable(),
    closed: null,
    now: () => START,
    onBatch: (batch) => void (taken += batch.size),
  });
  for (let at = 0; at < body.length; at += CHUNK) scanner.feed(body.subarray(at, at + CHUNK));
  scanner.finish();
  if (taken !== rows) throw new Error(`The scanner took ${taken} of ${rows} fixes; look at its rejections`);
}

function parseObjects(body: Uint8Array, rows: number): void {
  const workers = new WorkerTable();
  const cutter = new RowCutter();
  let taken = 0;
  for (let at = 0; at < body.length; at += CHUNK) {
    cutter.push(body.subarray(at, at + CHUNK));
    while (cutter.next()) taken += take(cutter, workers);
  }
  cutter.finish();
  while (cutter.next()) taken += take(cutter, workers);
  if (taken !== rows) throw new Error(`JSON.parse took ${taken} of ${rows} fixes`);
}

function take({ bytes, start, end }: RowCutter, workers: WorkerTable): number {
  const row = parseJson(bytes, start, end);
  const fix = row.ok ? parseFix(row.value, RULES) : row;
  return fix.ok && !workers.isDuplicate(workers.slotOf(fix.value.worker), fix.value.time) ? 1 : 0;
}
