/** Follows workers across the fences of a city as their fixes come: only those are looked at whose cell touches one. */
import { around, cellsOver, FINEST, placeOf } from "../geo/cell.ts";
import { RingDistance } from "../geo/ring_distance.ts";
import type { Alert, AlertDraft, AlertKind } from "../store/alert.ts";
import type { Fence } from "../store/fence.ts";
import type { FixBatch } from "../streams/batch.ts";
import type { City } from "../streams/city.ts";
import { NO_CELL } from "../streams/workers.ts";
import type { Told } from "./alerts.ts";
import { follow, isActive, marginOf, type Track, UNSEEN } from "./fences.ts";
import type { Where } from "./sos.ts";

export interface FenceWatchOptions {
  readonly city: City;
  readonly timeZone: string;
  readonly whereIs: (place: { lat: number; lon: number }) => Where;
  readonly nameOf: (worker: string) => string;
}

interface Watched {
  readonly fence: Fence;
  /** Finest slots of the cells that it touches, and of those around: a border is looked at from both sides. */
  readonly cells: readonly number[];
  readonly shape: RingDistance;
  /** Null: all. */
  readonly slots: ReadonlySet<number> | null;
  active: boolean;
  /** By worker's slot. */
  readonly tracks: Map<number, Track>;
  /** Since when somebody who should be inside is not, by slot. */
  readonly absent: Map<number, number>;
}

/** What crossings come to since it was last asked. */
export interface Crossings {
  readonly raised: readonly AlertDraft[];
  readonly ended: readonly string[];
}

const TO = ["operator", "dispatcher"] as const;
const KINDS = { enter: "fence-enter", leave: "fence-leave", absent: "fence-absent" } as const;

export class FenceWatch {
  #fences: readonly Watched[] = [];
  /** Fences that a cell touches, by finest slot. */
  readonly #byCell = new Map<number, readonly Watched[]>();
  /** Who was seen in which fences, or on the way in or out: also looked at where those are not, and of no others. */
  readonly #tracked = new Map<number, readonly Watched[]>();
  /** Finest slot of the last shown fix, by worker's slot: whoever was where no fence is, was outside of each. */
  #lastCell = new Uint32Array(0);
  #raised = new Map<string, AlertDraft>();
  #ended = new Set<string>();

  constructor(private readonly options: FenceWatchOptions) {}

  /** The fences of the city as they are now. What is known of workers at a fence that did not change stays. */
  set(fences: readonly Fence[], now: number): void {
    const { workers } = this.options.city;
    this.#lastCell = workers.cell.slice();
    const before = new Map(this.#fences.map((one) => [one.fence.id, one]));
    this.#fences = fences.map((fence) => {
      const known = before.get(fence.id);
      return known?.fence.version === fence.version ? known : this.#watched(fence, now);
    });
    // Only what changed is touched: a large fence has tens of thousands of cells.
    const kept = new Set(this.#fences);
    for (const one of before.values()) if (!kept.delete(one)) this.#unhang(one);
    for (const one of kept) {
      for (const slot of one.cells) this.#byCell.set(slot, [...this.#byCell.get(slot) ?? [], one]);
    }
  }

  #unhang(one: Watched): void {
    const others = (all: readonly Watched[]) => all.filter((other) => other !== one);
    for (const slot of one.cells) put(this.#byCell, slot, others(this.#byCell.get(slot) ?? []));
    for (const [slot, held] of this.#tracked) {
      if (held.includes(one)) put(this.#tracked, slot, others(held));
    }
  }

  /** Who was told of before this start is on the side that the alert says. */
  restore(open: Iterable<Alert>): void {
    for (const { kind, subject: { fence: id, worker } } of open) {
      const one = this.#fences.find(({ fence }) => fence.id === id);
      if (!one || worker === undefined || (kind !== KINDS.enter && kind !== KINDS.leave)) continue;
      const slot = this.options.city.workers.slotOf(worker);
      one.tracks.set(slot, { ...UNSEEN, side: kind === KINDS.enter ? "in" : "out" });
      this.#tracked.set(slot, [...this.#tracked.get(slot) ?? [], one]);
    }
  }

  /** Fixes that the city has taken in. */
  take(batch: FixBatch): void {
    if (this.#fences.length === 0) return;
    const { workers } = this.options.city;
    if (this.#lastCell.length < workers.cell.length) {
      this.#lastCell = longer(this.#lastCell, workers.cell.length);
    }
    for (let row = 0; row < batch.size; row++) {
      const cell = batch.cell[row]!, near = this.#byCell.get(cell), slot = batch.worker[row]!;
      // One that is not shown, because it is late, wrong or of somebody off duty, crosses nothing.
      if (batch.flags[row] !== 0 || workers.cell[slot] === NO_CELL) continue;
      const last = this.#lastCell[slot]!;
      this.#lastCell[slot] = cell;
      const held = this.#tracked.get(slot);
      if (!near && !held) continue;
      const fences = held && near ? new Set([...held, ...near]) : held ?? near!;
      const tracked: Watched[] = [];
      for (const one of fences) if (this.#see(one, batch, row, last)) tracked.push(one);
      if (held || tracked.length > 0) put(this.#tracked, slot, tracked);
    }
  }

  /** What happened since it was last asked. */
  crossings(): Crossings {
    const crossings = { raised: [...this.#raised.values()], ended: [...this.#ended] };
    [this.#raised, this.#ended] = [new Map(), new Set()];
    return crossings;
  }

  /** Begins and ends fences by their hours; returns the causes of open alerts that no fence stands behind any more. */
  tick(
    open: Iterable<Pick<Alert, "kind" | "cause" | "subject">>,
    onDuty: (worker: string) => boolean,
    now: number,
  ): string[] {
    for (const one of this.#fences) {
      const active = isActive(one.fence.hours, now, this.options.timeZone);
      if (active === one.active) continue;
      one.active = active;
      one.tracks.clear();
      one.absent.clear();
    }
    const active = new Set(this.#fences.flatMap(({ fence, active }) => active ? [fence.id] : []));
    return [...open].filter(({ kind, subject: { fence, worker } }) =>
      (kind === KINDS.enter || kind === KINDS.leave) && !(active.has(fence ?? "") && onDuty(worker ?? ""))
    ).map(({ cause }) => cause);
  }

  /** Who should be inside of a fence and has not been for as long as it says. Whoever is told of stays so until inside. */
  absent(told: Told, onDuty: (worker: string) => boolean, now: number): AlertDraft[] {
    const { workers } = this.options.city;
    return this.#fences.flatMap((one) => {
      if (!one.active || !one.fence.watches.includes("absent")) return [];
      return [...one.slots ?? []].flatMap((slot) => {
        const worker = workers.id(slot), cause = causeOf(one.fence, "absent", worker);
        if (!onDuty(worker)) {
          one.absent.delete(slot);
          return [];
        }
        // Where somebody is who is not heard of says another alert.
        const metres = workers.isLive(slot) ? one.shape.of(workers.lat[slot]!, workers.lon[slot]!) : NaN;
        if (!(metres <= 0)) one.absent.delete(slot);
        else if (metres < -marginOf(NaN) && !one.absent.has(slot)) one.absent.set(slot, now);
        const since = one.absent.get(slot);
        const long = since !== undefined && now - since >= one.fence.dwellSeconds * 1_000;
        return long || (told.has(cause) && !(metres > 0))
          ? [this.#draft(one.fence, "absent", slot, now)]
          : [];
      });
    });
  }

  /** Returns whether the worker is to be looked at elsewhere too. */
  #see(one: Watched, batch: FixBatch, row: number, last: number): boolean {
    const slot = batch.worker[row]!;
    if (!one.active || (one.slots && !one.slots.has(slot))) return false;
    const sighting = {
      metres: one.shape.of(batch.lat[row]!, batch.lon[row]!),
      accuracy: batch.accuracy[row]!,
      time: batch.time[row]!,
    };
    const { track, crossed } = follow(
      one.tracks.get(slot) ?? (this.#wasOutside(one, last) ? { ...UNSEEN, side: "out" } : UNSEEN),
      sighting,
      one.fence.dwellSeconds * 1_000,
    );
    const tracked = track.side === "in" || track.turning !== null;
    // Whoever is outside where no fence is, is known to be outside by that.
    if (!tracked && track.side === "out" && this.#wasOutside(one, batch.cell[row]!)) one.tracks.delete(slot);
    else one.tracks.set(slot, track);
    if (crossed) this.#cross(one.fence, crossed, slot, sighting.time);
    return tracked;
  }

  #wasOutside(one: Watched, cell: number): boolean {
    return cell !== NO_CELL && !this.#byCell.get(cell)?.includes(one);
  }

  #cross(fence: Fence, crossed: "enter" | "leave", slot: number, at: number): void {
    const worker = this.options.city.workers.id(slot);
    const back = causeOf(fence, crossed === "enter" ? "leave" : "enter", worker);
    // In and out again before anybody was told is nothing.
    if (!this.#raised.delete(back)) this.#ended.add(back);
    if (fence.watches.includes(crossed)) {
      const draft = this.#draft(fence, crossed, slot, at);
      this.#raised.set(draft.cause, draft);
    }
  }

  #draft(fence: Fence, watch: "enter" | "leave" | "absent", slot: number, at: number): AlertDraft {
    const { city: { workers, cells }, whereIs, nameOf } = this.options;
    const worker = workers.id(slot);
    const cell = cells.level(FINEST).cell(workers.cell[slot]!);
    const there = watch === "absent" ? null : whereIs(placeOf(cell));
    const kind: AlertKind = KINDS[watch];
    return {
      ...{ kind, cause: causeOf(fence, watch, worker), at, severity: watch === "absent" ? 2 : 3, to: TO },
      subject: {
        ...{ worker, fence: fence.id, ...(there && { cell }) },
        // Where somebody is who is not there is nothing that the people of the fence may see.
        areas: [...new Set([...there?.areas ?? [], ...fence.areas])],
      },
      data: { name: nameOf(worker), fence: fence.name, where: there?.names ?? [] },
    };
  }

  #watched(fence: Fence, now: number): Watched {
    const { workers, cells } = this.options.city;
    const touched = new Set(cellsOver([fence.ring], FINEST).flatMap((cell) => around(cell, 1)));
    return {
      fence,
      cells: Array.from(touched, (cell) => cells.slot(cell, FINEST)),
      shape: new RingDistance(fence.ring),
      slots: fence.workers === "all" ? null : new Set(fence.workers.map((id) => workers.slotOf(id))),
      active: isActive(fence.hours, now, this.options.timeZone),
      tracks: new Map(),
      absent: new Map(),
    };
  }
}

/** Where nothing is left, nothing is kept. */
function put<V>(kept: Map<number, readonly V[]>, slot: number, left: readonly V[]): void {
  if (left.length > 0) kept.set(slot, left);
  else kept.delete(slot);
}

function longer(known: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(length).fill(NO_CELL);
  grown.set(known);
  return grown;
}

export function causeOf(
  { id }: Pick<Fence, "id">,
  watch: "enter" | "leave" | "absent",
  worker: string,
): string {
  return `fence/${id}/${watch}/${worker}`;
}
