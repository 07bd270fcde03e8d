/** What the server says of its city, and the map files it names. */
import type { FeatureCollection, GeoJsonProperties } from "geojson";
import type { Bounds } from "../geo/place.ts";

export interface NamedCode {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface NamedCategory extends NamedCode {
  readonly group: { readonly zh: string; readonly en: string };
}

/** What the map is drawn on. Addresses of this server begin with a slash; `{z}`, `{x}`, `{y}` stand for numbers. */
export type BasemapDescription =
  | { readonly kind: "none" }
  | Tiled & { readonly kind: "vector"; readonly schema: "v3" | "v4" }
  | Tiled & { readonly kind: "raster"; readonly tileSize: number; readonly tone: Tone }
  | {
    readonly kind: "style";
    readonly url: string;
    /** Origins that the style may load from, beside its own and this server. */
    readonly hosts: readonly string[];
    readonly attribution: string;
  };

/** What images of tiles look like. */
export type Tone = "light" | "dark" | "photo";

interface Tiled {
  readonly tiles: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly attribution: string;
}

export interface CityDescription {
  readonly id: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly bounds: Bounds;
  readonly view: { readonly lat: number; readonly lon: number; readonly zoom: number };
  readonly timeZone: string;
  readonly resolutions: readonly [number, number];
  readonly recorded: boolean;
  /** Fixes are taken only within duty shifts. */
  readonly shifts: boolean;
  /** A worker is live for so long after the last fix. */
  readonly liveMinutes: number;
  readonly demo: boolean;
  readonly basemap: BasemapDescription;
  /** What codes of categories and sources are called; a code that is not in them is shown as it came. */
  readonly categories: readonly NamedCategory[];
  readonly sources: readonly NamedCode[];
  readonly districts?: string;
  readonly streets?: string;
  readonly communities?: string;
  readonly grids?: string;
}

/** The server answered, and said no. */
export class Refused extends Error {
  constructor(url: string, readonly status: number) {
    super(`${url} answered ${status}`);
  }
}

/** Reads JSON of this server; a refusal becomes an error that names the address and the answer. */
export async function readJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Refused(url, response.status);
  return await response.json() as T;
}

/** Tries until it succeeds or the signal ends it: a wall may be switched on before its server. */
export async function readUntilThere<T>(url: string, signal: AbortSignal): Promise<T> {
  for (let wait = 500;; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await readJson<T>(url, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait * (0.75 + Math.random() / 2)));
    }
  }
}

/** What an area is called; once for both languages where the city gives one name. */
export function areaNames(
  properties: GeoJsonProperties,
  code: string,
): Readonly<Record<"zh" | "en", string>> {
  const name = String(properties?.["name"] ?? code);
  const say = (lang: "zh" | "en") => String(properties?.[`name:${lang}`] ?? name);
  return { zh: say("zh"), en: say("en") };
}

export interface CityMaps {
  readonly districts: FeatureCollection | null;
}

export async function readMaps(city: CityDescription, signal: AbortSignal): Promise<CityMaps> {
  return {
    districts: city.districts ? await readUntilThere<FeatureCollection>(city.districts, signal) : null,
  };
}
