/** The figures of the last minutes, for sparklines: one sample every five seconds. Pure. */
import type { Pulse } from "../../streams/wire.ts";

export type Figure = "incidents" | "arrived15" | "arrived60" | "workers" | "fixes";

const EVERY_MS = 5_000;
const MOST = 180;

export class PulseHistory {
  readonly #samples: { at: number; figures: Readonly<Record<Figure, number>> }[] = [];

  add({ now, totals }: Pulse): void {
    const last = this.#samples.at(-1);
    if (last && now - last.at < EVERY_MS) return;
    this.#samples.push({
      at: now,
      figures: {
        incidents: totals.incidents,
        arrived15: totals.arrived[0],
        arrived60: totals.arrived[1],
        workers: totals.workers,
        fixes: totals.fixesPerSecond,
      },
    });
    if (this.#samples.length > MOST) this.#samples.shift();
  }

  of(figure: Figure): number[] {
    return this.#samples.map(({ figures }) => figures[figure]);
  }
}
