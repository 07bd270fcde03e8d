/** How workers are drawn at which zoom. Pure. */

/** From here on single people are looked for: their marks have a ring for the age and an arrow for the heading. */
export const DETAILED_FROM_ZOOM = 13.5;

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
