import { describe, expect, test } from "vitest";
import { cellProbes, consoleOrder, stepOfPlace } from "../../bench/probes.ts";
import { BENCH_BOUNDS, WALKED_FROM, Walkers } from "../../bench/walkers.ts";
import { cellAt } from "../../geo/cell.ts";
import { contains, metresBetween } from "../../geo/place.ts";

interface Fix {
  readonly worker: string;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
}

function read(bytes: Uint8Array): Fix[] {
  return new TextDecoder().decode(bytes).trimEnd().split("\n").map((line) => JSON.parse(line));
}

describe("Walkers", () => {
  test("write whole fixes inside the city, each worker's own, at the time they are asked for", () => {
    const fixes = read(new Walkers(500).fixes(100, 400, 1_795_395_038_411));
    expect(fixes.map(({ worker }) => worker)).toEqual(
      Array.from({ length: 300 }, (_, i) => `w${String(100 + i).padStart(6, "0")}`),
    );
    for (const { lat, lon, time } of fixes) {
      expect(contains(BENCH_BOUNDS, lat, lon)).toBe(true);
      expect(lat).toBeGreaterThan(WALKED_FROM);
      expect(1_795_395_038_411 - time).toBeGreaterThanOrEqual(0);
      expect(1_795_395_038_411 - time).toBeLessThan(1_000);
    }
  });

  test("walk about ten metres from one fix to the next", () => {
    const walkers = new Walkers(200);
    const before = read(walkers.fixes(0, 200, 1_795_395_030_000));
    const after = read(walkers.fixes(0, 200, 1_795_395_040_000));
    before.forEach(({ lat, lon }, i) => {
      const metres = metresBetween(lat, lon, after[i]!.lat, after[i]!.lon);
      expect(metres).toBeGreaterThan(6);
      expect(metres).toBeLessThan(14);
    });
  });
});

describe("probes", () => {
  test("tell by their place which of their fixes it is, and are told from others", () => {
    const walkers = new Walkers(50);
    const { probes } = consoleOrder(3, [7, 19], 0);
    for (const { row, lat, lon } of probes) walkers.pin(row, lat, lon);
    for (let step = 0; step < 40; step++) {
      const fixes = read(walkers.fixes(0, 50, 1_795_395_030_000));
      for (const probe of probes) expect(stepOfPlace(probe, fixes[probe.row]!)).toBe(step);
    }
    expect(() => stepOfPlace(probes[0]!, probes[1]!)).toThrow("not where probe 7 walks");
  });

  test("of walls stay alone in their cells for as long as the longest measurement", () => {
    const walkers = new Walkers(2_000);
    const probes = cellProbes(10, Array.from({ length: 10 }, (_, i) => i * 3), 0);
    for (const { row, lat, lon } of probes) walkers.pin(row, lat, lon);
    const rows = new Set(probes.map(({ row }) => row));
    for (let step = 0; step < 65; step++) {
      const cells = read(walkers.fixes(0, 2_000, 1_795_395_030_000)).map((fix) => cellAt(fix, 8));
      for (const { row, cell } of probes) expect(cells[row]).toBe(cell);
      const others = new Set(cells.filter((_, row) => !rows.has(row)));
      for (const { cell } of probes) expect(others.has(cell)).toBe(false);
    }
  });
});
