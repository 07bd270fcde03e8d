/** The header of a PMTiles file, checked before anything else is read: what is wrong with it has a name. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { bytesToHeader, Compression, type Header, TileType } from "pmtiles";
import type { Bounds } from "../geo/place.ts";
import { type Refusal, refusal } from "./base_map_refusal.ts";
import type { TileInfo } from "./tile_source.ts";

export const HEADER_BYTES = 127;
const MAGIC = "PMTiles", VERSION = 3;
const DEEPEST = 24;

const FORMATS: Partial<Record<TileType, TileInfo["format"]>> = {
  [TileType.Mvt]: "mvt",
  [TileType.Png]: "png",
  [TileType.Jpeg]: "jpg",
  [TileType.Webp]: "webp",
};
/** What the server can unpack; the library says so only when it meets the first tile. */
const UNPACKED: readonly Compression[] = [Compression.None, Compression.Gzip];

export interface CheckedHeader {
  readonly header: Header;
  readonly format: TileInfo["format"];
  readonly bounds: Bounds;
}

type Fault = readonly [name: Refusal, found: string];

/** Reads and checks the header of a file; throws a SetupError that names file and fault. */
export function readPmtilesHeader(file: string): CheckedHeader {
  const fd = openSync(file, "r"), bytes = new Uint8Array(HEADER_BYTES);
  try {
    const result = checkPmtilesHeader(bytes.subarray(0, readSync(fd, bytes)), fstatSync(fd).size);
    if ("fault" in result) throw refusal(file, ...result.fault);
    return result;
  } finally {
    closeSync(fd);
  }
}

/** `start` holds the first bytes of a file of `size` bytes. */
export function checkPmtilesHeader(
  start: Uint8Array,
  size: number,
): CheckedHeader | { readonly fault: Fault } {
  const fault = (...named: Fault) => ({ fault: named });
  if (size === 0) return fault("empty", "it has no bytes");
  const magic = String.fromCharCode(...start.subarray(0, MAGIC.length));
  if (!magic.startsWith("PM")) return fault("not-a-base-map", `it begins with ${JSON.stringify(magic)}`);
  // Versions 1 and 2 began with "PM" and a number.
  if (magic !== MAGIC) return fault("version-2", "it is PMTiles of version 1 or 2");
  const version = start[MAGIC.length];
  if (version !== VERSION) {
    return version === undefined
      ? fault("truncated", "it ends within its header")
      : version < VERSION
      ? fault("version-2", `it says version ${version}`)
      : fault("version-4", `it says version ${version}`);
  }
  if (start.length < HEADER_BYTES) return fault("truncated", "it ends within its header");
  const header = bytesToHeader(start.slice().buffer);
  const wrong = contentFault(header, size);
  if (wrong) return { fault: wrong };
  return { header, format: FORMATS[header.tileType]!, bounds: boundsOf(header) };
}

function contentFault(header: Header, size: number): Fault | null {
  const { minZoom, maxZoom, tileType, tileCompression, internalCompression } = header;
  const end = endOf(header);
  if (end > size) return ["truncated", `it has ${size} bytes where its header says ${end}`];
  if (header.rootDirectoryLength === 0 || !header.tileDataLength) {
    return ["no-tiles", "its directory is empty"];
  }
  if (!FORMATS[tileType]) return ["unknown-tiles", `its tiles are of type ${TileType[tileType] ?? tileType}`];
  if (minZoom > maxZoom || maxZoom > DEEPEST) return ["bad-zooms", `it says zooms ${minZoom} to ${maxZoom}`];
  const packed = [tileCompression, internalCompression].find((kind) => !UNPACKED.includes(kind));
  if (packed !== undefined) {
    return ["unknown-tiles", `it is packed with ${Compression[packed] ?? packed}; gzip and none can be read`];
  }
  const [west, south, east, north] = boundsOf(header);
  return west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90
    ? null
    : ["damaged", `its bounds are [${boundsOf(header).join(", ")}]`];
}

function endOf(header: Header): number {
  return Math.max(
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  );
}

const boundsOf = ({ minLon, minLat, maxLon, maxLat }: Header): Bounds => [minLon, minLat, maxLon, maxLat];
