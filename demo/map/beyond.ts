/** The map beyond the city's border: fields and woods, rivers, towns and villages, and the roads between them. */
import { type Country, drawCountry, type Rank, type Settlement } from "../beyond/country.ts";
import { FAR_EXPRESSWAYS, FAR_ISLANDS, FAR_RIVERS } from "../beyond/shape.ts";
import type { Haiwan } from "../haiwan.ts";
import { simplify, smooth } from "../land/line.ts";
import { area, lines, type MapFeature, named, point, ring, signed, type Tags } from "./feature.ts";
import { FAR } from "./land.ts";
import { nest } from "./nest.ts";

/** Heights (m) of the hills at which woods begin and relief grows. */
const STEPS = [20, 90, 180, 290] as const;

const ROADS: Record<Rank, { tags: Tags; from: number }> = {
  city: { tags: { kind: "major_road", kind_detail: "trunk", min_zoom: 6 }, from: 7 },
  town: { tags: { kind: "major_road", kind_detail: "secondary", min_zoom: 9 }, from: 9 },
  village: { tags: { kind: "minor_road", kind_detail: "unclassified", min_zoom: 11 }, from: 11 },
};

/** The letter before a road's number: of the state, of the province. */
const REF: Record<Rank, string> = { city: "G", town: "S", village: "" };

const PLACES: Record<Rank, { tags: Tags; from: number }> = {
  city: { tags: { kind: "locality", kind_detail: "city", population_rank: 11, min_zoom: 6 }, from: 6 },
  town: { tags: { kind: "locality", kind_detail: "town", population_rank: 8, min_zoom: 9 }, from: 9 },
  village: { tags: { kind: "locality", kind_detail: "village", population_rank: 4, min_zoom: 12 }, from: 12 },
};

export function drawBeyond({ terrain }: Haiwan): { features: MapFeature[]; country: Country } {
  const country = drawCountry(terrain);
  const everywhere = [-FAR, -FAR, FAR, -FAR, FAR, FAR, -FAR, FAR];
  const features = [
    area("landuse", { kind: "farmland" }, [{ outer: everywhere, holes: [[...terrain.mainlandRing]] }], {
      from: 7,
    }),
    ...hills(country),
    ...waters(country),
    ...country.settlements.flatMap(settlement),
    ...roads(country),
  ];
  return { features, country };
}

function hills({ hills: field }: Country): MapFeature[] {
  return STEPS.flatMap((metres, level) =>
    nest(field.contour(metres).map((r) => simplify(r, 60)).filter((r) => r.length > 10)).flatMap((patch) => [
      ...(level === 0 ? [area("landuse", { kind: "forest" }, [patch], { from: 7 })] : []),
      area("landcover", { kind: "relief", level: level + 1 }, [patch], { from: 7 }),
    ])
  );
}

function waters({ rivers, islands }: Country): MapFeature[] {
  return [
    ...rivers.flatMap(({ banks, middle }, i) => [
      ring("water", { kind: "river" }, simplify(banks, 4), { from: 7 }),
      lines("water", { kind: "river", ...named(FAR_RIVERS[i]!), min_zoom: 9 }, [simplify(middle, 40)], {
        from: 9,
      }),
    ]),
    ...islands.flatMap((island, i) => {
      const at = FAR_ISLANDS[i]!;
      return [
        ring("landuse", { kind: "forest" }, island, { from: 9 }),
        point("earth", { kind: "island", ...named(at), min_zoom: 10 }, at.x * 1000, at.y * 1000, {
          from: 10,
        }),
      ];
    }),
  ];
}

/** Country roads carry numbers, not names. */
function roads(country: Country): MapFeature[] {
  return [
    ...country.roads.map(({ rank, line }, k) => {
      const { tags, from } = ROADS[rank], ref = REF[rank] && `${REF[rank]}${200 + k % 160}`;
      return lines("roads", { ...tags, ...(ref ? signed(ref) : {}) }, [simplify(line, 12)], { from });
    }),
    ...FAR_EXPRESSWAYS.map(({ line, ref, zh, en }) =>
      lines("roads", {
        kind: "highway",
        kind_detail: "motorway",
        min_zoom: 4,
        ...named({ zh, en }),
        ...signed(ref),
      }, [
        simplify(smooth(line, 600), 20),
      ], { from: 5 })
    ),
  ];
}

function settlement({ rank, x, y, outline, zh, en }: Settlement): MapFeature[] {
  const { tags, from } = PLACES[rank];
  return [
    ring("landuse", { kind: "residential", kind_detail: rank }, outline, {
      from: rank === "village" ? 10 : 7,
    }),
    point("places", { ...tags, ...named({ zh, en }) }, x, y, { from }),
  ];
}
