/** Samples of what lies on the map, for legend and panel: the shapes and colours that the layers are drawn with. */
import { densityStops, HEAT_INK, type Theme } from "../../geo/layers/heat_ramp.ts";
import { cssOf } from "../../geo/layers/mark_colours.ts";
import { WORKER_SHAPE } from "../../geo/layers/worker_shape.ts";
import { type BorderName, BORDERS } from "../borders.ts";
import type { LayerName } from "../layers.ts";
import { useWall } from "./model.ts";
import { SeverityShape } from "./shape.tsx";

export const WORKER_STATES = ["free", "assigned", "onScene", "silent"] as const;
export type WorkerStateName = (typeof WORKER_STATES)[number];

const middle = ([from, to]: readonly [number, number]) => (from + to) / 2;
const width = ([from, to]: readonly [number, number]) => to - from;

/** A worker's mark; `age` 0–1 adds the ring of which so much is left. */
export function WorkerKey({ state, age }: { state: WorkerStateName; age?: number }) {
  const { onScene, age: ring, edge, outline } = WORKER_SHAPE;
  const reach = age !== undefined ? ring[1] : state === "onScene" ? onScene[1] + 0.16 : edge;
  const box = `${-reach} ${-reach} ${2 * reach} ${2 * reach}`;
  const turn = 2 * Math.PI * middle(ring);
  return (
    <svg class={`key key-${state}${reach > edge ? " key-large" : ""}`} viewBox={box} aria-hidden="true">
      {state === "silent" ? <circle class="outline" r="1" stroke-width={2 * outline} /> : (
        <>
          <circle class="ink" r={state === "onScene" ? onScene[1] + 0.16 : edge} />
          <circle class="dot" r="1" />
        </>
      )}
      {state === "onScene"
        ? <circle class="scene" r={middle(onScene)} stroke-width={width(onScene)} />
        : null}
      {age === undefined ? null : (
        <circle
          class="age"
          r={middle(ring)}
          stroke-width={width(ring)}
          stroke-dasharray={`${turn * age} ${turn}`}
          transform="rotate(-90)"
        />
      )}
    </svg>
  );
}

export function CameraKey() {
  return (
    <svg class="key key-large" viewBox="-38 -30 76 60" aria-hidden="true">
      <path
        class="camera"
        stroke-width="8"
        stroke-linejoin="round"
        d="M-30-18H10V18H-30ZM14-4 32-16V16L14 4Z"
      />
    </svg>
  );
}

/** From the edge of a warm place to the middle of a hot one, as strong as the layer is. */
export function HeatKey({ strength }: { strength: number }) {
  const { theme } = useWall();
  return (
    <i
      class="key key-wide key-heat"
      style={{ background: heatGradient(theme.value), opacity: String(HEAT_INK * strength) }}
    />
  );
}

/** Pure. */
export function heatGradient(theme: Theme): string {
  const stops = densityStops(theme).map(({ at, colour: [red, green, blue, alpha] }) =>
    `${cssOf([red, green, blue], Math.round(alpha / 2.55) / 100)} ${Math.round(at * 100)}%`
  );
  return `linear-gradient(to right, transparent, ${stops.join(", ")})`;
}

export function FenceKey({ strength }: { strength: number }) {
  return (
    <svg class="key key-wide" viewBox="0 0 20 12" aria-hidden="true" opacity={strength}>
      <rect
        x="1.5"
        y="1.5"
        width="17"
        height="9"
        fill="none"
        stroke="var(--accent)"
        stroke-width="2"
        stroke-dasharray="4 2"
      />
    </svg>
  );
}

export function BorderKey({ name, strength }: { name: BorderName; strength: number }) {
  const { token, ink, width, dash } = BORDERS[name];
  return (
    <svg class="key key-wide" viewBox="0 0 20 12" aria-hidden="true">
      <path
        d="M0 6H20"
        stroke={`var(--${token})`}
        stroke-width={width * 1.6}
        stroke-opacity={ink * strength}
        stroke-dasharray={dash?.map((length) => length * width).join(" ")}
      />
    </svg>
  );
}

/** What a layer looks like, beside its name. Cells and reach have legends of their own. */
export function LayerKey({ name }: { name: LayerName }) {
  const { layers } = useWall().screen.value;
  switch (name) {
    case "cells":
    case "reach":
      return null;
    case "heat":
      return <HeatKey strength={layers.heat || 1} />;
    case "districts":
    case "streets":
    case "grids":
      return <BorderKey name={name} strength={layers[name] || 1} />;
    case "fences":
      return <FenceKey strength={layers.fences || 1} />;
    case "cameras":
      return <CameraKey />;
    case "workers":
      return <WorkerKey state="free" age={0.7} />;
    case "incidents":
      return <SeverityShape severity={1} />;
  }
}
