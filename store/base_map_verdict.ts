/** Whether a surveyed base map can serve a city: refusals first, then what its operator should know. Pure. */
import type { Bounds } from "../geo/place.ts";
import { shareWithin } from "../geo/tile_range.ts";
import type { Refusal } from "./base_map_refusal.ts";
import type { TileInfo } from "./tile_source.ts";
import type { Survey } from "./tile_survey.ts";

export interface Verdict {
  /** Null where the file can be used. */
  readonly refused: { readonly name: Refusal; readonly found: string } | null;
  readonly notes: readonly string[];
}

/** A city with less of its tiles gets a note. */
const WHOLE = 0.95;
/** Zooms of a wall that shows a district want detail at least from here. */
const DETAILED = 12;
const SHOWN_LAYERS = ["water", "landuse", "roads", "buildings", "places"] as const;

export function judge(info: TileInfo, survey: Survey, city: Bounds): Verdict {
  return { refused: refusedFor(info, survey, city), notes: notesOn(info, survey, city) };
}

function refusedFor(info: TileInfo, survey: Survey, city: Bounds): Verdict["refused"] {
  const { bad, read, faults, found, layers, schema } = survey;
  if (bad > 0) {
    const first = faults.slice(0, 2).join("; ");
    return { name: "bad-tiles", found: `${bad} of ${read} tiles read are broken (${first})` };
  }
  if (read === 0 || found === 0 || shareWithin(city, info.bounds) === 0) {
    const where = `it covers ${told(info.bounds)}, the city lies in ${told(city)}`;
    return { name: "other-place", found: found === 0 ? `${where}, and none of its tiles is there` : where };
  }
  if (info.format === "mvt" && schema === "other") {
    const names = [...layers.keys()].slice(0, 8).join(", ") || "none";
    return { name: "other-schema", found: `its layers are ${names}, the style draws the Protomaps schema` };
  }
  return null;
}

function notesOn(info: TileInfo, survey: Survey, city: Bounds): string[] {
  const notes: string[] = [], { asked, found, layers, languages } = survey;
  const within = shareWithin(city, info.bounds);
  if (within < WHOLE) {
    notes.push(`Its bounds hold ${percent(within)} of the city's: the rest stays empty`);
  } else if (found / asked < WHOLE) {
    notes.push(`${percent(1 - found / asked)} of the city's tiles are missing: open sea, or a hole`);
  }
  if (info.maxZoom < DETAILED) {
    notes.push(`It ends at zoom ${info.maxZoom}: streets are drawn from coarse lines beyond it`);
  }
  if (!info.attribution) {
    notes.push("It names no source; OpenStreetMap and others require one: say it in city.json");
  }
  if (info.format !== "mvt") return notes;
  const missing = SHOWN_LAYERS.filter((name) =>
    !layers.has(name) && !(name === "landuse" && layers.has("land"))
  );
  if (missing.length > 0) notes.push(`It has no ${missing.join(", ")}`);
  if (!languages.has("zh") && !languages.has("zh-Hans")) {
    notes.push("It has no Chinese names: labels are in the local language");
  }
  return notes;
}

export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

export function told(bounds: Bounds): string {
  return `[${bounds.map((degrees) => Number(degrees.toFixed(3))).join(", ")}]`;
}
