/** The events one screen gets: what it may not see is told as a number and nothing more, so that it finds no gap. Pure. */
import { incidentName } from "./record.ts";
import type { CityEvent, HiddenEvent, IncidentRecord, WireEvent } from "./wire.ts";
import type { Viewer } from "./viewer.ts";

export class Shown {
  /** Open incidents that this screen was told of. */
  readonly #incidents = new Set<string>();

  /** What a screen begins with. */
  begin(viewer: Viewer, incidents: readonly IncidentRecord[]): readonly IncidentRecord[] {
    this.#incidents.clear();
    const seen = incidents.filter((incident) => viewer.incident(incident));
    for (const incident of seen) this.#incidents.add(incidentName(incident));
    return seen;
  }

  filter(viewer: Viewer, events: readonly CityEvent[]): readonly WireEvent[] {
    return events.map((event) => this.#see(viewer, event));
  }

  #see(viewer: Viewer, event: CityEvent): WireEvent {
    if (event.kind === "incident") return this.#incident(viewer, event);
    return viewer.event(event) ?? hidden(event);
  }

  /** One that moves out of sight is taken back: otherwise it would stand where it is no more. */
  #incident(viewer: Viewer, event: CityEvent & { kind: "incident" }): WireEvent {
    const { source, id } = event.incident;
    const name = incidentName(event.incident);
    if (viewer.incident(event.incident)) {
      if (event.incident.status === "open") this.#incidents.add(name);
      return event;
    }
    return this.#incidents.delete(name) ? { ...hidden(event), gone: { source, id } } : hidden(event);
  }
}

function hidden({ seq, at }: CityEvent): HiddenEvent {
  return { seq, at, kind: "hidden" };
}
