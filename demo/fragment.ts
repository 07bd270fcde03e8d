/** One fragment of fragmented MP4, moved in time: a loop becomes an endless stream when each turn starts later. */

/** A copy whose decode times are `ticks` later and whose number is `sequence`; everything else stays as it is. */
export function shiftFragment(bytes: Uint8Array, ticks: number, sequence: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  for (const [type, start, end] of boxes(view, 0, out.length)) {
    if (type === "moof") shiftMoof(view, start, end, ticks, sequence);
    if (type === "sidx") addTo(view, start + 12, view.getUint8(start), ticks);
  }
  return out;
}

/** Decode time of the first sample of a fragment, in ticks; NaN without a `tfdt`. */
export function decodeTimeOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = find(view, ["moof", "traf", "tfdt"]);
  if (at < 0) return NaN;
  return view.getUint8(at) === 1
    ? view.getUint32(at + 4) * 4_294_967_296 + view.getUint32(at + 8)
    : view.getUint32(at + 4);
}

/** Ticks per second of the first track of an initialisation segment. */
export function timescaleOf(init: Uint8Array): number {
  const view = new DataView(init.buffer, init.byteOffset, init.byteLength);
  const at = find(view, ["moov", "trak", "mdia", "mdhd"]);
  if (at < 0) throw new Error("The initialisation segment has no mdhd box; draw the clips again");
  return view.getUint32(at + (view.getUint8(at) === 1 ? 20 : 12));
}

function shiftMoof(view: DataView, start: number, end: number, ticks: number, sequence: number): void {
  for (const [type, from, to] of boxes(view, start, end)) {
    if (type === "mfhd") view.setUint32(from + 4, sequence >>> 0);
    if (type !== "traf") continue;
    for (const [inner, at] of boxes(view, from, to)) {
      if (inner === "tfdt") addTo(view, at + 4, view.getUint8(at), ticks);
    }
  }
}

/** Adds to an unsigned number of 64 bits (version 1) or 32 bits (version 0). */
function addTo(view: DataView, at: number, version: number, ticks: number): void {
  if (version !== 1) {
    view.setUint32(at, view.getUint32(at) + ticks);
    return;
  }
  const sum = view.getUint32(at) * 4_294_967_296 + view.getUint32(at + 4) + ticks;
  view.setUint32(at, Math.floor(sum / 4_294_967_296));
  view.setUint32(at + 4, sum % 4_294_967_296);
}

/** Type, first byte of the body and end of each box between two offsets. */
function* boxes(view: DataView, start: number, end: number): Generator<[string, number, number]> {
  for (let at = start; at + 8 <= end;) {
    const size = view.getUint32(at);
    if (size < 8) return;
    const type = String.fromCharCode(
      ...[4, 5, 6, 7].map((i) => view.getUint8(at + i)),
    );
    yield [type, at + 8, Math.min(end, at + size)];
    at += size;
  }
}

function find(view: DataView, path: readonly string[]): number {
  let [start, end] = [0, view.byteLength];
  for (const wanted of path) {
    const found = [...boxes(view, start, end)].find(([type]) => type === wanted);
    if (!found) return -1;
    [, start, end] = found;
  }
  return start;
}
