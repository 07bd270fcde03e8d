/** Photos made by hand, byte by byte, with what real ones tell of themselves. */
import { crc32, deflateSync } from "node:zlib";
import { joined } from "../../store/photo_bytes.ts";

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

/** A picture of 8 × 8 grey points: the smallest whole baseline JPEG, as an encoder writes it. */
const GREY = Uint8Array.from(
  atob(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////" +
      "/8AACwgACAAIAQERAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGh" +
      "CCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeo" +
      "qaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAAgBAQAAPwBn/9k=",
  ),
  (letter) => letter.charCodeAt(0),
);

export interface Told {
  readonly lat?: number;
  readonly lon?: number;
  readonly taken?: string;
  readonly offset?: string;
  readonly orientation?: number;
  readonly maker?: string;
}

/** A TIFF block as cameras write it: directories of entries, and values behind them. */
export function exif({ lat, lon, taken, offset, orientation, maker }: Told): Uint8Array {
  const ascii = (text: string) => ({ type: 2, count: text.length + 1, data: bytesOf(text + "\0") });
  const short = (value: number) => ({ type: 3, count: 1, data: Uint8Array.from([value >> 8, value & 255]) });
  const long = (value: number) => ({ type: 4, count: 1, data: u32(value) });
  const degrees = (value: number) => {
    const [d, m] = [Math.floor(value), Math.floor((value % 1) * 60)];
    const s = Math.round((value * 3600 - d * 3600 - m * 60) * 1000);
    return { type: 5, count: 3, data: joined([d, 1, m, 1, s, 1000].map(u32)) };
  };
  type Entry = { readonly type: number; readonly count: number; readonly data: Uint8Array };
  const directory = (entries: [number, Entry][], at: number): Uint8Array => {
    const head: Uint8Array[] = [u16(entries.length)], values: Uint8Array[] = [];
    let free = at + 2 + entries.length * 12 + 4;
    for (const [tag, { type, count, data }] of entries) {
      head.push(u16(tag), u16(type), u32(count));
      if (data.length <= 4) head.push(joined([data, new Uint8Array(4 - data.length)]));
      else {
        head.push(u32(free));
        values.push(data);
        free += data.length;
      }
    }
    return joined([...head, u32(0), ...values]);
  };
  const inner: [number, Entry][] = [
    ...(taken ? [[0x9003, ascii(taken)] as [number, Entry]] : []),
    ...(offset ? [[0x9011, ascii(offset)] as [number, Entry]] : []),
  ];
  const gps: [number, Entry][] = lat === undefined || lon === undefined ? [] : [
    [1, ascii(lat < 0 ? "S" : "N")],
    [2, degrees(Math.abs(lat))],
    [3, ascii(lon < 0 ? "W" : "E")],
    [4, degrees(Math.abs(lon))],
  ];
  const first = (exifAt: number, gpsAt: number): [number, Entry][] => [
    ...(maker ? [[0x010f, ascii(maker)] as [number, Entry]] : []),
    ...(orientation ? [[0x0112, short(orientation)] as [number, Entry]] : []),
    ...(inner.length > 0 ? [[0x8769, long(exifAt)] as [number, Entry]] : []),
    ...(gps.length > 0 ? [[0x8825, long(gpsAt)] as [number, Entry]] : []),
  ];
  const exifAt = 8 + directory(first(0, 0), 8).length;
  const gpsAt = exifAt + directory(inner, exifAt).length;
  return joined([
    bytesOf("MM\0*"),
    u32(8),
    directory(first(exifAt, gpsAt), 8),
    directory(inner, exifAt),
    directory(gps, gpsAt),
  ]);
}

/** An EXIF note of so many entries, each a list of so many numbers. */
export function manyEntries(entries: number, numbers: number): Uint8Array {
  const list = Array.from(
    { length: entries },
    (_, i) => joined([u16(0x1000 + i), u16(3), u32(numbers), u32(16)]),
  );
  return joined([bytesOf("MM\0*"), u32(8), u16(entries), ...list]);
}

export function jpeg(told: Told = {}, { comment = "", behind = "" } = {}): Uint8Array {
  const segment = (marker: number, content: Uint8Array) =>
    joined([Uint8Array.from([0xff, marker]), u16(content.length + 2), content]);
  return joined([
    GREY.subarray(0, 2),
    segment(0xe1, joined([bytesOf("Exif\0\0"), exif(told)])),
    segment(0xe1, bytesOf("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>36.59,121.88</x:xmpmeta>")),
    ...(comment ? [segment(0xfe, bytesOf(comment))] : []),
    GREY.subarray(2),
    bytesOf(behind),
  ]);
}

export function png(told: Told = {}): Uint8Array {
  const chunk = (type: string, content: Uint8Array) => {
    const body = joined([bytesOf(type), content]);
    return joined([u32(content.length), body, u32(crc32(body))]);
  };
  return joined([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", joined([u32(1), u32(1), Uint8Array.from([8, 0, 0, 0, 0])])),
    chunk("eXIf", exif(told)),
    chunk("tEXt", bytesOf("Comment\0at home")),
    chunk("IDAT", deflateSync(Uint8Array.from([0, 128]))),
    chunk("IEND", new Uint8Array()),
    bytesOf("PK\u0003\u0004 an archive behind the picture"),
  ]);
}

export function webp(told: Told = {}, note = exif(told)): Uint8Array {
  const chunk = (type: string, content: Uint8Array) =>
    joined([bytesOf(type), u32le(content.length), content, new Uint8Array(content.length % 2)]);
  const parts = [
    chunk("VP8X", Uint8Array.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    // One grey point without loss.
    chunk(
      "VP8L",
      Uint8Array.from([
        0x2f,
        0,
        0,
        0,
        0,
        0x07,
        0xd0,
        0xff,
        0xfe,
        0xf7,
        0xbf,
        0xff,
        0x81,
        0x88,
        0x88,
        0xe8,
        0x7f,
        0,
      ]),
    ),
    chunk("EXIF", note),
    chunk("XMP ", bytesOf("<x:xmpmeta>36.59,121.88</x:xmpmeta>")),
  ];
  const body = joined([bytesOf("WEBP"), ...parts]);
  return joined([bytesOf("RIFF"), u32le(body.length), body]);
}

const box = (type: string, ...content: Uint8Array[]) => {
  const body = joined(content);
  return joined([u32(8 + body.length), bytesOf(type), body]);
};
const full = (type: string, version: number, ...content: Uint8Array[]) =>
  box(type, Uint8Array.from([version, 0, 0, 0]), ...content);
const entry = (id: number, type: string) =>
  full("infe", 2, u16(id), u16(0), bytesOf(type), Uint8Array.from([0]));
const ftyp = () => box("ftyp", bytesOf("heic"), u32(0), bytesOf("mif1heic"));

/** A HEIF file whose items have 65,535 pieces each, which take no bytes. */
export function heicOfPieces(items: number): Uint8Array {
  const places = Array.from({ length: items }, () => joined([u16(1), u16(0), u16(65_535)]));
  return joined([
    ftyp(),
    full(
      "meta",
      0,
      full("hdlr", 0, u32(0), bytesOf("pict"), new Uint8Array(13)),
      full("iinf", 0, u16(1), entry(1, "hvc1")),
      full("iloc", 0, Uint8Array.from([0, 0]), u16(items), ...places),
    ),
    box("mdat", bytesOf("the coded picture")),
  ]);
}

/** Boxes of a HEIF file with a picture item (of no real codec) and an EXIF item. */
export function heic(told: Told = {}): Uint8Array {
  const picture = bytesOf("the coded picture");
  const note = joined([u32(6), bytesOf("Exif\0\0"), exif(told)]);
  const meta = (at: number) =>
    full(
      "meta",
      0,
      full("hdlr", 0, u32(0), bytesOf("pict"), new Uint8Array(13)),
      full("pitm", 0, u16(1)),
      full("iinf", 0, u16(2), entry(1, "hvc1"), entry(2, "Exif")),
      full(
        "iloc",
        0,
        Uint8Array.from([0x44, 0x00]),
        u16(2),
        ...[[1, at, picture.length], [2, at + picture.length, note.length]].map(([id, from, length]) =>
          joined([u16(id!), u16(0), u16(1), u32(from!), u32(length!)])
        ),
      ),
    );
  const head = ftyp();
  const at = head.length + meta(0).length + 8;
  return joined([head, meta(at), box("mdat", picture, note)]);
}

function u16(value: number): Uint8Array {
  return Uint8Array.from([value >> 8 & 255, value & 255]);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function u32le(value: number): Uint8Array {
  return u32(value).reverse();
}
