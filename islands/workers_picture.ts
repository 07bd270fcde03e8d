/** The workers of the picture: buffers that follow the store, where their marks stand, and the layers made of them. */
import type { Device } from "../geo/layers/cells.ts";
import { countLayers } from "../geo/layers/crowds.ts";
import { markSize } from "../geo/layers/incidents.ts";
import type { MarkColours } from "../geo/layers/mark_colours.ts";
import { type WorkerCrowd, WorkerSpread } from "../geo/layers/worker_spread.ts";
import { WORKER_SHAPE } from "../geo/layers/worker_shape.ts";
import { workersLayer } from "../geo/layers/workers.ts";
import { DETAILED_FROM_ZOOM, workerRadius, workerStrength } from "../geo/layers/workers_zoom.ts";
import { WorkersData } from "../geo/layers/workers_data.ts";
import type { Reach } from "./hit.ts";
import type { NearWorker, WorkersStore } from "./workers_store.ts";

export interface WorkersLook {
  /** Zoom of the view, and of the map itself. */
  readonly zoom: number;
  readonly mapZoom: number;
  readonly scale: number;
  /** 0–1, from the legend. */
  readonly strength: number;
  readonly colours: MarkColours;
  /** A worker falls silent after so long, s. */
  readonly live: number;
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
/** Who is in one place is found anew no more often than this, and at steps of the zoom, so that nobody jumps on the way. */
const SPREAD_EVERY_MS = 450;
const ZOOM_STEPS = 4;
/** Width of a mark with its age ring, in radii of its dot. */
const MARK_WIDTH = 2 * WORKER_SHAPE.age[1] + 0.3;

export class WorkersPicture {
  /** When it was last drawn, this machine's clock. */
  drawnAt = 0;
  #version = -1;
  #glideNow = Infinity;
  #data: WorkersData | null = null;
  #layers: readonly unknown[] = [];
  /** What the layers were made of. */
  #made = "";
  #madeOf: readonly unknown[] = [];
  readonly #spread = new WorkerSpread();
  /** What the marks were last spread for. */
  #spreadFor = "";
  #spreadAt = -Infinity;

  constructor(private readonly store: WorkersStore) {}

  get behind(): boolean {
    return this.store.version !== this.#version;
  }

  get crowds(): readonly WorkerCrowd[] {
    return this.#spread.crowds;
  }

  /** The worker whose mark is nearest to a place; `reach` is `px` wide. */
  near(reach: Reach, px: number): NearWorker | null {
    return this.store.near(reach, {
      x: this.#spread.x,
      y: this.#spread.y,
      lonPerPx: reach.dLon / px,
      latPerPx: reach.dLat / px,
    });
  }

  /** Where the mark of a worker stood when it was last painted, and px from its place; null: it is not drawn. */
  standing(slot: number): { lat: number; lon: number; x: number; y: number } | null {
    const shown = this.store.shown(slot, this.#glideNow);
    if (!shown) return null;
    const { row, lat, lon } = shown;
    return { lat, lon, x: this.#spread.x[row] ?? 0, y: this.#spread.y[row] ?? 0 };
  }

  /** The device is gone, and its buffers with it. */
  forgetDevice(): void {
    this.#data = null;
    this.#made = "";
    this.#spreadFor = "";
  }

  /** Brings the buffers to this moment; returns whether the layers are others. */
  paint(device: Device, look: WorkersLook, { now, serverNow, glideNow }: Moment): boolean {
    const { size, columns } = this.store;
    const data = this.#roomFor(size, device, serverNow);
    this.store.drain(glideNow, (row, lon, lat, changed) => {
      data.place(row, lon, lat);
      if (changed) data.mark(columns, row);
    });
    this.#glideNow = glideNow;
    data.tick(serverNow);
    this.#stand(data, look, now);
    data.write();
    this.drawnAt = now;
    this.#version = this.store.version;
    return this.#remake(data, look);
  }

  layers(): readonly unknown[] {
    return this.#layers;
  }

  /** Spreads marks that would hide each other, where single people are looked for. */
  #stand(data: WorkersData, { zoom, mapZoom, scale }: WorkersLook, now: number): void {
    const { size, columns, version } = this.store;
    const step = Math.round(mapZoom * ZOOM_STEPS) / ZOOM_STEPS;
    const radius = workerRadius(zoom) * scale;
    const detailed = zoom >= DETAILED_FROM_ZOOM;
    const wanted = detailed ? `${step}/${scale} ${version}` : "";
    if (wanted === this.#spreadFor) return;
    const sameSize = wanted.split(" ")[0] === this.#spreadFor.split(" ")[0];
    if (sameSize && now - this.#spreadAt < SPREAD_EVERY_MS) return;
    this.#spreadFor = wanted;
    this.#spreadAt = now;
    if (!detailed) {
      this.#spread.clear();
      for (let row = 0; row < size; row++) data.stand(row, 0, 0, true);
      return;
    }
    this.#spread.arrange(
      { size, ...columns },
      { world: 512 * 2 ** step, mark: radius * MARK_WIDTH },
      (row, x, y, shown) => data.stand(row, x, y, shown),
    );
  }

  #remake(workers: WorkersData, { zoom, scale, strength, colours, live }: WorkersLook): boolean {
    const { size } = this.store;
    const data = workers.data(size);
    const radius = workerRadius(zoom) * scale;
    const opacity = strength * workerStrength(zoom);
    const detailed = zoom >= DETAILED_FROM_ZOOM;
    const made = [radius, opacity, detailed, live].join(" ");
    const madeOf = [data, colours, this.#spread.crowds];
    if (made === this.#made && madeOf.every((one, i) => one === this.#madeOf[i])) return false;
    this.#made = made;
    this.#madeOf = madeOf;
    const crowds = this.#spread.crowds.map((crowd) => ({ ...crowd, rim: colours.free }));
    this.#layers = [
      workersLayer(data, workers.clock, { radius, opacity, detailed, colours, live }),
      ...countLayers(crowds, { id: "worker", size: markSize(zoom) * scale, opacity, colours }),
    ];
    return true;
  }

  #roomFor(size: number, device: Device, serverNow: number): WorkersData {
    const old = this.#data;
    if (old && old.capacity >= size) return old;
    const room = Math.max(ROOM, 2 ** Math.ceil(Math.log2(Math.max(1, size))));
    this.#data = new WorkersData(device, room, serverNow);
    this.#spreadFor = "";
    this.store.drainAll();
    if (old) setTimeout(() => old.destroy(), FREED_AFTER_MS);
    return this.#data;
  }
}
