/** Changes how a map looks that is there already: colours, language, names. Nothing is loaded again. */
import { LABEL_LAYERS, labelText } from "./map_labels.ts";
import type { BaseMap, StyleSpecification } from "./maplibre.ts";
import type { Lang } from "./words.ts";

/** Names that a slow machine does without: of roads and of points of interest. */
const SMALL_NAMES = /^(label-road|roads_label|pois|label-poi)/;

/** Gives the map's layers the colours that they have in a style of the same layers. */
export function dressMap(map: BaseMap, { layers }: StyleSpecification): void {
  for (const { id, ...layer } of layers) {
    if (!map.getLayer(id) || !("paint" in layer)) continue;
    for (const [name, value] of Object.entries(layer.paint ?? {})) {
      map.setPaintProperty(id, name as never, value as never);
    }
  }
}

export function nameMap(map: BaseMap, lang: Lang): void {
  for (const layer of LABEL_LAYERS) {
    if (map.getLayer(layer)) map.setLayoutProperty(layer, "text-field", labelText(layer, lang) as never);
  }
}

/** Leaves out the names of small things, or brings them back. */
export function nameFew(map: BaseMap, few: boolean): void {
  for (const id of map.getLayersOrder().filter((one) => SMALL_NAMES.test(one))) {
    map.setLayoutProperty(id, "visibility", few ? "none" : "visible");
  }
}
