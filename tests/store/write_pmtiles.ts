/** Small PMTiles files (version 3) for tests: nothing packed, one directory. */
import { writeFileSync } from "node:fs";
import { zxyToTileId } from "pmtiles";
import type { Bounds } from "../../geo/place.ts";
import { HEADER_BYTES } from "../../store/pmtiles_header.ts";
import { TINY, V4_LAYERS, vectorTile } from "./base_map.ts";

type Tile = readonly [z: number, x: number, y: number, bytes: Uint8Array];

/** A vector tile of the city "tiny" at zoom 12. */
export const TILE = [12, 3415, 1604] as const;

export function writePmtiles(
  file: string,
  { tiles = [[...TILE, vectorTile(V4_LAYERS)]], bounds = TINY }: {
    tiles?: readonly Tile[];
    bounds?: Bounds;
  } = {},
): void {
  const sorted = tiles.map(([z, x, y, bytes]) => ({ id: zxyToTileId(z, x, y), z, bytes }))
    .toSorted((a, b) => a.id - b.id);
  const offsets: number[] = [];
  let end = 0;
  for (const { bytes } of sorted) {
    offsets.push(end);
    end += bytes.length;
  }
  const root = Uint8Array.from([
    ...varint(sorted.length),
    ...sorted.flatMap(({ id }, i) => varint(id - (sorted[i - 1]?.id ?? 0))),
    ...sorted.flatMap(() => varint(1)),
    ...sorted.flatMap(({ bytes }) => varint(bytes.length)),
    ...offsets.flatMap((offset) => varint(offset + 1)),
  ]);
  const metadata = new TextEncoder().encode(JSON.stringify({ attribution: "© Surveyors" }));
  const zooms = sorted.map(({ z }) => z);
  const header = headerOf({ root, metadata, tiles: end, zooms, bounds });
  writeFileSync(file, concat([header, root, metadata, ...sorted.map(({ bytes }) => bytes)]));
}

interface Parts {
  readonly root: Uint8Array;
  readonly metadata: Uint8Array;
  readonly tiles: number;
  readonly zooms: readonly number[];
  readonly bounds: Bounds;
}

function headerOf({ root, metadata, tiles, zooms, bounds }: Parts): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES), view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("PMTiles"));
  bytes[7] = 3;
  const from = HEADER_BYTES + root.length, data = from + metadata.length;
  [
    HEADER_BYTES,
    root.length,
    from,
    metadata.length,
    data,
    0,
    data,
    tiles,
    zooms.length,
    zooms.length,
    zooms.length,
  ]
    .forEach((value, i) => view.setBigUint64(8 + 8 * i, BigInt(value), true));
  // Clustered, packed with nothing inside and out, vector tiles.
  bytes.set([1, 1, 1, 1, Math.min(...zooms), Math.max(...zooms)], 96);
  bounds.forEach((degrees, i) => view.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true));
  return bytes;
}

/** Numbers above 2^31 occur: tile ids grow with the fourth power of two. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return [...bytes, value];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
