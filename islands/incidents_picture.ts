/** The incidents of the picture: where each is drawn at this zoom, and the ring that greets a new one once. */
import type { Atlas } from "../geo/layers/icons.ts";
import { type IncidentSpots, spotsOf } from "../geo/layers/incident_spots.ts";
import { incidentLayers, type IncidentMark, marksAt, markSize } from "../geo/layers/incidents.ts";
import type { MarkColours } from "../geo/layers/mark_colours.ts";
import { type Ring, RING_MS, ringsLayer } from "../geo/layers/selection.ts";
import type { Arrival } from "./state.ts";

export interface IncidentsLook {
  /** Zoom of the view, and of the map itself. */
  readonly zoom: number;
  readonly mapZoom: number;
  readonly scale: number;
  readonly opacity: number;
  readonly colours: MarkColours;
}

const NOTHING: IncidentSpots = { marks: [], legs: [], crowds: [] };

export class IncidentsPicture {
  spots = NOTHING;
  #incidents: readonly IncidentMark[] = [];
  #arrivals: readonly Arrival[] = [];
  #ringed = new Set<string>();
  #rings: { arrival: Arrival; from: number }[] = [];

  /** Rings are on their way. */
  get ringing(): boolean {
    return this.#rings.length > 0;
  }

  /** `from`: this machine's clock when new ones get a ring, or null when nothing may move. */
  take(incidents: readonly IncidentMark[], arrivals: readonly Arrival[], from: number | null): void {
    this.#incidents = incidents;
    if (arrivals === this.#arrivals) return;
    this.#arrivals = arrivals;
    if (from !== null) {
      const fresh = arrivals.filter(({ key }) => !this.#ringed.has(key));
      this.#rings.push(...fresh.map((arrival) => ({ arrival, from })));
    }
    this.#ringed = new Set(arrivals.map(({ key }) => key));
  }

  layers(atlas: Atlas, { zoom, mapZoom, scale, opacity, colours }: IncidentsLook): readonly unknown[] {
    const size = markSize(zoom) * scale;
    this.spots = spotsOf(marksAt(zoom, this.#incidents), mapZoom, size);
    return incidentLayers(this.spots, atlas, { size, opacity, colours });
  }

  ringLayers(now: number, { zoom, scale, colours }: IncidentsLook): readonly unknown[] {
    this.#rings = this.#rings.filter(({ from }) => now - from < RING_MS);
    const rings = this.#rings.map(({ arrival: { lat, lon, severity }, from }): Ring => ({
      ...{ lat, lon, severity },
      part: (now - from) / RING_MS,
    }));
    return [ringsLayer(rings, markSize(zoom) * scale, colours)];
  }
}
