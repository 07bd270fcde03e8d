import { createHash } from "node:crypto";
import type { FeatureCollection, MultiPolygon } from "geojson";
import { describe, expect, it } from "vitest";
import {
  BOUNDS,
  buildHaiwan,
  communities,
  districts,
  grids,
  haiwan,
  haiwanCity,
  streets,
} from "../../demo/haiwan.ts";
import { areaOf, Inside } from "../../demo/land/line.ts";
import { type Line, metresEast, metresNorth } from "../../demo/land/plane.ts";
import { WATER } from "../../demo/land/terrain.ts";
import { lot } from "../../demo/random.ts";
import { ROAD } from "../../demo/roads/kind.ts";
import { contains } from "../../geo/place.ts";

const hash = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

const lineOf = (ring: number[][]): Line =>
  ring.slice(0, -1).flatMap(([lon, lat]) => [metresEast(lon!), metresNorth(lat!)]);
const ringsOf = (map: FeatureCollection): Line[][] =>
  map.features.map(({ geometry }) =>
    (geometry as MultiPolygon).coordinates.flatMap((polygon) => polygon.map(lineOf))
  );
const total = (rings: Line[]) => rings.reduce((sum, ring) => sum + areaOf(ring), 0);

/** Northernmost latitude of the first part. */
function northOf({ geometry }: FeatureCollection["features"][number]): number {
  return Math.max(...(geometry as MultiPolygon).coordinates[0]![0]!.map(([, lat]) => lat!));
}

/** Directed sides of all rings; two areas that overlap along a side name it twice in the same direction. */
function sidesOf(areas: Line[][]): { sides: Set<string>; doubled: number } {
  const sides = new Set<string>();
  let doubled = 0;
  for (const ring of areas.flat()) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const side = [ring[j], ring[j + 1], ring[i], ring[i + 1]].map((v) => v!.toFixed(2)).join(" ");
      if (sides.has(side)) doubled++;
      sides.add(side);
    }
  }
  return { sides, doubled };
}

describe("Haiwan", () => {
  it("is the same city every time it is built", () => {
    const built = () => {
      const { roads, districts } = buildHaiwan();
      return hash([districts, [...roads.lat], [...roads.lon], [...roads.from], [...roads.name]]);
    };
    expect(built()).toBe(built());
  });

  it("has a valid city file whose bounds hold every road", () => {
    expect(haiwanCity().id).toBe("haiwan");
    const { lat, lon, nodes } = haiwan().roads;
    for (let n = 0; n < nodes; n++) expect(contains(BOUNDS, lat[n]!, lon[n]!)).toBe(true);
  });
});

describe("The districts", () => {
  const { terrain } = haiwan();
  const areas = ringsOf(districts());

  it("are six and cover the land to a ten-thousandth, islands included", () => {
    expect(areas).toHaveLength(6);
    const land = areaOf(terrain.mainlandRing) + terrain.islands.reduce((sum, ring) => sum + areaOf(ring), 0);
    expect(Math.abs(areas.reduce((sum, rings) => sum + total(rings), 0) / land - 1)).toBeLessThan(1e-4);
  });

  it("do not overlap: a point on land lies in exactly one", () => {
    const insides = areas.map((rings) => new Inside(rings));
    let tested = 0;
    for (let i = 0; i < 6000; i++) {
      const x = -19_000 + 39_000 * lot(i, 1), y = -14_000 + 30_000 * lot(i, 2);
      if (!terrain.mainland.has(x, y)) continue;
      // A rim of a metre is left out: degrees are rounded to the decimetre.
      const around = [[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]].map(([dx, dy]) =>
        insides.map((inside) => inside.has(x + dx!, y + dy!)).join()
      );
      if (new Set(around).size > 1) continue;
      tested++;
      expect(insides.filter((inside) => inside.has(x, y))).toHaveLength(1);
    }
    expect(tested).toBeGreaterThan(3000);
  });

  it("share their borders point by point", () => {
    const { sides, doubled } = sidesOf(areas);
    expect(doubled).toBe(0);
    const shared = [...sides].filter((side) => {
      const [a, b, c, d] = side.split(" ");
      return sides.has([c, d, a, b].join(" "));
    });
    expect(shared.length).toBeGreaterThan(400);
  });
});

describe("The areas", () => {
  const levels = [districts(), streets(), communities(), grids()] as const;
  const codesOf = (map: FeatureCollection) =>
    map.features.map(({ properties }) => properties!.code as string);

  it("are 6 districts, 40 streets, about 260 communities and about 1,300 grids", () => {
    const [six, forty, communes, cells] = levels.map(({ features }) => features.length);
    expect([six, forty]).toEqual([6, 40]);
    expect(communes).toBeGreaterThan(220);
    expect(communes).toBeLessThan(300);
    expect(cells).toBeGreaterThan(1250);
    expect(cells).toBeLessThan(1400);
  });

  it("have codes of 6, 9, 12 and 15 digits, each once, each beginning with that of the area around it", () => {
    levels.forEach((map, level) => {
      const codes = codesOf(map);
      expect(new Set(codes).size).toBe(codes.length);
      for (const code of codes) {
        expect(code).toMatch(new RegExp(`^37990[1-6]\\d{${3 * level}}$`));
        if (level > 0) expect(codesOf(levels[level - 1]!)).toContain(code.slice(0, -3));
      }
    });
  });

  it("are numbered from north to south: of nine and more the first lies north of the last", () => {
    for (
      const [parents, children] of [[levels[0], levels[1]], [levels[1], levels[2]], [
        levels[2],
        levels[3],
      ]] as const
    ) {
      for (const code of codesOf(parents)) {
        const north = children.features.filter(({ properties }) => {
          // Islands come last, wherever they are.
          return properties!.code.startsWith(code) && !(properties!.code as string).slice(12).startsWith("9");
        }).map(northOf);
        if (north.length >= 9) expect(north[0]!).toBeGreaterThan(north[north.length - 1]!);
      }
    }
  });

  it("tile the area around them exactly, point by point", () => {
    for (let level = 1; level < levels.length; level++) {
      const inner = ringsOf(levels[level]!), outer = ringsOf(levels[level - 1]!);
      expect(sidesOf(inner).doubled).toBe(0);
      const codes = codesOf(levels[level]!);
      codesOf(levels[level - 1]!).forEach((code, i) => {
        const parts = inner.filter((_, k) => codes[k]!.startsWith(code));
        const sum = parts.reduce((all, rings) => all + total(rings), 0);
        expect(Math.abs(sum / total(outer[i]!) - 1)).toBeLessThan(1e-6);
        const own = sidesOf(outer.slice(i, i + 1)).sides, made = sidesOf(parts).sides;
        for (const side of own) expect(made).toContain(side);
      });
    }
  });

  it("have names in Chinese and English; no two streets or communities share one", () => {
    levels.forEach(({ features }) => {
      const zh = features.map(({ properties }) => properties!["name:zh"] as string);
      expect(new Set(zh).size).toBe(zh.length);
      for (const { properties } of features) {
        expect(properties!["name:zh"]).toMatch(/^[\p{Script=Han}\d ]+$/u);
        expect(properties!["name:en"]).toMatch(/^[A-Z][\w'ü, -]+$/);
      }
    });
  });
});

describe("The road graph", () => {
  const { roads, terrain } = haiwan();

  it("is connected, and its columns agree", () => {
    const seen = new Uint8Array(roads.nodes), stack = [0];
    seen[0] = 1;
    while (stack.length > 0) {
      const node = stack.pop()!;
      for (let k = roads.first[node]!; k < roads.first[node + 1]!; k++) {
        const edge = roads.incident[k]!;
        expect(roads.from[edge] === node || roads.to[edge] === node).toBe(true);
        const next = roads.from[edge] === node ? roads.to[edge]! : roads.from[edge]!;
        if (seen[next]) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    expect(seen.every((mark) => mark === 1)).toBe(true);
    expect(roads.nodes).toBeGreaterThan(15_000);
    expect(roads.length.every((metres) => metres > 0 && metres < 3000)).toBe(true);
  });

  it("lets expressways pass over lanes, and joins them to main roads", () => {
    const { from, to, class: kind, nodes, edges } = roads;
    const meets = Array.from({ length: nodes }, () => new Set<number>());
    for (let e = 0; e < edges; e++) for (const node of [from[e]!, to[e]!]) meets[node]!.add(kind[e]!);
    const onWay = meets.filter((kinds) => kinds.has(ROAD.motorway) && kinds.size > 1);
    expect(onWay.length).toBeGreaterThan(20);
    const lanes = onWay.filter((kinds) => !kinds.has(ROAD.major));
    expect(lanes.length / onWay.length).toBeLessThan(0.3);
  });

  it("stays on land but for bridges, and only main roads bridge the sea", () => {
    for (let e = 0; e < roads.edges; e++) {
      const [p, q] = [roads.from[e]!, roads.to[e]!];
      const x = metresEast((roads.lon[p]! + roads.lon[q]!) / 2),
        y = metresNorth((roads.lat[p]! + roads.lat[q]!) / 2);
      const water = terrain.water.values[terrain.water.index(x, y)];
      if (water !== WATER.land) expect(roads.bridge[e]).toBe(1);
      if (water === WATER.sea && terrain.sea.at(x, y) === 0 && !terrain.mainland.has(x, y)) {
        expect(roads.class[e]).toBeLessThanOrEqual(ROAD.major);
      }
    }
  });
});
