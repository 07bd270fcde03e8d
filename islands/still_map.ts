/**
 * A map of pages that show finished counts: base map, layers that change only with an answer, and a view that two maps
 * can share.
 */
import { contains, type Place } from "../geo/place.ts";
import type { CityDescription, CityMaps } from "./city.ts";
import { MapOverlay } from "./map_overlay.ts";
import { openFlat } from "./map_base.ts";
import type { BaseMap, StyleSpecification } from "./maplibre.ts";
import { loadNames, namePoints } from "./map_names.ts";
import { readColours } from "./map_flavor.ts";
import { mapStyle } from "./map_style.ts";
import { named } from "./map_tiles.ts";
import type { MapView } from "./url_state.ts";
import type { Lang } from "./words.ts";

export interface StillMapOptions {
  readonly container: HTMLElement;
  readonly city: CityDescription;
  readonly lang: Lang;
  readonly label: string;
  readonly view: MapView;
  /** The style that the city's file names, when it does. */
  readonly foreign: StyleSpecification | null;
  /** While a person moves the view; not when {@link StillMap.look} does. */
  readonly onMove: (view: MapView) => void;
  /** After the view came to rest. */
  readonly onRest: (view: MapView) => void;
  readonly onClick: (place: Place) => void;
  /** Where the pointer is, or null when it left. */
  readonly onHover: (place: Place | null, x: number, y: number) => void;
}

/** Labels and lines are drawn for a body of 24 px on a wall; a desk reads 14 px. */
const SCALE = 14 / 24;

export class StillMap {
  readonly #map: BaseMap;
  #overlay: MapOverlay;
  #layers: readonly unknown[] = [];
  /** Waited for rather than asked: `isStyleLoaded()` is false again whenever a source is at work. */
  readonly #loaded: Promise<void>;
  #followed = false;

  constructor(private readonly options: StillMapOptions) {
    const { container, city, lang, label, view } = options;
    this.#map = openFlat(label, {
      container,
      style: mapStyle({
        ...{
          colours: readColours(container),
          lang,
          scale: SCALE,
          basemap: city.basemap,
          foreign: options.foreign,
        },
        origin: location.origin,
        through: named,
      }),
      center: [view.lon, view.lat],
      zoom: view.zoom,
      minZoom: Math.max(3, city.view.zoom - 3),
      maxZoom: 18,
      // Resized below, so that a new size is not taken for a move.
      trackResize: false,
    });
    this.#loaded = new Promise((resolve) => this.#map.once("load", () => resolve()));
    this.#overlay = new MapOverlay(this.#map);
    this.#listen();
  }

  get view(): MapView {
    const { lat, lng } = this.#map.getCenter();
    return { lat, lon: lng, zoom: this.#map.getZoom() };
  }

  /** Takes over the view of another map, at once and without telling anybody. */
  look({ lat, lon, zoom }: MapView): void {
    this.#quietly(() => this.#map.jumpTo({ center: [lon, lat], zoom }));
  }

  /** Shows a place because a person asked for it; does nothing when it is well in view already. */
  go({ lat, lon }: Place): void {
    const { x, y } = this.#map.project([lon, lat]);
    const { clientWidth, clientHeight } = this.options.container;
    const part = (value: number, whole: number) => value > whole * 0.12 && value < whole * 0.88;
    if (!part(x, clientWidth) || !part(y, clientHeight)) this.#map.panTo([lon, lat], { duration: 400 });
  }

  /** Shows all of some places because a person asked for them. */
  show(places: readonly Place[]): void {
    const lats = places.map(({ lat }) => lat), lons = places.map(({ lon }) => lon);
    const bounds: [number, number, number, number] = [
      Math.min(...lons),
      Math.min(...lats),
      Math.max(...lons),
      Math.max(...lats),
    ];
    this.#map.fitBounds(bounds, { padding: 60, maxZoom: 16.5, duration: 400 });
  }

  draw(layers: readonly unknown[]): void {
    this.#layers = layers;
    this.#overlay.lay(layers as never[]);
    this.#map.triggerRepaint();
  }

  /** Draws the city's own map once its names' font is there. */
  async drawMaps({ districts }: CityMaps): Promise<void> {
    await loadNames(districts ? [districts] : []);
    const set = (id: string, data: unknown) =>
      (this.#map.getSource(id) as { setData(data: unknown): void } | undefined)?.setData(data);
    await this.#loaded;
    if (!districts) return;
    set("districts", districts);
    set("district-names", namePoints(districts));
  }

  remove(): void {
    this.#map.remove();
  }

  #listen(): void {
    const { onMove, onRest, onClick, onHover, city, container } = this.options;
    const map = this.#map;
    map.on("move", () => this.#followed || onMove(this.view));
    map.on("moveend", () => this.#followed || onRest(this.view));
    const placed = ({ lat, lng }: { lat: number; lng: number }): Place | null =>
      contains(city.bounds, lat, lng) ? { lat, lon: lng } : null;
    map.on("click", ({ lngLat }) => {
      const place = placed(lngLat);
      if (place) onClick(place);
    });
    map.on(
      "mousemove",
      ({ lngLat, point }) => onHover(map.isMoving() ? null : placed(lngLat), point.x, point.y),
    );
    map.on("mouseout", () => onHover(null, 0, 0));
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key === "Enter") onClick(this.view);
    });
    // MapLibre heals a lost WebGL context; deck.gl's layers belong to the lost one and are made anew.
    map.on("webglcontextrestored", () => {
      this.#overlay = new MapOverlay(map);
      this.draw(this.#layers);
    });
    // To MapLibre a new size is a move.
    new ResizeObserver(() => this.#quietly(() => map.resize())).observe(container);
  }

  /** Does what is no move of a person's. */
  #quietly(act: () => void): void {
    this.#followed = true;
    act();
    this.#followed = false;
  }
}
