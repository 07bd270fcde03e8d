import alea from "alea";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HotspotParams } from "../../dashboards/hotspot_params.ts";
import { hotspots, LEAST_FOR_RATIO, WEEK_MS } from "../../dashboards/hotspots.ts";
import { around, cellAt, parentOf } from "../../geo/cell.ts";
import type { IncidentRecord } from "../../streams/record.ts";
import { type History, incident, openTestHistory } from "./history.ts";

const now = Date.UTC(2026, 10, 23, 4, 0);
const HOUR = 3_600_000;
const city = { timeZone: "Asia/Shanghai" };
const everything: HotspotParams = {
  from: now - 24 * HOUR,
  to: now,
  last: "24h",
  category: null,
  source: null,
  resolution: 8,
};
const random = alea("hotspots");
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

/** Ten days of incidents over a district, evenly; and in the last day a cluster around one place. */
const planted = { lat: 36.1, lon: 120.35 };
const even = Array.from({ length: 4_000 }, (_, i) =>
  incident({
    id: `e${i}`,
    time: Math.floor(now - random() * 10 * 24 * HOUR),
    lat: 36.0 + random() * 0.2,
    lon: 120.2 + random() * 0.3,
    category: pick(["rubbish", "flood", "占道经营"]),
    source: pick(["hotline", "patrol"]),
    severity: pick([1, 2, 3, 4]),
  }));
const cluster = Array.from({ length: 60 }, (_, i) =>
  incident({
    id: `c${i}`,
    time: Math.floor(now - random() * 24 * HOUR),
    lat: planted.lat + (random() - 0.5) * 0.008,
    lon: planted.lon + (random() - 0.5) * 0.008,
    category: "flood",
    address: `Road ${i}`,
  }));
const all = [...even, ...cluster];

let history: History;
beforeAll(async () => {
  history = await openTestHistory();
  await history.record(all);
  await history.record(all.slice(0, 500).map((it) => ({ ...it, revision: 2, status: "closed" })));
});
afterAll(() => history[Symbol.asyncDispose]());

interface Recount {
  count: number;
  before: number;
  worst: number | null;
}

function recount({ from, to, category, source, resolution }: HotspotParams): Map<string, Recount> {
  const cells = new Map<string, Recount>();
  const at = (it: IncidentRecord): Recount => {
    const cell = parentOf(it.cell, resolution);
    const found = cells.get(cell) ?? { count: 0, before: 0, worst: null };
    cells.set(cell, found);
    return found;
  };
  for (const it of all) {
    if (category && it.category !== category || source && it.source !== source) continue;
    if (it.time >= from && it.time < to) {
      const cell = at(it);
      cell.count++;
      cell.worst = Math.min(cell.worst ?? 9, it.severity);
    }
    if (it.time >= from - WEEK_MS && it.time < to - WEEK_MS) at(it).before++;
  }
  return cells;
}

describe("hotspots()", () => {
  const asked: [string, Partial<HotspotParams>][] = [
    ["a day at resolution 8", {}],
    ["a day at resolution 10", { resolution: 10 }],
    ["an hour at resolution 6", { from: now - HOUR, resolution: 6 }],
    ["one category", { category: "占道经营" }],
    ["one source", { source: "patrol", resolution: 7 }],
    ["one category of one source", { category: "flood", source: "hotline" }],
    ["ten days, which overlap the week before", { from: now - 10 * 24 * HOUR }],
    ["a period in the past", { from: now - 50 * HOUR, to: now - 20 * HOUR, last: null }],
  ];

  test.each(asked)("counts %s as a recount of the records does", async (_, change) => {
    const params = { ...everything, ...change };
    const answer = await hotspots(history.clickhouse, city, params);
    const expected = recount(params);
    const got = new Map(answer.cells.map(({ cell, count, before }) => [cell, { count, before }]));
    expect(got).toEqual(new Map([...expected].map(([cell, { count, before }]) => [cell, { count, before }])));
    for (const top of answer.top) {
      const { count, before, worst } = expected.get(top.cell)!;
      expect(top).toMatchObject({ count, before, worst, difference: count - before });
      expect(top.ratio === null).toBe(before < LEAST_FOR_RATIO);
      if (top.ratio !== null) expect(top.ratio).toBeCloseTo(count / before, 2);
    }
    const counts = [...expected.values()];
    expect(answer.totals).toMatchObject({
      count: counts.reduce((sum, { count }) => sum + count, 0),
      before: counts.reduce((sum, { before }) => sum + before, 0),
      cells: counts.filter(({ count }) => count > 0).length,
    });
  });

  test("marks the planted cluster as hot, says what it is, and leaves the even rest alone", async () => {
    const { cells, top, totals } = await hotspots(history.clickhouse, city, everything);
    const centre = cellAt(planted, 8);
    expect(top[0]).toMatchObject({ cell: centre, hot: true, category: "flood" });
    expect(top[0]!.address).toMatch(/^Road \d+$/);
    const near = new Set(around(centre, 2));
    expect(cells.filter(({ hot }) => hot).every(({ cell }) => near.has(cell))).toBe(true);
    expect(totals.hot).toBe(cells.filter(({ hot }) => hot).length);
  });

  test("compares with every cell around any recorded incident, whatever the filter", async () => {
    const { rules } = await hotspots(history.clickhouse, city, { ...everything, category: "flood" });
    expect(rules.studyCells).toBe(new Set(all.flatMap((it) => around(parentOf(it.cell, 8), 1))).size);
  });

  test("offers what can be chosen, counted under the other filter, and keeps what is chosen", async () => {
    const { categories, sources } = await hotspots(history.clickhouse, city, {
      ...everything,
      category: "no such",
      source: "patrol",
    });
    const period = all.filter((it) => it.time >= everything.from && it.time < everything.to);
    const flood = period.filter((it) => it.category === "flood" && it.source === "patrol").length;
    expect(categories.find(({ name }) => name === "flood")).toMatchObject({ count: flood });
    expect(categories.map(({ name }) => name)).toContain("no such");
    expect(sources).toEqual([{ name: "patrol", count: 0, before: 0 }]);
  });

  test("answers an empty period with nothing, not with an error", async () => {
    const past = { ...everything, from: now - 900 * 24 * HOUR, to: now - 899 * 24 * HOUR };
    const answer = await hotspots(history.clickhouse, city, past);
    expect(answer).toMatchObject({ cells: [], top: [], totals: { count: 0, before: 0, cells: 0, hot: 0 } });
  });

  test("takes a name with quotes and braces as a name", async () => {
    const odd = "'; DROP TABLE incidents; -- {x:String} \\";
    const answer = await hotspots(history.clickhouse, city, { ...everything, category: odd });
    expect(answer.totals.count).toBe(0);
    expect((await hotspots(history.clickhouse, city, everything)).totals.count).toBeGreaterThan(0);
  });
});
