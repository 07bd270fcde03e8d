/** Who is on duty when, as the live city asks: once per fix, so by slot and without an object. */

export interface Duty {
  /** Whether some shift of the worker holds a time (epoch ms). */
  holds(slot: number, time: number): boolean;
  /** When the duty that holds a time ends, shifts that follow at once included; -Infinity where no shift holds it. */
  endOf(slot: number, time: number): number;
}

/** Of a city that knows no shifts. */
export const ALWAYS: Duty = { holds: () => true, endOf: () => Infinity };
