/** PNG (ISO 15948) with only the chunks that make the picture: no text, time or EXIF, and nothing behind its end. Pure. */
import { crc32 } from "node:zlib";
import { joined, viewOf } from "./photo_bytes.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const KEPT = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND"],
  ...["tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYS"],
]);

export function barePng(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) return null;
  const parts = [bytes.subarray(0, 8)];
  const seen = new Set<string>();
  for (let at = 8;;) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return null;
    // A critical chunk (upper case) that is unknown: the picture cannot be shown without it.
    if (!KEPT.has(type) && /^[A-Z]/.test(type)) return null;
    if (KEPT.has(type)) parts.push(bytes.subarray(at, end));
    seen.add(type);
    if (type === "IEND") return seen.has("IHDR") && seen.has("IDAT") ? joined(parts) : null;
    at = end;
  }
}

/** The EXIF chunk's content, to be read before it is taken out. */
export function exifOfPng(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  for (let at = 8; at + 8 <= bytes.length;) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === "eXIf") {
      return bytes.subarray(at + 8, at + 8 + length);
    }
    at += 12 + length;
  }
  return null;
}
