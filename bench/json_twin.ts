/** The same news as a frame, as the JSON objects that a straightforward server would send: what the wire is measured against. */
import { cellOf } from "../geo/cell.ts";
import { type CellsSection, type Frame, MEASURES, type WorkersSection } from "../streams/wire.ts";

const STATES = ["free", "assigned", "silent"];

/** Counts bytes of JSON for one screen; it remembers the names of cells as the screen does. */
export class JsonTwin {
  /** With every changed cell as a whole object: its id and its four counts. */
  bytes = 0;
  /** With nothing of a cell but its id and the counts that changed. */
  leanBytes = 0;
  readonly #cells = new Map<number, Record<string, unknown>>();

  add({ time, sections }: Frame): void {
    const cells: object[] = [];
    const lean: object[] = [];
    const workers: object[] = [];
    const gone: string[] = [];
    for (const section of sections) {
      if (section.kind === "cells") {
        for (const [slot, changed] of this.#changesOf(section)) {
          const cell = Object.assign(this.#cells.get(slot)!, changed);
          cells.push(cell);
          lean.push({ cell: cell["cell"], ...changed });
        }
      } else {
        workers.push(...workersOf(section));
        for (const slot of section.gone) gone.push(nameOf(slot));
      }
    }
    const rest = { ...workers.length > 0 ? { workers } : {}, ...gone.length > 0 ? { gone } : {} };
    const bytesWith = (cells: object[]) =>
      JSON.stringify({ time, ...cells.length > 0 ? { cells } : {}, ...rest }).length;
    this.bytes += bytesWith(cells);
    this.leanBytes += bytesWith(lean);
  }

  #changesOf({ named, blocks }: CellsSection): Map<number, Record<string, number>> {
    for (let i = 0; i < named.slots.length; i++) {
      const none = Object.fromEntries(MEASURES.map((measure) => [measure, 0]));
      this.#cells.set(named.slots[i]!, { cell: cellOf(named.lo[i]!, named.hi[i]!), ...none });
    }
    const changes = new Map<number, Record<string, number>>();
    blocks.forEach(({ slots, values }, measure) => {
      for (let i = 0; i < slots.length; i++) {
        let changed = changes.get(slots[i]!);
        if (!changed) changes.set(slots[i]!, changed = {});
        changed[MEASURES[measure]!] = values[i]!;
      }
    });
    return changes;
  }
}

/** Degrees to six places, about 0.1 m, as the binary frame has them. */
function workersOf({ slots, lat, lon, heading, state, age }: WorkersSection): object[] {
  return Array.from(slots, (slot, i) => ({
    worker: nameOf(slot),
    lat: Number(lat[i]!.toFixed(6)),
    lon: Number(lon[i]!.toFixed(6)),
    heading: Math.round(heading[i]! * 360 / 255),
    state: STATES[state[i]!],
    age: age[i],
  }));
}

/** As long as the generator's names. */
function nameOf(slot: number): string {
  return `w${String(slot).padStart(6, "0")}`;
}
