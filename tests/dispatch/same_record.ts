/** Whether ClickHouse has what the ledger has: events of cases, cases and incidents, each once, none more and none less. */
import { join } from "node:path";
import { expect } from "vitest";
import { Clickhouse } from "../../store/clickhouse.ts";
import { openLedger } from "../../store/ledger.ts";
import { engineOf, type EngineProcess } from "../engine_process.ts";
import type { Running } from "../server.ts";
import { expectWhole } from "./audited.ts";

/** Of a server that gets nothing any more: waits until it says that ClickHouse has everything, and compares. */
export async function expectSame(
  server: Running,
  city: string,
): Promise<{ events: number; incidents: number }> {
  await ready(server);
  await until(async () => await metric(server, "projection_lag_events") === 0);
  await until(async () => await metric(server, "fixes_backlog_rows") === 0);
  const ledger = await openLedger(join(server.dataDir, city, "ledger.sqlite"));
  const made = await expectWhole(ledger);
  const cases = new Map(made.map(({ case: { id }, version }) => [id, version]));
  const incidents = new Map(
    (await ledger.events(0, 1e9)).flatMap((event) =>
      event.kind === "incident" ? [[event.incident.id, event.incident.revision] as const] : []
    ),
  );
  await ledger.close();
  const store = new Clickhouse(engineOf(server.pid) as EngineProcess);
  const rows = (table: string, columns: string) =>
    store.query<Record<string, unknown>>(`SELECT ${columns} FROM ${table} FINAL ORDER BY ${columns}`);
  const events = made.map(({ seq, version, case: { id } }) => ({ seq, case: id, version }));
  const sorted = (map: Map<string, number>) => [...map].sort(([a], [b]) => a < b ? -1 : 1);
  expect(await rows("case_events", "seq, case, version"), "events of cases").toEqual(events);
  expect(await rows("cases", "case, version"), "cases")
    .toEqual(sorted(cases).map(([id, version]) => ({ case: id, version })));
  expect(await rows("incidents", "id, revision"), "incidents")
    .toEqual(sorted(incidents).map(([id, revision]) => ({ id, revision })));
  await store.close();
  return { events: events.length, incidents: incidents.size };
}

export const ready = (server: Running) =>
  until(async () => (await answered(server, "/readyz")).status === 200);

async function metric(server: Running, name: string): Promise<number> {
  const { text } = await answered(server, "/metrics");
  return Number(new RegExp(`^hexwall_${name} (\\S+)`, "m").exec(text)?.[1]);
}

async function answered(server: Running, path: string): Promise<{ status: number; text: string }> {
  const response = await server.fetch(path);
  return { status: response.status, text: await response.text() };
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((wake) => setTimeout(wake, 50));
}
