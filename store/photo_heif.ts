/**
 * HEIF (ISO 23008-12) with its EXIF and XMP items blanked in place: their bytes become zeros, so that no other offset moves. Of
 * boxes only ftyp, meta and mdat may stand at the top. Pure.
 */
import { viewOf } from "./photo_bytes.ts";

interface Box {
  readonly type: string;
  /** Of the content, after size and type. */
  readonly from: number;
  readonly to: number;
}

interface Extent {
  readonly item: number;
  readonly from: number;
  readonly length: number;
}

/** Pieces of all items together; phones write some hundred. A list may claim billions in a few bytes. */
const MOST_EXTENTS = 16_384;
const TOP = new Set(["ftyp", "meta", "mdat"]);
const PARTS = ["iinf", "iloc", "idat"];
/** Kinds of items that tell of the photo and are not part of it. */
const TOLD = new Set(["Exif", "mime", "uri "]);

export function bareHeif(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const top = boxes(view, 0, bytes.length);
  const meta = top.find(({ type }) => type === "meta");
  if (!meta || top.some(({ type }) => !TOP.has(type))) return null;
  const inside = boxes(view, meta.from + 4, meta.to);
  const [info, places, data] = PARTS.map((name) => inside.find(({ type }) => type === name));
  if (!info || !places) return null;
  const told = itemsOf(view, info, TOLD);
  const bare = bytes.slice();
  for (const { item, from, length } of extents(view, places, data?.from ?? 0)) {
    if (!told.has(item)) continue;
    // No length means: to the end of the file, and with it the picture.
    if (length === 0 || from + length > bytes.length) return null;
    bare.fill(0, from, from + length);
  }
  return bare;
}

/** The EXIF item's content, to be read before it is blanked. */
export function exifOfHeif(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const meta = boxes(view, 0, bytes.length).find(({ type }) => type === "meta");
  const inside = meta ? boxes(view, meta.from + 4, meta.to) : [];
  const [info, places, data] = PARTS.map((name) => inside.find(({ type }) => type === name));
  if (!info || !places) return null;
  const notes = itemsOf(view, info, new Set(["Exif"]));
  const note = extents(view, places, data?.from ?? 0).find(({ item }) => notes.has(item));
  if (!note) return null;
  // The first four bytes say how far behind them the note itself begins.
  return bytes.subarray(note.from + 4 + view.getUint32(note.from), note.from + note.length);
}

function boxes(view: DataView, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at < to;) {
    const type = textAt(view, at + 4);
    let size = view.getUint32(at), head = 8;
    if (size === 1) {
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) throw new RangeError(`The box ${type} has no end`);
    found.push({ type, from: at + head, to: at + size });
    at += size;
  }
  return found;
}

/** Ids of the items of some kinds. */
function itemsOf(view: DataView, { from, to }: Box, kinds: ReadonlySet<string>): Set<number> {
  const wide = view.getUint8(from) > 0;
  const told = new Set<number>();
  for (const entry of boxes(view, from + (wide ? 8 : 6), to)) {
    const version = view.getUint8(entry.from);
    if (entry.type !== "infe" || version < 2) throw new RangeError("The list of items cannot be read");
    const id = version === 2 ? view.getUint16(entry.from + 4) : view.getUint32(entry.from + 4);
    if (kinds.has(textAt(view, entry.from + (version === 2 ? 8 : 10)))) told.add(id);
  }
  return told;
}

function extents(view: DataView, { from }: Box, data: number): Extent[] {
  const version = view.getUint8(from);
  const sizes = view.getUint16(from + 4);
  const [offsetSize, lengthSize, baseSize, indexSize] = [12, 8, 4, 0].map((shift) => sizes >> shift & 15) as [
    number,
    number,
    number,
    number,
  ];
  let at = from + 6;
  const read = (size: number): number => {
    const value = size === 0
      ? 0
      : size === 2
      ? view.getUint16(at)
      : size === 4
      ? view.getUint32(at)
      : Number(view.getBigUint64(at));
    at += size;
    return value;
  };
  const found: Extent[] = [];
  for (let items = read(version < 2 ? 2 : 4); items > 0; items--) {
    const item = read(version < 2 ? 2 : 4);
    const method = version > 0 ? read(2) & 15 : 0;
    if (method > 1) throw new RangeError("Items made of items are not read here");
    read(2);
    const base = read(baseSize) + (method === 1 ? data : 0);
    for (let parts = read(2); parts > 0; parts--) {
      if (version > 0) read(indexSize);
      if (found.length === MOST_EXTENTS) throw new RangeError("The items are in too many pieces");
      const offset = read(offsetSize);
      found.push({ item, from: base + offset, length: read(lengthSize) });
    }
  }
  return found;
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}
