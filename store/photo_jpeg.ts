/** JPEG (ITU T.81) without its application segments and comments, but for those that say how colours are meant. Pure. */
import { joined, viewOf } from "./photo_bytes.ts";

const SOI = 0xd8,
  EOI = 0xd9,
  SOS = 0xda,
  APP0 = 0xe0,
  APP1 = 0xe1,
  APP2 = 0xe2,
  APP14 = 0xee,
  APP15 = 0xef,
  COM = 0xfe;
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

export function bareJpeg(bytes: Uint8Array, orientation: number): Uint8Array | null {
  const view = viewOf(bytes);
  if (view.getUint16(0) !== 0xff00 + SOI) return null;
  const parts = [bytes.subarray(0, 2)];
  // A picture that is held upright by its note would lie down without it.
  if (orientation !== 1) parts.push(orientationNote(orientation));
  let frames = 0, scans = 0;
  for (let at = 2;;) {
    if (bytes[at] !== 0xff) return null;
    // Fill bytes may stand before a marker.
    while (bytes[at + 1] === 0xff) at++;
    const marker = view.getUint8(at + 1);
    if (marker === EOI) {
      parts.push(bytes.subarray(at, at + 2));
      return frames > 0 && scans > 0 ? joined(parts) : null;
    }
    const length = view.getUint16(at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (isFrame(marker)) frames++;
    if (marker === SOS) {
      scans++;
      end = endOfScan(bytes, end);
    }
    if (isKept(marker, bytes.subarray(at + 4, end))) parts.push(bytes.subarray(at, end));
    at = end;
  }
}

/** The EXIF segment's content, to be read before it is taken out. It stands before the picture. */
export function exifOfJpeg(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  for (let at = 2; bytes[at] === 0xff;) {
    while (bytes[at + 1] === 0xff) at++;
    const marker = view.getUint8(at + 1);
    if (marker === SOS || marker === EOI) return null;
    const end = at + 2 + view.getUint16(at + 2);
    const content = bytes.subarray(at + 4, end);
    if (marker === APP1 && beginsWith(content, EXIF)) return content.subarray(EXIF.length);
    if (end < at + 4) return null;
    at = end;
  }
  return null;
}

const EXIF = "Exif\0\0";

function beginsWith(content: Uint8Array, text: string): boolean {
  return [...text].every((letter, i) => content[i] === letter.charCodeAt(0));
}

/** JFIF, a colour profile and Adobe's word on colours; everything that is no application's. */
function isKept(marker: number, content: Uint8Array): boolean {
  if (marker === APP0) return beginsWith(content, "JFIF\0");
  if (marker === APP2) return beginsWith(content, "ICC_PROFILE\0");
  if (marker === APP14) return beginsWith(content, "Adobe");
  return !(marker > APP0 && marker <= APP15) && marker !== COM;
}

/** Where the next marker stands that is no restart; 0xFF in data is followed by 0. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  throw new RangeError("The scan has no end");
}

/** An EXIF segment with nothing but the orientation in it. */
function orientationNote(orientation: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const content = [..."Exif\0\0"].map((letter) => letter.charCodeAt(0)).concat(tiff);
  return Uint8Array.from([0xff, 0xe1, 0, content.length + 2, ...content]);
}
