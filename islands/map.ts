/** The wall's map. Never unmounted; its view moves only when a person moves it. */
import { resolutionFor } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import { type IncidentFilter, isEmpty } from "../streams/incident_filter.ts";
import type { Window } from "../streams/wire.ts";
import type { CityMaps } from "./city.ts";
import { DeckFrames } from "./deck_frames.ts";
import { type GroundReport, watchGround } from "./ground_health.ts";
import { type BaseMapOptions, openMap } from "./map_base.ts";
import { type BaseMap, MapLibreOverlay, type StyleSpecification } from "./maplibre.ts";
import { MapPointer, type Pointed } from "./map_pointer.ts";
import { loadNames, namePoints } from "./map_names.ts";
import { readColours } from "./map_flavor.ts";
import { LABEL_LAYERS, labelText } from "./map_labels.ts";
import { readMarkColours } from "./mark_colours.ts";
import { isGround, mapStyle } from "./map_style.ts";
import { named } from "./map_tiles.ts";
import { GroundLayers } from "./ground_layers.ts";
import { type Look, MapPicture, type PictureInput } from "./map_picture.ts";
import { centreOf, type MapFrame, viewOf } from "./map_frame.ts";
import type { MapView } from "./url_state.ts";
import type { View } from "../streams/wire.ts";
import type { Lang } from "./words.ts";

/** Names that a slow machine does without: of roads and of points of interest. */
const SMALL_NAMES = /^(label-road|roads_label|pois|label-poi)/;
/** How long the base map waits for the live layers. */
const OVERLAY_WAIT_MS = 3_000;
/** How long a lost WebGL context may take to come back before the map is made anew all the same. */
const RESTORE_MS = 5_000;

export interface WallMapOptions
  extends Omit<PictureInput, "scale" | "repaint">, BaseMapOptions, Pointed, GroundReport {
  readonly lang: Lang;
  /** Body type over 24 px. */
  readonly scale: number;
  /** The style that the city's file names, when it does and it is there. */
  readonly foreign: StyleSpecification | null;
  /** After the view moved, and at the start. */
  readonly onView: (view: MapView) => void;
  /** While a person moves it. */
  readonly onMove: (view: MapView) => void;
  /** The WebGL context was lost: this map is of no more use, and a new one can be made. */
  readonly onBroken: () => void;
}

export class WallMap {
  readonly picture: MapPicture;
  readonly #map: BaseMap;
  readonly #loaded: Promise<void>;
  readonly #ground: GroundLayers;
  readonly #overlay: MapLibreOverlay;
  readonly #frames = new DeckFrames();
  readonly #overlaid = Promise.withResolvers<void>();
  #fewNames = false;
  /** Layers that do not lie among those of the map yet. */
  #waiting: never[] | null = null;
  #frame: MapFrame;

  constructor(private readonly options: WallMapOptions) {
    const { city, lang, scale, frame } = options;
    this.#frame = frame;
    this.#map = openMap(options, this.#style(lang));
    this.#loaded = new Promise((resolve) =>
      this.#map.once("load", () => {
        // Measured by `deno task bench first-load`.
        performance.mark("hexwall:map");
        resolve();
      })
    );
    this.picture = new MapPicture({
      ...options,
      scale,
      repaint: (layers) => {
        if (layers) this.#lay(layers as never[]);
        this.#map.triggerRepaint();
      },
    }, readMarkColours(options.container));
    this.#overlay = this.#layOver();
    this.#ground = new GroundLayers({
      map: this.#map,
      city,
      scale,
      magnified: Math.log2(frame.magnification),
    });
    this.#loaded.then(() => this.#ground.ready(), () => {});
    watchGround(this.#map, options);
    new MapPointer(options, {
      map: this.#map,
      picture: this.picture,
      view: () => this.view,
      resolution: () => this.#resolution,
    });
    this.#listen();
    this.#viewChanged();
  }

  /** What the server should send for this view. */
  wanted({ window, filter }: { window: Window; filter: IncidentFilter }): View {
    const { zoom } = this.view;
    return {
      bounds: this.#bounds,
      zoom,
      resolution: this.#resolution,
      window,
      cells: true,
      workers: true,
      ...(isEmpty(filter) ? {} : { filter }),
    };
  }

  get view(): MapView {
    const { lat, lng } = this.#map.getCenter();
    return viewOf({ center: [lng, lat], zoom: this.#map.getZoom() }, this.#frame);
  }

  /** Shows a view that was chosen elsewhere: on another screen of this wall, by a preset. At once, without a way there. */
  show(view: MapView): void {
    this.#map.jumpTo(centreOf(view, this.#frame));
  }

  /** The window changed: the same part of the city is shown on it. */
  reframe(frame: MapFrame): void {
    const { view } = this;
    this.#frame = frame;
    this.#map.setPixelRatio(frame.pixelRatio);
    this.#map.resize();
    this.show(view);
  }

  /** Draws the city's own map once its names' font is there. */
  async drawMaps(maps: CityMaps): Promise<void> {
    const { districts } = maps;
    // deck.gl joins the map's layers only while nothing loads: live layers first, or they wait for every tile.
    const overlaid = Promise.race([
      this.#overlaid.promise,
      new Promise((late) => setTimeout(late, OVERLAY_WAIT_MS)),
    ]);
    const names = loadNames(districts ? [districts] : []);
    await Promise.all([overlaid, names]);
    const draw = () => {
      if (!districts) return;
      this.#source("districts")?.setData(districts);
      this.#source("district-names")?.setData(namePoints(districts));
    };
    // Waited for rather than asked: isStyleLoaded() is false again whenever a source is at work.
    await this.#loaded;
    draw();
  }

  /** Takes the colours of the theme that the page now wears; nothing is loaded again. */
  dress(lang: Lang): void {
    for (const { id, ...layer } of this.#style(lang).layers) {
      if (!this.#map.getLayer(id) || !("paint" in layer)) continue;
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        this.#map.setPaintProperty(id, name as never, value as never);
      }
    }
    // What lies on the map has colours of the theme too.
    this.#ground.ready();
    this.picture.dress(readMarkColours(this.options.container));
  }

  speak(lang: Lang): void {
    for (const layer of LABEL_LAYERS) {
      if (this.#map.getLayer(layer)) {
        this.#map.setLayoutProperty(layer, "text-field", labelText(layer, lang) as never);
      }
    }
  }

  /** Shows a place because a person asked for it; does nothing when it is well in view already, beside the panels. */
  go(place: Place): void {
    const { x, y } = this.#map.project([place.lon, place.lat]);
    const { part, free } = this.#frame;
    const inFree = (at: number, from: number, size: number) =>
      at > from + size * 0.06 && at < from + size * 0.94;
    if (inFree(x + part.x, free.x, free.width) && inFree(y + part.y, free.y, free.height)) return;
    // Into the middle of what is free.
    const middle = centreOf({ ...place, zoom: this.view.zoom }, {
      ...this.#frame,
      picture: { width: 2 * (free.x + free.width / 2), height: 2 * (free.y + free.height / 2) },
    });
    if (this.options.motion()) this.#map.easeTo({ ...middle, duration: 500 });
    else this.#map.jumpTo(middle);
  }

  /** Where a place is on the screen, px. */
  pixelOf({ lat, lon }: Place): { x: number; y: number } {
    const { x, y } = this.#map.project([lon, lat]);
    return { x, y };
  }

  /** Layers of the base map that show something in this view. */
  ground(): string[] {
    const layers = this.#map.getLayersOrder().filter((id) =>
      isGround(this.#map.getLayer(id)?.source ?? "heat")
    );
    return [...new Set(this.#map.queryRenderedFeatures({ layers }).map(({ layer }) => layer.id))];
  }

  /** How a layer of the map is painted; undefined when it is not there. */
  paint(layer: string, property: string): unknown {
    return this.#map.getLayer(layer) ? this.#map.getPaintProperty(layer, property as never) : undefined;
  }

  /** Ids of everything drawn, from below. */
  order(): string[] {
    return this.#map.getLayersOrder();
  }

  /** What lies on the map, live and not. */
  look(look: Look & { readonly lang: Lang }): void {
    this.picture.look(look);
    this.#ground.look(look);
  }

  /** The stores took in a frame. */
  framed(): void {
    this.picture.framed();
    this.#ground.follow(this.options.cells.sheet);
  }

  /** Leaves out the names of small things, on a machine that is slow with them. */
  nameFew(few: boolean): void {
    if (few === this.#fewNames) return;
    this.#fewNames = few;
    for (const id of this.#map.getLayersOrder().filter((one) => SMALL_NAMES.test(one))) {
      this.#map.setLayoutProperty(id, "visibility", few ? "none" : "visible");
    }
  }

  /** Frees what can be freed; the container is the caller's to remove. */
  remove(): void {
    this.picture.useDevice(null);
    this.#ground.remove();
    try {
      this.#map.remove();
    } catch {
      // Its context is gone, and with it what it wanted to free.
    }
  }

  get #resolution(): number {
    const [coarsest, finest] = this.options.city.resolutions;
    return Math.max(coarsest, Math.min(finest, resolutionFor(this.view.zoom)));
  }

  /** Of the whole picture, not of this screen's part: classes of colour follow from all that a wall shows. */
  get #bounds(): readonly [number, number, number, number] {
    const { picture, part } = this.#frame;
    const { lng: west, lat: north } = this.#map.unproject([-part.x, -part.y]);
    const { lng: east, lat: south } = this.#map.unproject([picture.width - part.x, picture.height - part.y]);
    return [west, south, east, north];
  }

  #style(lang: Lang) {
    const { city, scale, container, foreign } = this.options;
    return mapStyle({
      ...{ colours: readColours(container), lang, scale, basemap: city.basemap, foreign },
      origin: location.origin,
      through: named,
    });
  }

  #source(id: string) {
    return this.#map.getSource(id) as { setData(data: unknown): void } | undefined;
  }

  #layOver(): MapLibreOverlay {
    const options = {
      interleaved: true,
      layers: [],
      onDeviceInitialized: (device: unknown) => this.picture.useDevice(device as never),
      // deck.gl hands its properties on to the loop of luma.gl, whose property this is.
      animationFrameProvider: this.#frames,
    };
    const overlay = new MapLibreOverlay(options);
    this.#map.addControl(overlay as never);
    return overlay;
  }

  /**
   * deck.gl puts its layers among those of the map only while nothing loads, and otherwise over all of them, names included,
   * until it is given layers once more. A city in which nothing happens gives none.
   */
  #lay(layers: never[]): void {
    const joined = this.#map.isStyleLoaded();
    this.#waiting = joined ? null : layers;
    this.#overlay.setProps({ layers });
    this.#frames.now();
    if (joined) this.#overlaid.resolve();
  }

  #join(): void {
    if (this.#waiting && this.#map.isStyleLoaded()) this.#lay([...this.#waiting]);
  }

  #listen(): void {
    const map = this.#map;
    map.on("moveend", () => this.#viewChanged());
    map.on("move", (event) => {
      this.#frames.soon();
      if (event.originalEvent || map.isMoving()) this.options.onMove(this.view);
    });
    map.on("resize", () => this.#frames.soon());
    map.on("zoom", () => this.picture.zoomTo(this.view.zoom, this.#map.getZoom()));
    map.on("render", () => {
      this.#join();
      this.picture.rendered();
    });
    map.on("idle", () => this.#join());
    map.on("webglcontextlost", () => this.#lost());
  }

  #viewChanged(): void {
    this.picture.zoomTo(this.view.zoom, this.#map.getZoom());
    this.options.onView(this.view);
  }

  /**
   * MapLibre heals itself, deck.gl does not: its device stays tied to the canvas, with programs of the lost context. A map
   * on a new canvas is the one sure way.
   */
  #lost(): void {
    this.picture.useDevice(null);
    const timer = setTimeout(this.options.onBroken, RESTORE_MS);
    this.#map.once("webglcontextrestored", () => {
      clearTimeout(timer);
      this.options.onBroken();
    });
  }
}
