/** What the demo's workers cost the server they live in: Beijing's number of them, in steps of half a second. */
import process from "node:process";
import { haiwan } from "../demo/haiwan.ts";
import { People } from "../demo/people.ts";
import { cores, type Figure, milliseconds, percentile } from "./figure.ts";
import { BEIJING_WORKERS } from "./walkers.ts";

const STEP_MS = 500;
/** Ten in the morning, and the end of the day shift, of a Wednesday in Haiwan. */
const MORNING = Date.UTC(2026, 10, 25, 2), EVENING = Date.UTC(2026, 10, 25, 9, 25);

export function people({ quick }: { quick: boolean }): Promise<Figure[]> {
  const seconds = quick ? 60 : 600;
  const morning = walk(MORNING, seconds), evening = walk(EVENING, seconds);
  return Promise.resolve([
    {
      name: "CPU of the demo's workers, 10:00",
      value: morning.cores,
      show: cores,
      target: { kind: "at-most", value: 0.03 },
    },
    { name: "a step of half a second, p50", value: morning.p50, show: milliseconds },
    { name: "… the longest, when the day shift goes home", value: evening.longest, show: milliseconds },
    { name: "opening the workers of a city", value: morning.opening, show: milliseconds },
  ]);
}

function walk(
  from: number,
  seconds: number,
): { cores: number; p50: number; longest: number; opening: number } {
  const city = haiwan(), began = performance.now();
  const crowd = new People(city, {
    count: BEIJING_WORKERS,
    seed: "bench",
    now: from,
    workers: { slotOf: (id) => Number(id.slice(3)) - 1 },
  });
  const opening = performance.now() - began;
  // The first steps draw the ways to the stations.
  const warm = 150_000;
  for (let t = STEP_MS; t <= warm; t += STEP_MS) crowd.step(from + t);
  const before = process.cpuUsage(), steps: number[] = [];
  for (let t = STEP_MS; t <= seconds * 1000; t += STEP_MS) {
    const t0 = performance.now();
    crowd.step(from + warm + t);
    steps.push(performance.now() - t0);
  }
  const { user, system } = process.cpuUsage(before);
  return {
    cores: (user + system) / 1e6 / seconds,
    p50: percentile(steps, 0.5),
    longest: Math.max(...steps),
    opening,
  };
}
