/** Stops, kills and deletes the embedded ClickHouse while people work, and compares what it has afterwards with the ledger. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { Clickhouse } from "../../store/clickhouse.ts";
import { openLedger } from "../../store/ledger.ts";
import { engineOf, type EngineProcess } from "../engine_process.ts";
import { type Running, startServer } from "../server.ts";
import { expectWhole } from "./audited.ts";
import { Desks } from "./desks.ts";

/** `stop`: for a while; `hang`: for good, so that its watch ends it; `delete`: its whole folder, under its feet. */
export type Trouble = "stop" | "kill" | "delete" | "delete and kill" | "hang";

export interface Troubled {
  readonly acknowledged: number;
  /** Events of cases and newest revisions of incidents, the same in both. */
  readonly events: number;
  readonly incidents: number;
}

const CITY = "tests/cities/tiny";

export interface Load {
  readonly troubles: readonly Trouble[];
  /** Over each of the two ways. */
  readonly lanes: number;
  /** Between two commands of one lane, ms. */
  readonly pause: number;
  /** Commands that are to be acknowledged at least. */
  readonly least: number;
}

export async function troubleEngine({ troubles, lanes, pause, least }: Load): Promise<Troubled> {
  await using server = await startServer({ env: { CITY } });
  await ready(server);
  const desks = new Desks(server, lanes, pause);
  const feeds = new Feeds(server);
  await desks.more(20);
  for (const trouble of troubles) {
    await make(trouble, server);
    await desks.more(20);
    await ready(server);
  }
  await desks.more(Math.max(20, least - desks.acknowledged.length));
  await desks.stop();
  await feeds.stop();
  expect(desks.refused, "every command was done").toEqual([]);
  // Everything is over: what it says of itself from now on is about all of it.
  await ready(server);
  await until(async () => await metric(server, "projection_lag_events") === 0);
  await until(async () => await metric(server, "fixes_backlog_rows") === 0);
  return { acknowledged: desks.acknowledged.length, ...await expectSame(server) };
}

async function make(trouble: Trouble, server: Running): Promise<void> {
  const engine = engineOf(server.pid)!;
  const rest = () => new Promise((wake) => setTimeout(wake, 200 + Math.random() * 1_500));
  await rest();
  if (trouble.startsWith("delete")) deleteFolder(server);
  if (trouble.endsWith("kill")) Deno.kill(engine.pid, "SIGKILL");
  if (trouble === "stop" || trouble === "hang") Deno.kill(engine.pid, "SIGSTOP");
  if (trouble === "stop") {
    await rest();
    Deno.kill(engine.pid, "SIGCONT");
  } else await until(() => ![undefined, engine.pid].includes(engineOf(server.pid)?.pid));
}

/** What writes in it meanwhile makes a folder anew that was just found empty. */
function deleteFolder({ dataDir }: Running): void {
  rmSync(join(dataDir, "tiny", "clickhouse"), { recursive: true, force: true, maxRetries: 20 });
}

/** A few fixes and incidents all the time, refused by nobody. */
class Feeds {
  #over = false;
  readonly #sending: Promise<void>;

  constructor(private readonly server: Running) {
    this.#sending = this.#send();
  }

  async stop(): Promise<void> {
    this.#over = true;
    await this.#sending;
  }

  async #send(): Promise<void> {
    for (let i = 0; !this.#over; i++) {
      const place = { time: Date.now(), lat: 36.15, lon: 120.2 };
      const fixes = ["w1", "w2"].map((worker) => JSON.stringify({ worker, ...place })).join("\n");
      const incident = {
        id: `I-${i >> 1}`,
        source: "12345",
        category: "road",
        severity: 2,
        title: `第 ${i} 次`,
      };
      for (
        const [path, body] of [["fixes", fixes], ["incidents", JSON.stringify({ ...incident, ...place })]]
      ) {
        const { status, body: answer } = await this.server.post(`/api/${path}`, body!);
        await answer?.cancel();
        expect(status, `POST /api/${path}`).toBe(202);
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

async function expectSame(server: Running): Promise<{ events: number; incidents: number }> {
  const ledger = await openLedger(join(server.dataDir, "tiny", "ledger.sqlite"));
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

const ready = (server: Running) => until(async () => (await answered(server, "/readyz")).status === 200);

async function metric(server: Running, name: string): Promise<number> {
  const { text } = await answered(server, "/metrics");
  return Number(new RegExp(`^hexwall_${name} (\\S+)`, "m").exec(text)?.[1]);
}

async function answered(server: Running, path: string): Promise<{ status: number; text: string }> {
  const response = await server.fetch(path);
  return { status: response.status, text: await response.text() };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((wake) => setTimeout(wake, 50));
}
