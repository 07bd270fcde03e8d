/** Whether anybody could have looked: a city that nothing tells about workers has no places where nobody looked. Pure. */
import type { Pulse } from "../../streams/wire.ts";

export function isWatched(pulse: Pick<Pulse, "feeds" | "totals"> | null): boolean {
  return pulse !== null && (pulse.totals.workers > 0 || pulse.feeds.some(({ kind }) => kind === "fixes"));
}
