/** Land, sea, rivers and lakes of the map, and the relief of its hills. */
import type { Haiwan } from "../haiwan.ts";
import { Field } from "../land/field.ts";
import { simplify } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { LAKES, RIVERS } from "../land/shape.ts";
import { area, lines, type MapFeature, named, point, ring } from "./feature.ts";
import { nest } from "./nest.ts";

/** How far the sea and the land reach beyond the city, metres. */
export const FAR = 600_000;
/** Heights (m) that carry their own layer of relief. */
const STEPS = [60, 112, 170, 240, 320, 410, 510, 620, 740] as const;

export function drawLand(city: Haiwan, farIslands: readonly Line[]): MapFeature[] {
  return [
    ring("earth", { kind: "earth" }, [-FAR, -FAR, FAR, -FAR, FAR, FAR, -FAR, FAR]),
    ...waters(city, farIslands),
    ...woods(city),
    ...relief(city),
  ];
}

function waters({ terrain }: Haiwan, farIslands: readonly Line[]): MapFeature[] {
  const islands = [...terrain.islands, ...farIslands];
  const sea = [...simplify(terrain.coast.line, 1), FAR, -FAR, -FAR, -FAR];
  return [
    area("water", { kind: "ocean" }, [{ outer: sea, holes: islands.map((i) => simplify(i, 1)) }]),
    ...terrain.rivers.flatMap(({ banks, middle }, i) => [
      ring("water", { kind: "river" }, simplify(banks, 1), { from: 7 }),
      lines("water", { kind: "river", ...named(RIVERS[i]!), min_zoom: 11 }, [simplify(middle, 8)], {
        from: 11,
      }),
    ]),
    ...terrain.lakes.flatMap((lake, i) => {
      const { x, y } = LAKES[i]!;
      return [
        ring("water", { kind: "lake" }, lake, { from: 9 }),
        point("water", { kind: "lake", ...named(LAKES[i]!), min_zoom: 11 }, x * 1000, y * 1000, { from: 11 }),
      ];
    }),
  ];
}

/** Woods begin where building ends, and keep off the water. */
function woods({ terrain }: Haiwan): MapFeature[] {
  const field = new Field(100).fill((x, y) =>
    Math.min(terrain.height.at(x, y) - 105, (terrain.shore.at(x, y) - 60) * 1.5)
  );
  return [
    ...contours(field, 0, 5).map((patch) => area("landuse", { kind: "forest" }, [patch], { from: 8 })),
    ...terrain.islands.map((island) =>
      ring("landuse", { kind: "forest" }, shrink(island, 0.82), { from: 9 })
    ),
  ];
}

/** Ground above each step, one layer upon another, so that hills rise; `level` counts from the lowest. */
function relief({ terrain }: Haiwan): MapFeature[] {
  return STEPS.flatMap((metres, level) => {
    const field = new Field(100).fill((x, y) => terrain.height.at(x, y) - metres);
    return contours(field, 0, 6).map((patch) =>
      area("landcover", { kind: "relief", level: level + 1 }, [patch], { from: 8 })
    );
  });
}

function contours(field: Field, level: number, tolerance: number) {
  return nest(field.contour(level).map((r) => simplify(r, tolerance)).filter((r) => r.length > 10));
}

function shrink(outline: Line, share: number): Line {
  const n = outline.length / 2;
  let cx = 0, cy = 0;
  for (let i = 0; i < outline.length; i += 2) {
    cx += outline[i]! / n;
    cy += outline[i + 1]! / n;
  }
  return outline.map((v, i) => i & 1 ? cy + (v - cy) * share : cx + (v - cx) * share);
}
