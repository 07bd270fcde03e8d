/** What every scene is: a fixed camera, a sky, and a drawing of any frame of its minute. */
import type { Look, Rgb, Stage } from "./stage.ts";

export interface Scene {
  readonly look: Look;
  /** Colours of the top and the foot of the sky. */
  readonly sky: { readonly day: readonly [Rgb, Rgb]; readonly night?: readonly [Rgb, Rgb] };
  /** Metres at which half of a colour is lost in the haze. */
  readonly half: number;
  /** Draws second `t` of the minute; the minute must join up with itself. */
  draw(stage: Stage, t: number, frame: number): void;
}
