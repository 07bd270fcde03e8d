/** Names on the map: the city, its districts and quarters, waters, hills and sights. */
import { DISTRICTS, type NamedPlace, PLACES } from "../land/places.ts";
import { HILLS } from "../land/shape.ts";
import { type MapFeature, named, point, type Tags } from "./feature.ts";

/** First zoom of each rank of {@link PLACES}. */
const FROM = [0, 10, 11, 12] as const;

export function drawPlaces(): MapFeature[] {
  return [
    point(
      "places",
      {
        kind: "locality",
        kind_detail: "city",
        population: 6_200_000,
        population_rank: 13,
        min_zoom: 4,
        ...named({ zh: "海湾市", en: "Haiwan" }),
      },
      0,
      -2_000,
      { from: 4, to: 9 },
    ),
    ...DISTRICTS.map((d) =>
      point(
        "places",
        {
          kind: "locality",
          kind_detail: "district",
          population_rank: 11,
          min_zoom: 9,
          code: d.code,
          ...named(d),
        },
        d.label[0] * 1000,
        d.label[1] * 1000,
        { from: 9 },
      )
    ),
    ...PLACES.map(place),
  ];
}

function place(p: NamedPlace): MapFeature {
  const [x, y] = [p.at[0] * 1000, p.at[1] * 1000], zooms = { from: FROM[p.rank] };
  const put = (layer: MapFeature["layer"], tags: Tags) =>
    point(layer, { ...tags, min_zoom: FROM[p.rank], ...named(p) }, x, y, zooms);
  switch (p.kind) {
    case "sea":
      return put("water", { kind: p.rank === 1 && y < -10_000 ? "sea" : "bay" });
    case "river":
      return put("water", { kind: "water" });
    case "island":
      return put("earth", { kind: "island" });
    case "town":
      return put("places", { kind: "neighbourhood", kind_detail: "suburb", population_rank: 7 });
    case "hill":
      return put("pois", { kind: "peak", elevation: heightOf(p) });
    case "park":
      return put("pois", { kind: "park" });
    case "beach":
      return put("pois", { kind: "beach" });
    case "station":
      return put("pois", { kind: p.en.includes("Airport") ? "aerodrome" : "station" });
    case "port":
      return put("pois", { kind: p.en.includes("Marina") ? "marina" : "harbour" });
    case "square":
      return put("pois", { kind: "square" });
  }
}

/** Metres of the nearest of the drawn hills. */
function heightOf({ at: [x, y] }: NamedPlace): number {
  const far = ([hx, hy]: readonly [number, number, number, number]) => Math.hypot(hx - x, hy - y);
  return Math.round([...HILLS].sort((a, b) => far(a) - far(b))[0]![3] * 1.13);
}
