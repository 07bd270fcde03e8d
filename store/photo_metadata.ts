/** Where and when a photo says that it was taken, read before that is taken out of it. */
import exifr from "exifr";

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
export async function readMetadata(bytes: Uint8Array, timeZone: string): Promise<PhotoMetadata> {
  try {
    const found = await exifr.parse(bytes, {
      ...{ tiff: true, ifd0: true, exif: true, gps: true, xmp: false, icc: false, iptc: false },
      ...{ reviveValues: false, translateValues: false },
    } as never) as Record<string, unknown> | undefined;
    if (!found) return NOTHING;
    const { latitude, longitude, Orientation: orientation } = found;
    const placed = isDegrees(latitude, 90) && isDegrees(longitude, 180);
    return {
      taken: instantOf(found.DateTimeOriginal ?? found.CreateDate, found.OffsetTimeOriginal, timeZone),
      lat: placed ? latitude : null,
      lon: placed ? longitude : null,
      orientation: Number.isInteger(orientation) && orientation as number >= 1 && orientation as number <= 8
        ? orientation as number
        : 1,
    };
  } catch {
    return NOTHING;
  }
}

function isDegrees(value: unknown, limit: number): value is number {
  return typeof value === "number" && Math.abs(value) <= limit;
}

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
