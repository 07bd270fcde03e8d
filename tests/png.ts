/** Screenshots as pixels. */
// @ts-types="./pngjs.d.ts"
import { PNG } from "pngjs";

/** `data`: red, green, blue, opacity of each pixel, by rows. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function decodePng(bytes: Uint8Array): Pixels {
  return PNG.sync.read(bytes);
}

export function encodePng({ width, height, data }: Pixels): Uint8Array {
  const png = new PNG({ width, height });
  png.data = data;
  return PNG.sync.write(png);
}

/** A piece of a picture. */
export function cut(
  { width: stride, data }: Pixels,
  x: number,
  y: number,
  width: number,
  height: number,
): Pixels {
  const piece = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * stride + x) * 4;
    piece.set(data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data: piece };
}

/** How many different colours a picture has: one that shows nothing has few. */
export function coloursOf({ data }: Pixels): number {
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 4) colours.add(data[i]! << 16 | data[i + 1]! << 8 | data[i + 2]!);
  return colours.size;
}
