/** Who is on duty when, as the live city asks: once per fix, so by slot and without an object. */
import type { Shift } from "../store/shift.ts";

export interface Duty {
  /** Whether some shift of the worker holds a time (epoch ms). */
  holds(slot: number, time: number): boolean;
  /** When the duty that holds a time ends, shifts that follow at once included; -Infinity where no shift holds it. */
  endOf(slot: number, time: number): number;
}

/** The shifts of a city, for a simulation that enters those of its own workers. */
export interface DutyBook extends Duty {
  /** Shifts of a worker that hold some of a period. */
  of(slot: number, from: number, to: number): Iterable<Omit<Shift, "worker">>;
  /** All or none; returns the rows that another shift of the same worker keeps from being entered. */
  enter(shifts: readonly Shift[]): Promise<ReadonlySet<number>>;
}

/** Of a city that knows no shifts. */
export const ALWAYS: Duty = { holds: () => true, endOf: () => Infinity };
