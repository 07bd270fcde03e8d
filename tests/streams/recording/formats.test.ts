import { describe, expect, it } from "vitest";
import { contains } from "../../../geo/place.ts";
import { readCityFolder } from "../../../store/city_folder.ts";
import { FixScanner } from "../../../streams/parse/fix.ts";
import { parseCamera } from "../../../streams/parse/camera.ts";
import { parseIncident } from "../../../streams/parse/incident.ts";
import { formatOf } from "../../../streams/recording/formats.ts";
import { Faults, type RowKind, type TimedRow } from "../../../streams/recording/recording.ts";
import { WorkerTable } from "../../../streams/workers.ts";
import { MISSING, recording, WHERE } from "../feeds/recordings.ts";

const CITIES = new URL("../../cities/", import.meta.url).pathname;
const SF = readCityFolder(CITIES + "san-francisco");
const HOUSTON = readCityFolder(CITIES + "houston");
const NOW = Date.UTC(2026, 0, 1);

async function read(path: string, kind: RowKind) {
  const file = recording(path);
  const format = await formatOf(file, kind);
  const faults = new Faults();
  const rows: TimedRow[] = [];
  for await (const row of format.read(file, faults)) rows.push(row);
  return { format: format.name, rows, faults: Object.fromEntries(faults.counts) };
}

const ascending = (rows: readonly TimedRow[]) =>
  rows.every(({ at }, index) => index === 0 || rows[index - 1]!.at <= at);
const iso = (at: number) => new Date(at).toISOString();

/** Reasons for which the city refuses rows. */
function refusals(rows: readonly TimedRow[], parse: (row: unknown) => { ok: boolean; reason?: string }) {
  const reasons: { [reason: string]: number } = {};
  for (const { row } of rows) {
    const parsed = parse(JSON.parse(JSON.stringify(row)));
    if (!parsed.ok) reasons[parsed.reason!] = (reasons[parsed.reason!] ?? 0) + 1;
  }
  return reasons;
}

const asIncident = (city: typeof SF) => (row: unknown) =>
  parseIncident(row, { bounds: city.bounds, datum: "wgs84", now: NOW });

/** Sends rows through the scanner of San Francisco. */
function scan(rows: readonly TimedRow[]) {
  const batches: number[] = [];
  const workers = new WorkerTable();
  const scanner = new FixScanner({
    feed: "cabs",
    bounds: SF.bounds,
    datum: "wgs84",
    workers,
    closed: null,
    now: () => NOW,
    onBatch: ({ size }) => void batches.push(size),
  });
  const encoder = new TextEncoder();
  for (let at = 0; at < rows.length; at += 1000) {
    scanner.feed(
      encoder.encode(rows.slice(at, at + 1000).map(({ row }) => JSON.stringify(row) + "\n").join("")),
    );
  }
  scanner.finish();
  return {
    accepted: scanner.accepted,
    workers: workers.size,
    reasons: Object.fromEntries(scanner.rejections.counts),
  };
}

describe.skipIf(MISSING)("recordings of San Francisco" + WHERE, () => {
  it("give a day of 489 cabs, and the city refuses only what lies far away", async () => {
    const { format, rows, faults } = await read("sf/cabs_20080530_24h.csv.gz", "fixes");
    expect([format, rows.length, faults, ascending(rows)]).toEqual(["sf-cabs", 506_190, {}, true]);
    expect([rows[0]!.at, rows.at(-1)!.at].map(iso)).toEqual([
      "2008-05-30T07:00:00.000Z",
      "2008-05-31T06:59:59.000Z",
    ]);
    expect(rows[0]!.row).toEqual({
      worker: "ancyclsu",
      time: 1_212_130_800_000,
      lat: 37.61636,
      lon: -122.38608,
      state: "free",
    });
    const minutes = new Map<number, number>();
    for (const { at } of rows) {
      minutes.set(Math.floor(at / 60_000), (minutes.get(Math.floor(at / 60_000)) ?? 0) + 1);
    }
    expect([1440 - minutes.size, Math.max(...minutes.values())]).toEqual([5, 1_684]);
    expect(scan(rows)).toEqual({ accepted: 506_188, workers: 489, reasons: { "outside-bounds": 2 } });
  });

  it("give 102 positions absurdly far away, and the city refuses each by its name", async () => {
    const { rows } = await read("sf/cabs_out_of_area.csv.gz", "fixes");
    expect(rows).toHaveLength(102);
    expect(scan(rows)).toEqual({ accepted: 0, workers: 0, reasons: { "outside-bounds": 102 } });
  });

  it("give 3,560 fire calls that open, name their units, and close when the last unit is available", async () => {
    const { format, rows, faults } = await read("sf/sffd_unit_calls_2016w53.csv.gz", "incidents");
    expect([format, faults, ascending(rows)]).toEqual([
      "sffd",
      { "a call has no end: it stays open": 5 },
      true,
    ]);
    const calls = Map.groupBy(rows, ({ row }) => row.id);
    expect(calls.size).toBe(3_560);
    expect(rows.filter(({ row }) => row.status === "closed")).toHaveLength(3_555);
    for (const life of calls.values()) {
      expect(life.slice(0, -1).every(({ row }) => row.status === "open")).toBe(true);
      expect(life[0]!.at).toBe(life[0]!.row.time);
    }
    // 12/31/2016 11:57:56 PM in Los Angeles; the unit is available at 12:24:11 AM of the new year.
    const last = calls.get("163664050")!;
    expect([last[0]!.at, last.at(-1)!.at].map(iso)).toEqual([
      "2017-01-01T07:57:56.000Z",
      "2017-01-01T08:24:11.000Z",
    ]);
    expect(last.at(-1)!.row).toMatchObject({ text: "E39", lat: 37.745858648581, status: "closed" });
    expect(refusals(rows, asIncident(SF))).toEqual({});
  });

  it("give 9,646 police reports (9,647 whole lines with the header), and count the one that is cut", async () => {
    const { format, rows, faults } = await read("sf/sfpd_incidents_2016_truncated.csv.gz", "incidents");
    expect([format, rows.length, faults]).toEqual(["sfpd", 9_646, { "the last record is cut": 1 }]);
    expect(new Set(rows.map(({ row }) => row.id)).size).toBe(9_646);
    expect(ascending(rows)).toBe(true);
    expect(refusals(rows, asIncident(SF))).toEqual({});
  });

  it("give 446 stills and 199 live cameras, less the one whose stream is listed twice", async () => {
    const { format, rows, faults } = await read("sf/bay_area_cameras_20241005.json", "cameras");
    expect([format, rows.length]).toEqual(["traffic-cameras", 644]);
    expect(faults).toEqual({ "a stream is listed twice: the first camera counts": 1 });
    const kinds = rows.map(({ row }) => (row.streams as { kind: string }[])[0]!.kind);
    expect([kinds.filter((kind) => kind === "still").length, kinds.filter((kind) => kind === "hls").length])
      .toEqual([446, 198]);
    // Four look along the median, and three say nothing.
    expect(rows.filter(({ row }) => row.bearing === undefined)).toHaveLength(7);
    expect(refusals(rows, (row) => parseCamera(row, { bounds: SF.bounds, datum: "wgs84" }))).toEqual({});
  });

  it("give the cameras of the whole country, most of which another city refuses", async () => {
    const { rows, faults } = await read("sf/otcm_usa_20241005.json.gz", "cameras");
    expect([rows.length, Object.values(faults)]).toEqual([7_029 - 45, [45]]);
    const refused = refusals(rows, (row) => parseCamera(row, { bounds: SF.bounds, datum: "wgs84" }));
    expect(Object.keys(refused)).toEqual(["outside-bounds"]);
  });
});

describe.skipIf(MISSING)("recordings of Houston" + WHERE, () => {
  it.each([
    ["events_baseline_202510", 125_719, 53_702],
    ["events_beryl_20240701_20240715", 65_745, 28_216],
  ])(
    "give the incidents of %s, told apart by what they are and not by their UID",
    async (name, events, incidents) => {
      const { format, rows, faults } = await read(`houston/${name}.ndjson.gz`, "incidents");
      expect([format, rows.length, faults, ascending(rows)]).toEqual(["houston", events, {}, true]);
      const lives = Map.groupBy(rows, ({ row }) => row.id);
      expect(lives.size).toBe(incidents);
      const back = [...lives.values()].filter((life) =>
        life.some(({ row }, at) => row.status === "open" && life[at - 1]?.row.status === "closed")
      );
      expect(back.length).toBeGreaterThan(100);
      for (const life of lives.values()) {
        const { time, lat, lon, category } = life[0]!.row;
        expect(
          life.every(({ row }) =>
            row.time === time && row.lat === lat && row.lon === lon && row.category === category
          ),
        )
          .toBe(true);
      }
      expect(refusals(rows, asIncident(HOUSTON))).toEqual({});
    },
  );
});

describe.skipIf(MISSING)("the cities of the recordings" + WHERE, () => {
  it("leave out absurd points", () => {
    expect(contains(SF.bounds, 37.77, -122.42)).toBe(true);
    expect(contains(SF.bounds, 37.77268, -123.49799)).toBe(false);
    expect(contains(HOUSTON.bounds, 29.76, -95.37)).toBe(true);
    expect([SF, HOUSTON].every((city) => !contains(city.bounds, 0, 0))).toBe(true);
    expect(SF.recorded && HOUSTON.recorded).toBe(true);
  });
});

describe("formatOf()", () => {
  it("says which file is missing, or begins like nothing known", async () => {
    await expect(formatOf("/nowhere/cabs.csv.gz", "fixes")).rejects.toThrow(
      "/nowhere/cabs.csv.gz: is not there",
    );
    const here = new URL(import.meta.url).pathname;
    await expect(formatOf(here, "fixes")).rejects.toThrow(/begins like no recording.*--kind sf-cabs, fixes/);
    await expect(formatOf(here, "fixes", "gpx")).rejects.toThrow(/--kind gpx: is unknown/);
  });
});
