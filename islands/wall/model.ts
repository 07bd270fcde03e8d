/** What the parts of a wall share: live state, what is shown, the clock, and what a person can do. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Breaks, PLAIN_BREAKS } from "../../geo/layers/ramp.ts";
import { cellAt, parentOf } from "../../geo/cell.ts";
import type { Place } from "../../geo/place.ts";
import { isEmpty, passes } from "../../streams/incident_filter.ts";
import type { Alert, IncidentRecord } from "../../streams/wire.ts";
import { FencesStore } from "../fences_store.ts";
import { AlertDesk } from "../alerts/acknowledging.ts";
import type { CellReading } from "../cells_picture.ts";
import type { BorderName } from "../borders.ts";
import { CellsStore } from "../cells_store.ts";
import type { CityDescription } from "../city.ts";
import type { Hit } from "../hit.ts";
import type { Step } from "../effort.ts";
import { Live } from "../live.ts";
import type { MapState, ReachShown } from "../live_map.ts";
import { Speech } from "../say.ts";
import { callsIn, MOST_SHOWN } from "../sos_strip.tsx";
import type { Theme } from "../../geo/layers/heat_ramp.ts";
import { type Connection, incidentKey, newestFirst } from "../state.ts";
import type { MapView, ScreenState } from "../url_state.ts";
import type { Lang } from "../words.ts";
import { bodySize, readGeometry } from "../wall_type.ts";
import { WorkersStore } from "../workers_store.ts";
import { type Arrangement, arrangement, type PanelName } from "./arrangement.ts";
import { type Box, type Display, displayOf, mapBox, readScreen, type Size } from "./display.ts";
import { between, type District, firstState, fit } from "./presets.ts";
import { keepUsual, type Usual, type UsualWanted } from "./usual.ts";
import { type ChosenWorker, followWorker, idOf } from "./chosen_worker.ts";
import { type FiguresResource, followFigures } from "./figures.ts";
import { legendRoom } from "./legend_room.ts";
import { silentFeeds } from "./silent.ts";
import { PulseHistory } from "./pulse_history.ts";
import { districtOf, type Preset } from "./scene_name.ts";

export interface Hover {
  readonly hit: Hit;
  readonly x: number;
  readonly y: number;
}

/** So many things in one place that they are one number on the map. */
export type Crowd = Extract<Hit, { kind: "crowd" | "worker-crowd" }>;

/** Half a long name, in units of body type. */
const MAP_MARGIN = 4;

const NOTHING = { cell: null, incident: null, camera: null, worker: null } as const;

export class WallModel {
  readonly cells = new CellsStore();
  readonly workers = new WorkersStore();
  readonly live: Live;
  /** Name of the wall that this screen is part of. */
  readonly wall: string | null;
  readonly speech: ReadonlySignal<Speech>;
  readonly incidents: ReadonlySignal<ReadonlyMap<string, IncidentRecord>>;
  /** Those the filter leaves. */
  readonly shown: ReadonlySignal<ReadonlyMap<string, IncidentRecord>>;
  /** Of those, the ones in the district that the scene is about; all of them where it is about the city. */
  readonly local: ReadonlySignal<ReadonlyMap<string, IncidentRecord>>;
  /** The one district that the scene is about; null: the city, or its map is not there yet. */
  readonly district: ReadonlySignal<District | null>;
  /** Of those, the newest first. */
  readonly newest: ReadonlySignal<readonly IncidentRecord[]>;
  /** Calls for help that nobody acknowledged, the oldest first. */
  readonly calls: ReadonlySignal<readonly Alert[]>;
  readonly fences: FencesStore;
  readonly alertDesk = new AlertDesk();
  readonly connection: ReadonlySignal<Connection>;
  /** Server clock, once a second. */
  readonly now: Signal<number>;
  readonly breaks = signal<Breaks>(PLAIN_BREAKS);
  /** What colours of layers are made for. */
  readonly theme: ReadonlySignal<Theme>;
  /** Resolution the map asked for; null before its first view. */
  readonly resolution = signal<number | null>(null);
  /** What the reach layer shows; null while it shows nothing. */
  readonly reach = signal<ReachShown | null>(null);
  /** How much this machine draws. */
  readonly effort = signal<{ readonly step: Step; readonly software: boolean }>({
    step: "full",
    software: false,
  });
  readonly usual: ReadonlySignal<Usual>;
  /** What is listed of one place; null: no list is open. */
  readonly crowd = signal<Crowd | null>(null);
  readonly hover = signal<Hover | null>(null);
  readonly map = signal<MapState>("loading");
  /** The server cannot read the base map; live layers go on. */
  readonly basemapLost = signal(false);
  /** Hosts that the base map loads from and the city's file does not name: the browser blocks them. */
  readonly basemapBlocked = signal<readonly string[]>([]);
  /** Whose map it is. */
  readonly mapBy = signal("");
  readonly history = new PulseHistory();
  readonly figures: ReadonlySignal<FiguresResource>;
  readonly worker: ReadonlySignal<ChosenWorker>;
  /** The window's size, px. */
  readonly window: Signal<Size>;
  readonly display: ReadonlySignal<Display>;
  /** Size of body type, px of the picture. */
  readonly body: ReadonlySignal<number>;
  readonly arrangement: ReadonlySignal<Arrangement>;
  /** What this screen's map covers, px of the picture. */
  readonly mapBox: ReadonlySignal<Box>;
  /** Of the city's own map; empty until it is there. */
  readonly districts = signal<readonly District[]>([]);
  /** What the scene is about: the middle of its district or of the city, wherever panels leave it on the picture. */
  readonly centre: ReadonlySignal<Place>;
  /** Where the scene looks when nobody looked elsewhere, and where this screen looks. */
  readonly home: ReadonlySignal<MapView>;
  readonly view: ReadonlySignal<MapView>;
  /** The list of keys is open. */
  readonly helping = signal(false);
  /** Set by the map once it is there. */
  focusMap: () => void = () => {};
  /** Set by the demo's menu while it is there. */
  chooseScenario: () => void = () => {};
  go: (place: Place) => void = () => {};
  onFrame: () => void = () => {};
  /** What a cell says now. */
  readCell: (cell: string) => CellReading | null = () => null;
  /** While a person moves the map. */
  onMove: (view: MapView) => void = () => {};

  constructor(
    readonly city: CityDescription,
    readonly screen: Signal<ScreenState>,
    stop: AbortSignal = new AbortController().signal,
  ) {
    const { cells, workers } = this;
    if ("attribution" in city.basemap) this.mapBy.value = city.basemap.attribution;
    this.wall = wallNameOf(location.search, city.id);
    this.live = new Live({
      bounds: city.bounds,
      cells,
      workers,
      onFrame: () => this.onFrame(),
      wall: this.wall,
    });
    this.now = signal(Date.now());
    const lang = computed(() => screen.value.lang);
    this.speech = computed(() => new Speech(lang.value, city.timeZone, city));
    this.incidents = computed(() => this.live.state.value.incidents);
    const filter = computed(() => screen.value.filter);
    this.shown = computed(() => {
      const all = this.incidents.value;
      if (isEmpty(filter.value)) return all;
      return new Map([...all].filter(([, incident]) => passes(filter.value, incident)));
    });
    const code = computed(() => districtOf(screen.value.preset));
    this.district = computed(() =>
      this.districts.value.find((district) => district.code === code.value) ?? null
    );
    this.local = computed(() => {
      const district = this.district.value;
      if (!district) return this.shown.value;
      return new Map([...this.shown.value].filter(([, { lat, lon }]) => district.holds(lat, lon)));
    });
    this.newest = computed(() => newestFirst(this.local.value));
    this.connection = computed(() => this.live.state.value.connection);
    this.theme = computed(() => screen.value.theme === "light" ? "light" : "dark");
    const compared = computed((): UsualWanted | null => {
      const resolution = this.resolution.value;
      const { window, filter: chosen } = screen.value;
      return resolution === null ? null : { resolution, window, filter: chosen };
    });
    this.usual = keepUsual(compared, stop);
    this.fences = new FencesStore(computed(() => screen.value.layers.fences > 0), stop);
    this.figures = followFigures(screen, stop);
    this.worker = followWorker(screen, stop);
    this.window = signal({ width: innerWidth, height: innerHeight });
    this.display = computed(() => displayOf(location.search, this.window.value));
    this.body = computed(() => bodyOf(this.display.value, lang.value));
    this.mapBox = computed(() => mapBox(this.display.value, Math.round(MAP_MARGIN * this.body.value)));
    const selecting = computed(() => screen.value.cell !== null);
    const silent = computed(() => silentFeeds(this.live.state.value.pulse?.feeds ?? []).length > 0);
    // The state is another one with each frame: what is laid out anew is only what depends on another number.
    const alerts = computed(() => this.live.state.value.alerts);
    this.calls = computed(() => callsIn(alerts.value.values()));
    const calls = computed(() => Math.min(MOST_SHOWN, this.calls.value.length));
    const note = computed(() => this.calls.value.length > MOST_SHOWN || this.alertDesk.said.value.length > 0);
    const legend = computed(() => {
      const { layers, measure } = screen.value, { zoom } = this.view.value;
      const has = (name: BorderName) => city[name] !== undefined;
      return legendRoom({ layers, measure, zoom, has, selecting: selecting.value });
    });
    this.arrangement = computed(() =>
      arrangement({
        sos: { calls: calls.value, note: note.value },
        picture: this.display.value.picture,
        rows: this.display.value.rows,
        body: this.body.value,
        shown: shownPanels(selecting.value, silent.value),
        legend: legend.value,
      })
    );
    this.centre = computed(() => {
      const bounds = this.district.value?.bounds;
      return bounds ? { lat: (bounds[1] + bounds[3]) / 2, lon: (bounds[0] + bounds[2]) / 2 } : this.city.view;
    });
    const home = computed(() => this.#home());
    this.home = home;
    this.view = computed(() => screen.value.view ?? home.value);
  }

  change(part: Partial<ScreenState>): void {
    this.screen.value = { ...this.screen.value, ...part };
  }

  /** Opens a scene: its view, layers and light, in the language of now. */
  scene(preset: Preset): void {
    this.screen.value = { ...firstState(preset), lang: this.screen.value.lang };
  }

  /** A district's scene shows it whole, beside the panels that a wall of this shape has; a selection moves nothing. */
  #home(): MapView {
    const code = districtOf(this.screen.value.preset);
    const district = code === null ? undefined : this.districts.value.find((one) => one.code === code);
    const { picture } = this.display.value;
    const { free } = arrangement({ picture, body: this.body.value, shown: shownPanels(false) });
    if (!district) return between(this.city.view, { picture, free });
    return fit(district.bounds, { picture, free });
  }

  /** What a click on the map opens. */
  pick(hit: Hit | null): void {
    if (!hit) return;
    switch (hit.kind) {
      case "cell":
        return this.change({ ...NOTHING, cell: hit.cell });
      case "crowd":
      case "worker-crowd":
        this.crowd.value = hit;
        return;
      case "worker":
        return this.#pickWorker(hit);
      case "camera":
        return this.change({ camera: hit.id });
      case "incident": {
        const incident = this.incidents.value.get(hit.key);
        if (incident) this.open(incident);
      }
    }
  }

  /** Who it is, and what they do, says the panel of their cell; it opens before the server has said who that is. */
  #pickWorker(hit: Extract<Hit, { kind: "worker" }>): void {
    const cell = cellAt(hit, this.cells.sheet?.resolution ?? 9);
    this.change({ ...NOTHING, cell });
    void idOf(hit).then((worker) => {
      if (worker !== null && this.screen.peek().cell === cell) this.change({ worker });
    });
  }

  /** Selects the hexagon of somebody and shows them first in it. */
  openWorker(worker: string, at: Place): void {
    this.change({ ...NOTHING, cell: cellAt(at, this.cells.sheet?.resolution ?? 9), worker });
  }

  /** Selects the hexagon of an incident and offers whom to send. */
  open(incident: IncidentRecord): void {
    const resolution = Math.min(10, this.cells.sheet?.resolution ?? 9);
    const cell = parentOf(incident.cell, resolution);
    this.change({ ...NOTHING, cell, incident: incidentKey(incident) });
  }

  clear(): void {
    this.change(NOTHING);
  }
}

/** Type comes from the wall's geometry or its pixels; everything else is measured in it. */
export function bodyOf({ picture: { width, height } }: Display, lang: Lang): number {
  return bodySize(width, height, readGeometry(location.search), lang === "zh");
}

function shownPanels(selecting: boolean, silent = false): ReadonlySet<PanelName> {
  const shown: PanelName[] = ["presets", "ticker", "tiles", "breakdown", "hottest", "legend"];
  if (silent) shown.push("feeds");
  if (selecting) shown.push("selection");
  return new Set(shown);
}

/** `?wallname=` or, for screens of one wall, their number; null for a screen by itself. */
function wallNameOf(search: string, city: string): string | null {
  const named = new URLSearchParams(search).get("wallname");
  if (named) return `${city}/${named}`.slice(0, 64);
  const screen = readScreen(search);
  return screen ? `${city}/${screen.columns}x${screen.rows}` : null;
}

const Context = createContext<WallModel | null>(null);
export const WallProvider = Context.Provider;

export function useWall(): WallModel {
  const model = useContext(Context);
  if (!model) throw new Error("A part of the wall was rendered outside of it");
  return model;
}
