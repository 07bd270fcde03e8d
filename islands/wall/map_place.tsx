/** The map's place on the wall: made once, never unmounted, fed by the model. */
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CameraMark } from "../../geo/layers/cameras.ts";
import { CAMERAS_FROM_ZOOM } from "../../geo/layers/cameras.ts";
import { readJson, readMaps } from "../city.ts";
import type { WallMap } from "../map.ts";
import { mayMove } from "../motion.ts";
import { incidentKey } from "../state.ts";
import type { MapView } from "../url_state.ts";
import { expose } from "./probe.ts";
import { useWall, type WallModel } from "./model.ts";

/** Body size that line widths and marker sizes are made for. */
const DESIGNED_FOR = 24;
const CAMERAS_AFTER_MS = 300;

export function MapPlace() {
  const model = useWall();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    start(model, place.current!, stop.signal).then(
      () => model.map.value = "ready",
      () => model.map.value = "impossible",
    );
    return () => stop.abort();
  }, []);
  const { words } = model.speech.value;
  return (
    <>
      <div class="map" ref={place} />
      {model.map.value === "impossible" ? <p class="map-none" role="alert">{words.noMap}</p> : null}
    </>
  );
}

async function start(model: WallModel, container: HTMLElement, signal: AbortSignal): Promise<void> {
  const { WallMap } = await import("../map.ts");
  const { city, cells, workers, live, screen } = model;
  const showCameras = cameraReader(signal, (cameras) => map.picture.setCameras(cameras));
  const map: WallMap = new WallMap({
    container,
    city,
    cells,
    workers,
    lang: screen.peek().lang,
    label: model.speech.peek().words.mapLabel,
    scale: parseFloat(getComputedStyle(document.documentElement).fontSize) / DESIGNED_FOR,
    view: screen.peek().view ?? city.view,
    now: () => live.now(),
    motion: mayMove,
    onBreaks: (breaks) => model.breaks.value = breaks,
    onView: (view) => queueMicrotask(() => moved(view)),
    onClick: (hit) => model.pick(hit),
    onHover: (hit, x, y) => model.hover.value = hit ? { hit, x, y } : null,
  });
  const moved = (view: MapView) => {
    if (!sameView(view, screen.peek().view ?? city.view)) model.change({ view });
    const wanted = map.wanted(screen.peek().window);
    live.show(wanted);
    showCameras(view.zoom >= CAMERAS_FROM_ZOOM ? wanted.bounds : null);
  };
  model.go = (to) => map.go(to);
  model.onFrame = () => map.picture.framed();
  feed(model, map);
  expose(model, map);
  addEventListener("resize", () => map.resize(), { signal });
  readMaps(city, signal).then((maps) => map.drawMaps(maps), () => {});
}

/** From the model's signals to the map; never the other way round. */
function feed(model: WallModel, map: WallMap): void {
  const { screen, live, incidents } = model;
  let window = screen.peek().window;
  let { lang } = screen.peek();
  effect(() => {
    const state = screen.value;
    const { measure, opacity, cell } = state;
    map.picture.look({ measure, window: state.window, opacity, cell });
    if (state.window !== window) {
      window = state.window;
      live.show(map.wanted(window));
    }
    if (state.lang !== lang) map.speak(lang = state.lang);
  });
  effect(() => {
    const marks = [...incidents.value.values()].map((incident) => ({
      key: incidentKey(incident),
      lat: incident.lat,
      lon: incident.lon,
      severity: incident.severity,
      sent: incident.assignment !== undefined,
    }));
    map.picture.setIncidents(marks, live.state.peek().arrivals);
  });
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
