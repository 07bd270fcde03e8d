/** The one door to maplibre-gl and to the deck.gl overlay that draws into it. */
import { Map, type MapOptions, setWorkerUrl } from "maplibre-gl";
// @ts-types="./built_url.d.ts"
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

export { addProtocol } from "maplibre-gl";
export type {
  DataDrivenPropertyValueSpecification,
  FilterSpecification,
  LayerSpecification,
  MapMouseEvent,
  MapOptions,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
export { MapLibreOverlay } from "@deck.gl/maplibre";

// A built page finds no worker by itself; one of the same origin also needs no blob in the content security policy.
setWorkerUrl(workerUrl);

/**
 * A map that counts as styled once its style is there. MapLibre's own says so only while nothing loads, and deck.gl, which
 * asks it before it joins, would keep live layers off the map as long as one host of tiles is slow.
 */
export class BaseMap extends Map {
  declare private styled: boolean | undefined;

  constructor(options: MapOptions) {
    super(options);
    this.once("style.load", () => this.styled = true);
  }

  override isStyleLoaded(): boolean {
    return this.styled === true && this.style !== undefined && this.style !== null;
  }
}
