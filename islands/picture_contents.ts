/** What the picture over the map consists of: cells, marks and the selection, and the layers that draw each part of it. */
import { cameraLayers, type CameraMark, CAMERAS_FROM_ZOOM } from "../geo/layers/cameras.ts";
import { type Atlas, ATLAS_SIZE, drawAtlas } from "../geo/layers/icons.ts";
import type { IncidentCrowd } from "../geo/layers/incident_spots.ts";
import type { IncidentMark } from "../geo/layers/incidents.ts";
import type { MarkColours } from "../geo/layers/mark_colours.ts";
import type { Rgba } from "../geo/layers/ramp.ts";
import { type ChosenMark, chosenWorkerLayers } from "../geo/layers/selection.ts";
import { WORKER_SHAPE } from "../geo/layers/worker_shape.ts";
import { workerRadius } from "../geo/layers/workers_zoom.ts";
import type { WorkerCrowd } from "../geo/layers/worker_spread.ts";
import { type CellReading, CellsPicture } from "./cells_picture.ts";
import type { Reach } from "./hit.ts";
import { IncidentsPicture } from "./incidents_picture.ts";
import { FIRST_LAYERS, type Layers } from "./layers.ts";
import { ReachPicture } from "./reach_picture.ts";
import { SelectionPicture } from "./selection_picture.ts";
import { WorkersPicture } from "./workers_picture.ts";
import type { NearWorker, WorkersStore } from "./workers_store.ts";

export type Part = "cells" | "reach" | "cameras" | "workers" | "incidents" | "rings" | "selection";
/** From below. */
export const PARTS: readonly Part[] = [
  "cells",
  "reach",
  "cameras",
  "workers",
  "incidents",
  "rings",
  "selection",
];

/** What can be pointed at. */
export interface Shown {
  readonly incidents: readonly IncidentMark[];
  readonly crowds: readonly IncidentCrowd[];
  readonly cameras: readonly CameraMark[];
}

export interface ContentsInput {
  readonly workers: WorkersStore;
  /** Body type over 24 px, at the start. */
  readonly scale: number;
  /** A worker falls silent after so long, s. */
  readonly live: number;
}

export class PictureContents {
  /** Zoom of the view, and of the map itself: a larger screen shows the same part of the city with more pixels. */
  zoom = 0;
  mapZoom = 0;
  /** Body type over 24 px. */
  scale: number;
  /** Slot of the selected worker. */
  worker: number | null = null;
  layers: Layers = FIRST_LAYERS;
  cameraMarks: readonly CameraMark[] = [];
  readonly cells = new CellsPicture();
  readonly reach = new ReachPicture();
  readonly incidents = new IncidentsPicture();
  readonly selection = new SelectionPicture();
  readonly workers: WorkersPicture;
  #atlas: Atlas | null = null;

  constructor(private readonly input: ContentsInput, private colours: MarkColours) {
    this.scale = input.scale;
    this.workers = new WorkersPicture(input.workers);
  }

  /** Draws every mark in other colours from now on. */
  dress(colours: MarkColours): void {
    this.colours = colours;
    this.#atlas = null;
  }

  /** What the picture of the workers is painted with; `strength` 0 hides them. */
  workersLook(strength: number) {
    const { zoom, mapZoom, scale, colours, input: { live } } = this;
    return { zoom, mapZoom, scale, live, strength, colours };
  }

  make(part: Part, now: number): readonly unknown[] {
    const { zoom, mapZoom, scale, colours, layers } = this;
    const incidents = { zoom, mapZoom, scale, opacity: layers.incidents, colours };
    switch (part) {
      case "cells":
        return this.cells.layers();
      case "reach":
        return this.reach.layers();
      case "cameras": {
        const look = { zoom, scale, opacity: layers.cameras, colours };
        return cameraLayers(look.opacity > 0 ? this.cameraMarks : [], this.#drawn(), look);
      }
      case "workers":
        return this.workers.layers();
      case "incidents":
        return this.incidents.layers(this.#drawn(), incidents);
      case "rings":
        return this.incidents.ringLayers(now, incidents);
      case "selection":
        return [
          ...this.selection.layers(now, { scale, colours }),
          ...chosenWorkerLayers(this.#chosenWorker(), 2.5 * scale),
        ];
    }
  }

  /** What can be pointed at now. */
  shown(): Shown {
    const { incidents, cameras } = this.layers;
    return {
      incidents: incidents > 0 ? this.incidents.spots.marks : [],
      crowds: incidents > 0 ? this.incidents.spots.crowds : [],
      cameras: cameras > 0 && this.zoom >= CAMERAS_FROM_ZOOM ? this.cameraMarks : [],
    };
  }

  /** Places of so many workers that only their number is drawn. */
  get workerCrowds(): readonly WorkerCrowd[] {
    return this.workers.crowds;
  }

  /** The worker whose mark is nearest to a place; `reach` is `px` wide. */
  workerNear(reach: Reach, px: number): NearWorker | null {
    return this.workers.near(reach, px);
  }

  read(cell: string): CellReading {
    return this.cells.read(cell);
  }

  /** What marks are drawn in. */
  get marks(): MarkColours {
    return this.colours;
  }

  /** Colours of cells that are drawn, each once. */
  cellColours(): Rgba[] {
    return this.cells.colours();
  }

  counts(): { cells: number; hatched: number; workers: number; incidents: number; cameras: number } {
    const { incidents, crowds, cameras } = this.shown();
    return {
      cells: this.cells.drawn,
      workers: this.layers.workers > 0 ? this.input.workers.size : 0,
      hatched: this.cells.hatched,
      incidents: incidents.length + crowds.reduce((sum, { keys }) => sum + keys.length, 0),
      cameras: cameras.length,
    };
  }

  #chosenWorker(): ChosenMark | null {
    const { zoom, mapZoom, input: { scale } } = this;
    const mark = this.worker === null || this.layers.workers === 0
      ? null
      : this.workers.standing(this.worker);
    if (!mark) return null;
    const degrees = 360 / (512 * 2 ** mapZoom);
    return {
      lon: mark.lon + mark.x * degrees,
      lat: mark.lat + mark.y * degrees * Math.cos(mark.lat * Math.PI / 180),
      radius: workerRadius(zoom) * scale * WORKER_SHAPE.age[1] + 5 * scale,
    };
  }

  #drawn(): Atlas {
    return this.#atlas ??= makeAtlas(this.colours);
  }
}

function makeAtlas(colours: MarkColours): Atlas {
  const canvas = document.createElement("canvas");
  canvas.width = ATLAS_SIZE.width;
  canvas.height = ATLAS_SIZE.height;
  drawAtlas(canvas.getContext("2d")!, colours);
  return canvas;
}
