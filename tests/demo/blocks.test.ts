import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MultiPolygon, Polygon } from "geojson";
import { Blocks } from "../../demo/blocks/blocks.ts";
import { Frame } from "../../demo/blocks/frame.ts";
import { drawIn } from "../../demo/blocks/inset.ts";
import { haiwan } from "../../demo/haiwan.ts";
import { areaOf, Inside } from "../../demo/land/line.ts";
import type { Line } from "../../demo/land/plane.ts";
import { WATER } from "../../demo/land/terrain.ts";
import { type MapFeature, planeX, planeY } from "../../demo/map/feature.ts";
import { WIDTH } from "../../demo/roads/kind.ts";

const city = haiwan(), blocks = new Blocks(city);
const some = blocks.all.filter((_, i) => i % 9 === 0);

function outerOf({ geometry }: MapFeature): Line {
  const ring = (geometry as Polygon | MultiPolygon).coordinates[0] as [number, number][];
  return ring.slice(0, -1).flatMap(([u, v]) => [planeX(u), planeY(v)]);
}
const housesOf = (features: readonly MapFeature[]) =>
  features.filter(({ layer }) => layer === "buildings").map(outerOf);

describe("The blocks of Haiwan", () => {
  it("are built up: most have houses, and there are tens of thousands", () => {
    const built = some.filter((block) => housesOf(blocks.draw(block)).length > 0);
    expect(built.length / some.length).toBeGreaterThan(0.85);
    expect(
      blocks.all.length * built.reduce((sum, b) => sum + housesOf(blocks.draw(b)).length, 0) / some.length,
    )
      .toBeGreaterThan(80_000);
  });

  it("hold their houses: no corner is outside its block", () => {
    for (const block of some) {
      const inside = new Inside([block.outline], 20);
      for (const house of housesOf(blocks.draw(block))) {
        for (let i = 0; i < house.length; i += 2) {
          const [x, y] = [house[i]!, house[i + 1]!];
          // A corner on the rim may fall either way: a decimetre towards the middle decides.
          const [cx, cy] = middle(house), far = Math.hypot(cx - x, cy - y) || 1;
          expect(inside.has(x + (cx - x) / far * 0.2, y + (cy - y) / far * 0.2)).toBe(true);
        }
      }
    }
  });

  it("keep their houses off the water and off the roads", () => {
    const { arrangement: a } = city.ground, { water } = city.terrain;
    const squares = new Map<string, number[]>();
    a.from.forEach((p, e) => {
      if (a.kind[e]! > 3) return;
      const q = a.to[e]!, key = (x: number, y: number) => `${Math.floor(x / 300)} ${Math.floor(y / 300)}`;
      for (const k of new Set([key(a.x[p]!, a.y[p]!), key(a.x[q]!, a.y[q]!)])) {
        if (squares.has(k)) squares.get(k)!.push(e);
        else squares.set(k, [e]);
      }
    });
    for (const block of some) {
      for (const house of housesOf(blocks.draw(block))) {
        const [x, y] = middle(house);
        expect(water.values[water.index(x, y)]).toBe(WATER.land);
        for (const e of squares.get(`${Math.floor(x / 300)} ${Math.floor(y / 300)}`) ?? []) {
          const [p, q] = [a.from[e]!, a.to[e]!];
          const apart = Math.min(
            ...corners(house).map((at) => distance(at, [a.x[p]!, a.y[p]!], [a.x[q]!, a.y[q]!])),
          );
          expect(apart).toBeGreaterThan(WIDTH[a.kind[e] as 0 | 1 | 2 | 3]! / 2 - 0.5);
        }
      }
    }
  });

  it("draw the same houses again, whatever was drawn in between", () => {
    const again = new Blocks(city);
    for (const block of [...some].reverse()) expect(again.draw(block)).toEqual(blocks.draw(block));
  });
});

describe("Frame", () => {
  it("spans() lie inside any block, notched or not", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20, max: 160 }), { minLength: 5, maxLength: 14 }), (radii) => {
        const line = radii.flatMap((r, i) => {
          const t = 2 * Math.PI * i / radii.length;
          return [r * Math.cos(t), r * Math.sin(t)];
        });
        const frame = Frame.of(line, "south"), inside = new Inside([line], 5);
        for (let v = frame.bottom + 1; v + 12 < frame.top; v += 9) {
          for (const [a, b] of frame.spans(v, v + 12, 0.5)) {
            for (const [s, t] of [[0, 0], [1, 0], [0, 1], [1, 1], [0.5, 0.5]] as const) {
              const [x, y] = frame.plane([a + (b - a) * s, v + 12 * t]);
              expect(inside.has(x!, y!)).toBe(true);
            }
          }
        }
      }),
    );
  });
});

describe("drawIn()", () => {
  it("gives a smaller outline inside, or nothing", () => {
    const square = [0, 0, 100, 0, 100, 60, 0, 60];
    expect(areaOf(drawIn(square, 10)!)).toBeCloseTo(80 * 40);
    expect(drawIn(square, 31)).toBeUndefined();
  });
});

function corners(line: Line): [number, number][] {
  return Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i]!, line[2 * i + 1]!]);
}

function middle(line: Line): [number, number] {
  const all = corners(line);
  return [all.reduce((s, [x]) => s + x, 0) / all.length, all.reduce((s, [, y]) => s + y, 0) / all.length];
}

function distance([x, y]: [number, number], [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const dx = bx - ax, dy = by - ay, t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.max(0, Math.min(1, t));
  return Math.hypot(x - ax - dx * share, y - ay - dy * share);
}
