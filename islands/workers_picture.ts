/** The workers of the picture: buffers that follow the store, and the layers made of them. */
import type { Device } from "../geo/layers/cells.ts";
import { HEADINGS_FROM_ZOOM, headingsLayer } from "../geo/layers/headings.ts";
import type { Atlas } from "../geo/layers/icons.ts";
import { workerRadius, workersLayer, workerStrength } from "../geo/layers/workers.ts";
import { WorkersData } from "../geo/layers/workers_data.ts";
import type { WorkersStore } from "./workers_store.ts";

export interface WorkersLook {
  readonly zoom: number;
  readonly scale: number;
  readonly atlas: Atlas;
  /** 0–1, from the legend. */
  readonly strength: number;
}

export interface Moment {
  /** This machine's clock. */
  readonly now: number;
  /** Server clock, for the age of fixes. */
  readonly serverNow: number;
  /** This machine's clock for the glide; Infinity shows everybody at their newest fix. */
  readonly glideNow: number;
}

/** Room for this many at first; then for twice as many whenever it is short. */
const ROOM = 1024;
/** An old buffer is freed once deck.gl has surely taken the new one. */
const FREED_AFTER_MS = 2_000;

export class WorkersPicture {
  /** When it was last drawn, this machine's clock. */
  drawnAt = 0;
  #version = -1;
  #data: WorkersData | null = null;
  #layers: readonly unknown[] = [];
  /** What the layers were made of. */
  #made: { data: unknown; radius: number; opacity: number } | null = null;

  constructor(private readonly store: WorkersStore) {}

  get behind(): boolean {
    return this.store.version !== this.#version;
  }

  /** The device is gone, and its buffers with it. */
  forgetDevice(): void {
    this.#data = null;
    this.#made = null;
  }

  /** Brings the buffers to this moment; returns whether the layers are others. */
  paint(device: Device, look: WorkersLook, { now, serverNow, glideNow }: Moment): boolean {
    const { size, columns } = this.store;
    const data = this.#roomFor(size, device);
    const rows = { size, state: columns.state, fix: columns.fix, heading: columns.heading };
    this.store.drain(glideNow, (row, lon, lat, changed) => {
      data.place(row, lon, lat);
      if (changed) data.colour(rows, row, serverNow);
    });
    data.endAt(size);
    data.age(rows, serverNow);
    data.write();
    this.drawnAt = now;
    this.#version = this.store.version;
    return this.#remake(data, look);
  }

  layers(): readonly unknown[] {
    return this.#layers;
  }

  #remake(workers: WorkersData, { zoom, scale, atlas, strength }: WorkersLook): boolean {
    const { size } = this.store;
    const data = workers.data(size);
    const radius = workerRadius(zoom) * scale;
    const opacity = strength * workerStrength(zoom);
    const near = zoom >= HEADINGS_FROM_ZOOM && size > 0 && strength > 0;
    const made = this.#made;
    const same = made?.data === data && made.radius === radius && made.opacity === opacity;
    if (same && (this.#layers.length > 1) === near) return false;
    this.#made = { data, radius, opacity };
    this.#layers = [
      workersLayer(data, { radius, opacity }),
      ...near ? [headingsLayer(workers, atlas, { radius, opacity })] : [],
    ];
    return true;
  }

  #roomFor(size: number, device: Device): WorkersData {
    const old = this.#data;
    if (old && old.capacity >= size) return old;
    this.#data = new WorkersData(device, Math.max(ROOM, 2 ** Math.ceil(Math.log2(Math.max(1, size)))));
    this.store.drainAll();
    if (old) setTimeout(() => old.destroy(), FREED_AFTER_MS);
    return this.#data;
  }
}
