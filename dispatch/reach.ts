/**
 * Where nobody would be in time: for every cell of the city, whether any free and able worker with a fresh fix would make an
 * urgent case there within the limit, and how much time would be left. Counted in slices, so that nothing else waits.
 */
import { NearestIndex } from "../geo/nearest.ts";
import { type Bounds, metresBetween, type Place } from "../geo/place.ts";
import type { Travel } from "../geo/travel.ts";
import type { Crowd, RankRules } from "./rank.ts";

export interface ReachOptions {
  readonly crowd: Crowd;
  readonly rules: RankRules;
  readonly limitSeconds: number;
  /** Of the city. */
  readonly bounds: Bounds;
}

/** One counting of the city, as of one moment and by the speeds of that moment. */
export class ReachPass {
  /** Left of the limit, s, below zero late; -Infinity where nobody would be there within twice the limit. By cell. */
  readonly left: Float32Array;
  /** Slot of the worker who would be there first; -1: nobody. */
  readonly worker: Int32Array;
  /**
   * Those who drive, as they were at the beginning, where they are known apart; null where not. A few of them come from so far
   * that everybody on foot would have to be looked at on the way to them.
   */
  #drivers: NearestIndex | null = null;
  #next = 0;
  #last = -1;

  constructor(
    private readonly cells: readonly Place[],
    private readonly options: ReachOptions,
    private readonly at: { readonly now: number; readonly travel: Travel; readonly skill: string | null },
  ) {
    this.left = new Float32Array(cells.length).fill(-Infinity);
    this.worker = new Int32Array(cells.length).fill(-1);
  }

  get done(): boolean {
    return this.#next === this.cells.length;
  }

  /** Goes on for about so many milliseconds; returns whether all cells are counted. */
  step(ms: number, clock: () => number): boolean {
    for (const until = clock() + ms; !this.done && clock() < until;) {
      // A clock that is asked for each cell would cost as much as the cell.
      for (let i = 0; i < 8 && !this.done; i++) this.#count(this.#next++);
    }
    return this.done;
  }

  #count(i: number): void {
    const { crowd, rules, limitSeconds } = this.options, { now, travel, skill } = this.at;
    const cell = this.cells[i]!;
    let best = 2 * limitSeconds, worker = -1;
    const from = { lat: 0, lon: 0 };
    const visit = (slot: number, metres: number) => {
      const how = travel.of(crowd.drives(slot));
      if (how.least(metres) >= best || !crowd.isFree(slot)) return;
      if (now - crowd.seenAt(slot) > rules.freshMs) return;
      if (skill !== null && crowd.knows(slot, skill) === false) return;
      from.lat = crowd.lat(slot);
      from.lon = crowd.lon(slot);
      // Between two slices somebody may have gone off duty, and is nowhere.
      if (!Number.isFinite(from.lat)) return;
      const seconds = how.seconds(from, cell, metres, best);
      if (seconds >= best || crowd.dutyEnd(slot) < now + seconds * 1_000) return;
      best = seconds;
      worker = slot;
    };
    // Whoever is first in the cell before is near this one too, and saves asking most of the others.
    if (this.#last >= 0) {
      visit(this.#last, metresBetween(cell.lat, cell.lon, crowd.lat(this.#last), crowd.lon(this.#last)));
    }
    const drivers = this.#drivers ??= this.#driversOf(), driving = travel.of(true);
    drivers?.scan(cell.lat, cell.lon, visit, (least) => driving.least(least) >= best);
    // Without them, nobody is faster than those on foot.
    crowd.scan(cell, visit, (least) => (drivers ? travel.least(least) : travel.leastOfAny(least)) >= best);
    this.#last = worker;
    if (worker < 0) return;
    this.worker[i] = worker;
    this.left[i] = limitSeconds - best;
  }

  #driversOf(): NearestIndex | null {
    const { crowd, bounds } = this.options, { travel } = this.at;
    if (travel.of(true) === travel) return null;
    const drivers = new NearestIndex(bounds);
    crowd.scan(this.cells[0]!, (slot) => {
      if (crowd.drives(slot)) drivers.put(slot, crowd.lat(slot), crowd.lon(slot));
    }, () => false);
    return drivers;
  }
}
