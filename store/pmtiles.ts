/** A base map in a PMTiles file (version 3), read piece by piece: no more of it is held than its directories. */
import { closeSync, openSync, readSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import {
  Compression,
  type Header,
  PMTiles,
  type RangeResponse,
  ResolvedValueCache,
  type Source,
} from "pmtiles";
import { refusal } from "./base_map_refusal.ts";
import { readPmtilesHeader } from "./pmtiles_header.ts";
import type { TileInfo, TileSource } from "./tile_source.ts";

/** Opens the file; a SetupError names what is wrong with it. */
export function openPmtiles(file: string): TileSource {
  return new PmtilesFile(file, readInfo(file));
}

class PmtilesFile implements TileSource {
  #opened: { readonly version: string; readonly pmtiles: PMTiles } | undefined;

  constructor(readonly archive: string, readonly info: TileInfo) {}

  async tile(z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const n = 2 ** z, { minZoom, maxZoom } = this.info;
    // The library throws where the world ends.
    if (!(z >= minZoom && z <= maxZoom && x >= 0 && x < n && y >= 0 && y < n)) return null;
    const found = await (await this.open()).getZxy(z, x, y);
    return found && found.data.byteLength > 0 ? new Uint8Array(found.data) : null;
  }

  /** The file as it is now: directories of one that was replaced meanwhile are forgotten, one that is gone is an error. */
  async open(): Promise<PMTiles> {
    const { archive } = this, { size, mtimeMs } = await stat(archive), version = `${size}-${mtimeMs}`;
    if (this.#opened?.version !== version) {
      readPmtilesHeader(archive);
      this.#opened = { version, pmtiles: archiveOf(archive) };
    }
    return this.#opened.pmtiles;
  }
}

/** Not the library's default cache: that keeps a failed read for ever, and lets it end the process. */
function archiveOf(file: string): PMTiles {
  return new PMTiles(new FilePieces(file), new ResolvedValueCache());
}

function readInfo(file: string): TileInfo {
  const { header, format, bounds } = readPmtilesHeader(file), { minZoom, maxZoom } = header;
  const text = readMetadata(file, header);
  const { attribution } = JSON.parse(text) as { attribution?: unknown };
  return {
    minZoom,
    maxZoom,
    bounds,
    attribution: typeof attribution === "string" ? attribution : "",
    // Version 3 of the Protomaps schema prefixed its properties.
    schema: text.includes('"pmap:') ? "v3" : "v4",
    format,
  };
}

/** The JSON object by which the file describes itself. */
function readMetadata(file: string, header: Header): string {
  const fd = openSync(file, "r"), bytes = new Uint8Array(header.jsonMetadataLength);
  try {
    readSync(fd, bytes, 0, bytes.length, header.jsonMetadataOffset);
    const packed = header.internalCompression === Compression.Gzip;
    const text = new TextDecoder().decode(packed ? gunzipSync(bytes) : bytes);
    if (JSON.parse(text) === null) throw new Error("it is null");
    return text;
  } catch (error) {
    throw refusal(file, "damaged", `its description cannot be read (${(error as Error).message})`);
  } finally {
    closeSync(fd);
  }
}

class FilePieces implements Source {
  constructor(private readonly file: string) {}

  getKey(): string {
    return this.file;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const handle = await open(this.file);
    try {
      // The library asks for more than a small file has.
      const { size } = await handle.stat(), wanted = Math.min(length, Math.max(0, size - offset));
      const bytes = new Uint8Array(wanted);
      for (let done = 0; done < wanted;) {
        const { bytesRead } = await handle.read(bytes, done, wanted - done, offset + done);
        if (bytesRead === 0) throw new Error(`${this.file} ended while it was read`);
        done += bytesRead;
      }
      return { data: bytes.buffer };
    } finally {
      await handle.close();
    }
  }
}
