/** The style that the city's file names, as a live map needs it: there before the map where it can be, and asked for again. */
import type { Signal } from "@preact/signals";
import type { CityDescription } from "./city.ts";
import { addressesOf, attributionOf, blockedOrigins, readForeignStyle } from "./foreign_style.ts";
import type { StyleSpecification } from "./maplibre.ts";

export interface GroundHost {
  readonly city: CityDescription;
  /** The base map cannot be read; live layers go on. */
  readonly basemapLost: Signal<boolean>;
  /** Hosts that the base map loads from and the city's file does not name: the browser blocks them. */
  readonly basemapBlocked: Signal<readonly string[]>;
  /** Whose map it is. */
  readonly mapBy: Signal<string>;
}

/** So long the map waits for it before it is drawn without; live layers matter more. */
const PATIENCE_MS = 4_000;
const AGAIN_MS = 20_000;

export class ForeignGround {
  style: StyleSpecification | null = null;
  /** Resolves when it is there, or its time is over. */
  readonly first: Promise<unknown>;
  /** Resolves when a style came after the map was drawn without one. */
  readonly later: Promise<void>;

  constructor(private readonly host: GroundHost, private readonly signal: AbortSignal) {
    const { basemap } = host.city;
    const came = basemap.kind === "style" ? this.#read(basemap) : Promise.resolve();
    this.first = Promise.race([came, new Promise((late) => setTimeout(late, PATIENCE_MS))]);
    let waited = false;
    this.first.then(() => waited = true);
    this.later = new Promise((resolve) => void came.then(() => waited && resolve()));
  }

  async #read(basemap: Extract<CityDescription["basemap"], { kind: "style" }>): Promise<void> {
    while (!this.signal.aborted) {
      try {
        const patience = AbortSignal.any([this.signal, AbortSignal.timeout(AGAIN_MS)]);
        this.style = await readForeignStyle(basemap, location.origin, patience);
        this.host.basemapLost.value = false;
        this.host.mapBy.value ||= attributionOf(this.style);
        return learnHosts(this.host, addressesOf(this.style));
      } catch {
        this.host.basemapLost.value = true;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }
}

/** A map that loads from a host the city's file does not name says which: the browser only blocks it. */
export function learnHosts(
  { city: { basemap }, basemapBlocked }: GroundHost,
  addresses: readonly string[],
): void {
  if (basemap.kind !== "style") return;
  const blocked = blockedOrigins(addresses, basemap, location.origin);
  if (blocked.length > 0) basemapBlocked.value = [...new Set([...basemapBlocked.peek(), ...blocked])];
}
