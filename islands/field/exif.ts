/** Carries what a photo tells of its place and time over to a smaller copy of it, which the browser makes without. Pure. */

const SOI = 0xd8, APP1 = 0xe1, SOS = 0xda;
const NAME = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION = 0x0112;

/** The segment of a JPEG that holds its Exif, marker included; null where there is none. */
export function exifOf(jpeg: Uint8Array): Uint8Array | null {
  if (jpeg[0] !== 0xff || jpeg[1] !== SOI) return null;
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== SOS;) {
    const end = at + 2 + (jpeg[at + 2]! << 8 | jpeg[at + 3]!);
    if (end > jpeg.length) return null;
    if (jpeg[at + 1] === APP1 && NAME.every((byte, i) => jpeg[at + 4 + i] === byte)) {
      return jpeg.slice(at, end);
    }
    at = end;
  }
  return null;
}

/** A JPEG with the Exif of another one. Whoever drew the copy has turned it upright. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(jpeg.length + exif.length);
  joined.set(jpeg.subarray(0, 2));
  joined.set(upright(exif), 2);
  joined.set(jpeg.subarray(2), 2 + exif.length);
  return joined;
}

function upright(exif: Uint8Array): Uint8Array {
  const copy = exif.slice();
  const tiff = 4 + NAME.length;
  const view = new DataView(copy.buffer, tiff);
  if (view.byteLength < 8) return copy;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return copy;
  const entries = view.getUint16(directory, little);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= view.byteLength; i++, at += 12) {
    if (view.getUint16(at, little) === ORIENTATION) view.setUint16(at + 8, 1, little);
  }
  return copy;
}
