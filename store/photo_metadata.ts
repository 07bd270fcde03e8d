/** Where and when a photo says that it was taken, read before that is taken out of it. */
import type { PhotoType } from "./photo.ts";
import { readExif } from "./photo_exif.ts";
import { exifOfHeif } from "./photo_heif.ts";
import { exifOfJpeg } from "./photo_jpeg.ts";
import { exifOfPng } from "./photo_png.ts";
import { exifOfWebp } from "./photo_webp.ts";

export interface PhotoMetadata {
  /** Epoch ms; null when the photo does not say. */
  readonly taken: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** 1–8, as EXIF numbers the ways a camera can be held. */
  readonly orientation: number;
}

const NOTHING: PhotoMetadata = { taken: null, lat: null, lon: null, orientation: 1 };

/** Never throws: a photo whose metadata cannot be read has none. `timeZone` is that of clocks which do not say theirs. */
export function readMetadata(type: PhotoType, bytes: Uint8Array, timeZone: string): PhotoMetadata {
  try {
    const note = EXIF_OF[type](bytes);
    if (!note) return NOTHING;
    const { orientation, taken, offset, place } = readExif(note);
    return {
      taken: instantOf(taken, offset, timeZone),
      lat: place?.lat ?? null,
      lon: place?.lon ?? null,
      orientation: orientation ?? 1,
    };
  } catch (error) {
    if (error instanceof RangeError) return NOTHING;
    throw error;
  }
}

const EXIF_OF: Readonly<Record<PhotoType, (bytes: Uint8Array) => Uint8Array | null>> = {
  "image/jpeg": exifOfJpeg,
  "image/png": exifOfPng,
  "image/webp": exifOfWebp,
  "image/heic": exifOfHeif,
};

/** `2026:11:27 08:00:00`, in the camera's own time where it says which. */
function instantOf(text: unknown, offset: unknown, timeZone: string): number | null {
  const [, date, time] = /^(\d{4}:\d{2}:\d{2}) (\d{2}:\d{2}:\d{2})/.exec(String(text)) ?? [];
  if (!date || !time) return null;
  const zone = typeof offset === "string" && /^[+-]\d{2}:\d{2}/.test(offset) ? offset.slice(0, 6) : timeZone;
  try {
    return Temporal.PlainDateTime.from(`${date.replaceAll(":", "-")}T${time}`).toZonedDateTime(zone)
      .epochMilliseconds;
  } catch {
    return null;
  }
}
