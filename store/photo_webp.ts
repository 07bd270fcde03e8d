/** WebP (RFC 9649) without its EXIF and XMP chunks, unknown ones, and what stands behind its end. Pure. */
import { joined, viewOf } from "./photo_bytes.ts";

const KEPT = new Set(["VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"]);
const HAS_EXIF = 0x08, HAS_XMP = 0x04;

export function bareWebp(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  const whole = 8 + view.getUint32(4, true);
  if (name(0) !== "RIFF" || name(8) !== "WEBP" || whole > bytes.length) return null;
  const parts: Uint8Array[] = [];
  let pictures = 0;
  for (let at = 12; at < whole;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + length % 2;
    if (end > whole) return null;
    const type = name(at);
    const chunk = bytes.slice(at, end);
    if (type === "VP8X") chunk[8]! &= ~(HAS_EXIF | HAS_XMP);
    if (type === "VP8 " || type === "VP8L" || type === "ANMF") pictures++;
    if (KEPT.has(type)) parts.push(chunk);
    at = end;
  }
  if (pictures === 0) return null;
  const head = bytes.slice(0, 12);
  viewOf(head).setUint32(4, 4 + parts.reduce((size, part) => size + part.length, 0), true);
  return joined([head, ...parts]);
}

/** The EXIF chunk's content, to be read before it is taken out. */
export function exifOfWebp(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    if (String.fromCharCode(...bytes.subarray(at, at + 4)) === "EXIF") {
      const content = bytes.subarray(at + 8, at + 8 + length);
      // Some writers put JPEG's prefix before it.
      return String.fromCharCode(...content.subarray(0, 4)) === "Exif" ? content.subarray(6) : content;
    }
    at += 8 + length + length % 2;
  }
  return null;
}
