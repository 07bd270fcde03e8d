/** The register of areas: code and name of every street, community and grid, numbered as the standard wants it. */
import alea from "alea";
import type { Areas } from "./areas.ts";
import type { Ground } from "./ground.ts";
import { DISTRICTS } from "./land/places.ts";
import type { Line } from "./land/plane.ts";
import { ISLANDS } from "./land/shape.ts";
import { STREETS } from "./land/streets.ts";
import { SEED, type Terrain } from "./land/terrain.ts";
import { nameCommunities } from "./community_names.ts";
import { dissolve, type Patch } from "./roads/faces.ts";
import type { RoadName } from "./roads/names.ts";

export interface RegisteredArea {
  /** 6 digits of the district, 3 of the street, 3 of the community, 3 of the grid; an area has those of its level. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly patches: readonly Patch[];
}

export interface Register {
  readonly streets: readonly RegisteredArea[];
  readonly communities: readonly RegisteredArea[];
  readonly grids: readonly RegisteredArea[];
  /** Codes of the grids on land, by the indices that {@link Areas} uses. */
  readonly gridCodes: readonly string[];
  /** Plain names, 台东 rather than 台东街道, by the indices that {@link Areas} uses. */
  readonly streetNames: readonly RoadName[];
  readonly communityNames: readonly RoadName[];
}

interface Registering {
  readonly ground: Ground;
  readonly areas: Areas;
  readonly terrain: Terrain;
  readonly roadNames: readonly RoadName[];
}

/** Everything in the order of its code. Islands are grids of the last community of their district's last street. */
export function register({ ground, areas, terrain, roadNames }: Registering): Register {
  const level = (of: (grid: number) => number) =>
    dissolve(ground.arrangement, ground.faces, areas.gridOf.map((grid) => grid < 0 ? -1 : of(grid)));
  const gridPatches = level((g) => g);
  const communityPatches = level((g) => areas.communityOf[g]!);
  const streetPatches = level((g) => areas.streetOf[areas.communityOf[g]!]!);
  const names = nameCommunities(ground, areas, terrain, roadNames, alea(`${SEED}/communities`));
  const byCommunity = childrenOf(areas.communityOf), byStreet = childrenOf(areas.streetOf);
  const middle = (grid: number) => middleOf(gridPatches.get(grid)!);
  const middleOfCommunity = (c: number) => mean(byCommunity.get(c)!.map(middle));
  const middleOfStreet = (s: number) => mean(byStreet.get(s)!.map(middleOfCommunity));
  const out = {
    streets: [] as RegisteredArea[],
    communities: [] as RegisteredArea[],
    grids: [] as RegisteredArea[],
    gridCodes: new Array<string>(areas.communityOf.length),
  };
  let first = 0;
  DISTRICTS.forEach(({ code: district }, d) => {
    const named = STREETS[d]!, islands = islandsOf(terrain, d);
    const order = inOrder(named.map((_, k) => first + k), middleOfStreet);
    order.forEach((street, s) => {
      const streetCode = district + three(s + 1), { zh, en } = named[street - first]!;
      const last = s === order.length - 1;
      const communities = inOrder(byStreet.get(street)!, middleOfCommunity);
      communities.forEach((community, c) => {
        const code = streetCode + three(c + 1), name = names[community]!;
        const added = last && c === communities.length - 1 ? islands : [];
        inOrder(byCommunity.get(community)!, middle).forEach((grid, g) => {
          out.gridCodes[grid] = code + three(g + 1);
          out.grids.push({
            code: code + three(g + 1),
            zh: `${zh}街道${name.zh}社区 ${g + 1} 号网格`,
            en: `${name.en} Community, Grid ${g + 1}`,
            patches: gridPatches.get(grid)!,
          });
        });
        for (const { island, outer } of added) {
          out.grids.push({
            code: code + three(900 + island),
            zh: `${ISLANDS[island]!.zh}网格`,
            en: `${ISLANDS[island]!.en}, Grid`,
            patches: [{ outer, holes: [] }],
          });
        }
        out.communities.push({
          code,
          zh: `${name.zh}社区`,
          en: `${name.en} Community`,
          patches: withIslands(communityPatches.get(community)!, added),
        });
      });
      out.streets.push({
        code: streetCode,
        zh: `${zh}街道`,
        en: `${en} Subdistrict`,
        patches: withIslands(streetPatches.get(street)!, last ? islands : []),
      });
    });
    first += named.length;
  });
  return { ...out, streetNames: STREETS.flat().map(({ zh, en }) => ({ zh, en })), communityNames: names };
}

interface Island {
  readonly island: number;
  readonly outer: Line;
}

function islandsOf(terrain: Terrain, district: number): Island[] {
  return terrain.islands.map((outer, island) => ({ island, outer }))
    .filter(({ island }) => ISLANDS[island]!.district === district);
}

function withIslands(patches: readonly Patch[], islands: readonly Island[]): Patch[] {
  return [...patches, ...islands.map(({ outer }) => ({ outer, holes: [] }))];
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
