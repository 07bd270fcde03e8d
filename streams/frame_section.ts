/** What sections of a frame share: their header, and the alignment of what follows it. */
import type { CellsSection } from "./wire.ts";

/** A frame that cannot be read: the screen drops it and asks for whole sections. */
export class FrameError extends Error {
  override name = "FrameError";
}

/** Bytes of a section before its body. */
export const SECTION_HEADER = 20;
export const KIND = { cells: 1, workers: 2 } as const;

export type Head = Pick<CellsSection, "resolution" | "window" | "tile" | "tick" | "base">;

export function writeHead(view: DataView, kind: number, head: Head): void {
  view.setUint8(0, kind);
  view.setUint8(1, head.resolution);
  view.setUint16(2, head.window, true);
  view.setUint32(4, head.tile, true);
  view.setUint32(8, head.tick, true);
  view.setUint32(12, head.base, true);
  view.setUint32(16, view.byteLength, true);
}

export function readHead(view: DataView): Head {
  return {
    resolution: view.getUint8(1),
    window: view.getUint16(2, true),
    tile: view.getUint32(4, true),
    tick: view.getUint32(8, true),
    base: view.getUint32(12, true),
  };
}

/** Columns of four bytes need their place: the length rounded up to it. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}
