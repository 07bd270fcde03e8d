/** What a base map holds of a city, found by reading its tiles: nothing a file says of itself is believed. */
import type { Bounds } from "../geo/place.ts";
import { countTiles, pickTiles, tilesUnder } from "../geo/tile_range.ts";
import type { TileInfo, TileSource } from "./tile_source.ts";
import { type LayerSummary, summariseTile } from "./vector_tile.ts";

/** Tiles read of the deepest zoom, and of each of the others. */
const DEEPEST_TILES = 400, OTHER_TILES = 25;
/** Bad tiles that are told one by one. */
const TOLD = 5;

export type Schema = TileInfo["schema"] | "other";

export interface Survey {
  /** Tiles asked for at the deepest zoom, spread over the city, and those of them that exist. */
  readonly asked: number;
  readonly found: number;
  /** Tiles read of all zooms, and how many of them are no readable tile; the first few by name. */
  readonly read: number;
  readonly bad: number;
  readonly faults: readonly string[];
  /** Of vector tiles: features counted in each layer, and names of features by language (`name` is the local one). */
  readonly layers: ReadonlyMap<string, number>;
  readonly languages: ReadonlyMap<string, number>;
  readonly schema: Schema;
}

export interface SurveyOptions {
  readonly bounds: Bounds;
  /** Share (0–1) that is done. */
  readonly progress?: (share: number) => void;
}

/** Reads tiles of every zoom over the city's bounds. */
export async function surveyTiles(source: TileSource, { bounds, progress }: SurveyOptions): Promise<Survey> {
  const { minZoom, maxZoom, format } = source.info;
  const found = new Findings(format);
  const zooms = Array.from({ length: maxZoom - minZoom + 1 }, (_, i) => minZoom + i);
  const limit = (zoom: number) =>
    Math.min(zoom === maxZoom ? DEEPEST_TILES : OTHER_TILES, countTiles(tilesUnder(bounds, zoom)));
  const all = zooms.reduce((sum, zoom) => sum + limit(zoom), 0);
  let done = 0, deepest = 0;
  for (const zoom of zooms) {
    for (const [x, y] of pickTiles(tilesUnder(bounds, zoom), limit(zoom))) {
      const exists = await found.read(source, [zoom, x, y]);
      if (exists && zoom === maxZoom) deepest++;
      progress?.(++done / all);
    }
  }
  return found.survey(limit(maxZoom), deepest);
}

class Findings {
  #read = 0;
  #bad = 0;
  readonly #faults: string[] = [];
  readonly #layers = new Map<string, { features: number; keys: Map<string, number> }>();

  constructor(private readonly format: TileInfo["format"]) {}

  /** Reads one tile; false where there is none. */
  async read(source: TileSource, [z, x, y]: readonly [number, number, number]): Promise<boolean> {
    try {
      const bytes = await source.tile(z, x, y);
      if (!bytes) return false;
      this.#read++;
      if (this.format === "mvt") this.#add(summariseTile(bytes));
      else checkImage(bytes, this.format);
    } catch (error) {
      this.#bad++;
      if (this.#faults.length < TOLD) this.#faults.push(`${z}/${x}/${y}: ${(error as Error).message}`);
    }
    return true;
  }

  survey(asked: number, found: number): Survey {
    const features = [...this.#layers].map(([name, { features }]) => [name, features] as const);
    return {
      asked,
      found,
      read: this.#read,
      bad: this.#bad,
      faults: this.#faults,
      layers: new Map(features.sort((a, b) => b[1] - a[1])),
      languages: languagesOf(this.#layers),
      schema: schemaOf(this.#layers),
    };
  }

  #add(tile: ReadonlyMap<string, LayerSummary>): void {
    for (const [name, { features, keys }] of tile) {
      const layer = this.#layers.get(name) ?? { features: 0, keys: new Map<string, number>() };
      layer.features += features;
      for (const [key, count] of keys) layer.keys.set(key, (layer.keys.get(key) ?? 0) + count);
      this.#layers.set(name, layer);
    }
  }
}

type Layers = ReadonlyMap<string, Pick<LayerSummary, "keys">>;

/** `name` → local, `name:zh`, `name:zh-Hans` → zh, zh-Hans; the most frequent first. */
function languagesOf(layers: Layers): Map<string, number> {
  const languages = new Map<string, number>();
  for (const { keys } of layers.values()) {
    for (const [key, count] of keys) {
      const language = key === "name" ? "local" : /^name:([a-z]{2,3}(?:-[A-Za-z]+)?)$/.exec(key)?.[1];
      if (language) languages.set(language, (languages.get(language) ?? 0) + count);
    }
  }
  return new Map([...languages].sort((a, b) => b[1] - a[1]));
}

/** By the properties of roads, which every city has: version 3 said `pmap:kind` where version 4 says `kind`. */
function schemaOf(layers: Layers): Schema {
  const known = layers.get("roads") ?? layers.get("landuse") ?? layers.get("water");
  if (!known) return "other";
  if (known.keys.has("kind")) return "v4";
  return known.keys.has("pmap:kind") ? "v3" : "other";
}

const SIGNATURES: Readonly<Record<Exclude<TileInfo["format"], "mvt">, string>> = {
  png: "\x89PNG",
  jpg: "\xff\xd8\xff",
  webp: "RIFF",
};

function checkImage(bytes: Uint8Array, format: Exclude<TileInfo["format"], "mvt">): void {
  const signature = SIGNATURES[format];
  if (String.fromCharCode(...bytes.subarray(0, signature.length)) !== signature) {
    throw new Error(`is no ${format} image`);
  }
}
