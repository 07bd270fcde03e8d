/** What every scene is: the fixed cameras that look at it, a sky, and a drawing of any frame of its minute. */
import type { Look, Rgb, Stage } from "./stage.ts";

export interface Scene {
  /** One camera a clip; all look away from y = 0, where fronts of houses are painted. */
  readonly looks: readonly Look[];
  /** Colours of the top and the foot of the sky. */
  readonly sky: { readonly day: readonly [Rgb, Rgb]; readonly night: readonly [Rgb, Rgb] };
  /** Metres at which half of a colour is lost in the haze. */
  readonly half: number;
  /** Draws second `t` of the minute; the minute must join up with itself. */
  draw(stage: Stage, t: number, frame: number): void;
}
