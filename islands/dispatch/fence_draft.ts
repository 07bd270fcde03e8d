/** A geofence as somebody draws it: corners one after the other, what is watched, and what is still wrong with it. Pure. */
import { crossingOf } from "../../geo/crossing.ts";
import { boxOf } from "../../geo/grid.ts";
import { type Bounds, contains, metresBetween, type Position } from "../../geo/place.ts";
import type { Fence, FenceDraft, FenceHours, FenceWatchKind } from "../../store/fence.ts";

export interface Drawing {
  /** Of the fence that is changed, as it was seen; null for a new one. */
  readonly of: Pick<Fence, "id" | "version"> | null;
  readonly name: string;
  /** In their order, not closed. */
  readonly corners: readonly Position[];
  readonly watches: readonly FenceWatchKind[];
  readonly workers: "all" | readonly string[];
  readonly hours: FenceHours | null;
  readonly dwellSeconds: number;
}

export type DrawingFault =
  | "few"
  | "crosses"
  | "outside"
  | "large"
  | "small"
  | "name"
  | "watches"
  | "nobody"
  | "absentAll"
  | "days"
  | "clock"
  | "dwell";

/** What the server takes (dispatch/fence_desk.ts). */
export const LEAST_DWELL = 10, MOST_DWELL = 86_400, MOST_CORNERS = 500, LONGEST_NAME = 100;
const WIDEST_M = 30_000, NARROWEST_M = 20;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export const NEW_DRAWING: Drawing = {
  ...{ of: null, name: "", corners: [], watches: ["enter", "leave"], workers: "all", hours: null },
  dwellSeconds: 60,
};
export const USUAL_HOURS: FenceHours = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };

export function drawingOf(fence: Fence): Drawing {
  const { id, version, name, ring, watches, workers, hours, dwellSeconds } = fence;
  return {
    ...{ of: { id, version }, name, watches, workers, hours, dwellSeconds },
    corners: ring.slice(0, -1),
  };
}

/** The same corner twice is one. */
export function withCorner(drawing: Drawing, corner: Position): Drawing {
  const last = drawing.corners.at(-1);
  if (last?.[0] === corner[0] && last[1] === corner[1]) return drawing;
  if (drawing.corners.length >= MOST_CORNERS) return drawing;
  return { ...drawing, corners: [...drawing.corners, corner] };
}

export function withoutCorner(drawing: Drawing, at = drawing.corners.length - 1): Drawing {
  return { ...drawing, corners: drawing.corners.filter((_, i) => i !== at) };
}

/** What is wrong with the area; null when it can be kept. */
export function areaFault(corners: readonly Position[], bounds: Bounds): DrawingFault | null {
  if (corners.length < 3) return "few";
  if (corners.some(([lon, lat]) => !contains(bounds, lat, lon))) return "outside";
  const ring = [...corners, corners[0]!];
  const [west, south, east, north] = boxOf(ring);
  const across = metresBetween(south, west, north, east);
  if (across > WIDEST_M) return "large";
  if (across < NARROWEST_M) return "small";
  return crossingOf([ring]) ? "crosses" : null;
}

/** The first thing that is wrong with it; null when it can be kept. */
export function faultOf(drawing: Drawing, bounds: Bounds): DrawingFault | null {
  const { name, corners, watches, workers, hours, dwellSeconds } = drawing;
  const area = areaFault(corners, bounds);
  if (area) return area;
  if (name.trim() === "") return "name";
  if (watches.length === 0) return "watches";
  if (workers === "all" && watches.includes("absent")) return "absentAll";
  if (workers !== "all" && workers.length === 0) return "nobody";
  if (hours && hours.days.length === 0) return "days";
  if (hours && !(CLOCK.test(hours.from) && CLOCK.test(hours.to))) return "clock";
  return dwellSeconds >= LEAST_DWELL && dwellSeconds <= MOST_DWELL ? null : "dwell";
}

/** What is sent. */
export function bodyOf(
  { of, corners, name, ...rest }: Drawing,
): Omit<FenceDraft, "areas"> & { version?: number } {
  const ring = [...corners, corners[0]!];
  return { ...rest, name: name.trim(), ring, ...(of ? { version: of.version } : {}) };
}

/** The middle of its box: where the map goes to show it. */
export function middleOf(ring: readonly Position[]): { lat: number; lon: number } {
  const [west, south, east, north] = boxOf(ring);
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}
