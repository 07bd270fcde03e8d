/**
 * What a photo's EXIF note (CIPA DC-008) says of how it was held, when and where it was taken. Only the few entries that are
 * asked for are read, each of a size that it may have: a note of some kilobytes may hold thousands of entries that each claim to
 * be as long as the file, and whoever reads them all is busy for minutes. Throws a RangeError for what breaks off. Pure.
 */
import { viewOf } from "./photo_bytes.ts";

export interface ExifNotes {
  /** 1–8; null when it is not said. */
  readonly orientation: number | null;
  /** `2026:11:27 08:00:00` on the camera's clock, and its zone, such as `+08:00`. */
  readonly taken: string | null;
  readonly offset: string | null;
  /** Degrees; null unless both are there and on Earth. */
  readonly place: { readonly lat: number; readonly lon: number } | null;
}

const BIG = 0x4d4d, LITTLE = 0x4949, MAGIC = 42;
const TAG = {
  ...{ orientation: 0x0112, exif: 0x8769, gps: 0x8825 },
  ...{ original: 0x9003, digitized: 0x9004, offset: 0x9011 },
  ...{ latRef: 1, lat: 2, lonRef: 3, lon: 4 },
} as const;
const ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5;
/** Cameras write some dozens. */
const MOST_ENTRIES = 512;
const LONGEST_TEXT = 64;

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where its value stands, or the offset of it. */
  readonly at: number;
}

export function readExif(tiff: Uint8Array): ExifNotes {
  const note = new Note(viewOf(tiff));
  const first = note.directory(note.long(4));
  const exif = note.inner(first.get(TAG.exif)), gps = note.inner(first.get(TAG.gps));
  const lat = note.degrees(gps, TAG.lat, TAG.latRef, 90), lon = note.degrees(gps, TAG.lon, TAG.lonRef, 180);
  const orientation = note.number(first.get(TAG.orientation));
  return {
    orientation: orientation !== null && orientation >= 1 && orientation <= 8 ? orientation : null,
    taken: note.text(exif.get(TAG.original)) ?? note.text(exif.get(TAG.digitized)),
    offset: note.text(exif.get(TAG.offset)),
    place: lat === null || lon === null ? null : { lat, lon },
  };
}

type Directory = ReadonlyMap<number, Entry>;

class Note {
  readonly #little: boolean;

  constructor(private readonly view: DataView) {
    const order = view.getUint16(0);
    this.#little = order === LITTLE;
    if ((order !== BIG && !this.#little) || view.getUint16(2, this.#little) !== MAGIC) {
      throw new RangeError("The note does not begin as TIFF does");
    }
  }

  long(at: number): number {
    return this.view.getUint32(at, this.#little);
  }

  directory(from: number): Directory {
    const { view } = this, little = this.#little, found = new Map<number, Entry>();
    const entries = view.getUint16(from, little);
    if (entries > MOST_ENTRIES) throw new RangeError(`The note has ${entries} entries`);
    for (let at = from + 2; at < from + 2 + entries * 12; at += 12) {
      const entry = { type: view.getUint16(at + 2, little), count: this.long(at + 4), at: at + 8 };
      found.set(view.getUint16(at, little), entry);
    }
    return found;
  }

  /** The directory that an entry leads to; without one, an empty one. */
  inner(entry: Entry | undefined): Directory {
    return entry?.type === LONG ? this.directory(this.long(entry.at)) : new Map();
  }

  number(entry: Entry | undefined): number | null {
    return entry?.type === SHORT ? this.view.getUint16(entry.at, this.#little) : null;
  }

  text(entry: Entry | undefined): string | null {
    if (entry?.type !== ASCII || entry.count > LONGEST_TEXT) return null;
    const from = entry.count > 4 ? this.long(entry.at) : entry.at;
    const letters = Array.from({ length: entry.count }, (_, i) => this.view.getUint8(from + i));
    return String.fromCharCode(...letters).split("\0")[0]!;
  }

  /** Degrees, minutes and seconds as three fractions. */
  degrees(gps: Directory, tag: number, refTag: number, most: number): number | null {
    const entry = gps.get(tag);
    if (entry?.type !== RATIONAL || entry.count !== 3) return null;
    const from = this.long(entry.at);
    const [degrees, minutes, seconds] = [0, 8, 16].map((i) => this.long(from + i) / this.long(from + i + 4));
    const value = degrees! + minutes! / 60 + seconds! / 3_600;
    if (!(value <= most)) return null;
    return /^[SW]/.test(this.text(gps.get(refTag)) ?? "") ? -value : value;
  }
}
