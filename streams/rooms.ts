/** All rooms that some screen is in, and the frame each screen gets at a tick. Pure: no sockets here. */
import { type CellTable, COARSEST, outlineOf } from "../geo/cell.ts";
import type { Bounds } from "../geo/place.ts";
import { CellsRoom, type Columns } from "./cells_room.ts";
import { MOST_FILTERS } from "./filtered_counts.ts";
import { joinFrame } from "./frame.ts";
import { filterKey, type IncidentFilter, NO_FILTER } from "./incident_filter.ts";
import { tilesOf, wholeCity } from "./subscription.ts";
import { type View, WHOLE_CITY, type Window } from "./wire.ts";
import type { Viewer } from "./viewer.ts";
import { WorkersRoom, type WorkersSource } from "./workers_room.ts";

/** What rooms read of the city. */
export interface RoomSource extends WorkersSource {
  readonly cells: CellTable;
  /** Counts of one resolution and window, in the order of MEASURES, by slot of that level. */
  columns(resolution: number, window: Window, filter: IncidentFilter): Columns;
  /** How many workers are shown in a tile. */
  workersCount(tile: number): number;
}

/** Beyond this many workers in view, screens get cells only: single people would be a blur. */
export const MOST_WORKERS = 12_000;

type Room = CellsRoom | WorkersRoom;

/** What stands between a room's place and the filter it counts under. */
const FILTERED = "|";

const EVERYTHING: Pick<Viewer, "key" | "cells" | "workers"> = { key: "", cells: true, workers: "all" };

/** One screen's place in the rooms. `behind` are rooms whose next section must be whole. */
export class Seat {
  constructor(readonly viewer: Pick<Viewer, "key" | "cells" | "workers"> = EVERYTHING) {}

  readonly rooms = new Map<string, Room>();
  readonly behind = new Set<string>();
  view: View | null = null;
  /** Slots of the tiles in view; null when they are too many. */
  tiles: readonly number[] | null = null;
  /** The view holds too many workers to draw one by one. */
  crowded = false;
  /** Other screens use all the filters that can be counted at a time: no cells until one is free. */
  unfiltered = false;
}

export class Rooms {
  readonly #rooms = new Map<string, { room: Room; seats: number; section: Uint8Array | null }>();

  constructor(private readonly source: RoomSource, private readonly bounds: Bounds) {}

  get size(): number {
    return this.#rooms.size;
  }

  /** Puts a seat into the rooms of its view, and out of the others. */
  settle(seat: Seat, view: View): void {
    if (seat.view !== view) {
      seat.tiles = tilesOf(view, this.bounds)?.map((cell) => this.source.cells.slot(cell, COARSEST)) ?? null;
      seat.view = view;
    }
    const wanted = this.#wanted(seat, view);
    for (const name of [...seat.rooms.keys()]) if (!wanted.has(name)) this.#leave(seat, name);
    for (const [name, make] of wanted) if (!seat.rooms.has(name)) this.#enter(seat, name, make);
  }

  leave(seat: Seat): void {
    for (const name of [...seat.rooms.keys()]) this.#leave(seat, name);
  }

  /** The next frame of every room must be whole for this seat: it missed one, or says it did. */
  resync(seat: Seat): void {
    for (const name of seat.rooms.keys()) seat.behind.add(name);
  }

  /** Takes the state of this moment into every room of a kind. */
  advance(kind: "cells" | "workers", now: number): void {
    for (const entry of this.#rooms.values()) {
      if (entry.room instanceof WorkersRoom) {
        if (kind === "workers") entry.section = entry.room.advance(now);
      } else if (kind === "cells") entry.section = entry.room.advance();
    }
  }

  /** The frame for a seat after {@link advance}, or null when nothing changed for it. */
  frame(kind: "cells" | "workers", seat: Seat, now: number): Uint8Array | null {
    const sections: Uint8Array[] = [];
    for (const [name, room] of seat.rooms) {
      if ((room instanceof WorkersRoom) !== (kind === "workers")) continue;
      if (seat.behind.delete(name)) sections.push(room.whole(now));
      else {
        const section = this.#rooms.get(name)!.section;
        if (section) sections.push(section);
      }
    }
    return sections.length > 0 ? joinFrame(now, sections) : null;
  }

  #wanted(seat: Seat, view: View): Map<string, () => Room> {
    const wanted = new Map<string, () => Room>();
    const { tiles } = seat;
    const filter = view.filter ?? NO_FILTER;
    const under = filterKey(filter);
    seat.unfiltered = !this.#countable(under);
    const { viewer } = seat;
    if (view.cells && viewer.cells && !seat.unfiltered) {
      const whole = tiles === null || wholeCity(view.resolution);
      for (const tile of whole ? [WHOLE_CITY] : tiles) {
        const key = { resolution: view.resolution, window: view.window, tile };
        wanted.set(
          `c/${key.resolution}/${key.window}/${tile}${FILTERED}${under}`,
          () => new CellsRoom(key, this.#cells(key, filter)),
        );
      }
    }
    const near = tiles?.reduce((sum, tile) => sum + this.source.workersCount(tile), 0) ?? Infinity;
    const workers = view.workers && viewer.workers !== "none";
    seat.crowded = workers && near > MOST_WORKERS;
    if (workers && !seat.crowded) {
      const source = this.#seenBy(viewer);
      for (const tile of tiles!) {
        wanted.set(
          `w/${tile}/${viewer.key}${FILTERED}`,
          () => new WorkersRoom(tile, this.#box(tile), source),
        );
      }
    }
    return wanted;
  }

  #seenBy({ workers: sees }: Seat["viewer"]): WorkersSource {
    const { source } = this;
    if (typeof sees === "string") return source;
    return {
      workers: source.workers,
      *shownInTile(tile) {
        for (const slot of source.shownInTile(tile)) if (sees(slot)) yield slot;
      },
    };
  }

  /** Whether rooms under this filter can be kept beside those of the others. */
  #countable(under: string): boolean {
    if (under === "") return true;
    const used = new Set([...this.#rooms.keys()].map((name) => name.slice(name.indexOf(FILTERED) + 1)));
    used.delete("");
    return used.has(under) || used.size < MOST_FILTERS;
  }

  #cells({ resolution, window }: { resolution: number; window: Window }, filter: IncidentFilter) {
    const { source } = this;
    const level = source.cells.level(resolution);
    return {
      level,
      tileOf(slot: number): number {
        for (let at = resolution; at > COARSEST; at--) slot = source.cells.level(at).parent[slot]!;
        return slot;
      },
      columns: () => source.columns(resolution, window, filter),
    };
  }

  /** The box that positions of a tile are quantised in. Finer cells stick out of their ancestor, hence the margin. */
  #box(tile: number): Bounds {
    const outline = outlineOf(this.source.cells.level(COARSEST).cell(tile));
    const lons = outline.map(([lon]) => lon);
    const lats = outline.map(([, lat]) => lat);
    const [west, east, south, north] = [
      Math.min(...lons),
      Math.max(...lons),
      Math.min(...lats),
      Math.max(...lats),
    ];
    const [dx, dy] = [(east - west) / 5, (north - south) / 5];
    return [west - dx, south - dy, east + dx, north + dy];
  }

  #enter(seat: Seat, name: string, make: () => Room): void {
    let entry = this.#rooms.get(name);
    if (!entry) this.#rooms.set(name, entry = { room: make(), seats: 0, section: null });
    entry.seats++;
    seat.rooms.set(name, entry.room);
    seat.behind.add(name);
  }

  #leave(seat: Seat, name: string): void {
    seat.rooms.delete(name);
    seat.behind.delete(name);
    const entry = this.#rooms.get(name)!;
    if (--entry.seats === 0) this.#rooms.delete(name);
  }
}
