/** The wall's map. Never unmounted; its view moves only when a person moves it. */
import type { Place } from "../geo/place.ts";
import { type IncidentFilter, isEmpty } from "../streams/incident_filter.ts";
import type { View, Window } from "../streams/wire.ts";
import type { CityMaps } from "./city.ts";
import { type DrawnFences, FenceLayers } from "./fence_layers.ts";
import { type GroundReport, watchGround } from "./ground_health.ts";
import { GroundLayers, type GroundSize } from "./ground_layers.ts";
import { type BaseMapOptions, openMap } from "./map_base.ts";
import { MapCamera } from "./map_camera.ts";
import { type DressOptions, MapDress, styleOf, type Worn } from "./map_dress.ts";
import type { MapFrame } from "./map_frame.ts";
import { loadNames, namePoints } from "./map_names.ts";
import { PanelRoom } from "./map_clear.ts";
import { MapOverlay } from "./map_overlay.ts";
import { type Look, MapPicture, type PictureInput } from "./map_picture.ts";
import { MapPointer, type Pointed } from "./map_pointer.ts";
import { isGround } from "./map_style.ts";
import type { BaseMap } from "./maplibre.ts";
import { readMarkColours } from "./mark_colours.ts";
import type { MapView } from "./url_state.ts";
import type { Box } from "./wall/display.ts";
import type { Lang } from "./words.ts";

/** How long the base map waits for the live layers. */
const OVERLAY_WAIT_MS = 3_000;
/** How long a lost WebGL context may take to come back before the map is made anew all the same. */
const RESTORE_MS = 5_000;
/** Names are laid out anew once a window that somebody pulls at has stood still for so long. */
const SETTLED_MS = 150;

export interface WallMapOptions
  extends Omit<PictureInput, "repaint">, BaseMapOptions, DressOptions, Worn, Pointed, GroundReport {
  /** After the view moved, and at the start. On the way to another window's size it is for a moment one that nobody chose. */
  readonly onView: () => void;
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
  readonly #fences: FenceLayers;
  readonly #overlay: MapOverlay;
  readonly #room: PanelRoom;
  readonly #camera: MapCamera;
  readonly #dress: MapDress;
  #settling: number | undefined;

  constructor(private readonly options: WallMapOptions) {
    const { city, scale, frame } = options;
    this.#map = openMap(options, styleOf(options, options));
    this.#dress = new MapDress(this.#map, options, options);
    this.#camera = new MapCamera(this.#map, frame, city);
    this.#loaded = new Promise((resolve) =>
      this.#map.once("load", () => {
        // Measured by `deno task bench first-load`.
        performance.mark("hexwall:map");
        resolve();
      })
    );
    this.picture = new MapPicture({
      ...options,
      repaint: (layers) => {
        if (layers) this.#overlay.lay(layers as never[]);
        this.#map.triggerRepaint();
      },
    }, readMarkColours(options.container));
    this.#overlay = new MapOverlay(this.#map, (device) => this.picture.useDevice(device as never));
    this.#ground = new GroundLayers({ map: this.#map, city, ...sizeOf(frame, scale) });
    this.#fences = new FenceLayers(this.#map, scale);
    this.#room = new PanelRoom(this.#map);
    this.#loaded.then(() => {
      this.#ground.ready();
      this.#fences.draw();
      this.#dress.ink();
    }, () => {});
    watchGround(this.#map, options);
    new MapPointer(options, { map: this.#map, picture: this.picture, camera: this.#camera });
    this.#listen();
    this.#viewChanged();
  }

  /** What the server should send for this view. */
  wanted({ window, filter }: { window: Window; filter: IncidentFilter }): View {
    const { bounds, resolution, view: { zoom } } = this.#camera;
    return {
      ...{ bounds, zoom, resolution, window },
      cells: true,
      workers: true,
      ...(isEmpty(filter) ? {} : { filter }),
    };
  }

  get view(): MapView {
    return this.#camera.view;
  }

  /** Shows a view that was chosen elsewhere. */
  show(view: MapView): void {
    this.#camera.show(view);
  }

  /** The window has another size: the same part of the city is shown on it, and what is drawn has its size from it. */
  reframe(frame: MapFrame, scale: number): void {
    this.#camera.reframe(frame);
    this.picture.rescale(scale);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(async () => {
      await this.#loaded;
      this.#dress.resize(scale);
      this.#ground.resize(sizeOf(frame, scale));
      this.#fences.resize(scale);
    }, SETTLED_MS) as unknown as number;
  }

  /** Dims every district but this one; null: none. */
  single(district: string | null): void {
    this.#ground.single(district);
  }

  /** Areas whose borders are watched, and one that is being drawn. */
  fence(drawn: DrawnFences): void {
    this.#fences.show(drawn);
  }

  /** What of them the map has drawn. */
  fenceNames(): string[] {
    return this.#fences.drawn();
  }

  /** What panels cover of this map, px: no name is put there. */
  cover(boxes: readonly Box[]): void {
    this.#room.cover(boxes);
  }

  /** Shows a place because a person asked for it. */
  go(place: Place): void {
    this.#camera.go(place, this.options.motion());
  }

  /** Draws the city's own map once its names' font is there. */
  async drawMaps(maps: CityMaps): Promise<void> {
    const { districts } = maps;
    // deck.gl joins the map's layers only while nothing loads: live layers first, or they wait for every tile.
    const overlaid = Promise.race([
      this.#overlay.joined,
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
  dress(): void {
    this.#dress.recolour();
    // What lies on the map has colours of the theme too.
    this.#ground.ready();
    this.#fences.draw();
    this.picture.dress(readMarkColours(this.options.container));
  }

  speak(lang: Lang): void {
    this.#dress.speak(lang);
  }

  /** Where a place is on the screen, px. */
  pixelOf({ lat, lon }: Place): { x: number; y: number } {
    const { x, y } = this.#map.project([lon, lat]);
    return { x, y };
  }

  /** What place is at a point of the screen, px. */
  placeOf(x: number, y: number): Place {
    const { lat, lng } = this.#map.unproject([x, y]);
    return { lat, lon: lng };
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
    this.#dress.veil(look.cell !== null);
  }

  /** The stores took in a frame. */
  framed(): void {
    this.picture.framed();
    this.#ground.follow(this.options.cells.sheet);
  }

  /** Leaves out the names of small things, on a machine that is slow with them. */
  nameFew(few: boolean): void {
    this.#dress.nameFew(few);
  }

  /** Frees what can be freed; the container is the caller's to remove. */
  remove(): void {
    clearTimeout(this.#settling);
    this.picture.useDevice(null);
    this.#ground.remove();
    try {
      this.#map.remove();
    } catch {
      // Its context is gone, and with it what it wanted to free.
    }
  }

  #source(id: string) {
    return this.#map.getSource(id) as { setData(data: unknown): void } | undefined;
  }

  #listen(): void {
    const map = this.#map;
    map.on("moveend", () => this.#viewChanged());
    map.on("move", (event) => {
      if (event.originalEvent || map.isMoving()) this.options.onMove(this.view);
    });
    map.on("zoom", () => this.picture.zoomTo(this.view.zoom, this.#camera.mapZoom));
    map.on("render", () => this.picture.rendered());
    map.on("webglcontextlost", () => this.#lost());
  }

  #viewChanged(): void {
    this.picture.zoomTo(this.view.zoom, this.#camera.mapZoom);
    this.options.onView();
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

function sizeOf({ magnification }: MapFrame, scale: number): GroundSize {
  return { scale, magnified: Math.log2(magnification) };
}
