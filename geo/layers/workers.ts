/** The workers layer: a dot each; colour says what they do, brightness how old the fix is, an empty ring: silent. */
import { ScatterplotLayer } from "@deck.gl/layers";
import { WORKER_STATE } from "../worker_mark.ts";
import { FLAT } from "./flat.ts";

const FREE = [57, 208, 196] as const;
const ASSIGNED = [179, 140, 255] as const;
const SILENT = [159, 176, 192] as const;
/** A fix so old is drawn half-bright. */
const STALE_S = 180;

/** Smaller dots would be nothing. */
const LEAST_RADIUS = 0.9;
/** Smaller ones would be all outline. */
const OUTLINED_FROM = 1.8;

export interface WorkerRows {
  readonly size: number;
  readonly state: Uint8Array;
  /** As on the wire: 255ths of the circle, NO_HEADING unknown. */
  readonly heading: Uint8Array;
  /** Time of each fix, epoch ms of the server's clock. */
  readonly fix: Float64Array;
}

/** Fill and outline of a row, RGBA. */
export function colourWorker(
  rows: WorkerRows,
  row: number,
  now: number,
  fill: Uint8Array,
  line: Uint8Array,
): void {
  const state = rows.state[row]!;
  const silent = state === WORKER_STATE.silent;
  const [red, green, blue] = silent ? SILENT : state === WORKER_STATE.assigned ? ASSIGNED : FREE;
  const alpha = brightness((now - rows.fix[row]!) / 1000);
  const at = row * 4;
  fill[at] = red;
  fill[at + 1] = green;
  fill[at + 2] = blue;
  fill[at + 3] = silent ? 0 : alpha;
  line[at] = silent ? red : 11;
  line[at + 1] = silent ? green : 15;
  line[at + 2] = silent ? blue : 20;
  line[at + 3] = silent ? 170 : Math.round(alpha * 0.8);
}

/** Full for a fresh fix, half from three minutes on. */
export function brightness(ageSeconds: number): number {
  const stale = Math.min(1, Math.max(0, ageSeconds) / STALE_S);
  return Math.round(255 - 127 * stale);
}

/** Radius in pixels at a zoom, for a body size of 24 px. */
export function workerRadius(zoom: number): number {
  return Math.min(7, Math.max(1, 1 + (zoom - 11) * 1.15));
}

/**
 * How strongly workers are drawn at a zoom. From afar the cells are the picture: thousands of dots would cover them, so there
 * workers are a texture, and become people on the way to the street.
 */
export function workerStrength(zoom: number): number {
  return Math.min(1, Math.max(0.24, 0.24 + (zoom - 11.2) * 0.32));
}

/** `data` is deck.gl's binary data, see WorkersData. */
export function workersLayer(data: unknown, { radius, opacity }: { radius: number; opacity: number }) {
  return new ScatterplotLayer({
    id: "workers",
    data: data as never,
    opacity,
    visible: opacity > 0,
    radiusUnits: "pixels",
    getRadius: Math.max(LEAST_RADIUS, radius),
    lineWidthUnits: "pixels",
    getLineWidth: radius < OUTLINED_FROM ? 0 : Math.max(0.6, radius * 0.28),
    stroked: radius >= OUTLINED_FROM,
    filled: true,
    pickable: false,
    parameters: FLAT,
    updateTriggers: { getRadius: radius, getLineWidth: radius },
  });
}
