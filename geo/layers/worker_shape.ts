/** The parts of a worker's mark, in radii of its dot: drawn by the shader on the map and as a picture in the legend. */

export const WORKER_SHAPE = {
  /** Dark edge of the dot. */
  edge: 1.28,
  /** White ring of who is on scene: from, to. */
  onScene: [1.16, 1.62],
  /** The ring that empties clockwise from the top as the fix grows old: from, to. */
  age: [1.86, 2.18],
  /** Arrow of the heading: its base, tip, and half its width. */
  arrow: [2.34, 3.34, 0.74],
  /** Outline of who is silent: half its width around the radius. */
  outline: 0.17,
  /** As far as the mark reaches. */
  reach: 3.4,
} as const;

/** A fix is stale, and half-bright, at this part of the time after which its worker is silent: three of fifteen minutes. */
export const STALE_PART = 0.2;

/** 0–1: full for a fresh fix, half for a stale one. The shader does the same. */
export function brightness(ageSeconds: number, liveSeconds: number): number {
  return 1 - 0.5 * Math.min(1, Math.max(0, ageSeconds) / (STALE_PART * liveSeconds));
}

/** Part of the age ring that is left: all of it for a fresh fix, none when the worker falls silent. */
export function ageLeft(ageSeconds: number, liveSeconds: number): number {
  return Math.min(1, Math.max(0, 1 - ageSeconds / liveSeconds));
}
