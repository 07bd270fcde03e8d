/** What is drawn over the map: keeps the layers, redraws only what changed, and moves only as fast as the machine can. */
import { cameraLayers, type CameraMark, CAMERAS_FROM_ZOOM } from "../geo/layers/cameras.ts";
import { CellColours } from "../geo/layers/cell_colours.ts";
import { CellGeometry } from "../geo/layers/cell_geometry.ts";
import { CellsData, cellsLayer, type Device } from "../geo/layers/cells.ts";
import { HEADINGS_FROM_ZOOM, headingsLayer } from "../geo/layers/headings.ts";
import { type Atlas, ATLAS_SIZE, drawAtlas } from "../geo/layers/icons.ts";
import { type IncidentMark, incidentsLayer, marksAt, markSize } from "../geo/layers/incidents.ts";
import { type Breaks, HeldBreaks, PLAIN_BREAKS } from "../geo/layers/ramp.ts";
import { type Ring, RING_MS, ringsLayer, selectionLayers } from "../geo/layers/selection.ts";
import { workerColours, workerRadius, type WorkersData, workersLayer } from "../geo/layers/workers.ts";
import type { Measure, Window } from "../streams/wire.ts";
import type { CellSheet, CellsStore } from "./cells_store.ts";
import { FIRST_LABEL } from "./map_style.ts";
import type { Arrival } from "./state.ts";
import type { WorkersStore } from "./workers_store.ts";

export interface PictureInput {
  readonly cells: CellsStore;
  readonly workers: WorkersStore;
  readonly scale: number;
  /** Server clock, epoch ms. */
  readonly now: () => number;
  /** Whether things may move: not when the person asked for less motion. */
  readonly motion: () => boolean;
  /** Draws; with layers when they changed, without when only the content of a buffer did. */
  readonly repaint: (layers: readonly unknown[] | null) => void;
  readonly onBreaks: (breaks: Breaks) => void;
}

export interface Subject {
  readonly measure: Measure;
  readonly window: Window;
  readonly opacity: number;
  readonly cell: string | null;
}

type Part = "cells" | "cameras" | "workers" | "incidents" | "rings" | "selection";
const ORDER: readonly Part[] = ["cells", "cameras", "workers", "incidents", "rings", "selection"];

/** A machine that needs longer than this for a picture gets less motion, never jank. */
const SLOW_MS = 120;
/** Far out, a glide is less than a pixel: twice a second is enough. */
const GLIDE_FROM_ZOOM = 12.8;
const GLIDE_EVERY_MS = 33;
const FAR_EVERY_MS = 500;

export class MapPicture {
  /** Cells with a colour now, and bytes of colours uploaded so far. */
  drawnCells = 0;
  uploaded = 0;
  #device: Device | null = null;
  #atlas: Atlas | null = null;
  #zoom = 0;
  #subject: Subject = { measure: "incidents", window: 60, opacity: 1, cell: null };
  #incidents: readonly IncidentMark[] = [];
  #marks: readonly IncidentMark[] = [];
  #cameras: readonly CameraMark[] = [];
  #arrivals: readonly Arrival[] = [];
  #ringed = new Set<string>();
  #rings: { arrival: Arrival; from: number }[] = [];
  readonly #layers = new Map<Part, readonly unknown[]>();
  readonly #dirty = new Set<Part>();
  #frame = 0;
  #timer = 0;

  #sheet: CellSheet | null = null;
  #geometry = new CellGeometry();
  #cellsData: CellsData | null = null;
  #colours = new CellColours();
  #easing = false;
  #paintedVersion = -1;
  readonly #held = new HeldBreaks();
  #breaks: Breaks = PLAIN_BREAKS;

  #positions = new Float64Array(0);
  #fill = new Uint8Array(0);
  #line = new Uint8Array(0);
  #workersAt = 0;
  #workersVersion = -1;

  #asked = 0;
  #cost = 0;

  constructor(private readonly input: PictureInput) {}

  /** A device came (draw everything on it) or went (its buffers went with it). */
  useDevice(device: Device | null): void {
    this.#device = device;
    this.#cellsData = null;
    this.#layers.clear();
    if (!device) return;
    this.#atlas ??= makeAtlas();
    for (const part of ORDER) this.#dirty.add(part);
    this.#schedule();
  }

  zoomTo(zoom: number): void {
    if (zoom === this.#zoom) return;
    this.#zoom = zoom;
    this.#touch("workers", "incidents", "cameras");
  }

  look(subject: Subject): void {
    const before = this.#subject;
    this.#subject = subject;
    if (before.cell !== subject.cell) this.#touch("selection");
    this.#paintedVersion = -1;
    this.#touch("cells");
  }

  setIncidents(incidents: readonly IncidentMark[], arrivals: readonly Arrival[]): void {
    this.#incidents = incidents;
    this.#touch("incidents");
    if (arrivals === this.#arrivals) return;
    this.#arrivals = arrivals;
    if (!this.#moving) return;
    const now = performance.now();
    for (const arrival of arrivals) {
      if (this.#ringed.has(arrival.key)) continue;
      this.#rings.push({ arrival, from: now });
      this.#touch("rings");
    }
    this.#ringed = new Set(arrivals.map(({ key }) => key));
  }

  setCameras(cameras: readonly CameraMark[]): void {
    this.#cameras = cameras;
    this.#touch("cameras");
  }

  /** The stores took in a frame. */
  framed(): void {
    const { cells, workers } = this.input;
    if (cells.sheet && (cells.sheet !== this.#sheet || cells.sheet.version !== this.#paintedVersion)) {
      this.#touch("cells");
    }
    if (workers.version !== this.#workersVersion) this.#touch("workers");
  }

  /** MapLibre finished a picture: how long it took decides how much may move. */
  rendered(): void {
    if (this.#asked === 0) return;
    const cost = performance.now() - this.#asked;
    this.#asked = 0;
    this.#cost = this.#cost * 0.7 + cost * 0.3;
  }

  /** What can be pointed at now. */
  shown(): { incidents: readonly IncidentMark[]; cameras: readonly CameraMark[] } {
    return { incidents: this.#marks, cameras: this.#zoom >= CAMERAS_FROM_ZOOM ? this.#cameras : [] };
  }

  valueOf(cell: string): number {
    const row = this.#sheet?.rowOf(cell) ?? -1;
    return row < 0 ? 0 : this.#sheet!.values(this.#subject.measure)[row] ?? 0;
  }

  counts(): { cells: number; workers: number; incidents: number; cameras: number } {
    const { incidents, cameras } = this.shown();
    return {
      cells: this.drawnCells,
      workers: this.input.workers.size,
      incidents: incidents.length,
      cameras: cameras.length,
    };
  }

  get #moving(): boolean {
    return this.input.motion() && this.#cost < SLOW_MS;
  }

  #touch(...parts: Part[]): void {
    for (const part of parts) this.#dirty.add(part);
    this.#schedule();
  }

  #schedule(after = 0): void {
    if (!this.#device || this.#frame !== 0) return;
    if (after > 0) {
      if (this.#timer === 0) {
        this.#timer = setTimeout(() => {
          this.#timer = 0;
          this.#schedule();
        }, after) as unknown as number;
      }
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw(performance.now());
    });
  }

  #draw(now: number): void {
    const device = this.#device;
    if (!device) return;
    let changed = false;
    let painted = false;
    if (this.#dirty.delete("cells")) changed = this.#paintCells(device, now);
    if (this.#easing && this.#cellsData) {
      this.#easing = this.#colours.step(now, this.#moving);
      this.uploaded += this.#cellsData.write(this.#colours);
      painted = true;
    }
    if (this.#glides(now)) this.#dirty.add("workers");
    if (this.#rings.length > 0) this.#dirty.add("rings");
    for (const part of this.#dirty) {
      this.#layers.set(part, this.#make(part, now));
      changed = true;
    }
    this.#dirty.clear();
    if (changed || painted) {
      this.#asked ||= performance.now();
      this.input.repaint(changed ? ORDER.flatMap((part) => this.#layers.get(part) ?? []) : null);
    }
    if (this.#easing || this.#rings.length > 0) this.#schedule();
    else if (this.#gliding(now)) this.#schedule(this.#glideEvery);
  }

  #make(part: Part, now: number): readonly unknown[] {
    const { scale } = this.input;
    switch (part) {
      case "cells":
        return this.#cellsData ? [cellsLayer(this.#cellsData, { beforeId: FIRST_LABEL })] : [];
      case "cameras":
        return cameraLayers(this.#cameras, this.#atlas!, this.#zoom, scale);
      case "workers":
        return this.#makeWorkers(now);
      case "incidents":
        this.#marks = marksAt(this.#zoom, this.#incidents);
        return [incidentsLayer(this.#marks, this.#atlas!, markSize(this.#zoom) * scale)];
      case "rings":
        return [ringsLayer(this.#runningRings(now), markSize(this.#zoom) * scale)];
      case "selection":
        return selectionLayers(this.#subject.cell, 2.5 * scale);
    }
  }

  /** Sets the colours that cells ease to; returns whether the layer itself is another one. */
  #paintCells(device: Device, now: number): boolean {
    const { sheet } = this.input.cells;
    if (!sheet) return false;
    if (sheet !== this.#sheet) {
      this.#sheet = sheet;
      this.#geometry = new CellGeometry();
      this.#colours = new CellColours();
    }
    for (let row = this.#geometry.rows; row < sheet.rows; row++) this.#geometry.add(sheet.cell(row));
    const regrown = this.#cellsData?.geometry !== this.#geometry || this.#cellsData.rows !== sheet.rows;
    if (regrown) this.#renewCells(device);
    const { measure, opacity, cell } = this.#subject;
    const values = sheet.values(measure);
    const breaks = this.#held.hold(`${measure}/${sheet.window}/${sheet.resolution}`, values, Date.now());
    if (breaks !== this.#breaks) this.input.onBreaks(this.#breaks = breaks);
    const row = cell === null ? -1 : sheet.rowOf(cell);
    const selected = cell !== null && row === -1 ? -2 : row;
    const changed = this.#colours.paint(sheet.rows, { values, breaks, opacity, selected }, now);
    this.#paintedVersion = sheet.version;
    this.drawnCells = this.#colours.drawn;
    this.#easing ||= changed || regrown;
    return regrown;
  }

  #renewCells(device: Device): void {
    const old = this.#cellsData;
    this.#cellsData = new CellsData(device, this.#geometry);
    this.#dirty.add("cells");
    // The old layer is drawn until deck.gl has taken the new one.
    if (old) setTimeout(() => old.destroy(), 2_000);
  }

  #makeWorkers(now: number): readonly unknown[] {
    const { workers, scale } = this.input;
    const { size, columns } = workers;
    if (this.#fill.length < size * 4) {
      this.#fill = new Uint8Array(size * 8);
      this.#line = new Uint8Array(size * 8);
    }
    // A buffer that deck.gl holds already is not looked at again: positions get a new one.
    this.#positions = new Float64Array(size * 2);
    workers.positions(this.#positions, this.#moving ? now : Infinity);
    workerColours({ size, state: columns.state, fix: columns.fix }, this.input.now(), this.#fill, this.#line);
    this.#workersAt = now;
    this.#workersVersion = workers.version;
    const data: WorkersData = {
      size,
      positions: this.#positions,
      fill: this.#fill.slice(0, size * 4),
      line: this.#line.slice(0, size * 4),
    };
    const radius = workerRadius(this.#zoom) * scale;
    const near = this.#zoom >= HEADINGS_FROM_ZOOM && size > 0;
    return [
      workersLayer(data, radius),
      ...near ? [headingsLayer(data, columns.heading, this.#atlas!, radius)] : [],
    ];
  }

  #gliding(now: number): boolean {
    return this.#moving && now < this.input.workers.glidingUntil + FAR_EVERY_MS;
  }

  get #glideEvery(): number {
    return this.#zoom >= GLIDE_FROM_ZOOM ? Math.max(GLIDE_EVERY_MS, this.#cost) : FAR_EVERY_MS;
  }

  #glides(now: number): boolean {
    return this.#gliding(now) && now - this.#workersAt >= this.#glideEvery - 4;
  }

  #runningRings(now: number): Ring[] {
    this.#rings = this.#rings.filter(({ from }) => now - from < RING_MS);
    return this.#rings.map(({ arrival: { lat, lon, severity }, from }) => ({
      lat,
      lon,
      severity,
      part: (now - from) / RING_MS,
    }));
  }
}

function makeAtlas(): Atlas {
  const canvas = document.createElement("canvas");
  canvas.width = ATLAS_SIZE.width;
  canvas.height = ATLAS_SIZE.height;
  drawAtlas(canvas.getContext("2d")!);
  return canvas;
}
