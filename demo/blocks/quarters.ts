/** Large blocks cut into parts that are built one by one, with lanes along the cuts. */
import { areaOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { Frame } from "./frame.ts";
import type { Plot } from "./plot.ts";

/** Half the width of the lane along a cut and the hedge beside it, metres. */
const HALF = 5;
/** Parts are cut down to about this, m². */
const LARGEST = 26_000;

/** Builds a block part by part; one that is small enough is its own only part. */
export function quarters(plot: Plot, build: (part: Plot) => void, largest = LARGEST): void {
  const limit = largest * plot.between(0.8, 1.5);
  if (plot.area <= limit) return build(plot);
  const frame = Frame.of(plot.outline, "long"), [wide] = frame.size;
  const across = frame.left + wide * plot.between(0.42, 0.58);
  const whole = frame.column(across);
  const [left, right] = [across - HALF, across + HALF].map((u, side) => cut(frame.local, u, side === 0));
  if (!whole || !left || !right) return build(plot);
  plot.lane(frame.plane([across, whole[0] - 6, across, whole[1] + 6]), undefined, 14);
  for (const part of [left, right]) {
    const size = areaOf(part);
    if (size > 600) quarters(plot.within(frame.plane(part), size), build, largest);
  }
}

/** What lies on one side of u, as one ring; parts that only touch there are joined by a seam without width. */
function cut(line: Line, u: number, lower: boolean): Line | undefined {
  const out: Line = [], keeps = (at: number) => lower ? at < u : at > u;
  for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [line[j]!, line[j + 1]!, line[i]!, line[i + 1]!];
    if (keeps(ax) !== keeps(bx)) out.push(u, ay + (u - ax) / (bx - ax) * (by - ay));
    if (keeps(bx)) out.push(bx, by);
  }
  return out.length >= 6 ? out : undefined;
}
