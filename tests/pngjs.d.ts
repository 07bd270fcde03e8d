/** The part of pngjs that tests use; the package brings no types. */
interface Png {
  width: number;
  height: number;
  data: Uint8Array;
}

export const PNG: {
  new (size: { width: number; height: number }): Png;
  readonly sync: { read(bytes: Uint8Array): Png; write(png: Png): Uint8Array };
};
