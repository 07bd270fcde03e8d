import { beforeAll, describe, expect, it } from "vitest";
import { beatsOf } from "../../demo/beats.ts";
import { grids as gridMap, haiwan } from "../../demo/haiwan.ts";
import { KIND } from "../../demo/kinds.ts";
import { Past, QUARTER_MS } from "../../demo/past.ts";
import { accuracyOf, batteryAfter } from "../../demo/phones.ts";
import { Posts } from "../../demo/posts.ts";
import { radioOf } from "../../demo/radio.ts";
import { DAY_MS, HOUR_MS } from "../../demo/rhythm.ts";
import { Duties } from "../../demo/shifts.ts";
import { Grids } from "../../geo/grid.ts";
import { metresBetween } from "../../geo/place.ts";
import type { Area } from "../../geo/polygon.ts";
import type { MultiPolygon } from "geojson";

const COUNT = 1_200;
const END = Date.UTC(2026, 10, 26, 16), START = END - DAY_MS;

interface Row {
  readonly worker: number;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly accuracy: number;
  readonly speed: number;
  readonly battery: number;
}

let posts: Posts;
let past: () => Past;
beforeAll(() => {
  const city = haiwan();
  posts = new Posts(beatsOf(city), COUNT);
  const phones = { slot: Uint32Array.from({ length: COUNT }, (_, i) => i), radio: radioOf(city) };
  past = () => new Past(posts, city.roads, { feed: "demo", phones, sliceRows: 97 });
});

function rowsIn(from: Past, quarter: number, except?: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  for (const batch of from.fixesIn(quarter, except)) {
    for (let row = 0; row < batch.size; row++) {
      const [worker, time, lat, lon] = [
        batch.worker[row]!,
        batch.time[row]!,
        batch.lat[row]!,
        batch.lon[row]!,
      ];
      const [accuracy, speed, battery] = [batch.accuracy[row]!, batch.speed[row]!, batch.battery[row]!];
      rows.push({ worker, time, lat, lon, accuracy, speed, battery });
    }
  }
  return rows;
}

/** Every quarter of the day, the newest first. */
function wholeDay(from: Past): Row[] {
  const rows: Row[] = [];
  for (let quarter = END - QUARTER_MS; quarter >= START; quarter -= QUARTER_MS) {
    rows.push(...rowsIn(from, quarter));
  }
  return rows;
}

describe("The past of the workers", () => {
  it("has one fix of everybody on duty in each quarter of an hour, within the shift, and none of anybody else", () => {
    const one = past(), duties = new Duties(1);
    for (let quarter = END - QUARTER_MS; quarter >= START; quarter -= QUARTER_MS) {
      const rows = rowsIn(one, quarter), heard = new Set(rows.map(({ worker }) => worker));
      expect(heard.size).toBe(rows.length);
      expect(one.heardIn(quarter)).toBe(rows.length);
      let duty = 0;
      for (let i = 0; i < COUNT; i++) {
        duties.seek(0, i, quarter);
        if (duties.from[0]! < quarter + QUARTER_MS) duty++;
        else if (heard.has(i)) expect.fail(`${i} is off duty at ${quarter}`);
      }
      for (const { worker, time, battery } of rows) {
        duties.seek(0, worker, time);
        expect(time).toBeGreaterThanOrEqual(Math.max(quarter, Math.floor(duties.from[0]!)));
        expect(time).toBeLessThan(Math.min(quarter + QUARTER_MS, duties.to[0]!));
        expect(battery).toBeGreaterThan(0);
      }
      // Some phones are silent, some batteries empty.
      expect(rows.length).toBeGreaterThan(duty * 0.88);
    }
  });

  it("is the same whoever asks and in whatever order, and leaves out whom it is told to", () => {
    const noon = START + 12 * HOUR_MS, all = rowsIn(past(), noon);
    const other = past();
    for (let quarter = noon + 8 * QUARTER_MS; quarter > noon; quarter -= QUARTER_MS) other.heardIn(quarter);
    expect(rowsIn(other, noon)).toEqual(all);
    const known = new Set(all.slice(0, 200).map(({ worker }) => worker));
    expect(rowsIn(past(), noon, known)).toEqual(all.slice(200));
  });

  it("finds them in the streets of their grids, or at their station", () => {
    const map = new Grids(
      gridMap().features.map(({ properties, geometry }): Area => ({
        code: properties!.code,
        name: properties!.code,
        parts: (geometry as MultiPolygon).coordinates as unknown as Area["parts"],
      })),
    );
    const { roads, register } = haiwan();
    let inside = 0, all = 0;
    for (const { worker, lat, lon, accuracy } of wholeDay(past())) {
      const mine = posts.gridsOf(worker).map((grid) => register.gridCodes[grid]);
      const station = posts.beats.station[posts.station[worker]!]!;
      const at = map.at(lat, lon);
      const there = at !== undefined && mine.includes(map.areas[at]!.code);
      const home = metresBetween(lat, lon, roads.lat[station]!, roads.lon[station]!) < 60 + accuracy;
      all++;
      if (there || home) inside++;
    }
    // Streets along a border are in two grids, and an error of the phone leads over it.
    expect(inside / all).toBeGreaterThan(0.75);
  });
});

describe("Batteries", () => {
  it("only fall in a shift, and those of old phones are empty before its end", () => {
    const from = START + 8 * HOUR_MS;
    let empty = 0;
    for (let worker = 0; worker < 5_000; worker++) {
      let last = 101;
      for (let hour = 0; hour <= 9; hour++) {
        const left = batteryAfter(worker, hour * HOUR_MS, from);
        expect(left).toBeLessThanOrEqual(last);
        last = left;
      }
      if (last === 0) empty++;
    }
    expect(empty / 5_000).toBeGreaterThan(0.01);
    expect(empty / 5_000).toBeLessThan(0.08);
  });
});

it("a phone in the open is exact to 3 to 12 metres, and specialists' phones are no better", () => {
  const means = [0, 1].map((special) => {
    const some = Array.from({ length: COUNT }, (_, i) => i)
      .filter((i) => (posts.kind[i] === KIND.specialist) === (special === 1)).map(accuracyOf);
    for (const accuracy of some) expect(accuracy).toBeGreaterThanOrEqual(3);
    for (const accuracy of some) expect(accuracy).toBeLessThanOrEqual(12);
    return some.reduce((sum, a) => sum + a, 0) / some.length;
  });
  expect(Math.abs(means[0]! - means[1]!)).toBeLessThan(1);
});
