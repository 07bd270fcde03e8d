/** A worker's duty shift (班次): the only time in which fixes of the worker may be stored. Plain JSON, the same everywhere. */

/** Holds the times from `starts` on and before `ends`; shifts of one worker never overlap. */
export interface Shift {
  /** Id under which the fixes of the worker come in. */
  readonly worker: string;
  /** Epoch ms, whole. */
  readonly starts: number;
  readonly ends: number;
}

/** Nobody is on duty longer at a stretch: such a shift is a slip of the pen. */
export const LONGEST_SHIFT_MS = 16 * 3_600_000;
