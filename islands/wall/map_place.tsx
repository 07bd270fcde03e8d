/** The map's place on the wall: made once, never unmounted, fed by the model. */
import { computed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { keepMap, type MapPorts } from "../live_map.ts";
import { magnificationOf, type MapFrame } from "../map_frame.ts";
import { incidentKey } from "../state.ts";
import { districtOf } from "./scene_name.ts";
import { expose } from "./probe.ts";
import { attributionBox } from "./attribution.tsx";
import type { Box } from "./display.ts";
import { bodyOf, useWall, type WallModel } from "./model.ts";
import { boxStyle } from "./place.tsx";

/** Body size that line widths and marker sizes are made for. */
const DESIGNED_FOR = 24;

export function MapPlace() {
  const model = useWall();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    keepMap(model, portsOf(model), place.current!, stop.signal).catch(() => model.map.value = "impossible");
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

function portsOf(model: WallModel): MapPorts {
  const { screen, local, worker } = model;
  const marks = computed(() =>
    [...local.value.values()].map((incident) => ({
      key: incidentKey(incident),
      lat: incident.lat,
      lon: incident.lon,
      severity: incident.severity,
      sent: incident.assignment !== undefined,
    }))
  );
  return {
    marks,
    label: model.speech.peek().words.mapLabel,
    worker: computed(() => worker.value.kind === "ready" ? worker.value.value.slot : null),
    single: computed(() => districtOf(screen.value.preset)),
    frame: computed(() => frameOf(model)),
    fences: computed(() => ({
      fences: model.fences.fences.value,
      strength: screen.value.layers.fences,
      draft: null,
    })),
    scale: computed(() => markScale(model)),
    covered: computed(() => coveredBy(model)),
    onView: (view) => model.change({ view }),
    onMove: (view) => model.onMove(view),
    onClick: (hit) => model.pick(hit),
    onHover: (hit, x, y) => model.hover.value = hit ? { hit, x, y } : null,
    onMap: (map) => expose(model, map),
  };
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
  return bodyOf(display.value, "zh") / DESIGNED_FOR;
}
