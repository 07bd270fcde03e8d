/** Classes of what is left of the limit in a cell and their colours, told apart without red and green, for layer and legend. Pure. */
import type { Theme } from "./heat_ramp.ts";
import type { Rgba } from "./ramp.ts";

/** From much time left to nobody near. */
export const REACH_CLASSES = ["plenty", "some", "short", "late", "nobody"] as const;
export type ReachClass = (typeof REACH_CLASSES)[number];

/** Index of the class of so many minutes left; null: nobody is near. */
export function classOfReach(minutes: number | null, limitMinutes: number): number {
  if (minutes === null) return 4;
  if (minutes < 0) return 3;
  return minutes * 3 >= 2 * limitMinutes ? 0 : minutes * 3 >= limitMinutes ? 1 : 2;
}

/** Blue where there is time, the weaker the less; orange where it is late, strongest where nobody is. */
const COLOURS: Readonly<Record<Theme, readonly Rgba[]>> = {
  dark: [[79, 157, 222, 170], [79, 157, 222, 105], [79, 157, 222, 50], [240, 138, 60, 125], [
    240,
    138,
    60,
    205,
  ]],
  light: [[31, 111, 178, 160], [31, 111, 178, 100], [31, 111, 178, 50], [184, 90, 16, 120], [
    184,
    90,
    16,
    200,
  ]],
};

/** In the order of REACH_CLASSES; the same array each time. */
export function reachColours(theme: Theme): readonly Rgba[] {
  return COLOURS[theme];
}
