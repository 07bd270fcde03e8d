/**
 * A photo without what it tells of its camera, place and owner: only the parts that make the picture are copied, so that what
 * hides in others, before, between or behind them, is left out too. Returns null for what is no whole photo. Pure.
 */
import { fileTypeFromBuffer } from "file-type";
import { bareHeif } from "./photo_heif.ts";
import { bareJpeg } from "./photo_jpeg.ts";
import { barePng } from "./photo_png.ts";
import { bareWebp } from "./photo_webp.ts";

export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/heic"] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** By its content, and by nothing that is said about it. */
export async function photoTypeOf(bytes: Uint8Array): Promise<PhotoType | null> {
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  const type = mime === "image/heif" ? "image/heic" : mime;
  return PHOTO_TYPES.find((known) => known === type) ?? null;
}

export function barePhoto(type: PhotoType, bytes: Uint8Array, orientation: number): Uint8Array | null {
  try {
    switch (type) {
      case "image/jpeg":
        return bareJpeg(bytes, orientation);
      case "image/png":
        return barePng(bytes);
      case "image/webp":
        return bareWebp(bytes);
      case "image/heic":
        return bareHeif(bytes);
    }
  } catch (error) {
    // Read beyond the end: it broke off.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
