/** A thread that builds the city for itself and cuts tiles, so that the one that feeds the screens never waits. */
import { haiwan } from "../haiwan.ts";
import { tilesOf } from "./map.ts";
import type { Tiles } from "./tiles.ts";

export interface TileCall {
  readonly id: number;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export type TileAnswer =
  | { readonly id: number; readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> | null }
  | { readonly id: number; readonly ok: false; readonly message: string };

interface Thread {
  onmessage: ((event: MessageEvent<TileCall>) => void) | null;
  postMessage(answer: TileAnswer, transfer?: Transferable[]): void;
}

const thread = globalThis as unknown as Thread;
let tiles: Tiles | undefined;

thread.onmessage = ({ data: { id, z, x, y } }) => {
  try {
    tiles ??= tilesOf(haiwan());
    const cut = tiles.tile(z, x, y);
    const bytes = cut && new Uint8Array(cut);
    thread.postMessage({ id, ok: true, bytes }, bytes ? [bytes.buffer] : []);
  } catch (error) {
    thread.postMessage({ id, ok: false, message: error instanceof Error ? error.message : String(error) });
  }
};
