import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CellTable } from "../../geo/cell.ts";
import { FilteredCounts, MOST_FILTERS, type Placed } from "../../streams/filtered_counts.ts";
import { checkFilter, filterKey, NO_FILTER, passes } from "../../streams/incident_filter.ts";
import { Rooms, Seat } from "../../streams/rooms.ts";
import { City } from "../../streams/city.ts";
import type { View } from "../../streams/wire.ts";

const BOUNDS = [120.1, 36.0, 120.5, 36.3] as const;
const NOW = Date.UTC(2026, 10, 20, 8);
const code = fc.constantFrom("a", "b", "c", 'd"', "e,f");
const filter = fc.record({ categories: fc.array(code), sources: fc.array(code) });

function placed(category: string): Placed {
  const record = {
    id: category,
    source: "s",
    category,
    time: NOW,
    severity: 2,
    title: "",
    status: "open",
    lat: 36.1,
    lon: 120.2,
    cell: "8a30ad86c327fff",
    revision: 1,
    received: NOW,
    updated: NOW,
  } as const;
  return { record, slot: 0 };
}

describe("a filter", () => {
  test("passes an incident whose category and source are both chosen, or not asked about", () => {
    const incident = { category: "waste", source: "12345" };
    expect(passes(NO_FILTER, incident)).toBe(true);
    expect(passes({ categories: ["waste", "noise"], sources: [] }, incident)).toBe(true);
    expect(passes({ categories: ["waste"], sources: ["app"] }, incident)).toBe(false);
    expect(passes({ categories: ["noise"], sources: ["12345"] }, incident)).toBe(false);
  });

  test("has the same key exactly when the same codes are chosen", () => {
    fc.assert(fc.property(filter, filter, (one, other) => {
      const same = (a: string[], b: string[]) =>
        [...new Set(a)].sort().join("\n") === [...new Set(b)].sort().join("\n");
      const equal = same(one.categories, other.categories) && same(one.sources, other.sources);
      expect(filterKey(one) === filterKey(other)).toBe(equal);
    }));
  });

  test("sent by a client is read, put in order, or refused", () => {
    expect(checkFilter(undefined)).toEqual(NO_FILTER);
    expect(checkFilter({ categories: ["b", "a", "b"] })).toEqual({ categories: ["a", "b"], sources: [] });
    for (
      const bad of [7, "a", { categories: "a" }, { categories: [1] }, { sources: [""] }, {
        sources: ["x".repeat(121)],
      }, { categories: Array.from({ length: 65 }, String) }]
    ) expect(checkFilter(bad), JSON.stringify(bad)).toBeNull();
  });
});

test("of many filters the one read longest ago is forgotten, and counted again when it is asked for", () => {
  const cells = new CellTable();
  cells.slot("8a30ad86c327fff");
  const all = [placed("0"), placed("1")];
  const counts = new FilteredCounts(cells, () => all);
  const open = (name: string) => counts.at({ categories: [name], sources: [] }, NOW).open.at(10)[0];
  for (let i = 0; i < MOST_FILTERS * 2; i++) open(String(i));
  expect(counts.size).toBe(MOST_FILTERS);
  expect([open("0"), open("1"), open("2")]).toEqual([1, 1, 0]);
});

test("screens share so many filters; one more gets no cells until another lets go, and hears of it", () => {
  const rooms = new Rooms(new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW }), BOUNDS);
  const view = (name: string): View => ({
    bounds: BOUNDS,
    zoom: 11,
    resolution: 8,
    window: 60,
    cells: true,
    workers: false,
    ...(name ? { filter: { categories: [name], sources: [] } } : {}),
  });
  const seats = Array.from({ length: MOST_FILTERS }, (_, i) => {
    const seat = new Seat();
    rooms.settle(seat, view(`c${i}`));
    return seat;
  });
  const late = new Seat(), shares = new Seat(), plain = new Seat();
  rooms.settle(late, view("late"));
  rooms.settle(shares, view("c3"));
  rooms.settle(plain, view(""));
  expect([late, shares, plain].map(({ unfiltered }) => unfiltered)).toEqual([true, false, false]);
  expect([late, shares, plain].map((seat) => seat.rooms.size)).toEqual([0, 1, 1]);
  rooms.leave(seats[0]!);
  rooms.settle(late, late.view!);
  expect([late.unfiltered, late.rooms.size]).toEqual([false, 1]);
});
