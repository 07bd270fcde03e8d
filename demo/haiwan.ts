/** Haiwan 海湾市, a coastal city that does not exist, the same on every machine: its file, its map and its roads. */
import type { FeatureCollection } from "geojson";
import type { Bounds } from "../geo/place.ts";
import type { EscalationRule } from "../store/alert_rules.ts";
import { checkCityFile, type CityFile } from "../store/city_folder.ts";
import { type Areas, divide } from "./areas.ts";
import { CATEGORY_TABLE, SOURCE_TABLE } from "./categories.ts";
import { cutGround, type Ground } from "./ground.ts";
import { DISTRICTS } from "./land/places.ts";
import { ISLANDS } from "./land/shape.ts";
import { drawTerrain, type Terrain } from "./land/terrain.ts";
import { drawAreas, drawDistricts } from "./regions.ts";
import { type Register, register } from "./register.ts";
import { dissolve, type Patch } from "./roads/faces.ts";
import { graphOf, type RoadGraph } from "./roads/graph.ts";
import { type Layout, layOut } from "./roads/layout.ts";
import { nameRoads, type RoadName } from "./roads/names.ts";

export interface Haiwan {
  readonly terrain: Terrain;
  readonly layout: Layout;
  readonly ground: Ground;
  readonly roads: RoadGraph;
  readonly roadNames: readonly RoadName[];
  /** In the order of DISTRICTS, islands included. */
  readonly districts: readonly { readonly patches: readonly Patch[] }[];
  readonly areas: Areas;
  readonly register: Register;
}

export const BOUNDS: Bounds = [121.68, 36.455, 122.125, 36.745];

/**
 * Its people are many minutes late for one in three of what is serious and leave every seventh to whoever looks on: by the usual
 * levels somebody would be told every third minute. By these it is a handful an hour.
 */
const ESCALATION: EscalationRule[] = [
  {
    stages: ["file", "dispatch", "accept", "arrive"],
    severity: [1],
    levels: [
      { lateMinutes: 10, to: ["acceptor", "dispatcher"], area: "street" },
      { lateMinutes: 45, to: ["dispatcher", "leader"], area: "district" },
    ],
  },
  {
    stages: ["file", "dispatch", "accept", "arrive"],
    severity: [2],
    levels: [
      { lateMinutes: 60, to: ["acceptor", "dispatcher"], area: "street" },
      { lateMinutes: 180, to: ["dispatcher", "leader"], area: "district" },
    ],
  },
  { stages: ["handle"], levels: [{ lateMinutes: 240, to: ["dispatcher", "leader"], area: "district" }] },
  { stages: ["check"], levels: [{ lateMinutes: 240, to: ["checker"], area: "district" }] },
];

export function haiwanCity(): CityFile {
  return checkCityFile({
    id: "haiwan",
    names: { zh: "海湾市", en: "Haiwan" },
    timeZone: "Asia/Shanghai",
    bounds: BOUNDS,
    view: { lat: 36.597, lon: 121.9, zoom: 11.2 },
    districts: { file: "districts.geojson", code: "code", name: "name" },
    streets: { file: "streets.geojson", code: "code", name: "name" },
    communities: { file: "communities.geojson", code: "code", name: "name" },
    grids: { file: "grids.geojson", code: "code", name: "name" },
    categories: CATEGORY_TABLE,
    sources: SOURCE_TABLE,
    cases: { rules: [{ severity: [1, 2] }] },
    escalation: ESCALATION,
  }, "demo/haiwan.ts");
}

/** Builds the whole city; takes about a second, so {@link haiwan} keeps the first one. */
export function buildHaiwan(): Haiwan {
  const terrain = drawTerrain();
  const layout = layOut(terrain);
  const ground = cutGround(terrain, layout);
  const mainland = dissolve(ground.arrangement, ground.faces, ground.district);
  const city = {
    terrain,
    layout,
    ground,
    roads: graphOf(ground.arrangement, terrain),
    roadNames: nameRoads(layout.roads),
    districts: DISTRICTS.map((_, d) => ({ patches: [...mainland.get(d) ?? [], ...islandsOf(terrain, d)] })),
  };
  const areas = divide(city);
  return { ...city, areas, register: register({ ...city, areas }) };
}

function islandsOf(terrain: Terrain, district: number): Patch[] {
  return terrain.islands.filter((_, i) => ISLANDS[i]!.district === district).map((outer) => ({
    outer,
    holes: [],
  }));
}

let built: Haiwan | undefined;

export function haiwan(): Haiwan {
  return built ??= buildHaiwan();
}

export function districts(): FeatureCollection {
  return drawDistricts(haiwan());
}

export function streets(): FeatureCollection {
  return drawAreas(haiwan().register.streets);
}

export function communities(): FeatureCollection {
  return drawAreas(haiwan().register.communities);
}

export function grids(): FeatureCollection {
  return drawAreas(haiwan().register.grids);
}
