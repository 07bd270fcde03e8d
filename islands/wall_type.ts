/** How large type is on a wall: from its geometry, so that the farthest seat can read it. Pure. */

export interface Geometry {
  /** Width of the wall in metres, and how far the farthest seat is. */
  readonly metres: number;
  readonly distance: number;
}

/** Body text subtends so many minutes of arc; Chinese strokes are finer, so Chinese text is larger. */
const BODY_ARC_MINUTES = 22;
const CHINESE = 1.25;
/** Height of a capital over the size of type, in Noto Sans SC. */
const CAP = 0.733;
/** Without geometry: this part of the screen's height. */
const PLAIN_PART = 1 / 45;
/** A portrait screen is narrow: its width then decides. */
const NARROW_PART = 1 / 42;
/** The least important line is 16/22 of the body and never below 12 px, on a small window either. */
const LEAST = 12 * 22 / 16;

/** Size of body type in px for a screen of so many px. */
export function bodySize(
  width: number,
  height: number,
  geometry: Geometry | null = null,
  chinese = true,
): number {
  if (!geometry) return Math.max(LEAST, Math.min(height * PLAIN_PART, width * NARROW_PART));
  const capMetres = geometry.distance * Math.tan(BODY_ARC_MINUTES / 60 * Math.PI / 180);
  const capPx = capMetres / geometry.metres * width * (chinese ? CHINESE : 1);
  return Math.max(LEAST, capPx / CAP);
}

/** `?wall=6@10`: a wall 6 m wide, the farthest seat 10 m away. */
export function readGeometry(search: string): Geometry | null {
  const match = /^(\d+(?:\.\d+)?)@(\d+(?:\.\d+)?)$/.exec(new URLSearchParams(search).get("wall") ?? "");
  if (!match) return null;
  const metres = Number(match[1]);
  const distance = Number(match[2]);
  return metres > 0 && distance > 0 ? { metres, distance } : null;
}
