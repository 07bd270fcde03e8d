import fc from "fast-check";
import { expect, test } from "vitest";
import { cellAt, COARSEST, parentOf, placeOf } from "../../geo/cell.ts";
import { FixBatch } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";
import { decodeFrame } from "../../streams/frame.ts";
import { MOST_WORKERS, Rooms, Seat } from "../../streams/rooms.ts";
import { checkView, tilesOf } from "../../streams/subscription.ts";
import { MEASURES, type Section, type View, type Window, WINDOWS } from "../../streams/wire.ts";

const BOUNDS = [120.1, 36.0, 120.5, 36.3] as const;
const START = Date.UTC(2026, 10, 20, 8);

function newCity(): City {
  return new City({ bounds: BOUNDS, liveMs: 900_000, now: START });
}

function walk(city: City, moves: readonly [worker: number, lat: number, lon: number][], now: number): void {
  const batch = new FixBatch("test", moves.length, now);
  moves.forEach(([worker, lat, lon], i) => {
    batch.worker[i] = city.workers.slotOf(`w${worker}`);
    batch.time[i] = now;
    batch.lat[i] = lat;
    batch.lon[i] = lon;
    batch.heading[i] =
      batch.speed[i] =
      batch.accuracy[i] =
      batch.battery[i] =
        NaN;
  });
  batch.size = moves.length;
  city.applyFixes(batch, now);
}

/** What a screen holds, put together from frames alone; fails at a gap in a room's chain. */
class Screen {
  readonly cells = new Map<string, Map<number, number[]>>();
  readonly names = new Map<string, Map<number, string>>();
  readonly workers = new Map<number, Map<number, { lat: number; lon: number }>>();
  readonly #ticks = new Map<string, number>();

  take(bytes: Uint8Array | null): void {
    if (bytes) { for (const section of decodeFrame(bytes).sections) this.#apply(section); }
  }

  #apply(section: Section): void {
    const room = section.kind === "cells"
      ? `c/${section.resolution}/${section.window}/${section.tile}`
      : `w/${section.tile}`;
    if (section.base !== 0) expect(section.base, `chain of ${room}`).toBe(this.#ticks.get(room));
    this.#ticks.set(room, section.tick);
    if (section.kind === "workers") {
      const held = section.base === 0 ? new Map() : this.workers.get(section.tile)!;
      section.gone.forEach((slot) => held.delete(slot));
      section.slots.forEach((slot, i) => held.set(slot, { lat: section.lat[i]!, lon: section.lon[i]! }));
      this.workers.set(section.tile, held);
      return;
    }
    const held = section.base === 0 ? new Map<number, number[]>() : this.cells.get(room)!;
    section.blocks.forEach((block, measure) =>
      block.slots.forEach((slot, i) => {
        const values = held.get(slot) ?? MEASURES.map(() => 0);
        values[measure] = block.values[i]!;
        held.set(slot, values);
      })
    );
    this.cells.set(room, held);
  }
}

function expected(city: City, resolution: number, window: Window): Map<number, number[]> {
  const columns = city.columns(resolution, window);
  const found = new Map<number, number[]>();
  for (let slot = 0; slot < city.cells.level(resolution).size; slot++) {
    const values = columns.map((column) => column[slot]!);
    if (values.some((value) => value > 0)) found.set(slot, values);
  }
  return found;
}

function held(screen: Screen, prefix: string): Map<number, number[]> {
  const all = new Map<number, number[]>();
  for (const [room, cells] of screen.cells) {
    if (room.startsWith(prefix)) {
      for (const [slot, v] of cells) if (v.some((n) => n > 0)) all.set(slot, v);
    }
  }
  return all;
}

const move = fc.tuple(
  fc.nat(30),
  fc.double({ min: BOUNDS[1], max: BOUNDS[3], noNaN: true }),
  fc.double({ min: BOUNDS[0], max: BOUNDS[2], noNaN: true }),
);
const step = fc.record({
  moves: fc.array(move, { maxLength: 12 }),
  wait: fc.constantFrom(1_000, 30_000, 400_000, 1_000_000),
  misses: fc.boolean(),
});

test("a screen that puts frames together holds exactly the city's counts, whatever it missed", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 14 }),
      fc.constantFrom(6, 8, 9, 10),
      fc.constantFrom(...WINDOWS),
      (steps, resolution, window) => {
        const city = newCity();
        const rooms = new Rooms(city, BOUNDS);
        const seat = new Seat();
        const screen = new Screen();
        rooms.settle(seat, { bounds: BOUNDS, zoom: 11, resolution, window, cells: true, workers: true });
        let now = START;
        for (const { moves, wait, misses } of [...steps, { moves: [], wait: 1_000, misses: false }]) {
          walk(city, moves, now += wait);
          for (const kind of ["cells", "workers"] as const) {
            rooms.advance(kind, now);
            if (misses) rooms.resync(seat);
            else screen.take(rooms.frame(kind, seat, now));
          }
        }
        expect(held(screen, `c/${resolution}/${window}/`)).toEqual(expected(city, resolution, window));
        const shown = [...screen.workers.values()].flatMap((tile) => [...tile.keys()]).sort((a, b) => a - b);
        const wanted = [...city.cells.level(COARSEST).lo.subarray(0, city.cells.level(COARSEST).size).keys()]
          .flatMap((tile) => [...city.shownInTile(tile)]).sort((a, b) => a - b);
        expect(shown).toEqual(wanted);
        for (const tile of screen.workers.values()) {
          for (const [slot, { lat, lon }] of tile) {
            expect(Math.abs(lat - city.workers.lat[slot]!)).toBeLessThan(3e-6);
            expect(Math.abs(lon - city.workers.lon[slot]!)).toBeLessThan(3e-6);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a room is encoded once however many screens are in it, and ends with the last", () => {
  const city = newCity();
  const rooms = new Rooms(city, BOUNDS);
  const view: View = { bounds: BOUNDS, zoom: 11, resolution: 8, window: 15, cells: true, workers: false };
  const seats = [new Seat(), new Seat(), new Seat()];
  seats.forEach((seat) => rooms.settle(seat, view));
  expect(rooms.size).toBe(1);
  walk(city, [[1, 36.1, 120.2]], START + 1_000);
  rooms.advance("cells", START + 1_000);
  const frames = seats.map((seat) => rooms.frame("cells", seat, START + 1_000));
  expect(frames[1]).toEqual(frames[0]);
  rooms.advance("cells", START + 2_000);
  expect(rooms.frame("cells", seats[0]!, START + 2_000), "nothing changed, nothing is sent").toBeNull();
  seats.forEach((seat) => rooms.leave(seat));
  expect(rooms.size).toBe(0);
});

test("a view with too many workers is crowded: it gets cells, and workers as soon as it is close", () => {
  const city = newCity();
  const rooms = new Rooms(city, BOUNDS);
  const spread = Array.from({ length: MOST_WORKERS + 1 }, (_, i): [number, number, number] => [
    i,
    36.0 + (i % 100) * 0.003,
    120.1 + Math.floor(i / 100) * 0.003,
  ]);
  walk(city, spread, START + 1_000);
  const seat = new Seat();
  const view: View = { bounds: BOUNDS, zoom: 10, resolution: 7, window: 15, cells: true, workers: true };
  rooms.settle(seat, view);
  expect(seat.crowded).toBe(true);
  expect([...seat.rooms.keys()].filter((name) => name.startsWith("w/"))).toEqual([]);
  rooms.settle(seat, { ...view, bounds: [120.2, 36.1, 120.22, 36.12], resolution: 10 });
  expect(seat.crowded).toBe(false);
  expect([...seat.rooms.keys()].some((name) => name.startsWith("w/"))).toBe(true);
});

test("checkView() takes only whole views of kept resolutions and windows", () => {
  const view = { bounds: [...BOUNDS], zoom: 11, resolution: 8, window: 60, cells: true, workers: false };
  expect(checkView(view)).toEqual(view);
  for (
    const broken of [
      null,
      7,
      {},
      { ...view, resolution: 11 },
      { ...view, window: 30 },
      { ...view, bounds: [1, 2, 3] },
      { ...view, bounds: [NaN, 0, 1, 1] },
      { ...view, zoom: "far" },
    ]
  ) {
    expect(checkView(broken)).toBeNull();
  }
});

test("tilesOf() covers every point of the view, and a view of the whole Earth costs nothing", () => {
  const view: View = {
    bounds: [120.2, 36.1, 120.3, 36.2],
    zoom: 12,
    resolution: 9,
    window: 15,
    cells: true,
    workers: true,
  };
  fc.assert(
    fc.property(
      fc.double({ min: 36.1, max: 36.2, noNaN: true }),
      fc.double({ min: 120.2, max: 120.3, noNaN: true }),
      (lat, lon) => {
        const tiles = new Set(tilesOf(view, BOUNDS));
        expect(tiles.has(parentOf(cellAt({ lat, lon }), COARSEST))).toBe(true);
      },
    ),
  );
  expect(tilesOf({ ...view, bounds: [-180, -90, 180, 90] }, [100, 20, 130, 45])).toBeNull();
  expect(tilesOf({ ...view, bounds: [0, 0, 1, 1] }, BOUNDS)).toEqual([]);
  expect(placeOf(cellAt({ lat: 36.15, lon: 120.25 }, COARSEST)).lat).toBeCloseTo(36.15, 0);
});
