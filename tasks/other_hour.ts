/** The clock of programs that a task starts, moved to another hour of the day by libfaketime (Debian: `faketime`). */
import { existsSync } from "node:fs";

const LIBRARIES = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
];
const DAY_S = 86_400;

/** Of this machine; null where it is not installed. */
export function fakeClock(): string | null {
  return LIBRARIES.find((path) => existsSync(path)) ?? null;
}

/** Variables of the environment for a program to whom it is `hour` ("10:30") of the last day in a zone so far from UTC. */
export function atHour(library: string, hour: string, { now, offsetHours }: {
  now: number;
  offsetHours: number;
}): Record<string, string> {
  const [h, m] = hour.split(":").map(Number) as [number, number];
  const local = (now / 1000 + offsetHours * 3_600) % DAY_S;
  // Back, never ahead: nothing is then of a time that is still to come.
  const back = Math.round((local - h * 3_600 - m * 60 + DAY_S) % DAY_S);
  return {
    LD_PRELOAD: library,
    FAKETIME: `-${back}`,
    // Timers go on as they are, and so do the times of files.
    DONT_FAKE_MONOTONIC: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    NO_FAKE_STAT: "1",
  };
}
