/** What is drawn over the map: keeps the layers, redraws only what changed, and moves only as fast as the machine can. */
import type { CameraMark } from "../geo/layers/cameras.ts";
import type { Device } from "../geo/layers/cells.ts";
import type { IncidentMark } from "../geo/layers/incidents.ts";
import type { MarkColours } from "../geo/layers/mark_colours.ts";
import type { Theme } from "../geo/layers/heat_ramp.ts";
import type { Breaks } from "../geo/layers/ramp.ts";
import { DETAILED_FROM_ZOOM } from "../geo/layers/workers_zoom.ts";
import type { Subject } from "./cells_picture.ts";
import type { CellsStore } from "./cells_store.ts";
import { Effort, isSoftware, SLOW_TICK_MS, type Step } from "./effort.ts";
import type { Layers } from "./layers.ts";
import { type ContentsInput, type Part, PARTS, PictureContents } from "./picture_contents.ts";
import type { ReachCells } from "./reach_picture.ts";
import { Redraw } from "./redraw.ts";
import type { Arrival } from "./state.ts";

export interface PictureInput extends ContentsInput {
  readonly cells: CellsStore;
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

/** What is looked at, and how strongly each layer is drawn. */
export interface Look extends Omit<Subject, "opacity"> {
  readonly layers: Layers;
  /** The selected one. */
  readonly cell: string | null;
}

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
  #cell: string | null = null;
  #breaks: Breaks | null = null;
  readonly contents: PictureContents;
  readonly #layers = new Map<Part, readonly unknown[]>();
  readonly #dirty = new Set<Part>();
  readonly #redraw = new Redraw((now) => this.#draw(now));
  #ageing: number | undefined;
  #asked = 0;
  #theme: Theme = "dark";
  #effort = new Effort(false);
  /** When counts and fixes were last painted, this machine's clock. */
  #ticked = -Infinity;

  constructor(private readonly input: PictureInput, colours: MarkColours) {
    this.contents = new PictureContents(input, colours);
  }

  /** A device came (draw everything on it) or went (its buffers went with it). */
  useDevice(device: Device | null): void {
    this.#device = device;
    this.contents.cells.forgetDevice();
    this.contents.reach.forgetDevice();
    this.contents.workers.forgetDevice();
    this.#layers.clear();
    clearInterval(this.#ageing);
    if (!device) return;
    this.#ageing = setInterval(() => this.#age(), AGE_EVERY_MS) as unknown as number;
    this.#effort = new Effort(!this.input.unsparing && isSoftware(device.info));
    this.input.onEffort(this.#effort.step, this.#effort.software);
    this.#touch(...PARTS);
  }

  /** Draws every mark in other colours. */
  dress(colours: MarkColours): void {
    this.contents.dress(colours);
    this.#touch("cameras", "workers", "incidents", "rings", "selection");
  }

  /** Zoom of the view, and of the map itself: a larger screen shows the same part of the city with more pixels. */
  zoomTo(zoom: number, mapZoom: number): void {
    const { contents } = this;
    if (zoom === contents.zoom && mapZoom === contents.mapZoom) return;
    contents.zoom = zoom;
    contents.mapZoom = mapZoom;
    this.#touch("workers", "incidents", "cameras");
  }

  /** Draws every mark in another size: the window has another one. */
  rescale(scale: number): void {
    if (scale === this.contents.scale) return;
    this.contents.scale = scale;
    this.#touch("cameras", "workers", "incidents", "rings", "selection");
  }

  look({ layers, cell, ...subject }: Look): void {
    const { contents } = this;
    contents.cells.look({ ...subject, opacity: layers.cells });
    if (cell !== this.#cell) {
      contents.selection.select(this.#cell = cell, this.#easing ? performance.now() : null);
      this.#touch("selection");
    }
    if (contents.layers !== layers) {
      contents.layers = layers;
      this.#touch("reach", "workers", "incidents", "cameras");
    }
    if (this.#theme !== subject.theme) {
      this.#theme = subject.theme;
      this.#touch("reach");
    }
    this.#touch("cells");
  }

  /** Puts a ring around somebody's mark, wherever it goes; null: around nobody's. */
  chooseWorker(slot: number | null): void {
    if (this.contents.worker === slot) return;
    this.contents.worker = slot;
    this.#touch("selection");
  }

  setIncidents(incidents: readonly IncidentMark[], arrivals: readonly Arrival[]): void {
    this.contents.incidents.take(incidents, arrivals, this.#easing ? performance.now() : null);
    this.#touch("incidents");
    if (this.contents.incidents.ringing) this.#touch("rings");
  }

  /** Where somebody would be in time; null: nobody knows. */
  setReach(reach: ReachCells | null): void {
    this.contents.reach.answer = reach;
    this.#touch("reach");
  }

  setCameras(cameras: readonly CameraMark[]): void {
    this.contents.cameraMarks = cameras;
    this.#touch("cameras");
  }

  /** The stores took in a frame. */
  framed(): void {
    if (this.#effort.without("slowTicks")) {
      const wait = this.#ticked + SLOW_TICK_MS - performance.now();
      if (wait > 0) return this.#redraw.after(wait, () => this.framed());
    }
    this.#ticked = performance.now();
    if (this.contents.cells.behind(this.input.cells.sheet)) this.#touch("cells");
    if (this.contents.workers.behind) this.#touch("workers");
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
    return this.contents.layers.workers > 0 &&
      (!this.#effort.without("cellsOnly") || this.contents.zoom >= DETAILED_FROM_ZOOM);
  }

  #draw(now: number): void {
    if (!this.#device) return;
    if (this.#dirty.delete("cells")) this.#paintCells(this.#device, now);
    const uploaded = this.contents.cells.step(now, this.#easing);
    const moved = this.#dirty.delete("workers") || this.#glides(now);
    if (moved) {
      this.#paintWorkers(this.#device, now);
      if (this.contents.worker !== null) this.#dirty.add("selection");
    }
    if (this.contents.incidents.ringing) this.#dirty.add("rings");
    if (this.contents.selection.fading) this.#dirty.add("selection");
    if (this.#dirty.has("reach")) {
      const look = { theme: this.#theme, opacity: this.contents.layers.reach };
      this.contents.reach.paint(this.#device, look, now);
    }
    const changed = this.#dirty.size > 0;
    for (const part of this.#dirty) this.#layers.set(part, this.contents.make(part, now));
    this.#dirty.clear();
    if (changed || uploaded || moved) {
      this.#asked ||= performance.now();
      this.input.repaint(changed ? PARTS.flatMap((part) => this.#layers.get(part) ?? []) : null);
    }
    if (this.#fleeting) this.#schedule();
    else if (this.#gliding(now)) this.#redraw.after(this.#glideEvery);
  }

  /** Something is on its way that every refresh of the screen shows. */
  get #fleeting(): boolean {
    const { cells, incidents, selection } = this.contents;
    return cells.easing || incidents.ringing || selection.fading;
  }

  #paintCells(device: Device, now: number): void {
    if (this.contents.cells.paint(this.input.cells.sheet, device, now)) this.#dirty.add("cells");
    if (this.#breaks !== this.contents.cells.breaks) {
      this.input.onBreaks(this.#breaks = this.contents.cells.breaks);
    }
  }

  #paintWorkers(device: Device, now: number): void {
    const glideNow = this.#moving ? now : Infinity;
    const strength = this.workersDrawn ? this.contents.layers.workers : 0;
    const look = this.contents.workersLook(strength);
    const moment = { now, serverNow: this.input.now(), glideNow };
    if (this.contents.workers.paint(device, look, moment)) this.#dirty.add("workers");
  }

  #age(): void {
    if (this.workersDrawn && this.input.workers.size > 0) this.#touch("workers");
  }

  #gliding(now: number): boolean {
    return this.#moving && now < this.input.workers.glidingUntil + FAR_EVERY_MS;
  }

  get #glideEvery(): number {
    return this.contents.zoom >= GLIDE_FROM_ZOOM ? Math.max(GLIDE_EVERY_MS, this.#effort.cost) : FAR_EVERY_MS;
  }

  #glides(now: number): boolean {
    return this.#gliding(now) && now - this.contents.workers.drawnAt >= this.#glideEvery - 4;
  }
}
