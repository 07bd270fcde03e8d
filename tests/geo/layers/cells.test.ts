import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsIn, outlineOf } from "../../../geo/cell.ts";
import { metresBetween } from "../../../geo/place.ts";
import { CellColours, EASE_MS } from "../../../geo/layers/cell_colours.ts";
import { NO_CLASS } from "../../../geo/layers/cell_measure.ts";
import { CellGeometry, stripesPerMetre } from "../../../geo/layers/cell_geometry.ts";
import { RAMP } from "../../../geo/layers/ramp.ts";

const cells = cellsIn([121.85, 36.55, 121.95, 36.62], 8);
/** Classes of small counts: 1 is in the lowest, nothing in none. */
const ranksOf = (...values: number[]) =>
  Uint8Array.from(values, (value) => value === 0 ? NO_CLASS : Math.min(value, 6) - 1);

function geometry(): CellGeometry {
  const made = new CellGeometry();
  for (const cell of cells) made.add(cell);
  return made;
}

/** Twice the signed area of a triangle. */
function turn(p: Float64Array, a: number, b: number, c: number): number {
  return (p[b * 2]! - p[a * 2]!) * (p[c * 2 + 1]! - p[a * 2 + 1]!) -
    (p[c * 2]! - p[a * 2]!) * (p[b * 2 + 1]! - p[a * 2 + 1]!);
}

describe("outlines of cells", () => {
  test("every cell has its corners, a little inside the cell, and triangles that fill it", () => {
    const { positions, indices, starts, rows } = geometry();
    expect(rows).toBe(cells.length);
    cells.forEach((cell, row) => {
      const outline = outlineOf(cell);
      expect(starts[row + 1]! - starts[row]!).toBe(outline.length);
      outline.forEach(([lon, lat], corner) => {
        const at = (starts[row]! + corner) * 2;
        expect(Math.abs(positions[at]! - lon)).toBeLessThan(0.0006);
        expect(Math.abs(positions[at + 1]! - lat)).toBeLessThan(0.0006);
        expect([positions[at], positions[at + 1]]).not.toEqual([lon, lat]);
      });
    });
    expect(indices.length).toBe((starts[rows]! - 2 * rows) * 3);
    for (let i = 0; i < indices.length; i += 3) {
      expect(turn(positions, indices[i]!, indices[i + 1]!, indices[i + 2]!)).toBeGreaterThan(0);
    }
  });

  test("stripes run on from cell to cell: where two cells touch, both lie the same way across the hatch", () => {
    const { positions, stripes, vertices } = geometry();
    const part = (n: number) => n - Math.floor(n);
    const perMetre = stripesPerMetre(8);
    let pairs = 0;
    for (let i = 0; i < vertices; i++) {
      for (let j = i + 1; j < vertices; j++) {
        const [x, y, X, Y] = [i, j].flatMap((at) => [...positions.subarray(at * 2, at * 2 + 2)]) as [
          number,
          number,
          number,
          number,
        ];
        const metres = metresBetween(y, x, Y, X);
        if (metres > 40) continue;
        const apart = Math.abs(part(stripes[i]!) - part(stripes[j]!));
        expect(Math.min(apart, 1 - apart)).toBeLessThan(metres * perMetre * 1.1 + 0.02);
        pairs++;
      }
    }
    expect(pairs).toBeGreaterThan(100);
    expect(new Set([...stripes.subarray(0, 6)].map((n) => n.toFixed(1))).size).toBeGreaterThan(2);
  });

  test("adding a cell leaves the outlines before it as they are", () => {
    const made = new CellGeometry();
    made.add(cells[0]!);
    const before = [...made.positions];
    for (const cell of cells) made.add(cell);
    expect([...made.positions.slice(0, before.length)]).toEqual(before);
  });
});

describe("colours of cells", () => {
  const paint = { ranks: ranksOf(0, 1, 6), colours: RAMP, opacity: 1 };
  const starts = Uint32Array.of(0, 6, 12, 17);

  function vertices(colours: CellColours): number[][] {
    const bytes = new Uint8Array(17 * 4);
    colours.fill(bytes, starts);
    return Array.from({ length: 17 }, (_, i) => [...bytes.slice(i * 4, i * 4 + 4)]);
  }

  test("every corner of a cell has the colour of its class; nothing is transparent", () => {
    const colours = new CellColours();
    expect(colours.paint(3, paint, 0)).toBe(true);
    colours.step(0, false);
    const shown = vertices(colours);
    expect(shown.slice(0, 6).every(([, , , alpha]) => alpha === 0)).toBe(true);
    expect(shown.slice(6, 12)).toEqual(Array(6).fill([...RAMP[0]!]));
    expect(shown.slice(12)).toEqual(Array(5).fill([...RAMP[5]!]));
    expect(colours.drawn).toBe(2);
  });

  test("a value eases to its class within 400 ms and then rests", () => {
    const colours = new CellColours();
    colours.paint(3, paint, 0);
    expect(colours.step(EASE_MS / 2, true)).toBe(true);
    const half = vertices(colours)[12]![3]!;
    expect(half).toBeGreaterThan(RAMP[5]![3] * 0.45);
    expect(half).toBeLessThan(RAMP[5]![3] * 0.55);
    expect(colours.step(EASE_MS, true)).toBe(false);
    expect(vertices(colours)[12]).toEqual([...RAMP[5]!]);
    expect(colours.paint(3, paint, 1_000)).toBe(false);
  });

  test("a cell that empties fades out in its own colour", () => {
    const colours = new CellColours();
    colours.paint(3, paint, 0);
    colours.step(0, false);
    colours.paint(3, { ...paint, ranks: ranksOf(0, 0, 0) }, 1_000);
    colours.step(1_000 + EASE_MS / 2, true);
    const [red, green, blue, alpha] = vertices(colours)[12]!;
    expect([red, green, blue]).toEqual(RAMP[5]!.slice(0, 3));
    expect(alpha).toBeGreaterThan(0);
  });

  test("what the legend makes fainter is fainter in every cell", () => {
    const colours = new CellColours();
    colours.paint(3, paint, 0);
    colours.paint(3, { ...paint, opacity: 0.6 }, 0);
    colours.step(0, false);
    const shown = vertices(colours);
    expect(shown[6]![3]).toBe(Math.round(RAMP[0]![3] * 0.6));
    expect(shown[12]![3]).toBe(Math.round(RAMP[5]![3] * 0.6));
  });

  test("writing only what moved gives the same corners as writing everything, however the pictures fall", () => {
    const moment = fc.record({
      values: fc.uint32Array({ min: 0, max: 8, minLength: 3, maxLength: 3 }),
      opacity: fc.constantFrom(1, 1, 1, 0.6),
      wait: fc.constantFrom(0, EASE_MS / 4, EASE_MS, 2 * EASE_MS),
      eased: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 20 }), (moments) => {
        const [whole, parts] = [new CellColours(), new CellColours()];
        const [filled, refilled] = [new Uint8Array(17 * 4), new Uint8Array(17 * 4)];
        const uploaded = new Uint8Array(17 * 4);
        let now = 0;
        for (const { values, opacity, wait, eased } of moments) {
          for (const colours of [whole, parts]) {
            colours.paint(3, { ...paint, ranks: ranksOf(...values), opacity }, now);
            colours.step(now + wait, eased);
          }
          now += wait;
          whole.fill(filled, starts);
          const { from, to } = parts.refill(refilled, starts);
          uploaded.set(refilled.subarray(from, to), from);
          expect(uploaded).toEqual(filled);
          const visible = [...values].filter((value) => value > 0).length;
          expect(parts.drawn).toBe(visible);
        }
      }),
    );
  });

  test("cells that join keep the colours of those that were there", () => {
    const colours = new CellColours();
    colours.paint(2, { ...paint, ranks: ranksOf(3, 4) }, 0);
    colours.step(0, false);
    colours.paint(3, { ...paint, ranks: ranksOf(3, 4, 5) }, 500);
    colours.step(500, true);
    const shown = vertices(colours);
    expect(shown[0]).toEqual([...RAMP[2]!]);
    expect(shown[6]).toEqual([...RAMP[3]!]);
    expect(shown[12]![3]).toBe(0);
  });
});
