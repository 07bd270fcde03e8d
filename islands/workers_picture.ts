/** The workers of the picture: columns that follow the store, and the layers made of them. */
import { HEADINGS_FROM_ZOOM, headingsLayer } from "../geo/layers/headings.ts";
import type { Atlas } from "../geo/layers/icons.ts";
import { workerColours, workerRadius, workersLayer } from "../geo/layers/workers.ts";
import type { WorkersStore } from "./workers_store.ts";

export interface WorkersLook {
  readonly zoom: number;
  readonly scale: number;
  readonly atlas: Atlas;
  /** Server clock, for the age of fixes. */
  readonly serverNow: number;
  /** This machine's clock for the glide; Infinity shows everybody at their newest fix. */
  readonly glideNow: number;
}

export class WorkersPicture {
  /** When it was last drawn, this machine's clock. */
  drawnAt = 0;
  #version = -1;

  constructor(private readonly store: WorkersStore) {}

  get behind(): boolean {
    return this.store.version !== this.#version;
  }

  layers({ zoom, scale, atlas, serverNow, glideNow }: WorkersLook, now: number): readonly unknown[] {
    const { size, columns } = this.store;
    // A buffer that deck.gl holds already is not looked at again, so every picture has columns of its own.
    const data = {
      size,
      positions: new Float64Array(size * 2),
      fill: new Uint8Array(size * 4),
      line: new Uint8Array(size * 4),
    };
    this.store.positions(data.positions, glideNow);
    workerColours({ size, state: columns.state, fix: columns.fix }, serverNow, data.fill, data.line);
    this.drawnAt = now;
    this.#version = this.store.version;
    const radius = workerRadius(zoom) * scale;
    const near = zoom >= HEADINGS_FROM_ZOOM && size > 0;
    return [
      workersLayer(data, radius),
      ...near ? [headingsLayer(data, columns.heading, atlas, radius)] : [],
    ];
  }
}
