/** The map in the middle: the same live map as the wall's, with what a dispatcher does on it. Its view moves only by hand. */
import { computed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { Fence as FenceIcon, Lasso as LassoIcon, Layers } from "../icons.ts";
import type { DrawnFences } from "../fence_layers.ts";
import { type LayerName, LAYERS, withLayer } from "../layers.ts";
import { keepMap, type MapPorts } from "../live_map.ts";
import { type MapFrame, wholeFrame } from "../map_frame.ts";
import { ReachLegend } from "../reach_legend.tsx";
import { plainText } from "../wall/attribution.tsx";
import { AlertsDrawer } from "./alerts.tsx";
import { Lasso } from "./lasso.tsx";
import { Corners } from "./corners.tsx";
import { type DispatchModel, useDispatch } from "./model.ts";
import { exposeMap } from "./probe.ts";
import { SentBar } from "./sent_bar.tsx";

/** Marks and names are made for a body of 24 px; a desk reads 14. */
const SCALE = 14 / 24;
/** Sharper than this nobody sees, and it costs as much. */
const MOST_PIXELS = 2;
const TICK_MS = 1_000;

export function MapArea() {
  const model = useDispatch();
  const place = useRef<HTMLDivElement>(null);
  const words = model.words.value;
  useEffect(() => {
    const stop = new AbortController();
    const box = place.current!;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = box;
      // A window that is put away may have no size; what it showed is shown when it is back.
      if (width > 0 && height > 0) model.size.value = { width, height };
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    keepMap(model, portsOf(model), box, stop.signal).catch(() => model.map.value = "impossible");
    return () => {
      watch.disconnect();
      stop.abort();
    };
  }, []);
  return (
    <div
      class={`dispatch-map${model.lassoing.value ? " lassoing" : ""}${
        model.fence.clicking.value ? " drawing" : ""
      }`}
    >
      <div class="map" ref={place} />
      {model.map.value === "impossible"
        ? <p class="dispatch-message map-gone" role="alert">{words.noMap}</p>
        : null}
      <MapTools />
      <Reach />
      {model.lassoing.value ? <Lasso /> : model.fence.clicking.value ? <Corners /> : null}
      <AlertsDrawer />
      <SentBar />
      <Attribution />
    </div>
  );
}

function portsOf(model: DispatchModel): MapPorts {
  return {
    label: model.words.peek().map,
    marks: model.marks,
    worker: computed(() => model.worker.value.kind === "ready" ? model.worker.value.value.slot : null),
    single: computed(() => null),
    frame: computed((): MapFrame => ({
      ...wholeFrame(model.size.value),
      pixelRatio: Math.min(MOST_PIXELS, devicePixelRatio),
    })),
    fences: computed(() => fencesOf(model)),
    scale: computed(() => SCALE),
    covered: model.covered,
    onView: (view) => model.change({ view }),
    onMove: () => {},
    onClick: (hit) => model.lassoing.peek() || model.pick(hit),
    onPoint: (place, again) => {
      if (!model.fence.clicking.peek()) return false;
      model.fence.point(place, again);
      return true;
    },
    onHover: () => {},
    onMap: (map) => {
      model.drawn = map;
      exposeMap(model, map);
    },
  };
}

/** The one that is changed is drawn as it is being changed, and not as it was. */
function fencesOf({ fences, fence, address, choice }: DispatchModel): DrawnFences {
  const drawing = fence.drawing.value, open = choice.kind === "fences";
  return {
    fences: fences.fences.value.filter(({ id }) => !open || id !== drawing?.of?.id),
    strength: address.value.layers.fences || (open ? 1 : 0),
    draft: open && drawing ? drawing.corners : null,
  };
}

function MapTools() {
  const model = useDispatch();
  const words = model.words.value;
  const { layers } = model.address.value;
  const menu = useRef<HTMLDetailsElement>(null), drawing = model.fence.clicking.value || model.lassoing.value;
  // It lies over the map, and would take the clicks that are meant for corners.
  useEffect(() => {
    if (drawing && menu.current) menu.current.open = false;
  }, [drawing]);
  if (model.map.value === "impossible") return null;
  const change = (name: LayerName, shown: boolean) =>
    model.change({ layers: withLayer(layers, name, shown ? 1 : 0) });
  return (
    <div class="map-tools">
      <button
        type="button"
        aria-pressed={model.lassoing.value}
        aria-keyshortcuts="L"
        onClick={() => model.lassoing.value = !model.lassoing.value}
      >
        <Icon node={LassoIcon} /> {words.lasso}
      </button>
      <button
        type="button"
        aria-pressed={model.choice.kind === "fences"}
        aria-keyshortcuts="G"
        onClick={() => model.choice.kind === "fences" ? model.close() : model.openFences()}
      >
        <Icon node={FenceIcon} /> {model.fenceWords.value.button}
      </button>
      <details ref={menu}>
        <summary>
          <Icon node={Layers} /> {words.layers}
        </summary>
        <div role="group" aria-label={words.layers}>
          {LAYERS.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={layers[name] > 0}
                onChange={(event) => change(name, event.currentTarget.checked)}
              />
              {words.layerNames[name]}
            </label>
          ))}
        </div>
      </details>
    </div>
  );
}

/** The same colours as on the wall. */
function Reach() {
  const model = useDispatch();
  const strength = model.address.value.layers.reach;
  const [now, setNow] = useState(() => model.live.now());
  useEffect(() => {
    if (strength === 0) return;
    setNow(model.live.now());
    const timer = setInterval(() => setNow(model.live.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [strength > 0]);
  if (strength === 0 || model.map.value === "impossible") return null;
  return (
    <div class="map-legend">
      <ReachLegend
        shown={model.reach.value}
        {...{ strength, now }}
        theme={model.theme.value}
        speech={model.speech.value}
      />
    </div>
  );
}

/** Whose map it is, or what is the matter with it. */
function Attribution() {
  const model = useDispatch();
  const { words } = model.speech.value;
  const blocked = model.basemapBlocked.value;
  const lost = blocked.length > 0
    ? words.basemapBlocked(blocked.join(words.comma))
    : model.basemapLost.value
    ? words.basemapLost
    : "";
  const bare = model.city.basemap.kind === "none" && model.map.value !== "impossible";
  const said = lost || (bare ? words.noBasemap : model.speech.value.name(plainText(model.mapBy.value)));
  return said
    ? <p class={`map-by${lost ? " warn" : ""}`} role={lost ? "status" : undefined}>{said}</p>
    : null;
}
