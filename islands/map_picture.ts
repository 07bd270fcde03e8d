/** What is drawn over the map: keeps the layers, redraws only what changed, and moves only as fast as the machine can. */
import { cameraLayers, type CameraMark, CAMERAS_FROM_ZOOM } from "../geo/layers/cameras.ts";
import type { Device } from "../geo/layers/cells.ts";
import { type Atlas, ATLAS_SIZE, drawAtlas } from "../geo/layers/icons.ts";
import type { IncidentCrowd } from "../geo/layers/incident_spots.ts";
import type { IncidentMark } from "../geo/layers/incidents.ts";
import type { MarkColours } from "../geo/layers/mark_colours.ts";
import type { Breaks, Rgba } from "../geo/layers/ramp.ts";
import { selectionLayers } from "../geo/layers/selection.ts";
import type { WorkerCrowd } from "../geo/layers/worker_spread.ts";
import { DETAILED_FROM_ZOOM } from "../geo/layers/workers_zoom.ts";
import { type CellReading, CellsPicture, type Subject } from "./cells_picture.ts";
import type { CellsStore } from "./cells_store.ts";
import { Effort, isSoftware, SLOW_TICK_MS, type Step } from "./effort.ts";
import type { Reach } from "./hit.ts";
import { IncidentsPicture } from "./incidents_picture.ts";
import { FIRST_LAYERS, type Layers } from "./layers.ts";
import { Redraw } from "./redraw.ts";
import type { Arrival } from "./state.ts";
import { WorkersPicture } from "./workers_picture.ts";
import type { NearWorker, WorkersStore } from "./workers_store.ts";

export interface PictureInput {
  readonly cells: CellsStore;
  readonly workers: WorkersStore;
  readonly scale: number;
  /** A worker falls silent after so long, s. */
  readonly live: number;
  /** Server clock, epoch ms. */
  readonly now: () => number;
  /** Whether things may move: not when the person asked for less motion. */
  readonly motion: () => boolean;
  /** Draws; with layers when they changed, without when only the content of a buffer did. */
  readonly repaint: (layers: readonly unknown[] | null) => void;
  readonly onBreaks: (breaks: Breaks) => void;
  /** Draws everything however slow the machine is: for measurements. */
  readonly unsparing?: boolean;
  /** How much this machine draws; see Effort. */
  readonly onEffort: (step: Step, software: boolean) => void;
}

/** What can be pointed at. */
export interface Shown {
  readonly incidents: readonly IncidentMark[];
  readonly crowds: readonly IncidentCrowd[];
  readonly cameras: readonly CameraMark[];
}

/** What is looked at, and how strongly each layer is drawn. */
export interface Look extends Omit<Subject, "opacity"> {
  readonly layers: Layers;
}

type Part = "cells" | "cameras" | "workers" | "incidents" | "rings" | "selection";
const ORDER: readonly Part[] = ["cells", "cameras", "workers", "incidents", "rings", "selection"];

/** Far out, a glide is less than a pixel: twice a second is enough. */
const GLIDE_FROM_ZOOM = 12.8;
const GLIDE_EVERY_MS = 33;
const FAR_EVERY_MS = 500;
/** Where nothing comes any more, fixes grow old all the same. */
const AGE_EVERY_MS = 5_000;

export class MapPicture {
  /** Drawn so far because something changed. */
  pictures = 0;
  #device: Device | null = null;
  #atlas: Atlas | null = null;
  #zoom = 0;
  #mapZoom = 0;
  #cell: string | null = null;
  #shownLayers: Layers = FIRST_LAYERS;
  #cameras: readonly CameraMark[] = [];
  #breaks: Breaks | null = null;
  readonly #cells = new CellsPicture();
  readonly #incidents = new IncidentsPicture();
  readonly #workers: WorkersPicture;
  readonly #layers = new Map<Part, readonly unknown[]>();
  readonly #dirty = new Set<Part>();
  readonly #redraw = new Redraw((now) => this.#draw(now));
  #ageing: number | undefined;
  #asked = 0;
  #effort = new Effort(false);
  /** When counts and fixes were last painted, this machine's clock. */
  #ticked = -Infinity;

  constructor(private readonly input: PictureInput, private markColours: MarkColours) {
    this.#workers = new WorkersPicture(input.workers);
  }

  /** A device came (draw everything on it) or went (its buffers went with it). */
  useDevice(device: Device | null): void {
    this.#device = device;
    this.#cells.forgetDevice();
    this.#workers.forgetDevice();
    this.#layers.clear();
    clearInterval(this.#ageing);
    if (!device) return;
    this.#ageing = setInterval(() => this.#age(), AGE_EVERY_MS) as unknown as number;
    this.#effort = new Effort(!this.input.unsparing && isSoftware(device.info));
    this.input.onEffort(this.#effort.step, this.#effort.software);
    this.#atlas ??= makeAtlas(this.markColours);
    this.#touch(...ORDER);
  }

  /** Draws every mark in other colours. */
  dress(colours: MarkColours): void {
    this.markColours = colours;
    this.#atlas = makeAtlas(colours);
    this.#touch("cameras", "workers", "incidents", "rings");
  }

  /** Zoom of the view, and of the map itself: a larger screen shows the same part of the city with more pixels. */
  zoomTo(zoom: number, mapZoom: number): void {
    if (zoom === this.#zoom && mapZoom === this.#mapZoom) return;
    this.#zoom = zoom;
    this.#mapZoom = mapZoom;
    this.#touch("workers", "incidents", "cameras");
  }

  look({ layers, ...subject }: Look): void {
    this.#cells.look({ ...subject, opacity: layers.cells });
    if (this.#cell !== subject.cell) {
      this.#cell = subject.cell;
      this.#touch("selection");
    }
    if (this.#shownLayers !== layers) {
      this.#shownLayers = layers;
      this.#touch("workers", "incidents", "cameras");
    }
    this.#touch("cells");
  }

  setIncidents(incidents: readonly IncidentMark[], arrivals: readonly Arrival[]): void {
    this.#incidents.take(incidents, arrivals, this.#easing ? performance.now() : null);
    this.#touch("incidents");
    if (this.#incidents.ringing) this.#touch("rings");
  }

  setCameras(cameras: readonly CameraMark[]): void {
    this.#cameras = cameras;
    this.#touch("cameras");
  }

  /** The stores took in a frame. */
  framed(): void {
    if (this.#effort.without("slowTicks")) {
      const wait = this.#ticked + SLOW_TICK_MS - performance.now();
      if (wait > 0) return this.#redraw.after(wait, () => this.framed());
    }
    this.#ticked = performance.now();
    if (this.#cells.behind(this.input.cells.sheet)) this.#touch("cells");
    if (this.#workers.behind) this.#touch("workers");
  }

  /** MapLibre finished a picture: how long it took decides how much may move. */
  rendered(): void {
    if (this.#asked === 0) return;
    const now = performance.now();
    this.pictures++;
    const took = now - this.#asked;
    this.#asked = 0;
    if (this.input.unsparing || !this.#effort.took(took, now)) return;
    this.input.onEffort(this.#effort.step, this.#effort.software);
    this.#touch("workers", "incidents");
  }

  /** What can be pointed at now. */
  shown(): Shown {
    const { incidents, cameras } = this.#shownLayers;
    return {
      incidents: incidents > 0 ? this.#incidents.spots.marks : [],
      crowds: incidents > 0 ? this.#incidents.spots.crowds : [],
      cameras: cameras > 0 && this.#zoom >= CAMERAS_FROM_ZOOM ? this.#cameras : [],
    };
  }

  /** Places of so many workers that only their number is drawn. */
  get workerCrowds(): readonly WorkerCrowd[] {
    return this.#workers.crowds;
  }

  /** The worker whose mark is nearest to a place; `reach` is `px` wide. */
  workerNear(reach: Reach, px: number): NearWorker | null {
    return this.#workers.near(reach, px);
  }

  read(cell: string): CellReading {
    return this.#cells.read(cell);
  }

  /** What marks are drawn in. */
  get marks(): MarkColours {
    return this.markColours;
  }

  /** Colours of cells that are drawn, each once. */
  cellColours(): Rgba[] {
    return this.#cells.colours();
  }

  /** Bytes of colours uploaded so far. */
  get uploaded(): number {
    return this.#cells.uploaded;
  }

  counts(): { cells: number; hatched: number; workers: number; incidents: number; cameras: number } {
    const { incidents, crowds, cameras } = this.shown();
    return {
      cells: this.#cells.drawn,
      workers: this.#shownLayers.workers > 0 ? this.input.workers.size : 0,
      hatched: this.#cells.hatched,
      incidents: incidents.length + crowds.reduce((sum, { keys }) => sum + keys.length, 0),
      cameras: cameras.length,
    };
  }

  get #easing(): boolean {
    return this.input.motion() && !this.#effort.without("noEase");
  }

  get #moving(): boolean {
    return this.input.motion() && !this.#effort.without("noGlide");
  }

  #touch(...parts: Part[]): void {
    for (const part of parts) this.#dirty.add(part);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#device) this.#redraw.soon();
  }

  /** The least a machine can do is cells; at street zoom there are few workers, and they are what is looked for. */
  get workersDrawn(): boolean {
    return this.#shownLayers.workers > 0 &&
      (!this.#effort.without("cellsOnly") || this.#zoom >= DETAILED_FROM_ZOOM);
  }

  #draw(now: number): void {
    if (!this.#device) return;
    if (this.#dirty.delete("cells")) this.#paintCells(this.#device, now);
    const uploaded = this.#cells.step(now, this.#easing);
    const moved = this.#dirty.delete("workers") || this.#glides(now);
    if (moved) this.#paintWorkers(this.#device, now);
    if (this.#incidents.ringing) this.#dirty.add("rings");
    const changed = this.#dirty.size > 0;
    for (const part of this.#dirty) this.#layers.set(part, this.#make(part, now));
    this.#dirty.clear();
    if (changed || uploaded || moved) {
      this.#asked ||= performance.now();
      this.input.repaint(changed ? ORDER.flatMap((part) => this.#layers.get(part) ?? []) : null);
    }
    if (this.#cells.easing || this.#incidents.ringing) this.#schedule();
    else if (this.#gliding(now)) this.#redraw.after(this.#glideEvery);
  }

  #paintCells(device: Device, now: number): void {
    if (this.#cells.paint(this.input.cells.sheet, device, now)) this.#dirty.add("cells");
    if (this.#breaks !== this.#cells.breaks) this.input.onBreaks(this.#breaks = this.#cells.breaks);
  }

  #paintWorkers(device: Device, now: number): void {
    const glideNow = this.#moving ? now : Infinity;
    const strength = this.workersDrawn ? this.#shownLayers.workers : 0;
    const { scale, live } = this.input;
    const colours = this.markColours;
    const look = { zoom: this.#zoom, mapZoom: this.#mapZoom, scale, live, strength, colours };
    const moment = { now, serverNow: this.input.now(), glideNow };
    if (this.#workers.paint(device, look, moment)) this.#dirty.add("workers");
  }

  #make(part: Part, now: number): readonly unknown[] {
    const { scale } = this.input;
    const colours = this.markColours;
    const zoom = this.#zoom, layers = this.#shownLayers;
    const incidents = { zoom, mapZoom: this.#mapZoom, scale, opacity: layers.incidents, colours };
    switch (part) {
      case "cells":
        return this.#cells.layers();
      case "cameras": {
        const opacity = layers.cameras;
        return cameraLayers(opacity > 0 ? this.#cameras : [], this.#atlas!, {
          zoom,
          scale,
          opacity,
          colours,
        });
      }
      case "workers":
        return this.#workers.layers();
      case "incidents":
        return this.#incidents.layers(this.#atlas!, incidents);
      case "rings":
        return this.#incidents.ringLayers(now, incidents);
      case "selection":
        return selectionLayers(this.#cell, 2.5 * scale);
    }
  }

  #age(): void {
    if (this.workersDrawn && this.input.workers.size > 0) this.#touch("workers");
  }

  #gliding(now: number): boolean {
    return this.#moving && now < this.input.workers.glidingUntil + FAR_EVERY_MS;
  }

  get #glideEvery(): number {
    return this.#zoom >= GLIDE_FROM_ZOOM ? Math.max(GLIDE_EVERY_MS, this.#effort.cost) : FAR_EVERY_MS;
  }

  #glides(now: number): boolean {
    return this.#gliding(now) && now - this.#workers.drawnAt >= this.#glideEvery - 4;
  }
}

function makeAtlas(colours: MarkColours): Atlas {
  const canvas = document.createElement("canvas");
  canvas.width = ATLAS_SIZE.width;
  canvas.height = ATLAS_SIZE.height;
  drawAtlas(canvas.getContext("2d")!, colours);
  return canvas;
}
