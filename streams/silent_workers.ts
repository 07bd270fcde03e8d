/** Workers who fell silent a while ago, by the tile they were last seen in: screens still show where that was. */
import { Wheel } from "./wheel.ts";

const NOBODY: ReadonlySet<number> = new Set();

export class SilentWorkers {
  readonly #tiles = new Map<number, Set<number>>();
  readonly #tileOf = new Map<number, number>();
  /** Slots that the wheel holds: each at most once, also when a worker came back and fell silent again. */
  readonly #watched = new Set<number>();
  readonly #wheel: Wheel;

  /** `time` is that of a worker's last fix, after which it is shown for `shownMs`. */
  constructor(
    private readonly time: (slot: number) => number,
    private readonly shownMs: number,
    now: number,
  ) {
    this.#wheel = new Wheel(shownMs, now);
  }

  inTile(tile: number): ReadonlySet<number> {
    return this.#tiles.get(tile) ?? NOBODY;
  }

  add(slot: number, tile: number): void {
    this.#tileOf.set(slot, tile);
    let here = this.#tiles.get(tile);
    if (!here) this.#tiles.set(tile, here = new Set());
    here.add(slot);
    if (this.#watched.has(slot)) return;
    this.#watched.add(slot);
    this.#wheel.watch(slot, this.#due(slot));
  }

  /** The worker is heard of again. */
  remove(slot: number): void {
    const tile = this.#tileOf.get(slot);
    if (tile === undefined) return;
    this.#tileOf.delete(slot);
    const here = this.#tiles.get(tile)!;
    here.delete(slot);
    if (here.size === 0) this.#tiles.delete(tile);
  }

  advance(now: number): void {
    this.#wheel.advance(now, (slot) => this.#due(slot), (slot) => {
      this.#watched.delete(slot);
      this.remove(slot);
    });
  }

  #due(slot: number): number {
    return this.time(slot) + this.shownMs;
  }
}
