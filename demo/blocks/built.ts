/** Blocks by what they are built for: who draws their houses, and what kind of land use the map calls them. */
import { hospital, park, school, townhall, university } from "./campus.ts";
import { fields } from "./fields.ts";
import { courtyards, estate, towers, village, villas } from "./homes.ts";
import type { Plot } from "./plot.ts";
import { factory, offices, shops, terminal } from "./works.ts";
import type { Zone } from "./zones.ts";

interface Built {
  /** `kind` of the landuse layer. */
  readonly kind: string;
  readonly draw?: (plot: Plot) => void;
}

export const BUILT: Record<Exclude<Zone, "none">, Built> = {
  estate: { kind: "residential", draw: estate },
  towers: { kind: "residential", draw: towers },
  courtyards: { kind: "residential", draw: courtyards },
  villas: { kind: "residential", draw: villas },
  village: { kind: "residential", draw: village },
  offices: { kind: "commercial", draw: offices },
  shops: { kind: "commercial", draw: shops },
  factory: { kind: "industrial", draw: factory },
  terminal: { kind: "industrial", draw: terminal },
  school: { kind: "school", draw: school },
  university: { kind: "university", draw: university },
  hospital: { kind: "hospital", draw: hospital },
  townhall: { kind: "commercial", draw: townhall },
  park: { kind: "park", draw: park },
  field: { kind: "farmland", draw: fields },
  military: { kind: "military" },
  cemetery: { kind: "cemetery" },
};
