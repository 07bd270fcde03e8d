import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Clickhouse } from "../../store/clickhouse.ts";
import { openEngine } from "../../store/engine.ts";
import { openLedger } from "../../store/ledger.ts";
import { askForRebuild } from "../../streams/rebuild.ts";
import { act, openRecord, reported } from "../dispatch/a_record.ts";
import { CONDITION } from "../dispatch/walk.ts";
import { startServer } from "../server.ts";
import { row } from "../store/ledger_suite_rows.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
/** Events that no ledger knows: a copy made anew does not have them. */
const STRAY = 999_999;
let dataDir = "";
const folder = () => join(dataDir, "haiwan");

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "hexwall-projection-"));
  mkdirSync(folder());
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function rebuild() {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tasks/projection.ts", "rebuild"],
    ...{ cwd: ROOT, env: { DATA_DIR: dataDir }, stdout: "piped", stderr: "inherit" },
  }).output();
  return { code, out: new TextDecoder().decode(stdout) };
}

/** Cases through their commands, incidents in several revisions, and cameras. */
async function fill(count: number): Promise<void> {
  const record = await openRecord(join(folder(), "ledger.sqlite"));
  for (let i = 0; i < count; i++) {
    const id = await reported(record);
    await act(record, "acceptor", id, { kind: "file", condition: CONDITION });
    await record.ledger.putIncidents([row(`i${i}`)], Date.now());
    await record.ledger.putIncidents([row(`i${i}`, { severity: 1 })], Date.now());
    const camera = { id: `c${i}`, name: "门", lat: 36.5, lon: 121.9, streams: [] };
    await record.ledger.putCameras([camera], Date.now());
  }
  await record.ledger.close();
}

async function withClickhouse<T>(work: (clickhouse: Clickhouse) => Promise<T>): Promise<T> {
  const engine = await openEngine({ dataDir: folder() });
  const clickhouse = new Clickhouse(engine);
  try {
    return await work(clickhouse);
  } finally {
    await clickhouse.close();
    await engine.close();
  }
}

/** What the ledger says, and what ClickHouse says, of the same. */
async function bothSides() {
  const ledger = await openLedger(join(folder(), "ledger.sqlite"));
  const events = await ledger.events(0, 1e9);
  const cameras = (await ledger.cameras()).map(({ id }) => id);
  await ledger.close();
  const newest = new Map<string, number>();
  const versions = new Map<string, number>();
  for (const event of events) {
    if (event.kind === "incident") newest.set(`${event.incident.source} ${event.incident.id}`, event.seq);
    if (event.kind === "case") versions.set(event.case.id, event.version);
  }
  const seqs = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
  const said = {
    cases: seqs(events.filter(({ kind }) => kind === "case").map(({ seq }) => seq)),
    incidents: seqs(newest.values()),
    versions: [...versions].sort(),
    cameras,
    end: events.length,
  };
  const copied = await withClickhouse(async (clickhouse) => {
    const column = async (sql: string) => (await clickhouse.query<{ x: number }>(sql)).map(({ x }) => x);
    return {
      cases: await column("SELECT seq AS x FROM case_events FINAL ORDER BY x"),
      incidents: await column("SELECT seq AS x FROM incidents FINAL ORDER BY x"),
      versions: (await clickhouse.query<{ case: string; version: number }>(
        "SELECT case, version FROM cases FINAL ORDER BY case",
      )).map((row) => [row.case, row.version]),
      cameras: await column("SELECT id AS x FROM cameras FINAL ORDER BY id"),
      end: (await column("SELECT max(seq) AS x FROM projected"))[0],
    };
  });
  return { said, copied };
}

it("makes a copy that was spoilt the same as the ledger, with no server there", async () => {
  await fill(30);
  expect((await rebuild()).code).toBe(0);
  await withClickhouse(async (clickhouse) => {
    await clickhouse.command("TRUNCATE TABLE cases");
    await clickhouse.command("ALTER TABLE case_events DELETE WHERE seq % 3 = 0 SETTINGS mutations_sync = 1");
    await clickhouse.insertRows("case_events", [{ seq: STRAY, case: "x", version: 1 }]);
  });
  const { code, out } = await rebuild();
  expect(out).toContain("✓ ClickHouse holds every event of the ledger again");
  expect(code).toBe(0);
  const { said, copied } = await bothSides();
  expect(said.cases).toHaveLength(60);
  expect(copied).toEqual(said);
});

it(
  "is done by the server that runs, while incidents come in, and again after it was killed over it",
  async () => {
    await fill(30);
    await withClickhouse(async (clickhouse) => {
      await clickhouse.migrate({ fixesDays: 30, cellsDays: 400, incidentsDays: 1825 });
      await clickhouse.insertRows("case_events", [{
        seq: STRAY,
        case: "x",
        version: 1,
        at: "2026-11-27 00:00:00",
      }]);
    });
    const server = await startServer({ dataDir, args: ["--workers", "20"] });
    const wish = join(folder(), "projection.rebuild");
    const sent = async (i: number) => {
      const incident = {
        id: `late-${i}`,
        category: "rubbish",
        severity: 2,
        title: "晚",
        time: Date.now(),
        lat: 36.6,
        lon: 121.9,
      };
      expect((await server.post("/api/incidents", JSON.stringify([incident]))).status).toBe(202);
    };
    const [{ code, out }] = await Promise.all([
      rebuild(),
      (async () => {
        for (let i = 0; i < 20; i++) await sent(i);
      })(),
    ]);
    expect(out).toContain("the server that runs does it");
    expect(out).toContain("✓");
    expect(code).toBe(0);
    expect(existsSync(wish)).toBe(false);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/hexwall_projection_lag_events \d+/);
    // A wish that nobody lived to carry out is found at the next start.
    askForRebuild(folder());
    await server.stop("SIGKILL");
    expect(existsSync(wish)).toBe(true);
    const next = await startServer({ dataDir, args: ["--workers", "20"] });
    await expect.poll(() => existsSync(wish)).toBe(false);
    await expect.poll(async () => await (await fetch(`${next.url}/metrics`)).text())
      .toContain("hexwall_projection_lag_events 0");
    await next.stop();
    const { said, copied } = await bothSides();
    expect(copied.cases).not.toContain(STRAY);
    // What came in while it stopped is copied at the next start.
    expect(copied.end).toBeLessThanOrEqual(said.end);
    expect(copied.cases).toEqual(said.cases.filter((seq) => seq <= copied.end!));
    // A case that changed while it stopped is a version behind.
    expect(copied.versions.length).toBeGreaterThanOrEqual(30);
    const versions = new Map(said.versions as [string, number][]);
    for (const [id, version] of copied.versions as [string, number][]) {
      if (copied.end === said.end) expect(version, id).toBe(versions.get(id));
      else expect(version, id).toBeLessThanOrEqual(versions.get(id)!);
    }
  },
  240_000,
);
