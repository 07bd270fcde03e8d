/** Haiwan's base map as a source of tiles like any other: cut on demand by a thread of its own, kept within bounds. */
import type { TileInfo, TileSource } from "../../store/tile_source.ts";
import { DEEPEST } from "./feature.ts";
import type { TileAnswer, TileCall } from "./worker.ts";

/** Bytes of tiles that are kept. */
const KEPT_BYTES = 24_000_000;
const SHALLOWEST = 4;

type Tile = Uint8Array<ArrayBuffer> | null;

export class HaiwanTiles implements TileSource {
  readonly info: TileInfo = {
    minZoom: SHALLOWEST,
    maxZoom: DEEPEST,
    bounds: [115.2, 31.3, 128.6, 41.9],
    attribution: "海湾市 · Haiwan, a city that does not exist",
    schema: "v4",
    format: "mvt",
  };
  #worker: Worker | undefined;
  #calls = 0;
  #kept = 0;
  readonly #waiting = new Map<number, PromiseWithResolvers<Tile>>();
  readonly #tiles = new Map<string, { tile: Promise<Tile>; bytes: number }>();

  /** Starts the thread before anybody asks: the city takes it a second or two. */
  warm(): void {
    this.#thread();
    void this.tile(SHALLOWEST, 0, 0).catch(() => {});
  }

  tile(z: number, x: number, y: number): Promise<Tile> {
    const n = 2 ** z, key = `${z}/${x}/${y}`;
    if (z > DEEPEST || !(x >= 0 && x < n && y >= 0 && y < n)) return Promise.resolve(null);
    const held = this.#tiles.get(key);
    if (held) {
      this.#tiles.delete(key);
      this.#tiles.set(key, held);
      return held.tile;
    }
    const tile = this.#ask(z, x, y);
    const entry = { tile, bytes: 0 };
    this.#tiles.set(key, entry);
    tile.then((bytes) => {
      entry.bytes = 200 + (bytes?.length ?? 0);
      this.#kept += entry.bytes;
      this.#forget();
    }, () => this.#tiles.delete(key));
    return tile;
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new Error("The map is closed"));
    this.#waiting.clear();
  }

  #ask(z: number, x: number, y: number): Promise<Tile> {
    const answer = Promise.withResolvers<Tile>(), id = ++this.#calls;
    this.#waiting.set(id, answer);
    this.#thread().postMessage({ id, z, x, y } satisfies TileCall);
    return answer.promise;
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<TileAnswer>) => {
      const answer = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.ok) answer?.resolve(data.bytes);
      else answer?.reject(new Error(`The map cannot be cut: ${data.message}`));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.close();
    };
    return this.#worker = worker;
  }

  /** What was asked for least recently goes first; a tile still being cut weighs nothing yet and stays. */
  #forget(): void {
    for (const [key, { bytes }] of this.#tiles) {
      if (this.#kept <= KEPT_BYTES) return;
      if (bytes === 0) continue;
      this.#tiles.delete(key);
      this.#kept -= bytes;
    }
  }
}
