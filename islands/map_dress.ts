/** How the map looks, and how that changes on one that is there: colours, language, sizes, names. Nothing is loaded again. */
import type { CityDescription } from "./city.ts";
import { readColours, throughVeil } from "./map_flavor.ts";
import { LABEL_LAYERS, labelText } from "./map_labels.ts";
import { mapStyle } from "./map_style.ts";
import { named } from "./map_tiles.ts";
import type { BaseMap, LayerSpecification, StyleSpecification } from "./maplibre.ts";
import type { Lang } from "./words.ts";

/** Names that a slow machine does without: of roads and of points of interest. */
const SMALL_NAMES = /^(label-road|roads_label|pois|label-poi)/;

export interface DressOptions {
  readonly city: CityDescription;
  /** Where the tokens of the theme are read. */
  readonly container: HTMLElement;
  /** The style that the city's file names, when it does and it is there. */
  readonly foreign: StyleSpecification | null;
}

export interface Worn {
  readonly lang: Lang;
  /** Body type over 24 px. */
  readonly scale: number;
  /** Something is selected, and a veil lies over the rest, names included. */
  readonly veiled?: boolean;
}

/** The style in the theme that the page wears. */
export function styleOf(
  { city, container, foreign }: DressOptions,
  { lang, scale, veiled = false }: Worn,
): StyleSpecification {
  const colours = readColours(container);
  return mapStyle({
    ...{ colours: veiled ? throughVeil(colours) : colours, lang, scale, basemap: city.basemap, foreign },
    origin: location.origin,
    through: named,
  });
}

export class MapDress {
  #worn: Worn;
  #fewNames = false;

  /** `worn`: what the map was opened with. */
  constructor(
    private readonly map: BaseMap,
    private readonly options: DressOptions,
    { lang, scale }: Worn,
  ) {
    this.#worn = { lang, scale, veiled: false };
  }

  /** Takes the colours of the theme that the page now wears. */
  recolour(): void {
    for (const layer of this.#layers()) paintLayer(this.map, layer);
  }

  /** Gives names and lines the sizes that they have on a screen of this scale. */
  resize(scale: number): void {
    if (scale === this.#worn.scale) return;
    this.#worn = { ...this.#worn, scale };
    for (const layer of this.#layers()) fitLayer(this.map, layer);
  }

  /** Inks names for the veil that lies over them, or for none. */
  veil(veiled: boolean): void {
    if (veiled === this.#worn.veiled) return;
    this.#worn = { ...this.#worn, veiled };
    this.ink();
  }

  /** Gives names their colours; a map that was not loaded when they changed needs it afterwards. */
  ink(): void {
    for (const layer of this.#layers()) {
      const ink = layer.type === "symbol" ? layer.paint?.["text-color"] : undefined;
      if (ink !== undefined) this.map.setPaintProperty(layer.id, "text-color", ink);
    }
  }

  speak(lang: Lang): void {
    this.#worn = { ...this.#worn, lang };
    for (const layer of LABEL_LAYERS) {
      if (!this.map.getLayer(layer)) continue;
      this.map.setLayoutProperty(layer, "text-field", labelText(layer, lang) as never);
    }
  }

  /** Leaves out the names of small things, or brings them back. */
  nameFew(few: boolean): void {
    if (few === this.#fewNames) return;
    this.#fewNames = few;
    for (const id of this.map.getLayersOrder().filter((one) => SMALL_NAMES.test(one))) {
      this.map.setLayoutProperty(id, "visibility", few ? "none" : "visible");
    }
  }

  /** As a map opened now would have them, of those that are on this one. */
  #layers(): LayerSpecification[] {
    return styleOf(this.options, this.#worn).layers.filter(({ id }) => this.map.getLayer(id));
  }
}

/** Gives a layer of the map the sizes and colours that it has here. */
export function fitLayer(map: BaseMap, layer: LayerSpecification): void {
  paintLayer(map, layer);
  for (const [name, value] of Object.entries(layer.layout ?? {})) {
    // Whether it is seen is no matter of size.
    if (name !== "visibility") map.setLayoutProperty(layer.id, name as never, value as never);
  }
}

function paintLayer(map: BaseMap, { id, paint }: LayerSpecification): void {
  for (const [name, value] of Object.entries(paint ?? {})) {
    map.setPaintProperty(id, name as never, value as never);
  }
}
