/** Signed counts by slot in flat arrays: a hash table while they change, a few bytes an entry once they rest. */

/** Open addressing with linear probing; keys hold slot + 1, so that 0 is an empty place. */
export class Tally {
  size = 0;
  #keys = new Uint32Array(64);
  #counts = new Int32Array(64);
  #shift = 26;

  add(slot: number, delta: number): void {
    const at = this.#find(slot);
    if (this.#keys[at] === 0) {
      this.#keys[at] = slot + 1;
      this.#counts[at] = delta;
      if (++this.size * 4 > this.#keys.length * 3) this.#grow();
    } else this.#counts[at]! += delta;
  }

  get(slot: number): number {
    return this.#counts[this.#find(slot)]!;
  }

  each(visit: (slot: number, count: number) => void): void {
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at]!;
      if (key !== 0) visit(key - 1, this.#counts[at]!);
    }
  }

  /** See {@link eachPacked}. Slots ascend, so that most differences take one byte. */
  pack(): Uint8Array {
    const slots = this.#ascending();
    const bytes = new Uint8Array(slots.length * 10);
    let end = 0, last = 0;
    const write = (value: number) => {
      while (value > 127) {
        bytes[end++] = (value & 127) | 128;
        value >>>= 7;
      }
      bytes[end++] = value;
    };
    for (const slot of slots) {
      const count = this.get(slot);
      if (count === 0) continue;
      write(slot - last);
      write(((count << 1) ^ (count >> 31)) >>> 0);
      last = slot;
    }
    return bytes.slice(0, end);
  }

  /** Slots are dense, so that marking them in a bit set and reading it is ten times faster than sorting them. */
  #ascending(): Uint32Array {
    let last = 0;
    for (const key of this.#keys) if (key > last) last = key;
    const bits = new Uint32Array((last >>> 5) + 1);
    for (const key of this.#keys) if (key !== 0) bits[key >>> 5]! |= 1 << (key & 31);
    const slots = new Uint32Array(this.size);
    let end = 0;
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
        slots[end++] = (word << 5) + 31 - Math.clz32(rest & -rest) - 1;
      }
    }
    return slots;
  }

  #find(slot: number): number {
    const mask = this.#keys.length - 1;
    let at = Math.imul(slot, 0x9e3779b1) >>> this.#shift;
    for (let key = this.#keys[at]!; key !== 0 && key !== slot + 1; key = this.#keys[at]!) {
      at = (at + 1) & mask;
    }
    return at;
  }

  #grow(): void {
    const keys = this.#keys, counts = this.#counts;
    this.#keys = new Uint32Array(keys.length * 2);
    this.#counts = new Int32Array(keys.length * 2);
    this.#shift--;
    keys.forEach((key, from) => {
      if (key === 0) return;
      const at = this.#find(key - 1);
      this.#keys[at] = key;
      this.#counts[at] = counts[from]!;
    });
  }
}

/** Reads what {@link Tally.pack} wrote: pairs of LEB128 numbers, the slot's distance and the count in zigzag form. */
export function eachPacked(bytes: Uint8Array, visit: (slot: number, count: number) => void): void {
  let at = 0, slot = 0;
  const read = () => {
    let value = 0, shift = 0, byte: number;
    do {
      byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value >>> 0;
  };
  while (at < bytes.length) {
    slot += read();
    const zigzag = read();
    visit(slot, (zigzag >>> 1) ^ -(zigzag & 1));
  }
}

/** More pieces than this are packed into one: late counts must not pile up. */
const MOST_PIECES = 4;

/** The counts of one step of time: open while events arrive, packed when they seldom do, exact in both. */
export class Bucket {
  #open: Tally | undefined;
  #packed: Uint8Array[] = [];

  add(slot: number, delta: number): void {
    (this.#open ??= new Tally()).add(slot, delta);
  }

  each(visit: (slot: number, count: number) => void): void {
    for (const piece of this.#packed) eachPacked(piece, visit);
    this.#open?.each(visit);
  }

  /** Packs what came in since the last rest; returns whether there was anything. */
  rest(): boolean {
    if (!this.#open) return false;
    if (this.#packed.length >= MOST_PIECES) {
      for (const piece of this.#packed) eachPacked(piece, (slot, count) => this.#open!.add(slot, count));
      this.#packed = [];
    }
    this.#packed.push(this.#open.pack());
    this.#open = undefined;
    return true;
  }

  /** Bytes held by packed pieces. */
  get packedBytes(): number {
    return this.#packed.reduce((sum, piece) => sum + piece.length, 0);
  }
}
