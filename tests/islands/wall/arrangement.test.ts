import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Arrangement,
  arrangement,
  needsOf,
  type PanelName,
  PANELS,
  rowsIn,
} from "../../../islands/wall/arrangement.ts";
import { type Box, meets } from "../../../islands/wall/display.ts";
import { bodySize } from "../../../islands/wall_type.ts";

const ALL: ReadonlySet<PanelName> = new Set(PANELS.filter((name) => name !== "selection"));
const SELECTING: ReadonlySet<PanelName> = new Set(PANELS);

function on(width: number, height: number, shown = ALL): Arrangement {
  return arrangement({ picture: { width, height }, body: bodySize(width, height), shown });
}

/** Any window from a small one to a wall of walls, with and without a known geometry. */
const room = fc.record({
  picture: fc.record({
    width: fc.integer({ min: 320, max: 12_000 }),
    height: fc.integer({ min: 240, max: 8_000 }),
  }),
  geometry: fc.option(
    fc.record({
      metres: fc.double({ min: 1, max: 20, noNaN: true }),
      distance: fc.double({ min: 1, max: 25, noNaN: true }),
    }),
  ),
  chinese: fc.boolean(),
  shown: fc.subarray([...PANELS]).map((names) => new Set(names)),
  sos: fc.record({ calls: fc.integer({ min: 0, max: 3 }), note: fc.boolean() }),
  rows: fc.integer({ min: 1, max: 4 }),
}).map(({ picture, geometry, chinese, shown, sos, rows }) => ({
  sos,
  rows: Array.from({ length: rows }, (_, i) => Math.round(i * picture.height / rows)),
  picture,
  body: bodySize(picture.width, picture.height, geometry, chinese),
  shown,
}));

const boxesOf = ({ strip, sos, panels }: Arrangement): Box[] => [strip, ...sos, ...Object.values(panels)];

describe("arrangement()", () => {
  test("panels never overlap, and stay inside the picture", () => {
    fc.assert(
      fc.property(room, (input) => {
        const boxes = boxesOf(arrangement(input));
        for (const [i, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.y).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(input.picture.width);
          if (i > 0) expect(box.y + box.height).toBeLessThanOrEqual(input.picture.height);
          for (const other of boxes.slice(i + 1)) {
            expect(meets(box, other), JSON.stringify([box, other])).toBe(false);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("the middle third of the picture stays free while nobody calls for help", () => {
    fc.assert(
      fc.property(room.map(({ sos: _, ...quiet }) => quiet), (input) => {
        const { width, height } = input.picture;
        // A strip on a window of a few lines may reach into it; panels never do.
        const centre = { x: width / 3 + 1, y: height / 3 + 1, width: width / 3 - 2, height: height / 3 - 2 };
        for (const box of Object.values(arrangement(input).panels)) expect(meets(box, centre)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a panel that is shown has room for its least rows in type that is not shrunk", () => {
    fc.assert(
      fc.property(room, (input) => {
        const { panels, sos } = arrangement(input);
        for (const [name, box] of Object.entries(panels) as [PanelName, Box][]) {
          if (name === "tiles") continue;
          const { head, row, least: usual } = needsOf(input.shown).get(name)!;
          const least = input.rows.length > 1 && sos.length > 0 ? Math.min(1, usual) : usual;
          expect(box.height + 2).toBeGreaterThanOrEqual((head + row * least) * input.body);
          expect(box.width + 2).toBeGreaterThanOrEqual(
            Math.min(16.4 * input.body, input.picture.width - 1.2 * input.body),
          );
          if (row > 0) expect(rowsIn(name, box.height + 2, input.body)).toBeGreaterThanOrEqual(least);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("camera pictures keep to 16:9 and to their number", () => {
    fc.assert(fc.property(room, (input) => {
      const { panels, tiles } = arrangement(input);
      expect(panels.tiles !== undefined).toBe(tiles.count > 0);
      if (!panels.tiles) return;
      expect(tiles.count).toBeGreaterThan(0);
      const gap = 0.6 * input.body;
      const rows = tiles.count / tiles.columns;
      const width = (panels.tiles.width - (tiles.columns - 1) * gap) / tiles.columns;
      const height = (panels.tiles.height - (rows - 1) * gap) / rows;
      expect(width / height).toBeGreaterThan(16 / 9 * 0.97);
      expect(width / height).toBeLessThan(2.6);
    }));
  });

  test("what is free is covered by no panel", () => {
    fc.assert(fc.property(room, (input) => {
      const { free, panels } = arrangement(input);
      for (const box of Object.values(panels)) expect(meets(box, free)).toBe(false);
    }));
  });

  test.each([
    [1366, 768],
    [1920, 1080],
    [3840, 2160],
  ])("%i×%i: what happens on the left, what it means on the right, four cameras below", (width, height) => {
    const { shape, panels, tiles } = on(width, height);
    expect(shape).toBe("columns");
    for (const name of ["ticker", "breakdown", "hottest", "legend", "presets"] as const) {
      expect(panels[name], name).toBeDefined();
    }
    expect(tiles).toEqual({ count: 4, columns: 4 });
    expect(panels.ticker!.x).toBeLessThan(width / 3);
    expect(panels.legend!.x).toBeGreaterThan(width * 2 / 3);
  });

  test.each([
    [5760, 2160, 1],
    [6656, 1792, 2],
  ])("%i×%i: a column of cameras instead of stretched panels", (width, height, columns) => {
    const { panels, tiles } = on(width, height);
    expect(tiles.columns).toBe(columns);
    expect(tiles.count).toBeGreaterThanOrEqual(4);
    expect(panels.tiles!.x).toBeGreaterThan(panels.ticker!.x + panels.ticker!.width);
    for (const name of PANELS) if (name !== "selection") expect(panels[name], name).toBeDefined();
    const body = bodySize(width, height);
    for (const name of ["ticker", "breakdown", "legend"] as const) {
      expect(panels[name]!.width / body).toBeLessThan(23);
    }
  });

  test("6656×1792: no column of panels is left almost empty", () => {
    const { panels } = on(6656, 1792, new Set([...ALL].filter((name) => name !== "feeds")));
    const columns = new Map<number, number>();
    for (const name of ["presets", "hottest", "breakdown", "legend"] as const) {
      const { x, height } = panels[name]!;
      columns.set(x, (columns.get(x) ?? 0) + height);
    }
    for (const height of columns.values()) expect(height).toBeGreaterThan(1792 * 0.4);
  });

  test("2160×3840: the map in the middle third, panels above and below it", () => {
    const { shape, panels, free } = on(2160, 3840);
    expect(shape).toBe("stacked");
    expect(panels.ticker!.y).toBeGreaterThanOrEqual(free.y + free.height - 1);
    expect(panels.legend!.y + panels.legend!.height).toBeLessThanOrEqual(free.y + 1);
    expect(panels.breakdown).toBeDefined();
  });

  test.each([[1080, 1920], [2160, 3840]])(
    "%i×%i: scenes, hottest cells and silent feeds have a place on a portrait wall too",
    (width, height) => {
      const { panels } = on(width, height);
      for (const name of PANELS) if (name !== "selection") expect(panels[name], name).toBeDefined();
    },
  );

  test("a long legend has its height where there is room for it, and is never the panel that goes", () => {
    for (const [width, height] of [[1366, 768], [1920, 1080], [5760, 2160]] as const) {
      const room = { picture: { width, height }, body: bodySize(width, height), shown: ALL, legend: 18 };
      expect(arrangement(room).panels.legend!.height, `${width}×${height}`)
        .toBeGreaterThanOrEqual(18 * room.body - 2);
    }
    fc.assert(
      fc.property(room, fc.double({ min: 8, max: 25, noNaN: true }), (input, legend) => {
        const [usual, long] = [arrangement(input), arrangement({ ...input, legend })];
        if (input.sos.calls === 0 && !input.sos.note) {
          expect(long.panels.legend !== undefined).toBe(usual.panels.legend !== undefined);
        }
        const boxes = boxesOf(long);
        for (const [i, box] of boxes.entries()) {
          for (const other of boxes.slice(i + 1)) expect(meets(box, other)).toBe(false);
        }
      }),
    );
  });

  test.each(
    [
      ["3x2 of 1920×1080", 5760, 2160, [0, 1080]],
      ["2x2 of laptops", 2732, 1536, [0, 768]],
      ["3x3 of 1920×1080", 5760, 3240, [0, 1080, 2160]],
    ] as const,
  )("a call for help has room in each row of a wall of %s, and what a person works with stays", (
    _name,
    width,
    height,
    rows,
  ) => {
    const room = { picture: { width, height }, body: bodySize(width, height), rows };
    const selecting = arrangement({ ...room, shown: SELECTING, sos: { calls: 1, note: false } });
    // Three rows have none that a selection fits into: it stands in the way of one band.
    expect(selecting.sos.map(({ y }) => y)).toEqual(rows.filter((_, i) => rows.length < 3 || i !== 1));
    for (const { x, width: wide, height: high } of selecting.sos) {
      expect([x, wide]).toEqual([0, width]);
      expect(high / room.body).toBeCloseTo(4.4, 1);
    }
    for (const name of ["selection", "ticker"] as const) {
      expect(selecting.panels[name], name).toBeDefined();
    }
    const watching = arrangement({ ...room, shown: ALL, sos: { calls: 2, note: false } });
    expect(watching.sos.map(({ y }) => y)).toEqual(rows);
    expect(watching.calls).toBe(rows.length < 3 ? 2 : 1);
    expect(watching.panels.ticker).toBeDefined();
    if (rows.length < 3) expect(watching.panels.legend).toBeDefined();
  });

  test("a selection is shown on every shape, beside or in place of what it does not need", () => {
    for (
      const [width, height] of [[1366, 768], [1920, 1080], [5760, 2160], [6656, 1792], [2160, 3840]] as const
    ) {
      const { panels } = on(width, height, SELECTING);
      expect(panels.selection, `${width}×${height}`).toBeDefined();
      expect(panels.ticker).toBeDefined();
    }
  });

  test("large type on a wall seen from far away leaves panels out rather than make them smaller", () => {
    const body = bodySize(5760, 2160, { metres: 6, distance: 10 });
    const { panels } = arrangement({ picture: { width: 5760, height: 2160 }, body, shown: ALL });
    expect(panels.ticker).toBeDefined();
    expect(Object.keys(panels).length).toBeLessThan(Object.keys(on(5760, 2160).panels).length);
  });
});
