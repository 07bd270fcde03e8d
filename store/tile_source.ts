/** Where the tiles of a base map come from: a file, or a generator. All are asked in the same way. */
import type { Bounds } from "../geo/place.ts";

export interface TileInfo {
  readonly minZoom: number;
  /** The deepest zoom that has tiles; closer looks stretch them. */
  readonly maxZoom: number;
  readonly bounds: Bounds;
  readonly attribution: string;
  /** Version of the Protomaps basemap schema. */
  readonly schema: "v4" | "v3";
  readonly format: "mvt" | "png" | "jpg" | "webp";
}

export interface TileSource {
  readonly info: TileInfo;
  /** Path of the PMTiles file it is read from; other tools can read that one as a whole. */
  readonly archive?: string;
  /** The tile's bytes, not compressed; null where there is none. Numbers are those of XYZ: y grows southwards. */
  tile(z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null>;
  close?(): void;
}
