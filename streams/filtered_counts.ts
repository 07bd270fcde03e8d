/** Counts of the incidents that pass a filter: made by a recount when somebody first asks, then kept with every change. */
import type { CellTable } from "../geo/cell.ts";
import { LevelCounts } from "./counts.ts";
import { filterKey, type IncidentFilter, passes } from "./incident_filter.ts";
import type { IncidentRecord } from "./record.ts";
import { WindowCounts } from "./windows.ts";

/** As many filters are counted at a time; a room that wants another waits until one is free. */
export const MOST_FILTERS = 24;

/** An incident and the finest slot of its cell. */
export interface Placed {
  readonly record: IncidentRecord;
  readonly slot: number;
}

/** The counts under one filter. */
export class FilteredCount {
  readonly open: LevelCounts;
  readonly arrived: WindowCounts;

  constructor(readonly filter: IncidentFilter, cells: CellTable, now: number) {
    this.open = new LevelCounts(cells);
    this.arrived = new WindowCounts(cells, now);
  }

  count({ record, slot }: Placed, delta: 1 | -1): void {
    if (!passes(this.filter, record)) return;
    this.arrived.add(slot, record.time, delta);
    if (record.status === "open") this.open.add(slot, delta);
  }
}

/** All filters that somebody reads. Of more than {@link MOST_FILTERS} the one read longest ago is forgotten. */
export class FilteredCounts {
  /** In the order in which they were last read. */
  readonly #counts = new Map<string, FilteredCount>();

  constructor(private readonly cells: CellTable, private readonly all: () => Iterable<Placed>) {}

  get size(): number {
    return this.#counts.size;
  }

  at(filter: IncidentFilter, now: number): FilteredCount {
    const key = filterKey(filter);
    const counted = this.#counts.get(key) ?? this.#recount(filter, now);
    this.#counts.delete(key);
    this.#counts.set(key, counted);
    if (this.#counts.size > MOST_FILTERS) this.#counts.delete(this.#counts.keys().next().value!);
    return counted;
  }

  count(placed: Placed, delta: 1 | -1): void {
    for (const counted of this.#counts.values()) counted.count(placed, delta);
  }

  advance(now: number): void {
    for (const { arrived } of this.#counts.values()) arrived.advance(now);
  }

  #recount(filter: IncidentFilter, now: number): FilteredCount {
    const counted = new FilteredCount(filter, this.cells, now);
    for (const placed of this.all()) counted.count(placed, 1);
    return counted;
  }
}
