/** What ClickHouse must do for Hexwall, embedded or a server: each home runs this one suite. */
import { pathToFileURL } from "node:url";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cellAt, cellOf } from "../../geo/cell.ts";
import type { Clickhouse } from "../../store/clickhouse.ts";
import { FixStore } from "../../store/fixes.ts";
import { migrate, readMigrations, type Retention } from "../../store/migrate.ts";
import { projectedTo, storeEvents } from "../../store/projection.ts";
import type { Camera, CityEvent, IncidentRecord } from "../../store/record.ts";
import { FIX_COLUMNS, makeBlock } from "./blocks.ts";
import { caseSummary } from "../streams/case_summary.ts";
import { incident } from "./ledger_suite_rows.ts";

export const RETENTION: Retention = { fixesDays: 30, cellsDays: 400, incidentsDays: 1825 };
const TABLES = [
  "fixes",
  "cells_by_minute",
  "workers_by_quarter",
  "incidents",
  "case_events",
  "cases",
  "cameras",
  "projected",
];
/** Today, so that no retention takes the rows away; ten past noon, so that they are of one UTC day. */
const NOON = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 12 * 3_600_000;

/** `open` gives an empty database of its own. */
export function clickhouseSuite(
  name: string,
  open: () => Promise<{ store: Clickhouse; close(): Promise<void> }>,
) {
  describe(`${name} as the store of history`, () => {
    let store: Clickhouse;
    let fixes: FixStore;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ store, close } = await open());
      await store.migrate(RETENTION);
      fixes = new FixStore(store, FIX_COLUMNS);
    });
    beforeEach(async () => {
      for (const table of TABLES) await store.command(`TRUNCATE TABLE ${table}`);
    });
    afterAll(() => close());

    const one = async <T>(sql: string, params: Record<string, unknown> = {}) =>
      (await store.query<T>(sql, params))[0]!;

    it("answers a ping", async () => expect(await store.ping()).toBe(true));

    it("binds parameters, so that a value cannot become SQL, and keeps 64 bits of a number", async () => {
      const text = "'; DROP TABLE fixes; --\n\\";
      const cell = 0x8a2a1072b59ffffn;
      const sql = "SELECT {text:String} AS text, toString({cell:UInt64}) AS cell";
      expect(await one(sql, { text, cell })).toEqual({ text, cell: String(cell) });
    });

    it("rejects a wrong question and a wrong insert with the server's words", async () => {
      await expect(store.query("SELECT nothing_like_this")).rejects.toThrow(/nothing_like_this/);
      const bytes = new Uint8Array(3);
      await expect(store.insertRowBinary("fixes", ["worker", "time"], bytes)).rejects.toThrow();
      await expect(store.insertRowBinary("no_table", ["a"], bytes)).rejects.toThrow(/no_table/);
      expect(await one("SELECT count() AS n FROM fixes")).toEqual({ n: 0 });
    });

    it("lets no question change anything", async () => {
      await expect(store.query("DROP TABLE cameras")).rejects.toThrow(/readonly/i);
      expect(await one("SELECT count() AS n FROM cameras")).toEqual({ n: 0 });
    });

    it("gives a question up after its time", async () => {
      const endless = store.query("SELECT sum(number) FROM system.numbers", {}, { maxSeconds: 0.5 });
      await expect(endless).rejects.toThrow(/Timeout exceeded/);
    });

    it("is migrated once, however often it is told to", async () => {
      const versions = () =>
        store.query("SELECT version, name, checksum, applied FROM schema_versions FINAL");
      const before = await versions();
      expect(before.length).toBe(readMigrations().length - 1);
      await store.migrate(RETENTION);
      expect(await versions()).toEqual(before);
    });

    it("finishes a migration that a crash cut in two", async () => {
      const steps = readMigrations(
        schemaWith(
          "CREATE TABLE IF NOT EXISTS cut_a (a UInt8) ENGINE = Memory;\n" +
            "CREATE TABLE IF NOT EXISTS cut_b (a UInt8) ENGINE = Memory;\n",
        ),
      );
      let commands = 0;
      const crashing = {
        query: store.query.bind(store),
        insertRows: store.insertRows.bind(store),
        command: (sql: string) =>
          sql.includes("cut_b") && commands++ === 0
            ? Promise.reject(new Error("killed"))
            : store.command(sql),
      } as Clickhouse;
      await expect(migrate(crashing, RETENTION, steps)).rejects.toThrow("killed");
      await migrate(crashing, RETENTION, steps);
      expect(await one("SELECT count() AS n FROM cut_b")).toEqual({ n: 0 });
      const last = steps.at(-1)!;
      expect(await one("SELECT max(version) AS version FROM schema_versions")).toEqual({
        version: last.version,
      });
      // An older program meets tables that it does not know.
      await expect(store.migrate(RETENTION)).rejects.toThrow(/newer Hexwall/);
      const edited = [...steps.slice(0, -1), { ...last, checksum: "0".repeat(64) }];
      await expect(migrate(store, RETENTION, edited)).rejects.toThrow(/applied and then edited/);
      await store.command(`DELETE FROM schema_versions WHERE version = ${last.version}`);
    });

    it("keeps rows for as long as the city says, also when the city changes its mind", async () => {
      const old = makeBlock({ id: 1, rows: 10, time: NOON - 9 * 86_400_000 });
      await fixes.insert(old);
      await store.migrate({ ...RETENTION, fixesDays: 7 });
      await store.command("OPTIMIZE TABLE fixes FINAL");
      expect(await one("SELECT count() AS n FROM fixes")).toEqual({ n: 0 });
      await store.migrate(RETENTION);
      await fixes.insert({ ...old, id: 2 });
      await store.command("OPTIMIZE TABLE fixes FINAL");
      expect(await one("SELECT count() AS n FROM fixes")).toEqual({ n: 10 });
      expect(await one("SELECT sum(fixes) AS n FROM cells_by_minute")).toEqual({ n: 20 });
    });

    it("counts fixes and distinct workers per cell and minute as they come in", async () => {
      await fixes.insert(makeBlock({ id: 1, rows: 6_000, time: NOON, workers: 100 }));
      await fixes.insert(makeBlock({ id: 2, rows: 6_000, time: NOON, workers: 50 }));
      const counted = await store.query(
        `SELECT toUnixTimestamp(minute) AS minute, sum(fixes) AS fixes, uniqMerge(workers) AS workers
         FROM cells_by_minute GROUP BY minute`,
      );
      expect(counted).toEqual([{ minute: NOON / 1_000, fixes: 12_000, workers: 100 }]);
      const differing = await store.query(
        `SELECT cell FROM (SELECT cell, count() AS stored FROM fixes GROUP BY cell) AS a
         FULL JOIN (SELECT cell, sum(fixes) AS counted FROM cells_by_minute GROUP BY cell) AS b USING (cell)
         WHERE stored <> counted`,
      );
      expect(differing).toEqual([]);
    });

    it("stores fixes of the future and jumps, and counts them nowhere", async () => {
      for (const flags of [0, 1, 2, 4, 8]) {
        await fixes.insert(makeBlock({ id: 10 + flags, rows: 10, time: NOON, flags }));
      }
      expect(await one("SELECT count() AS n FROM fixes")).toEqual({ n: 50 });
      expect(await one("SELECT sum(fixes) AS n FROM cells_by_minute")).toEqual({ n: 30 });
    });

    it("climbs from a cell to its parents with the same index as the program", async () => {
      await fixes.insert(makeBlock({ id: 1, rows: 50, time: NOON }));
      const row = await one<{ lat: number; lon: number; at: string; parent: string }>(
        "SELECT lat, lon, h3ToString(cell) AS at, h3ToString(h3ToParent(cell, 7)) AS parent FROM fixes LIMIT 1",
      );
      expect(row.at).toBe(cellAt(row));
      expect(row.parent).toBe(cellAt(row, 7));
    });

    it("can say whether a block landed", async () => {
      const block = makeBlock({ id: 7, rows: 1_000, time: NOON });
      expect(await fixes.landed(block)).toBe(false);
      await fixes.insert(block);
      expect(await fixes.landed(block)).toBe(true);
      await expect(fixes.landed({ ...block, rows: 999 })).rejects.toThrow(
        /Block 7 of 999 fixes is stored as 1000/,
      );
    });

    it("counts a block that was stored and not counted, once", async () => {
      await fixes.insert(makeBlock({ id: 1, rows: 500, time: NOON, workers: 40 }));
      await store.command("DETACH TABLE cells_by_minute_view");
      const block = makeBlock({ id: 2, rows: 1_000, time: NOON, workers: 80 });
      await fixes.insert(block);
      await store.command("ATTACH TABLE cells_by_minute_view");
      const counted = () => one("SELECT sum(fixes) AS n, uniqMerge(workers) AS w FROM cells_by_minute");
      expect(await counted()).toEqual({ n: 500, w: 40 });
      expect(await fixes.landed(block)).toBe(true);
      expect(await counted()).toEqual({ n: 1_500, w: 80 });
      expect(await fixes.landed(block)).toBe(true);
      await fixes.recover(NOON);
      expect(await counted()).toEqual({ n: 1_500, w: 80 });
    });

    it("knows each worker's newest shown fix after a restart", async () => {
      await fixes.insert(makeBlock({ id: 1, rows: 100, time: NOON, workers: 10 }));
      await fixes.insert(makeBlock({ id: 2, rows: 10, time: NOON + 5_000, workers: 10, flags: 4 }));
      await fixes.insert(makeBlock({ id: 3, rows: 20, time: NOON - 3_600_000, workers: 20 }));
      const latest = await fixes.latest(NOON - 900_000);
      expect(latest).toHaveLength(10);
      const find = (worker: string) => latest.find((fix) => fix.worker === worker);
      expect(find("w4")).toMatchObject({ time: NOON + 940, lat: 31.208, speed: 1.5, heading: 270 });
      expect(Object.keys(find("w5")!)).toEqual(["worker", "time", "lat", "lon"]);
      expect(await fixes.latest(NOON - 2 * 3_600_000)).toHaveLength(20);
    });

    it("gives the counts per cell back, by minute in the last hour and by quarter before", async () => {
      const now = NOON + 90_000;
      await fixes.insert(makeBlock({ id: 1, rows: 100, time: NOON, workers: 1 }));
      await fixes.insert(makeBlock({ id: 2, rows: 100, time: NOON + 61_000, workers: 1 }));
      await fixes.insert(makeBlock({ id: 3, rows: 300, time: NOON - 5 * 3_600_000 + 120_000, workers: 3 }));
      await fixes.insert(makeBlock({ id: 4, rows: 10, time: NOON - 25 * 3_600_000 }));
      const hour = NOON - 3_600_000;
      const groups = [
        ...await fixes.counts(now - 86_400_000, hour, 15),
        ...await fixes.counts(hour, now, 1),
      ];
      const sum = (counts: Uint32Array) => counts.reduce((all, count) => all + count, 0);
      expect(groups.map(({ time, counts }) => [time - NOON, sum(counts)])).toEqual([
        [-5 * 3_600_000, 300],
        [0, 100],
        [60_000, 100],
      ]);
      const { lo, hi } = groups[1]!;
      expect(cellOf(lo[0]!, hi[0]!)).toBe(cellAt({ lat: 31.2, lon: 121.4 }));
    });

    it("holds the newest revision of each incident, however often and in whatever order it was sent", async () => {
      const first = record("a", 1);
      const moved = record("a", 2, { lat: 31.3, category: "02-01", time: NOON - 120_000 });
      const other = record("b", 1, { text: '井盖 "丢失"\n\\N', status: "withdrawn" });
      const events = [first, other, moved].map((incident, i): CityEvent => ({
        seq: i + 1,
        at: NOON,
        kind: "incident",
        incident,
      }));
      await storeEvents(store, [events[2]!, events[1]!, events[0]!], noCameras);
      await storeEvents(store, events, noCameras);
      const counts = await store.query(
        `SELECT toUnixTimestamp(minute) * 1000 AS minute, h3ToString(cell) AS cell, category, status, incidents
         FROM incident_counts_by_minute ORDER BY category`,
      );
      expect(counts).toEqual([
        { minute: NOON - 60_000, cell: other.cell, category: "01-10", status: "withdrawn", incidents: 1 },
        { minute: NOON - 120_000, cell: moved.cell, category: "02-01", status: "open", incidents: 1 },
      ]);
      expect(await one("SELECT text, severity FROM incidents FINAL WHERE id = 'b'")).toEqual({
        text: other.text,
        severity: 3,
      });
    });

    it("knows how far the record was copied, and what became of cases", async () => {
      expect(await projectedTo(store)).toBe(0);
      const camera: Camera & { cell: string } = {
        ...{
          id: "c1",
          name: "北门",
          lat: 31.2,
          lon: 121.4,
          bearing: 45,
          cell: cellAt({ lat: 31.2, lon: 121.4 }),
        },
        streams: [{ url: "https://example.org/a.m3u8", kind: "hls" }],
      };
      const c = caseSummary({ incident: "a", source: "hotline", worker: "w1", at: NOON + 5, version: 3 });
      const told = (version: number, kind: string): CityEvent => ({
        ...{ seq: version + 2, at: NOON + version, kind: "case", version, case: c },
        event: { kind, by: "p1", name: "Lin", at: NOON + version },
      });
      const events: CityEvent[] = [
        { seq: 1, at: NOON, kind: "cameras", changed: 1 },
        { seq: 2, at: NOON, kind: "incident", incident: record("a", 1) },
        ...[told(1, "report"), told(2, "file"), told(3, "dispatch")],
      ];
      await storeEvents(store, events, () => Promise.resolve([camera]));
      expect(await projectedTo(store)).toBe(5);
      await storeEvents(store, events, () => Promise.resolve([camera]));
      const stored = await store.query(
        "SELECT seq, case, version, kind, by, toUnixTimestamp64Milli(at) AS at FROM case_events FINAL ORDER BY seq",
      );
      expect(stored).toEqual(["report", "file", "dispatch"].map((kind, i) => ({
        ...{ seq: i + 3, case: c.id, version: i + 1, kind, by: "p1", at: NOON + i + 1 },
      })));
      expect(await one("SELECT stage, workers, reported, filed, source FROM cases FINAL")).toMatchObject({
        ...{ stage: "dispatched", workers: ["w1"], filed: null, source: "hotline" },
      });
      expect(await one("SELECT name, bearing, isNaN(fov) AS wide, streams FROM cameras FINAL")).toEqual({
        ...{ name: "北门", bearing: 45, wide: 1, streams: JSON.stringify(camera.streams) },
      });
    });
  });
}

const noCameras = () => Promise.resolve([]);

function record(id: string, revision: number, change: Partial<IncidentRecord> = {}): IncidentRecord {
  const made = incident(id, { time: NOON - 60_000, ...change });
  return { ...made, cell: cellAt(made), revision, received: NOON, updated: NOON + revision };
}

/** A copy of the schema folder with one more file. */
function schemaWith(text: string): URL {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-schema-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync(new URL("../../store/schema/", import.meta.url), folder, { recursive: true });
  writeFileSync(join(folder, "9999-cut.sql"), text);
  return pathToFileURL(`${folder}/`);
}
