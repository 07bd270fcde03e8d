/** An area on the map that somebody wants to be told of when workers cross its border. Plain JSON, the same on disk and wire. */
import type { Position } from "../geo/place.ts";

export const FENCE_WATCHES = ["enter", "leave", "absent"] as const;
export type FenceWatchKind = (typeof FENCE_WATCHES)[number];

/** Days of the week from Monday (1) on, and local times of the city; over midnight where `to` is not after `from`. */
export interface FenceHours {
  readonly days: readonly number[];
  /** `08:00`. */
  readonly from: string;
  readonly to: string;
}

export interface FenceDraft {
  readonly name: string;
  /** One ring, closed: the last position is the first. */
  readonly ring: readonly Position[];
  readonly watches: readonly FenceWatchKind[];
  /** Ids of workers; `absent` needs them named. */
  readonly workers: "all" | readonly string[];
  /** Null: always. */
  readonly hours: FenceHours | null;
  /** How long somebody must be on the other side before it counts. */
  readonly dwellSeconds: number;
  /** Codes of the areas that it touches: whoever answers for one of them is told. */
  readonly areas: readonly string[];
  /** Who drew or changed it last, and when; unknown of those of the first versions. */
  readonly changed?: { readonly name: string; readonly at: number };
}

export interface Fence extends FenceDraft {
  readonly id: string;
  /** One more at each change. */
  readonly version: number;
}
