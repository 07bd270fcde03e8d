/** Workers who fell silent a while ago, by the tile they were last seen in: screens still show where that was. */
import { Wheel } from "./wheel.ts";

const NOBODY: ReadonlySet<number> = new Set();

export class SilentWorkers {
  readonly #tiles = new Map<number, Set<number>>();
  readonly #tileOf = new Map<number, number>();
  /** Slots that the wheel holds: each at most once, also when a worker came back and fell silent again. */
  readonly #watched = new Set<number>();
  readonly #wheel: Wheel;

  /** Whoever is silent is shown until `due`, which lies at most `shownMs` ahead; `gone` is told of each who no longer is. */
  constructor(
    private readonly due: (slot: number) => number,
    private readonly gone: (slot: number) => void,
    { shownMs, now }: { readonly shownMs: number; readonly now: number },
  ) {
    this.#wheel = new Wheel(shownMs, now);
  }

  has(slot: number): boolean {
    return this.#tileOf.has(slot);
  }

  inTile(tile: number): ReadonlySet<number> {
    return this.#tiles.get(tile) ?? NOBODY;
  }

  /** Returns false where it may be looked at too late, because the wheel still holds it from before. */
  add(slot: number, tile: number): boolean {
    this.#tileOf.set(slot, tile);
    let here = this.#tiles.get(tile);
    if (!here) this.#tiles.set(tile, here = new Set());
    here.add(slot);
    if (this.#watched.has(slot)) return false;
    this.#watched.add(slot);
    this.#wheel.watch(slot, this.due(slot));
    return true;
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
    this.#wheel.advance(now, this.due, (slot) => {
      this.#watched.delete(slot);
      if (!this.has(slot)) return;
      this.remove(slot);
      this.gone(slot);
    });
  }
}
