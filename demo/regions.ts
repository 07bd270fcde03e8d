/** Districts and grids as GeoJSON with codes and names. */
import type { Feature, FeatureCollection, MultiPolygon } from "geojson";
import type { Haiwan } from "./haiwan.ts";
import { DISTRICTS, STREET_NAMES } from "./land/places.ts";
import { ringOf } from "./land/plane.ts";
import { ISLANDS } from "./land/shape.ts";
import { dissolve, type Patch } from "./roads/faces.ts";

function multi(patches: readonly Patch[]): MultiPolygon {
  return {
    type: "MultiPolygon",
    coordinates: patches.map(({ outer, holes }) => [outer, ...holes].map((ring) => ringOf(ring))),
  };
}

export function drawDistricts({ districts }: Haiwan): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: DISTRICTS.map(({ code, zh, en }, d): Feature => ({
      type: "Feature",
      properties: { code, name: zh, "name:zh": zh, "name:en": en },
      geometry: multi(districts[d]!.patches),
    })),
  };
}

/**
 * Grid codes are 15 digits: 6 district, 3 street, 3 community, 3 serial, each numbered from north to south and, within
 * bands, from west to east. Islands are grids of the last community of their district's last street.
 */
export function drawGrids(city: Haiwan): FeatureCollection {
  const { ground, areas, terrain } = city;
  const patches = dissolve(ground.arrangement, ground.faces, areas.gridOf);
  const byCommunity = childrenOf(areas.communityOf), byStreet = childrenOf(areas.streetOf);
  const byDistrict = childrenOf(areas.districtOf);
  const grids = [...patches].map(([grid, parts]) => [grid, middleOf(parts)] as const);
  const middle = new Map(grids);
  const middleOfCommunity = (c: number) => mean(byCommunity.get(c)!.map((g) => middle.get(g)!));
  const middleOfStreet = (s: number) => mean(byStreet.get(s)!.map(middleOfCommunity));
  const features: Feature[] = [];
  DISTRICTS.forEach((district, d) => {
    let last = "";
    inOrder(byDistrict.get(d)!, middleOfStreet).forEach((street, s) => {
      const name = STREET_NAMES[d]![s % STREET_NAMES[d]!.length]!;
      inOrder(byStreet.get(street)!, middleOfCommunity).forEach((community, c) => {
        last = `${district.code}${three(s + 1)}${three(c + 1)}`;
        inOrder(byCommunity.get(community)!, (g) => middle.get(g)!).forEach((grid, g) => {
          features.push(
            feature(
              `${last}${three(g + 1)}`,
              `${name}街道第 ${c + 1} 社区 ${g + 1} 号网格`,
              patches.get(grid)!,
            ),
          );
        });
      });
    });
    terrain.islands.forEach((outer, i) => {
      if (ISLANDS[i]!.district !== d) return;
      features.push(feature(`${last}${three(900 + i)}`, `${ISLANDS[i]!.zh}网格`, [{ outer, holes: [] }]));
    });
  });
  return { type: "FeatureCollection", features };
}

function feature(code: string, name: string, patches: readonly Patch[]): Feature {
  return { type: "Feature", properties: { code, name, "name:zh": name }, geometry: multi(patches) };
}

const three = (n: number) => String(n).padStart(3, "0");

function childrenOf(parentOf: Int32Array): Map<number, number[]> {
  const out = new Map<number, number[]>();
  parentOf.forEach((parent, child) => {
    if (parent < 0) return;
    if (out.has(parent)) out.get(parent)!.push(child);
    else out.set(parent, [child]);
  });
  return out;
}

type Middle = readonly [x: number, y: number];

/** The middle of the corners of the largest part. */
function middleOf(patches: readonly Patch[]): Middle {
  const outer = patches[patches.length - 1]!.outer;
  const points: Middle[] = [];
  for (let i = 0; i < outer.length; i += 2) points.push([outer[i]!, outer[i + 1]!]);
  return mean(points);
}

function mean(points: readonly Middle[]): Middle {
  const sum = points.reduce(([x, y], [px, py]) => [x + px, y + py] as const, [0, 0] as Middle);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** From north to south in bands of about a quarter of their spread, and from west to east within each. */
function inOrder(list: readonly number[], at: (item: number) => Middle): number[] {
  const ys = list.map((item) => at(item)[1]);
  const band = Math.max(
    1,
    (Math.max(...ys) - Math.min(...ys)) / Math.max(1, Math.round(Math.sqrt(list.length))) + 1,
  );
  const top = Math.max(...ys);
  const row = (item: number) => Math.floor((top - at(item)[1]) / band);
  return [...list].sort((a, b) => row(a) - row(b) || at(a)[0] - at(b)[0]);
}
