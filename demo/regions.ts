/** Districts, streets, communities and grids as GeoJSON with codes and names. */
import type { Feature, FeatureCollection, MultiPolygon } from "geojson";
import type { Haiwan } from "./haiwan.ts";
import { DISTRICTS } from "./land/places.ts";
import { ringOf } from "./land/plane.ts";
import type { RegisteredArea } from "./register.ts";
import type { Patch } from "./roads/faces.ts";

function multi(patches: readonly Patch[]): MultiPolygon {
  return {
    type: "MultiPolygon",
    coordinates: patches.map(({ outer, holes }) => [outer, ...holes].map((ring) => ringOf(ring))),
  };
}

export function drawDistricts({ districts }: Haiwan): FeatureCollection {
  return drawAreas(
    DISTRICTS.map(({ code, zh, en }, d) => ({ code, zh, en, patches: districts[d]!.patches })),
  );
}

export function drawAreas(areas: readonly RegisteredArea[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: areas.map(({ code, zh, en, patches }): Feature => ({
      type: "Feature",
      properties: { code, name: zh, "name:zh": zh, "name:en": en },
      geometry: multi(patches),
    })),
  };
}
