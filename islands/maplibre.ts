/** The one door to maplibre-gl and to the deck.gl overlay that draws into it. */
import { setWorkerUrl } from "maplibre-gl";
// @ts-types="./built_url.d.ts"
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

export { addProtocol, Map as BaseMap } from "maplibre-gl";
export type {
  DataDrivenPropertyValueSpecification,
  FilterSpecification,
  LayerSpecification,
  MapMouseEvent,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
export { MapLibreOverlay } from "@deck.gl/maplibre";

// A built page finds no worker by itself; one of the same origin also needs no blob in the content security policy.
setWorkerUrl(workerUrl);
