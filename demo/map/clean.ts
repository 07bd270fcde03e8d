/** What rounding to the tile's raster leaves of a feature: no point twice, no ring without an area, no line without a length. */
import type { GeoJSONVTFeature } from "@maplibre/geojson-vt";

type Points = [number, number][];

/** The feature with sound geometry, or nothing when it is too small for this tile. `shrink` divides its coordinates. */
export function clean(feature: GeoJSONVTFeature, shrink = 1): GeoJSONVTFeature | undefined {
  if (feature.type === 1) {
    return { ...feature, geometry: feature.geometry.map((p) => scaled(p, shrink)) };
  }
  const parts: Points[] = [];
  let kept = false;
  for (const raw of feature.geometry) {
    const points = distinct(raw, shrink);
    if (feature.type === 2) {
      if (points.length > 1) parts.push(points);
      continue;
    }
    const sense = Math.sign(doubleArea(raw));
    const sound = points.length > 3 && sense !== 0 && Math.sign(doubleArea(points)) === sense;
    // A hole belongs to the outer ring before it, and goes with it.
    if (sense >= 0) kept = sound;
    if (sound && kept) parts.push(points);
  }
  return parts.length > 0 ? { ...feature, geometry: parts } : undefined;
}

function scaled([x, y]: [number, number], shrink: number): [number, number] {
  return [Math.round(x / shrink), Math.round(y / shrink)];
}

function distinct(raw: Points, shrink: number): Points {
  const out: Points = [];
  let lastX = NaN, lastY = NaN;
  for (const point of raw) {
    const [x, y] = scaled(point, shrink);
    if (x === lastX && y === lastY) continue;
    out.push([x, y]);
    lastX = x;
    lastY = y;
  }
  return out;
}

/** Outer rings are clockwise on the screen, where y grows downwards: their sum is positive. */
function doubleArea(points: Points): number {
  let sum = 0;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    sum += points[j]![0] * points[i]![1] - points[i]![0] * points[j]![1];
  }
  return sum;
}
