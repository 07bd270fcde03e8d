/** Reads a vector tile (Mapbox Vector Tile 2) far enough to say what it holds. The one door to its decoder on the server. */
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

export interface LayerSummary {
  readonly features: number;
  /** Keys of its features' properties, each with how many features carry it. */
  readonly keys: ReadonlyMap<string, number>;
}

/** What lies in each layer. Throws when the bytes are no vector tile, or a feature of it cannot be read. */
export function summariseTile(bytes: Uint8Array): ReadonlyMap<string, LayerSummary> {
  const tile = new VectorTile(new PbfReader(bytes));
  const layers = new Map<string, LayerSummary>();
  for (const [name, layer] of Object.entries(tile.layers)) {
    const keys = new Map<string, number>();
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      // Reading the geometry is the proof that it can be drawn.
      feature.loadGeometry();
      for (const key of Object.keys(feature.properties)) keys.set(key, (keys.get(key) ?? 0) + 1);
    }
    layers.set(name, { features: layer.length, keys });
  }
  return layers;
}
