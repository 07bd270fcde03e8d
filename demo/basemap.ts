/** The base map of Haiwan as GeoJSON: what lies under the live layers. Features are told apart by `class`. */
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { blockRing } from "./block.ts";
import type { Haiwan } from "./haiwan.ts";
import { Field } from "./land/field.ts";
import { simplify } from "./land/line.ts";
import { latOf, type Line, lonOf, positionsOf, ringOf } from "./land/plane.ts";
import { DISTRICTS, PLACES } from "./land/places.ts";
import { LAKES, RIVERS } from "./land/shape.ts";
import { USE } from "./ground.ts";
import { dissolve, outlineOf, type Patch } from "./roads/faces.ts";
import { chain, roadLines } from "./roads/chains.ts";
import { EDGE, ROAD } from "./roads/kind.ts";

/** Decimals of a degree: a metre. */
const DIGITS = 5;
/** How far the sea and the land reach beyond the city, metres. */
const FAR = 150_000;

type Names = { readonly zh: string; readonly en: string };

function feature(
  kind: string,
  geometry: Geometry,
  names?: Names,
  more: Record<string, unknown> = {},
): Feature {
  const properties = { class: kind, ...(names ? { "name:zh": names.zh, "name:en": names.en } : {}), ...more };
  return { type: "Feature", properties, geometry };
}

const polygon = (outer: Line, holes: readonly Line[] = []): Geometry => ({
  type: "Polygon",
  coordinates: [outer, ...holes].map((ring) => ringOf(ring, DIGITS)),
});

const polygons = (patches: readonly Patch[]): Geometry => ({
  type: "MultiPolygon",
  coordinates: patches.map(({ outer, holes }) => [outer, ...holes].map((r) => ringOf(r, DIGITS))),
});

const point = (x: number, y: number): Geometry => ({
  type: "Point",
  coordinates: [Number(lonOf(x * 1000).toFixed(DIGITS)), Number(latOf(y * 1000).toFixed(DIGITS))],
});

export function drawBasemap(city: Haiwan): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: [
      feature("land", polygon([-FAR, -FAR, FAR, -FAR, FAR, FAR, -FAR, FAR])),
      ...waters(city),
      ...hills(city),
      ...uses(city),
      ...roads(city),
      feature("boundary", { type: "MultiLineString", coordinates: borders(city) }),
      ...city.districts.map(({ patches }, i) => feature("district", polygons(patches), DISTRICTS[i])),
      ...labels(),
    ],
  };
}

function waters({ terrain }: Haiwan): Feature[] {
  const sea = [...simplify(terrain.coast.line, 1.2), FAR, -FAR, -FAR, -FAR];
  return [
    feature("water", polygon(sea, terrain.islands.map((i) => simplify(i, 1.2)))),
    ...terrain.rivers.map(({ banks }, i) => feature("water", polygon(simplify(banks, 1.2)), RIVERS[i])),
    ...terrain.lakes.map((lake, i) => feature("water", polygon(lake), LAKES[i])),
  ];
}

/** Woods begin where building ends, and keep off the water; `level` rises with the ground, for who shades relief. */
function hills({ terrain }: Haiwan): Feature[] {
  const out: Feature[] = [];
  [112, 240, 400].forEach((metres, level) => {
    const woods = new Field(100).fill((x, y) =>
      Math.min(terrain.height.at(x, y) - metres, (terrain.shore.at(x, y) - 60 - 90 * level) * 1.5)
    );
    const rings = woods.contour(0).map((ring) => simplify(ring, 6)).filter((ring) => ring.length > 10);
    for (const patch of nest(rings)) {
      out.push(feature("park", polygons([patch]), undefined, { kind: "hill", level }));
    }
  });
  for (const island of terrain.islands) {
    out.push(feature("park", polygon(shrink(island, 0.82)), undefined, { kind: "hill", level: 0 }));
  }
  return out;
}

/** Outer rings with the holes that lie in them; marching squares gives both, told apart by their sense. */
function nest(rings: readonly Line[]): Patch[] {
  const box = (r: Line) =>
    [r.filter((_, i) => !(i & 1)), r.filter((_, i) => i & 1)]
      .flatMap((v) => [Math.min(...v), Math.max(...v)]) as [number, number, number, number];
  const area = (r: Line) => {
    let sum = 0;
    for (let i = 0, j = r.length - 2; i < r.length; j = i, i += 2) {
      sum += r[j]! * r[i + 1]! - r[i]! * r[j + 1]!;
    }
    return sum;
  };
  const outers = rings.filter((r) => area(r) > 0).map((outer) => ({
    outer,
    holes: [] as Line[],
    box: box(outer),
  }));
  outers.sort((a, b) => area(a.outer) - area(b.outer));
  for (const hole of rings.filter((r) => area(r) < 0)) {
    const [w, e, s, n] = box(hole);
    outers.find(({ box: b }) => b[0] < w && b[1] > e && b[2] < s && b[3] > n)?.holes.push(hole);
  }
  return outers;
}

function shrink(ring: Line, share: number): Line {
  const n = ring.length / 2;
  let cx = 0, cy = 0;
  for (let i = 0; i < ring.length; i += 2) {
    cx += ring[i]! / n;
    cy += ring[i + 1]! / n;
  }
  return ring.map((v, i) => i & 1 ? cy + (v - cy) * share : cx + (v - cx) * share);
}

function uses(city: Haiwan): Feature[] {
  const { arrangement: a, faces, use, district } = city.ground;
  const blocks: Patch[][] = DISTRICTS.map(() => []);
  for (let f = 0; f < faces.count; f++) {
    if (use[f] !== USE.block) continue;
    const outer = blockRing(a, outlineOf(faces, f));
    if (outer) blocks[district[f]!]!.push({ outer, holes: [] });
  }
  const only = (wanted: number) => dissolve(a, faces, Int32Array.from(use, (u, f) => u === wanted ? f : -1));
  const parks = [...only(USE.park).values()].flat();
  const ports = [...only(USE.port).values()].flat();
  return [
    feature("park", polygons(parks), undefined, { kind: "city" }),
    ...blocks.map((patches) => feature("block", polygons(patches))),
    ...city.terrain.runways.map((runway) => feature("block", polygon(runway), undefined, { kind: "runway" })),
    feature("port", polygons(ports)),
  ];
}

const ROAD_CLASS = ["road-motorway", "road-major", "road-minor", "road-minor"] as const;

function roads(city: Haiwan): Feature[] {
  const out: Feature[] = city.layout.railways.map((line) =>
    feature("rail", { type: "LineString", coordinates: positionsOf(line, DIGITS) })
  );
  // The least important first: whoever draws in order draws crossings right.
  const all = roadLines(city.ground.arrangement, city.layout);
  for (const kind of [ROAD.street, ROAD.minor, ROAD.major, ROAD.motorway]) {
    all.forEach((lines, i) => {
      if (city.layout.roads[i]!.class !== kind || lines.length === 0) return;
      const coordinates = lines.map((line) => positionsOf(line, DIGITS)).filter((l) => l.length > 1);
      out.push(
        feature(ROAD_CLASS[kind], { type: "MultiLineString", coordinates }, city.roadNames[i], {
          rank: kind,
        }),
      );
    });
  }
  return out;
}

/** Borders of districts and city on land; the coast needs no line. */
function borders({ ground: { arrangement } }: Haiwan): [number, number][][] {
  return [EDGE.divide, EDGE.municipal].flatMap((kind) =>
    chain(arrangement, (e) => arrangement.kind[e] === kind).map((line) =>
      positionsOf(simplify(line, 1.2), DIGITS)
    )
  );
}

function labels(): Feature[] {
  return [
    ...DISTRICTS.map((d) => feature("label-district", point(...d.label), d)),
    ...PLACES.map((p) => feature("label-place", point(...p.at), p, { kind: p.kind, rank: p.rank })),
  ];
}
