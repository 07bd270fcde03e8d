/** How people and cars move, in the demo and in San Francisco: each a sequence of fixes about a minute apart. */
import { haiwan } from "../../demo/haiwan.ts";
import { KIND } from "../../demo/kinds.ts";
import { People } from "../../demo/people.ts";
import { DAY_MS } from "../../demo/rhythm.ts";
import { DOING } from "../../demo/routine.ts";
import { metresBetween } from "../../geo/place.ts";
import { recordsOf } from "../../streams/recording/file.ts";
import { Faults } from "../../streams/recording/recording.ts";

/** Columns of one group of movers, in the order of each one's time. */
export interface Tracks {
  /** m/s between fixes that lie at most {@link JOINED_S} apart. */
  readonly speeds: number[];
  /** Seconds between the fixes of one mover. */
  readonly gaps: number[];
  /** Of those who stood still for five fixes or more: metres, root mean square, from their mean. */
  readonly scatter: number[];
}

/** Fixes farther apart say little of a speed. */
const JOINED_S = 120;
/** Fixes of the demo are thinned to this, as San Francisco's cabs send. */
const THINNED_MS = 58_000;
/** Within so many metres somebody stands still, if a run of so many fixes does. */
const STILL_M = 30, STILL_FIXES = 5;

interface Mover {
  time: number;
  lat: number;
  lon: number;
  run: { lat: number; lon: number }[];
}

/** Takes fixes of many movers in the order of time. */
export class Tracker implements Tracks {
  readonly speeds: number[] = [];
  readonly gaps: number[] = [];
  readonly scatter: number[] = [];
  readonly #movers = new Map<string | number, Mover>();

  add(id: string | number, { time, lat, lon }: { time: number; lat: number; lon: number }): void {
    const mover = this.#movers.get(id);
    if (!mover) {
      this.#movers.set(id, { time, lat, lon, run: [{ lat, lon }] });
      return;
    }
    const seconds = (time - mover.time) / 1000;
    if (seconds <= 0) return;
    this.gaps.push(seconds);
    if (seconds <= JOINED_S) this.speeds.push(metresBetween(mover.lat, mover.lon, lat, lon) / seconds);
    this.#stand(mover, seconds, { lat, lon });
    Object.assign(mover, { time, lat, lon });
  }

  #stand(mover: Mover, seconds: number, at: { lat: number; lon: number }): void {
    const first = mover.run[0]!;
    if (seconds <= JOINED_S && metresBetween(first.lat, first.lon, at.lat, at.lon) <= STILL_M) {
      mover.run.push(at);
      return;
    }
    const { run } = mover;
    mover.run = [at];
    if (run.length < STILL_FIXES) return;
    const lat = run.reduce((sum, p) => sum + p.lat, 0) / run.length;
    const lon = run.reduce((sum, p) => sum + p.lon, 0) / run.length;
    const squares = run.reduce((sum, p) => sum + metresBetween(p.lat, p.lon, lat, lon) ** 2, 0);
    this.scatter.push(Math.sqrt(squares / run.length));
  }
}

/** San Francisco's cabs over a day; rows come by time. */
export async function cabTracks(file: string): Promise<Tracks> {
  const tracker = new Tracker();
  for await (const { ts, cab, lat, lng } of recordsOf(file, new Faults())) {
    const [time, y, x] = [Number(ts) * 1000, Number(lat), Number(lng)];
    if (Math.abs(y - 37.7) < 0.6 && Math.abs(x + 122.3) < 0.6) tracker.add(cab!, { time, lat: y, lon: x });
  }
  return tracker;
}

export interface DemoDay {
  readonly onFoot: Tracks;
  readonly byBicycle: Tracks;
  readonly byCar: Tracks;
  /** Stated accuracies in metres: outside, by how much of the sky is seen, and inside. */
  readonly accuracy: { readonly open: number[]; readonly houses: number[]; readonly inside: number[] };
  /** Workers heard of in each local hour, of all. */
  readonly heard: number[];
  readonly fixes: number;
  /** Fixes that came more than half a minute late. */
  readonly late: number;
}

/** One day of the demo's workers, from a local midnight. */
export function demoDay(midnight: number, count: number): DemoDay {
  const people = new People(haiwan(), {
    count,
    seed: "haiwan",
    now: midnight,
    workers: { slotOf: (id) => Number(id.slice(3)) - 1 },
  });
  const { posts, phones, walkers, doing } = people;
  const [onFoot, byBicycle, byCar] = [new Tracker(), new Tracker(), new Tracker()];
  const accuracy = { open: [] as number[], houses: [] as number[], inside: [] as number[] };
  const heard = Array.from({ length: 24 }, () => new Set<number>()), last = new Float64Array(count);
  let fixes = 0, late = 0;
  for (let t = 10_000; t <= DAY_MS; t += 10_000) {
    const batch = people.step(midnight + t);
    fixes += batch.size;
    for (let row = 0; row < batch.size; row++) {
      const i = batch.worker[row]!, time = batch.time[row]!;
      if (midnight + t - time > 30_000) late++;
      heard[Math.min(23, Math.floor((time - midnight) / 3_600_000))]!.add(i);
      if (time - last[i]! < THINNED_MS) continue;
      last[i] = time;
      const tracker = posts.kind[i] === KIND.specialist ? byCar : posts.pace[i]! > 2.5 ? byBicycle : onFoot;
      tracker.add(i, { time, lat: batch.lat[row]!, lon: batch.lon[row]! });
      const inside = doing[i] === DOING.resting || doing[i] === DOING.atStation;
      const noise = phones.radio.noise[walkers.edge[i]!]!;
      (inside ? accuracy.inside : noise > 1.8 ? accuracy.houses : accuracy.open).push(batch.accuracy[row]!);
    }
  }
  return { onFoot, byBicycle, byCar, accuracy, heard: heard.map(({ size }) => size / count), fixes, late };
}
