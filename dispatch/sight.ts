/** What somebody sees of the city: incidents and workers of their areas. For sockets, pages and API alike. */
import { AreaCodes } from "../geo/area_codes.ts";
import { type CellTable, FINEST, placeOf } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import type { AreaTables } from "../geo/whereabouts.ts";
import { sha256 } from "../store/audit.ts";
import type { Alert } from "../store/alert.ts";
import type { Person } from "../store/person.ts";
import type { CityEvent, IncidentRecord } from "../streams/record.ts";
import type { Viewer } from "../streams/viewer.ts";
import { seesAlert } from "./alert_rights.ts";
import { eventShownTo } from "./choice_sight.ts";
import { may } from "./rights.ts";
import type { Sender } from "./sender.ts";

/** What is read of the live city. */
export interface Seen {
  readonly cells: CellTable;
  readonly workers: {
    readonly cell: Uint32Array;
    id(slot: number): string;
  };
}

/** A screen's sight, and who looks. */
export interface Onlooker extends Viewer {
  readonly sender: Sender;
}

export class Sight {
  readonly #codes: AreaCodes;
  /** Areas by finest slot: workers are asked about twice a second. */
  readonly #byCell = new Map<number, readonly string[]>();
  readonly #sights = new WeakMap<Person, Viewer>();

  constructor(areas: AreaTables, private readonly city: Seen) {
    this.#codes = new AreaCodes(areas);
  }

  /** Codes of the areas that a place lies in, from the district down. */
  areasAt(place: Place): string[] {
    return this.#codes.of(place);
  }

  incident(person: Person, incident: Place): boolean {
    return may(person, "incidents.look", { areas: this.areasAt(incident) }).ok;
  }

  /** A position is personal data: by exact place, and only to those whose area it is. */
  worker(person: Person, { worker, ...place }: Place & { readonly worker: string }): boolean {
    return may(person, "workers.look", { areas: this.areasAt(place), workers: [worker] }).ok;
  }

  onlooker(sender: Sender): Onlooker {
    const { person } = sender;
    let sight = this.#sights.get(person);
    if (!sight) this.#sights.set(person, sight = this.#sightOf(person));
    return { ...sight, sender };
  }

  #sightOf(person: Person): Viewer {
    const cells = may(person, "cells.look").ok;
    const workers = this.#workersOf(person);
    // Outside all areas is where only the whole city reaches.
    const nowhere = { areas: [] };
    const whole = workers === "all" && cells && may(person, "incidents.look", nowhere).ok &&
      may(person, "case.look", nowhere).ok && may(person, "sos.look", nowhere).ok;
    const { roles, areas, post, active } = person;
    return {
      key: whole ? "" : sha256(JSON.stringify([roles, areas, post?.id, active])).slice(0, 16),
      cells,
      workers,
      incident: (incident: IncidentRecord) => this.incident(person, incident),
      event: (event: CityEvent) => shownOf(person, event),
      alert: (alert: Alert) => seesAlert(person, alert),
    };
  }

  #workersOf(person: Person): Viewer["workers"] {
    if (!may(person, "workers.look").ok) return "none";
    if (may(person, "workers.look", { areas: [] }).ok) return "all";
    const { workers } = this.city;
    return (slot) =>
      may(person, "workers.look", { areas: this.#areasOf(workers.cell[slot]!), workers: [workers.id(slot)] })
        .ok;
  }

  /** Of a cell's middle: a border is as sharp as the finest cells, 65 m. */
  #areasOf(slot: number): readonly string[] {
    let areas = this.#byCell.get(slot);
    if (!areas) {
      this.#byCell.set(slot, areas = this.areasAt(placeOf(this.city.cells.level(FINEST).cell(slot))));
    }
    return areas;
  }
}

/** Incidents are asked about by themselves. */
function shownOf(person: Person, event: CityEvent): CityEvent | null {
  switch (event.kind) {
    case "case": {
      const { areas, crew } = event.case;
      if (!may(person, "case.look", { areas, workers: crew.map(({ worker }) => worker) }).ok) return null;
      const shown = eventShownTo(person, event.case, event.event);
      return shown === event.event ? event : { ...event, event: shown };
    }
    case "alert":
      return seesAlert(person, event.alert) ? event : null;
    default:
      return event;
  }
}
