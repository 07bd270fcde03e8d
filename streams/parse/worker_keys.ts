/** From the bytes of a worker's name to its slot, without making a string: a hash table over one growing arena of bytes. */
import type { WorkerTable } from "../workers.ts";

/** Only workers of this list may send fixes; null takes everybody. */
export type ClosedList = ReadonlySet<string> | null;

const encoder = new TextEncoder();

/** Lives as long as its table of workers, and is shared by all requests. Names are only ever added. */
export class WorkerKeys {
  static readonly #all = new WeakMap<WorkerTable, Map<ClosedList, WorkerKeys>>();

  /** The one instance for a table and list. */
  static of(workers: WorkerTable, closed: ClosedList): WorkerKeys {
    let lists = this.#all.get(workers);
    if (!lists) this.#all.set(workers, lists = new Map());
    let keys = lists.get(closed);
    if (!keys) lists.set(closed, keys = new WorkerKeys(workers, closed));
    return keys;
  }

  size = 0;
  #arena = new Uint8Array(1 << 14);
  #used = 0;
  /** Open addressing with linear probing: entry + 1, 0 where empty. */
  #table = new Uint32Array(1 << 11);
  /** Columns by entry. */
  #hash = new Int32Array(1 << 10);
  #start = new Uint32Array(1 << 10);
  #length = new Uint16Array(1 << 10);
  #slot = new Uint32Array(1 << 10);

  constructor(readonly workers: WorkerTable, readonly closed: ClosedList) {}

  /** One step of the hash (FNV-1a), so that the scanner can hash while it looks for the closing quote. */
  static readonly SEED = 0x811c9dc5 | 0;
  static step(hash: number, byte: number): number {
    return Math.imul(hash ^ byte, 0x01000193);
  }

  /** Slot of the worker named by these bytes, or -1 when the name was not met before. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const table = this.#table, mask = table.length - 1, length = end - start;
    for (let at = spread(hash) & mask;; at = (at + 1) & mask) {
      const entry = table[at]! - 1;
      if (entry < 0) return -1;
      if (this.#hash[entry] !== hash || this.#length[entry] !== length) continue;
      if (this.#same(bytes, start, entry, length)) return this.#slot[entry]!;
    }
  }

  /** Slot of a worker, or -1 when the list is closed and lacks it. */
  admit(id: string): number {
    if (this.closed && !this.closed.has(id)) return -1;
    const bytes = encoder.encode(id);
    let hash = WorkerKeys.SEED;
    for (const byte of bytes) hash = WorkerKeys.step(hash, byte);
    const known = this.find(bytes, 0, bytes.length, hash);
    if (known >= 0) return known;
    const slot = this.workers.slotOf(id);
    this.#add(bytes, hash, slot);
    return slot;
  }

  #same(bytes: Uint8Array, start: number, entry: number, length: number): boolean {
    const arena = this.#arena, from = this.#start[entry]!;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, hash: number, slot: number): void {
    const entry = this.size++;
    if (entry === this.#hash.length) this.#grow();
    if (this.#used + bytes.length > this.#arena.length) {
      this.#arena = wider(this.#arena, new Uint8Array(this.#arena.length * 2 + bytes.length));
    }
    this.#arena.set(bytes, this.#used);
    this.#hash[entry] = hash;
    this.#start[entry] = this.#used;
    this.#length[entry] = bytes.length;
    this.#slot[entry] = slot;
    this.#used += bytes.length;
    this.#enter(entry);
  }

  #enter(entry: number): void {
    const table = this.#table, mask = table.length - 1;
    let at = spread(this.#hash[entry]!) & mask;
    while (table[at] !== 0) at = (at + 1) & mask;
    table[at] = entry + 1;
  }

  #grow(): void {
    const length = this.#hash.length * 2;
    this.#hash = wider(this.#hash, new Int32Array(length));
    this.#start = wider(this.#start, new Uint32Array(length));
    this.#length = wider(this.#length, new Uint16Array(length));
    this.#slot = wider(this.#slot, new Uint32Array(length));
    this.#table = new Uint32Array(length * 2);
    for (let entry = 0; entry < this.size - 1; entry++) this.#enter(entry);
  }
}

/** FNV's low bits alone cluster; the high ones are as good. */
function spread(hash: number): number {
  return (hash ^ hash >>> 15) >>> 0;
}

function wider<T extends { set(from: T): void }>(old: T, next: T): T {
  next.set(old);
  return next;
}
