/**
 * A live map on a page: made once, fed by signals, made anew when its graphics context is lost. The wall and the console show
 * the city through this one module; what differs between them is {@link MapHost}.
 */
import { computed, effect, type ReadonlySignal, type Signal } from "@preact/signals";
import { type CameraMark, CAMERAS_FROM_ZOOM } from "../geo/layers/cameras.ts";
import type { Theme } from "../geo/layers/heat_ramp.ts";
import type { IncidentMark } from "../geo/layers/incidents.ts";
import type { Breaks } from "../geo/layers/ramp.ts";
import type { Place } from "../geo/place.ts";
import type { ReachAnswer } from "./reach_answer.ts";
import type { CellReading } from "./cells_picture.ts";
import type { CellsStore } from "./cells_store.ts";
import { readJson, readMaps, readUntilThere } from "./city.ts";
import { type Step, STEPS } from "./effort.ts";
import { ForeignGround, type GroundHost, learnHosts } from "./foreign_ground.ts";
import type { DrawnFences } from "./fence_layers.ts";
import type { Hit } from "./hit.ts";
import type { Live } from "./live.ts";
import type { WallMap } from "./map.ts";
import type { MapFrame } from "./map_frame.ts";
import type { StyleSpecification } from "./maplibre.ts";
import { mayMove } from "./motion.ts";
import type { MapView, ScreenState } from "./url_state.ts";
import type { Box } from "./wall/display.ts";
import { type District, districtsOf } from "./wall/presets.ts";
import type { Usual } from "./wall/usual.ts";
import { follow } from "./wall/resource.ts";
import { isWatched } from "./wall/watched.ts";
import type { WorkersStore } from "./workers_store.ts";

/** Of what a screen shows, what its map needs. */
export type MapLook = Pick<
  ScreenState,
  "lang" | "theme" | "measure" | "window" | "layers" | "filter" | "cell"
>;

/** A machine without WebGL2 still has everything but the map. */
export type MapState = "loading" | "ready" | "impossible";

/** The page that a map is on: what it shows, what it hears of, and what it may ask of the map. */
export interface MapHost extends GroundHost {
  readonly cells: CellsStore;
  readonly workers: WorkersStore;
  readonly live: Live;
  readonly screen: ReadonlySignal<MapLook>;
  /** What colours of layers are made for. */
  readonly theme: ReadonlySignal<Theme>;
  readonly usual: ReadonlySignal<Usual>;
  readonly view: ReadonlySignal<MapView>;
  /** What the reach layer shows, for a page that says how old it is; null while nothing is shown. */
  readonly reach?: Signal<ReachShown | null>;
  readonly breaks: Signal<Breaks>;
  readonly effort: Signal<{ readonly step: Step; readonly software: boolean }>;
  /** Resolution the map asked for; null before its first view. */
  readonly resolution: Signal<number | null>;
  readonly districts: Signal<readonly District[]>;
  readonly map: Signal<MapState>;
  /** Set by the map once it is there. */
  go: (place: Place) => void;
  focusMap: () => void;
  onFrame: () => void;
  /** What a cell says now. */
  readCell: (cell: string) => CellReading | null;
}

/** Of what is drawn of the reach: as of when, and whether it could not be read again since. */
export interface ReachShown {
  readonly asOf: number;
  readonly limitMinutes: number;
  readonly failed: boolean;
}

/** What the page puts on the map, and where on the page that is. */
export interface MapPorts {
  /** What the map is called for whoever does not see it. */
  readonly label: string;
  readonly marks: ReadonlySignal<readonly IncidentMark[]>;
  /** Slot of the worker who is ringed. */
  readonly worker: ReadonlySignal<number | null>;
  /** The one district that is not dimmed; null: all. */
  readonly single: ReadonlySignal<string | null>;
  readonly frame: ReadonlySignal<MapFrame>;
  readonly fences: ReadonlySignal<DrawnFences>;
  /** Body type over the 24 px that line widths and marker sizes are made for. */
  readonly scale: ReadonlySignal<number>;
  /** What lies on the map, px of it. */
  readonly covered: ReadonlySignal<readonly Box[]>;
  readonly onView: (view: MapView) => void;
  readonly onMove: (view: MapView) => void;
  readonly onClick: (hit: Hit | null) => void;
  readonly onHover: (hit: Hit | null, x: number, y: number) => void;
  /** Of a page on which one draws. */
  readonly onPoint?: (place: Place, again: boolean) => boolean;
  /** Each time a map was made. */
  readonly onMap: (map: WallMap) => void;
}

const CAMERAS_AFTER_MS = 300;
/** So many losses of the graphics context within so long, and only a new page can help. */
const MOST_LOSSES = 3;
const LOSSES_WITHIN_MS = 300_000;

/** One map as long as its graphics context lives, then another; after repeated losses the page starts anew. */
export async function keepMap(
  host: MapHost,
  ports: MapPorts,
  place: HTMLElement,
  signal: AbortSignal,
): Promise<void> {
  const { WallMap } = await import("./map.ts");
  const maps = readMaps(host.city, signal);
  maps.then(({ districts }) => host.districts.value = districtsOf(districts), () => {});
  const losses: number[] = [];
  const ground = new ForeignGround(host, signal);
  await ground.first;
  while (!signal.aborted) {
    const life = new AbortController();
    const broken = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => broken.resolve(), { once: true, signal: life.signal });
    const container = place.appendChild(document.createElement("div"));
    const { style: foreign } = ground;
    const map = startMap(WallMap, { host, ports }, {
      container,
      foreign,
      signal: life.signal,
      onBroken: broken.resolve,
    });
    // A style that comes late needs a map of its own.
    if (!foreign) ground.later.then(broken.resolve);
    maps.then((drawn) => map.drawMaps(drawn), () => {});
    host.map.value = "ready";
    await broken.promise;
    life.abort();
    map.remove();
    container.remove();
    if (ground.style !== foreign) continue;
    losses.push(Date.now());
    if (losses.filter((at) => Date.now() - at < LOSSES_WITHIN_MS).length >= MOST_LOSSES) {
      return await reloadWhenServed(signal);
    }
  }
}

interface Page {
  readonly host: MapHost;
  readonly ports: MapPorts;
}

interface Life {
  readonly container: HTMLElement;
  readonly foreign: StyleSpecification | null;
  readonly signal: AbortSignal;
  readonly onBroken: () => void;
}

function startMap(
  Made: typeof WallMap,
  { host, ports }: Page,
  { container, foreign, signal, onBroken }: Life,
): WallMap {
  const { city, cells, workers, live, screen } = host;
  const showCameras = cameraReader(signal, (cameras) => map.picture.setCameras(cameras));
  const map: WallMap = new Made({
    container,
    foreign,
    city,
    cells,
    workers,
    lang: screen.peek().lang,
    label: ports.label,
    scale: ports.scale.peek(),
    live: city.liveMinutes * 60,
    frame: ports.frame.peek(),
    view: host.view.peek(),
    now: () => live.now(),
    motion: mayMove,
    onBreaks: (breaks) => host.breaks.value = breaks,
    onEffort: (step, software) => {
      host.effort.value = { step, software };
      queueMicrotask(() => map.nameFew(STEPS.indexOf(step) >= STEPS.indexOf("fewNames")));
    },
    // Once the map is at rest: of views that it passed, each would be put right by another, without end.
    onView: () => queueMicrotask(() => moved()),
    onMove: ports.onMove,
    onClick: ports.onClick,
    onHover: ports.onHover,
    onPoint: ports.onPoint,
    onBasemap: (there) => host.basemapLost.value = !there,
    onSource: ({ tiles, attribution }) => {
      host.mapBy.value ||= attribution;
      learnHosts(host, tiles);
    },
    onBroken,
  });
  const moved = () => {
    const { view } = map;
    if (!sameView(view, host.view.peek())) ports.onView(view);
    const wanted = map.wanted(screen.peek());
    host.resolution.value = wanted.resolution;
    live.show(wanted);
    showCameras(view.zoom >= CAMERAS_FROM_ZOOM ? wanted.bounds : null);
  };
  host.go = (to) => map.go(to);
  host.focusMap = () => container.querySelector("canvas")?.focus();
  host.onFrame = () => map.framed();
  host.readCell = (cell) => map.picture.contents.read(cell);
  const undo = feed({ host, ports }, map);
  ports.onMap(map);
  signal.addEventListener("abort", () => {
    for (const end of undo) end();
    host.onFrame = () => {};
  }, { once: true });
  return map;
}

/** Everything shown is in the address. Without its server the page would be a blank, so it waits for an answer. */
async function reloadWhenServed(signal: AbortSignal): Promise<void> {
  await readUntilThere("/healthz", signal);
  location.reload();
}

/** From the page's signals to the map; never the other way round. */
function feed({ host, ports }: Page, map: WallMap): (() => void)[] {
  const { screen, live } = host;
  let { lang, window, filter, theme: worn } = screen.peek();
  const watched = computed(() => isWatched(live.state.value.pulse));
  const view = effect(() => {
    const state = screen.value;
    const { measure, layers, cell } = state;
    const usual = host.usual.value;
    map.look({
      lang: state.lang,
      measure,
      layers,
      cell,
      watched: watched.value,
      window: state.window,
      filter: state.filter,
      theme: host.theme.value,
      usual: usual.kind === "ready" ? usual.cells : null,
    });
    if (state.window !== window || state.filter !== filter) {
      ({ window, filter } = state);
      live.show(map.wanted(state));
    }
    if (state.lang !== lang) map.speak(lang = state.lang);
  });
  const marked = effect(() => map.picture.setIncidents(ports.marks.value, live.state.peek().arrivals));
  const chosen = effect(() => map.picture.chooseWorker(ports.worker.value));
  let frame = ports.frame.peek();
  const framed = effect(() => {
    const next = ports.frame.value;
    if (!sameFrame(frame, next)) map.reframe(next, ports.scale.peek());
    frame = next;
  });
  const dimmed = effect(() => map.single(ports.single.value));
  const covered = effect(() => map.cover(ports.covered.value));
  // A view that was chosen elsewhere; the map's own comes back as it is, and moves nothing.
  const viewed = effect(() => {
    const { value } = host.view;
    if (!sameView(value, map.view)) map.show(value);
  });
  const dressed = effect(() => {
    const { theme } = screen.value;
    if (theme !== worn) map.dress();
    worn = theme;
  });
  const fenced = effect(() => map.fence(ports.fences.value));
  const reached = followReach(host, map);
  return [fenced, reached, view, marked, chosen, framed, dimmed, covered, viewed, dressed];
}

const REACH_EVERY_MS = 5_000;

/** Reads the reach of the city as long as its layer is drawn. */
function followReach(host: MapHost, map: WallMap): () => void {
  const wanted = computed(() => host.screen.value.layers.reach > 0);
  const stop = new AbortController();
  const url = computed(() => wanted.value ? "/api/reach?resolution=8" : null);
  const answer = follow<ReachAnswer>(url, { everyMs: REACH_EVERY_MS }, stop.signal);
  const undo = effect(() => {
    const resource = answer.value;
    const ready = resource.kind === "ready" ? resource : null;
    map.picture.setReach(ready?.value ?? null);
    if (!host.reach) return;
    host.reach.value = ready && {
      asOf: ready.value.asOf,
      limitMinutes: ready.value.limitMinutes,
      failed: ready.stale,
    };
  });
  return () => {
    stop.abort();
    undo();
  };
}

function sameFrame(a: MapFrame, b: MapFrame): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Reads the cameras in view a moment after the view came to rest. */
function cameraReader(signal: AbortSignal, take: (cameras: readonly CameraMark[]) => void) {
  let timer: number | undefined;
  let reading: AbortController | null = null;
  return (bounds: readonly number[] | null) => {
    clearTimeout(timer);
    reading?.abort();
    if (!bounds || signal.aborted) return;
    timer = setTimeout(async () => {
      reading = new AbortController();
      const url = `/api/cameras?bounds=${bounds.map((edge) => edge.toFixed(5)).join(",")}`;
      try {
        take((await readJson<{ cameras: CameraMark[] }>(url, reading.signal)).cameras);
      } catch {
        // The next move of the view reads again; cameras already drawn stay.
      }
    }, CAMERAS_AFTER_MS) as unknown as number;
  };
}

function sameView(a: MapView, b: MapView): boolean {
  return Math.abs(a.lat - b.lat) < 1e-6 && Math.abs(a.lon - b.lon) < 1e-6 && Math.abs(a.zoom - b.zoom) < 1e-4;
}
