/** The real embedded engine with the real schema, in a folder of its own, for tests of the questions. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cellAt } from "../../geo/cell.ts";
import { Clickhouse } from "../../store/clickhouse.ts";
import { openEngine } from "../../store/engine.ts";
import { storeEvents } from "../../store/projection.ts";
import type { Incident, IncidentRecord } from "../../streams/record.ts";

export interface History {
  readonly clickhouse: Clickhouse;
  /** Stores incidents as the projector does. */
  record(incidents: readonly IncidentRecord[]): Promise<void>;
  /** Stores fixes as rows; the view fills the counts per cell and minute. */
  move(fixes: readonly Move[]): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Move {
  readonly worker: string;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly flags?: number;
}

export async function openTestHistory(): Promise<History> {
  const dataDir = mkdtempSync(join(tmpdir(), "hexwall-dashboards-"));
  const controller = new AbortController();
  const engine = await openEngine({ dataDir, signal: controller.signal });
  const clickhouse = new Clickhouse(engine);
  // Long, but within what a DateTime can hold: an expiry beyond 2106 would wrap round and lie in the past.
  await clickhouse.migrate({ fixesDays: 10_000, cellsDays: 10_000, incidentsDays: 10_000 });
  let seq = 0;
  return {
    clickhouse,
    record: (incidents) =>
      storeEvents(
        clickhouse,
        incidents.map((incident) => ({ seq: ++seq, at: incident.updated, kind: "incident", incident })),
        () => Promise.resolve([]),
      ),
    move: (fixes) => clickhouse.insertRows("fixes", fixes.map(fixRow)),
    async [Symbol.asyncDispose]() {
      await clickhouse.close();
      await engine.close();
      controller.abort();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function incident(
  given: Partial<Incident> & { id: string; time: number; revision?: number },
): IncidentRecord {
  const whole = {
    source: "hotline",
    category: "rubbish",
    severity: 3,
    title: given.id,
    lat: 36.1,
    lon: 120.35,
    status: "open",
    revision: 1,
    received: given.time,
    updated: given.time,
    ...given,
  } as const;
  return { ...whole, cell: cellAt(whole) };
}

function fixRow({ worker, time, lat, lon, flags = 0 }: Move): Record<string, unknown> {
  const at = new Date(time).toISOString().slice(0, -1).replace("T", " ");
  const cell = BigInt(`0x${cellAt({ lat, lon })}`).toString();
  const unsaid = { accuracy: "nan", speed: "nan", heading: "nan", battery: "nan" };
  return { worker, time: at, received: at, lat, lon, ...unsaid, cell, flags, feed: "test", batch: 1 };
}
