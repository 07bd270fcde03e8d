/** A photo as it is kept until it can be sent: as the camera made it, or smaller where that is needed. */
import type { Place } from "../../geo/place.ts";
import { exifOf, withExif } from "./exif.ts";
import type { KeptPhoto } from "./send.ts";

/** Larger ones cost a minute on a bad line; the server takes 8 MB. */
const LARGEST = 3 * 1024 * 1024;
const LONG_EDGE = 2_560;
const QUALITY = 0.85;

/** `place`: where the phone is. The photo itself may say better, and then that counts. */
export async function keptPhoto(file: File, place: Place | null, now: number): Promise<KeptPhoto> {
  const blob = file.size > LARGEST ? await smaller(file).catch(() => file) : file;
  // A picture that was chosen and not taken is as old as its file.
  const taken = file.lastModified > 0 ? Math.min(file.lastModified, now) : now;
  return { blob, taken, place: place && { lat: place.lat, lon: place.lon } };
}

async function smaller(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("No JPEG")), "image/jpeg", QUALITY)
  );
  const exif = exifOf(new Uint8Array(await file.arrayBuffer()));
  const bytes = new Uint8Array(await drawn.arrayBuffer());
  return new Blob([exif ? withExif(bytes, exif) : bytes], { type: "image/jpeg" });
}
