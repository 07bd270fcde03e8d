/** The incidents the city knows now: the open ones, those still in a window, and who was sent to them. */
import type { CellTable } from "../geo/cell.ts";
import { FINEST } from "../geo/cell.ts";
import { LevelCounts } from "./counts.ts";
import { FilteredCounts } from "./filtered_counts.ts";
import type { Assignment, IncidentRecord } from "./record.ts";
import type { WindowCounts } from "./windows.ts";

/** Closed incidents older than this have left every window and are forgotten, revision and all; the ledger has them. */
const FORGET_MS = 25 * 3_600_000;

interface Entry {
  record: IncidentRecord;
  /** Finest slot of its cell. */
  slot: number;
}

function keyOf(source: string, id: string): string {
  // With the length, because both may hold any character.
  return `${source.length} ${source}${id}`;
}

export class LiveIncidents {
  /** Open incidents per cell. */
  readonly counts: LevelCounts;
  /** The same, and those of the windows, for what screens leave out. */
  readonly filtered: FilteredCounts;
  open = 0;
  unassigned = 0;
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly cells: CellTable, private readonly windows: WindowCounts) {
    this.counts = new LevelCounts(cells);
    this.filtered = new FilteredCounts(cells, () => this.#entries.values());
  }

  get(source: string, id: string): IncidentRecord | undefined {
    return this.#entries.get(keyOf(source, id))?.record;
  }

  *all(): Iterable<IncidentRecord> {
    for (const { record } of this.#entries.values()) if (record.status === "open") yield record;
  }

  *known(): Iterable<IncidentRecord> {
    for (const { record } of this.#entries.values()) yield record;
  }

  /** Open incidents in a cell of any kept resolution, the newest first. */
  in(slot: number, resolution: number): IncidentRecord[] {
    const found: IncidentRecord[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.record.status === "open" && this.cells.climb(entry.slot, resolution) === slot) {
        found.push(entry.record);
      }
    }
    return found.sort((a, b) => b.time - a.time);
  }

  /** Takes a record of the ledger, and who was sent. One that is not newer than what is known changes nothing. */
  apply(record: IncidentRecord, sent?: Assignment): void {
    const key = keyOf(record.source, record.id);
    const before = this.#entries.get(key);
    if (before && before.record.revision >= record.revision) return;
    const assignment = sent ?? before?.record.assignment;
    if (before) this.#count(before, -1);
    const entry = {
      record: assignment ? { ...record, assignment } : record,
      slot: this.cells.slot(record.cell, FINEST),
    };
    this.#entries.set(key, entry);
    this.#count(entry, 1);
  }

  /** Who is sent to an incident now; undefined: nobody any more. */
  sent(source: string, id: string, assignment: Assignment | undefined): void {
    const entry = this.#entries.get(keyOf(source, id));
    if (!entry) return;
    const { assignment: before, ...record } = entry.record;
    if (record.status === "open") this.unassigned += (before ? 1 : 0) - (assignment ? 1 : 0);
    entry.record = assignment ? { ...record, assignment } : record;
  }

  forget(now: number): void {
    for (const [key, { record }] of this.#entries) {
      if (record.status !== "open" && record.time < now - FORGET_MS) this.#entries.delete(key);
    }
  }

  #count(entry: Entry, delta: 1 | -1): void {
    const { record, slot } = entry;
    this.filtered.count(entry, delta);
    this.windows.add(slot, record.time, delta);
    if (record.status !== "open") return;
    this.counts.add(slot, delta);
    this.open += delta;
    if (!record.assignment) this.unassigned += delta;
  }
}
