/** The map's place on the wall: made once, never unmounted, fed by the model. */
import { computed, effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type CameraMark, CAMERAS_FROM_ZOOM } from "../../geo/layers/cameras.ts";
import { readJson, readMaps, readUntilThere } from "../city.ts";
import { STEPS } from "../effort.ts";
import type { WallMap } from "../map.ts";
import type { StyleSpecification } from "../maplibre.ts";
import { magnificationOf, type MapFrame } from "../map_frame.ts";
import { mayMove } from "../motion.ts";
import { incidentKey } from "../state.ts";
import type { MapView } from "../url_state.ts";
import { districtsOf } from "./presets.ts";
import { districtOf } from "./scene_name.ts";
import { ForeignGround, learnHosts } from "./foreign_ground.ts";
import { expose } from "./probe.ts";
import { attributionBox } from "./attribution.tsx";
import type { Box } from "./display.ts";
import { bodyOf, useWall, type WallModel } from "./model.ts";
import { boxStyle } from "./place.tsx";
import { isWatched } from "./watched.ts";

/** Body size that line widths and marker sizes are made for. */
const DESIGNED_FOR = 24;
const CAMERAS_AFTER_MS = 300;
/** So many losses of the graphics context within so long, and only a new page can help. */
const MOST_LOSSES = 3;
const LOSSES_WITHIN_MS = 300_000;

export function MapPlace() {
  const model = useWall();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    keepMap(model, place.current!, stop.signal).catch(() => model.map.value = "impossible");
    return () => stop.abort();
  }, []);
  const { words } = model.speech.value;
  return (
    <>
      <div class="map" ref={place} style={boxStyle(model.mapBox.value)} />
      {model.map.value === "impossible" ? <p class="map-none" role="alert">{words.noMap}</p> : null}
    </>
  );
}

/** One map as long as its graphics context lives, then another; after repeated losses the page starts anew. */
async function keepMap(model: WallModel, place: HTMLElement, signal: AbortSignal): Promise<void> {
  const { WallMap } = await import("../map.ts");
  const maps = readMaps(model.city, signal);
  maps.then(({ districts }) => model.districts.value = districtsOf(districts), () => {});
  const losses: number[] = [];
  const ground = new ForeignGround(model, signal);
  await ground.first;
  while (!signal.aborted) {
    const life = new AbortController();
    const broken = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => broken.resolve(), { once: true, signal: life.signal });
    const container = place.appendChild(document.createElement("div"));
    const { style: foreign } = ground;
    const map = startMap(WallMap, model, {
      container,
      foreign,
      signal: life.signal,
      onBroken: broken.resolve,
    });
    // A style that comes late needs a map of its own.
    if (!foreign) ground.later.then(broken.resolve);
    maps.then((drawn) => map.drawMaps(drawn), () => {});
    model.map.value = "ready";
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

interface Life {
  readonly container: HTMLElement;
  readonly foreign: StyleSpecification | null;
  readonly signal: AbortSignal;
  readonly onBroken: () => void;
}

function startMap(
  Made: typeof WallMap,
  model: WallModel,
  { container, foreign, signal, onBroken }: Life,
): WallMap {
  const { city, cells, workers, live, screen } = model;
  const showCameras = cameraReader(signal, (cameras) => map.picture.setCameras(cameras));
  const map: WallMap = new Made({
    container,
    foreign,
    city,
    cells,
    workers,
    lang: screen.peek().lang,
    label: model.speech.peek().words.mapLabel,
    scale: markScale(model),
    live: city.liveMinutes * 60,
    frame: frameOf(model),
    view: model.view.peek(),
    now: () => live.now(),
    motion: mayMove,
    onBreaks: (breaks) => model.breaks.value = breaks,
    onEffort: (step, software) => {
      model.effort.value = { step, software };
      queueMicrotask(() => map.nameFew(STEPS.indexOf(step) >= STEPS.indexOf("fewNames")));
    },
    // Once the map is at rest: of views that it passed, each would be put right by another, without end.
    onView: () => queueMicrotask(() => moved()),
    onMove: (view) => model.onMove(view),
    onClick: (hit) => model.pick(hit),
    onHover: (hit, x, y) => model.hover.value = hit ? { hit, x, y } : null,
    onBasemap: (there) => model.basemapLost.value = !there,
    onSource: ({ tiles, attribution }) => {
      model.mapBy.value ||= attribution;
      learnHosts(model, tiles);
    },
    onBroken,
  });
  const moved = () => {
    const { view } = map;
    if (!sameView(view, model.view.peek())) model.change({ view });
    const wanted = map.wanted(screen.peek());
    model.resolution.value = wanted.resolution;
    live.show(wanted);
    showCameras(view.zoom >= CAMERAS_FROM_ZOOM ? wanted.bounds : null);
  };
  model.go = (to) => map.go(to);
  model.focusMap = () => container.querySelector("canvas")?.focus();
  model.onFrame = () => map.framed();
  model.readCell = (cell) => map.picture.contents.read(cell);
  const undo = feed(model, map);
  expose(model, map);
  signal.addEventListener("abort", () => {
    for (const end of undo) end();
    model.onFrame = () => {};
  }, { once: true });
  return map;
}

/** Everything shown is in the address. Without its server the page would be a blank, so it waits for an answer. */
async function reloadWhenServed(signal: AbortSignal): Promise<void> {
  await readUntilThere("/healthz", signal);
  location.reload();
}

/** From the model's signals to the map; never the other way round. */
function feed(model: WallModel, map: WallMap): (() => void)[] {
  const { screen, live, local } = model;
  let { lang, window, filter, theme: worn } = screen.peek();
  const watched = computed(() => isWatched(live.state.value.pulse));
  const view = effect(() => {
    const state = screen.value;
    const { measure, layers, cell } = state;
    const usual = model.usual.value;
    map.look({
      lang: state.lang,
      measure,
      layers,
      cell,
      watched: watched.value,
      window: state.window,
      filter: state.filter,
      theme: model.theme.value,
      usual: usual.kind === "ready" ? usual.cells : null,
    });
    if (state.window !== window || state.filter !== filter) {
      ({ window, filter } = state);
      live.show(map.wanted(state));
    }
    if (state.lang !== lang) map.speak(lang = state.lang);
  });
  const marked = effect(() => {
    const marks = [...local.value.values()].map((incident) => ({
      key: incidentKey(incident),
      lat: incident.lat,
      lon: incident.lon,
      severity: incident.severity,
      sent: incident.assignment !== undefined,
    }));
    map.picture.setIncidents(marks, live.state.peek().arrivals);
  });
  const chosen = effect(() => {
    const worker = model.worker.value;
    map.picture.chooseWorker(worker.kind === "ready" ? worker.value.slot : null);
  });
  let frame = frameOf(model);
  const framed = effect(() => {
    const next = frameOf(model);
    if (!sameFrame(frame, next)) map.reframe(next, markScale(model));
    frame = next;
  });
  const dimmed = effect(() => map.single(districtOf(screen.value.preset)));
  const covered = effect(() => map.cover(coveredBy(model)));
  // A view that was chosen elsewhere; the map's own comes back as it is, and moves nothing.
  const viewed = effect(() => {
    const { value } = model.view;
    if (!sameView(value, map.view)) map.show(value);
  });
  const dressed = effect(() => {
    const { theme } = screen.value;
    if (theme !== worn) map.dress();
    worn = theme;
  });
  return [view, marked, chosen, framed, dimmed, covered, viewed, dressed];
}

function frameOf({ display, arrangement, mapBox }: WallModel): MapFrame {
  const { picture, scale } = display.value;
  const part = mapBox.value;
  const magnification = magnificationOf(picture);
  // A preview is drawn with the pixels of its window, not with those of the wall.
  return { picture, part, free: arrangement.value.free, pixelRatio: Math.min(1, scale), magnification };
}

/** What lies on the map, px of this screen's map. */
function coveredBy(model: WallModel): Box[] {
  const { strip, panels } = model.arrangement.value;
  const { x, y } = model.mapBox.value;
  return [strip, ...Object.values(panels), attributionBox(model)].map((box) => ({
    ...box,
    x: box.x - x,
    y: box.y - y,
  }));
}

/** Marks and names on the map have one size in both languages, or the map would change with the language. */
function markScale({ display }: WallModel): number {
  return bodyOf(display.peek(), "zh") / DESIGNED_FOR;
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
