/** Draws one scene either as the wall does, from frames, or with MapLibre's setData. Driven by draw.ts through `window`. */
import type { FeatureCollection } from "geojson";
import { Map as BaseMap, setWorkerUrl } from "maplibre-gl";
// @ts-types="../../islands/built_url.d.ts"
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { cellAt } from "../../geo/cell.ts";
import { centreOf } from "../../geo/place.ts";
import { CellsStore } from "../../islands/cells_store.ts";
import { FIRST_LAYERS } from "../../islands/layers.ts";
import { WallMap } from "../../islands/map.ts";
import { wholeFrame } from "../../islands/map_frame.ts";
import { WorkersStore } from "../../islands/workers_store.ts";
import { NO_FILTER } from "../../streams/incident_filter.ts";
import { decodeFrame } from "../../streams/frame.ts";
import {
  CROWD_ZOOM,
  CROWDED,
  EVERYTHING,
  frameOf,
  geoJsonOf,
  type Pace,
  RESOLUTION,
  SCENE_BOUNDS,
  USUAL,
  wantedTile,
  WINDOW,
} from "./scene.ts";

/** One way of drawing: `prepare` is not measured, `draw` is, up to when the picture has settled. */
interface Way {
  prepare(tick: number): void;
  draw(): Promise<void>;
}

const container = document.getElementById("map")!;
const centre = { ...centreOf(SCENE_BOUNDS), zoom: 8.6 };
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const picture = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

interface Scene {
  readonly zoom: number;
  readonly motion: boolean;
}

/** Every picture is one of data: gliding between two fixes makes more pictures, not dearer ones. */
const STILL: Scene = { zoom: centre.zoom, motion: false };

async function wall(
  pace: Pace,
  scene = STILL,
): Promise<Way & { readonly map: WallMap; take(bytes: Uint8Array): void }> {
  const cells = new CellsStore();
  const workers = new WorkersStore();
  cells.want({ resolution: RESOLUTION, window: WINDOW, filter: "", tiles: null });
  workers.want(new Set([wantedTile(cellAt(centreOf(SCENE_BOUNDS)))]));
  const map = new WallMap({
    container,
    city: {
      id: "draw",
      names: { zh: "draw", en: "draw" },
      bounds: SCENE_BOUNDS,
      view: centre,
      timeZone: "UTC",
      resolutions: [6, 10],
      recorded: false,
      shifts: false,
      liveMinutes: 15,
      demo: false,
      basemap: { kind: "none" },
      categories: [],
      sources: [],
    },
    cells,
    workers,
    lang: "en",
    label: "draw",
    scale: 1,
    live: 900,
    frame: wholeFrame({ width: container.clientWidth, height: container.clientHeight }),
    view: { ...centre, zoom: scene.zoom },
    now: () => Date.now(),
    motion: () => scene.motion,
    unsparing: true,
    onBreaks: () => {},
    onEffort: () => {},
    onView: () => {},
    onMove: () => {},
    onClick: () => {},
    onHover: () => {},
    foreign: null,
    onBasemap: () => {},
    onSource: () => {},
    onBroken: () => {},
  });
  map.look({
    lang: "en",
    measure: "incidents",
    window: WINDOW,
    filter: NO_FILTER,
    layers: FIRST_LAYERS,
    cell: null,
    watched: true,
    theme: "dark",
    usual: null,
  });
  await pause(2_000);
  let bytes = new Uint8Array(0);
  const take = (sent: Uint8Array) => {
    const frame = decodeFrame(sent);
    for (const section of frame.sections) {
      const merged = section.kind === "cells"
        ? cells.merge(section)
        : workers.merge(section, frame.time, performance.now());
      if (merged !== "merged") throw new Error(`A section of ${section.kind} was ${merged}`);
    }
    map.framed();
  };
  return {
    map,
    prepare: (tick) => void (bytes = frameOf(tick, pace) as Uint8Array<ArrayBuffer>),
    take,
    async draw() {
      take(bytes);
      await picture();
      await pause(300);
    },
  };
}

/** Ten thousand workers in view at street zoom, two frames a second, everybody gliding and with an arrow. */
async function crowd(): Promise<{ prepare(seconds: number): Promise<void>; run(): Promise<number> }> {
  const way = await wall(CROWDED, { zoom: CROWD_ZOOM, motion: true });
  let tick = 1;
  way.prepare(tick);
  await way.draw();
  let frames: Uint8Array[] = [];
  return {
    /** Makes the frames of so long, which is not measured. */
    async prepare(seconds) {
      frames = Array.from({ length: seconds * 2 }, () => frameOf(++tick, CROWDED));
      await pause(1_500);
    },
    /** Returns how many pictures were drawn meanwhile. */
    async run() {
      const before = way.map.picture.pictures;
      for (const frame of frames) {
        const from = performance.now();
        way.take(frame);
        await pause(Math.max(0, 500 - (performance.now() - from)));
      }
      return way.map.picture.pictures - before;
    },
  };
}

async function setData(): Promise<Way> {
  setWorkerUrl(workerUrl);
  const empty: FeatureCollection = { type: "FeatureCollection", features: [] };
  const map = new BaseMap({
    container,
    center: [centre.lon, centre.lat],
    zoom: centre.zoom,
    attributionControl: false,
    fadeDuration: 0,
    pixelRatio: 1,
    style: {
      version: 8,
      sources: { cells: { type: "geojson", data: empty }, workers: { type: "geojson", data: empty } },
      layers: [
        {
          id: "cells",
          type: "fill",
          source: "cells",
          paint: {
            "fill-color": ["step", ["get", "value"], "#42206b", 2, "#781c6d", 5, "#dd513a", 13, "#fac62d"],
            "fill-opacity": 0.6,
            "fill-antialias": false,
          },
        },
        {
          id: "workers",
          type: "circle",
          source: "workers",
          paint: { "circle-radius": 2, "circle-color": "#39d0c4" },
        },
      ],
    },
  });
  await new Promise<void>((resolve) => map.once("load", () => resolve()));
  const source = (id: string) => map.getSource(id) as unknown as { setData(data: unknown): void };
  let next = geoJsonOf(1);
  return {
    prepare: (tick) => void (next = geoJsonOf(tick)),
    async draw() {
      const idle = new Promise<void>((resolve) => map.once("idle", () => resolve()));
      source("cells").setData(next.cells);
      source("workers").setData(next.workers);
      await idle;
    },
  };
}

Object.assign(globalThis, {
  crowd,
  ways: { usual: () => wall(USUAL), everything: () => wall(EVERYTHING), setData },
});
