/**
 * The raw limit of taking fixes in: JSON.parse of every line, h3-js for every cell, RowBinary into the same table with the
 * same view, in one thread, and nothing else: no HTTP, no checks, no live state, no push.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { cellAt, halvesOf } from "../geo/cell.ts";
import { Clickhouse } from "../store/clickhouse.ts";
import { openEngine } from "../store/engine.ts";
import { FIX_COLUMNS } from "../streams/row_binary.ts";
import { type Cpu } from "./product.ts";
import { cpuSeconds } from "./processes.ts";
import { settled } from "./settled.ts";

interface ParsedFix {
  readonly worker: string;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly accuracy: number;
  readonly speed: number;
  readonly heading: number;
  readonly battery: number;
}

const MOST_ROW_BYTES = 128;

/** CPU seconds of this process and of the engine for all bodies; `bodies` are made outside the count. */
export async function measureFloor(bodies: () => Iterable<Uint8Array>, rows: number): Promise<Cpu> {
  const dataDir = mkdtempSync(join(tmpdir(), "hexwall-floor-"));
  const engine = await openEngine({ dataDir });
  const clickhouse = new Clickhouse(engine);
  try {
    await clickhouse.migrate({ fixesDays: 30, cellsDays: 400, incidentsDays: 1825 });
    const pid = engine.pid!;
    const engineBefore = cpuSeconds(pid);
    let micros = 0;
    for (const body of bodies()) {
      const before = process.cpuUsage();
      await clickhouse.insertRowBinary("fixes", FIX_COLUMNS, rowsOf(body));
      const { user, system } = process.cpuUsage(before);
      micros += user + system;
    }
    await settled(clickhouse, rows);
    return { server: micros / 1e6, engine: cpuSeconds(pid) - engineBefore };
  } finally {
    await clickhouse.close();
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

function rowsOf(body: Uint8Array): Uint8Array {
  const lines = decoder.decode(body).split("\n");
  const bytes = new Uint8Array(lines.length * MOST_ROW_BYTES);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const long = (value: number) => {
    view.setUint32(at, value % 2 ** 32, true);
    view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
    at += 8;
  };
  const name = (text: string) => {
    const { written } = encoder.encodeInto(text, bytes.subarray(at + 1));
    bytes[at] = written;
    at += 1 + written;
  };
  const received = Date.now();
  for (const line of lines) {
    if (line === "") continue;
    const fix = JSON.parse(line) as ParsedFix;
    name(fix.worker);
    long(fix.time);
    long(received);
    view.setFloat64(at, fix.lat, true);
    view.setFloat64(at + 8, fix.lon, true);
    view.setFloat32(at + 16, fix.accuracy, true);
    view.setFloat32(at + 20, fix.speed, true);
    view.setFloat32(at + 24, fix.heading, true);
    view.setFloat32(at + 28, fix.battery, true);
    const [lo, hi] = halvesOf(cellAt(fix));
    view.setUint32(at + 32, lo, true);
    view.setUint32(at + 36, hi, true);
    bytes[at + 40] = 0;
    at += 41;
    name("bench");
    long(1);
  }
  return bytes.subarray(0, at);
}
