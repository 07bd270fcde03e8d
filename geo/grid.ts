/** The management grids of a city, or its districts: which of them holds a point. */
import Flatbush from "flatbush";
import pointInPolygon from "point-in-polygon-hao";
import type { Bounds } from "./place.ts";
import { type Area, asNumbers, type Ring } from "./polygon.ts";

/**
 * Areas by position. A point strictly inside an area belongs to it. A point on a boundary, or in several areas that
 * overlap, belongs to the first of them by code (inside goes before boundary): the answer does not depend on the order
 * in a file.
 */
export class Grids {
  /** Ascending by code. */
  readonly areas: readonly Area[];
  readonly #tree: Flatbush | undefined;
  /** Area of each part in the tree, and the part's rings. */
  readonly #owner: number[] = [];
  readonly #rings: number[][][][] = [];

  constructor(areas: readonly Area[]) {
    this.areas = [...areas].sort((a, b) => a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
    const parts = this.areas.reduce((sum, area) => sum + area.parts.length, 0);
    if (parts === 0) return;
    this.#tree = new Flatbush(parts);
    for (const [owner, area] of this.areas.entries()) {
      for (const part of area.parts) {
        const [west, south, east, north] = boxOf(part[0]!);
        this.#tree.add(west, south, east, north);
        this.#owner.push(owner);
        this.#rings.push(asNumbers(part));
      }
    }
    this.#tree.finish();
  }

  /** The parts of areas whose box meets a box, each with the index in {@link areas} of its area. */
  *over([west, south, east, north]: Bounds): Iterable<{ grid: number; part: readonly Ring[] }> {
    for (const part of this.#tree?.search(west, south, east, north) ?? []) {
      yield { grid: this.#owner[part]!, part: this.#rings[part] as unknown as readonly Ring[] };
    }
  }

  /** Index in {@link areas} of the one that holds a point; undefined in a gap between them. */
  at(lat: number, lon: number): number | undefined {
    let inside = Infinity, edge = Infinity;
    const point = [lon, lat];
    for (const part of this.#tree?.search(lon, lat, lon, lat) ?? []) {
      const owner = this.#owner[part]!;
      if (owner >= inside) continue;
      const answer = pointInPolygon(point, this.#rings[part]!);
      if (answer === true) inside = owner;
      else if (answer === 0) edge = Math.min(edge, owner);
    }
    const found = inside === Infinity ? edge : inside;
    return found === Infinity ? undefined : found;
  }
}

/** `[west, south, east, north]` of positions. */
export function boxOf(ring: readonly (readonly [number, number])[]): [number, number, number, number] {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (const [lon, lat] of ring) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return [west, south, east, north];
}
