/** How cells and grids lie over each other: the part of each cell's area that each grid covers. */
import Flatbush from "flatbush";
import pointInPolygon from "point-in-polygon-hao";
import { around, cellAt, cellsOver, edgeOf, FINEST, outlineOf } from "./cell.ts";
import { boxOf, type Grids } from "./grid.ts";
import { centreOf, metresBetween, type Position } from "./place.ts";
import { asNumbers, type Ring } from "./polygon.ts";

/** `share` of the area of `cell` lies in the grid; 0 < share ≤ 1. */
export interface Share {
  readonly cell: string;
  /** Index in {@link Grids.areas}. */
  readonly grid: number;
  readonly share: number;
}

/** Less than this of a cell is rounding, or a corner that touches. */
const LEAST = 1e-6;

/**
 * The many-to-many table of cells at the finest resolution and grids, by overlapping area. The shares of a cell sum to 1
 * where grids cover it without a gap, to less at a gap or the rim, to more only where grids overlap each other; so a
 * count of cells can be spread over grids without counting anything twice.
 */
export function* sharesOf(grids: Grids, resolution: number = FINEST): Iterable<Share> {
  for (const [grid, area] of grids.areas.entries()) {
    const shares = new Map<string, number>();
    for (const part of area.parts) {
      const edges = edgesOf(part);
      for (const cell of cellsNear(part, resolution)) {
        const outline = outlineOf(cell);
        const share = edges.search(...boxOf(outline)).length > 0
          ? covered(part, outline)
          : pointInPolygon([...outline[0]!], asNumbers(part)) === false
          ? 0
          : 1;
        if (share > LEAST) shares.set(cell, (shares.get(cell) ?? 0) + share);
      }
    }
    for (const [cell, share] of shares) yield { cell, grid, share: Math.min(1, share) };
  }
}

/** The areas that lie over one cell of any resolution: the greatest share first, of equal ones by code. */
export function sharesOver(grids: Grids, cell: string): Share[] {
  const outline = outlineOf(cell);
  const shares = new Map<number, number>();
  for (const { grid, part } of grids.over(boxOf(outline))) {
    const share = covered(part, outline);
    if (share > LEAST) shares.set(grid, (shares.get(grid) ?? 0) + share);
  }
  return [...shares].map(([grid, share]) => ({ cell, grid, share: Math.min(1, share) }))
    .sort((a, b) => b.share - a.share || a.grid - b.grid);
}

/** More rings than this around the middle are slower than asking H3 for all cells of the polygon. */
const MOST_RINGS = 6;

/** Every cell that the polygon touches, and perhaps some that it does not. H3's own answer takes 0.5 ms at least. */
function cellsNear(rings: readonly Ring[], resolution: number): string[] {
  const [west, south, east, north] = boxOf(rings[0]!);
  const middle = centreOf([west, south, east, north]);
  const reach = metresBetween(south, west, north, east) / 2;
  // A ring more reaches 1.5 edges farther; hexagons of one resolution differ in size by less than the margin of a third.
  const edge = edgeOf(resolution);
  const rounds = Math.ceil((reach + 1.5 * edge) / edge);
  return rounds <= MOST_RINGS ? around(cellAt(middle, resolution), rounds) : cellsOver(rings, resolution);
}

/** Where no edge is near, a cell lies wholly inside or outside, and needs no cutting. */
function edgesOf(rings: readonly Ring[]): Flatbush {
  const tree = new Flatbush(rings.reduce((sum, ring) => sum + ring.length - 1, 0));
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) tree.add(...boxOf([ring[i - 1]!, ring[i]!]));
  }
  tree.finish();
  return tree;
}

/** The part of a convex outline that a polygon covers. Holes wind the other way, so that their area counts as negative. */
function covered(rings: readonly Ring[], outline: readonly Position[]): number {
  let area = 0;
  for (const ring of rings) area += signedArea(cut(ring.slice(0, -1), outline));
  return area / signedArea(outline);
}

/**
 * The ring inside a convex counter-clockwise outline, by Sutherland and Hodgman (1974): it is cut by the line of each side
 * in turn. A cut may run along the line and back, which encloses no area, so that the area is right for any simple ring.
 */
function cut(ring: readonly Position[], outline: readonly Position[]): readonly Position[] {
  for (const [i, a] of outline.entries()) {
    const b = outline[(i + 1) % outline.length]!;
    const side = ([x, y]: Position) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    const kept: Position[] = [];
    let from = ring.at(-1)!, before = side(from);
    for (const to of ring) {
      const after = side(to);
      if ((before >= 0) !== (after >= 0)) {
        const t = before / (before - after);
        kept.push([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]);
      }
      if (after >= 0) kept.push(to);
      from = to;
      before = after;
    }
    if (kept.length === 0) return kept;
    ring = kept;
  }
  return ring;
}

/** Shoelace formula in square degrees: within one cell, all that matters is the ratio. */
function signedArea(ring: readonly Position[]): number {
  if (ring.length < 3) return 0;
  const [x0, y0] = ring[0]!;
  let sum = 0;
  for (let i = 2; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!, [bx, by] = ring[i]!;
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum / 2;
}
