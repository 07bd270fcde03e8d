/** The cells of the picture: outlines, colours and hatches that follow a sheet of counts, and the layers made of them. */
import { CellColours } from "../geo/layers/cell_colours.ts";
import { CellGeometry } from "../geo/layers/cell_geometry.ts";
import {
  breaksFor,
  type CellCounts,
  type CellMeasure,
  classify,
  coloursOf,
  hatchColours,
  measureRows,
  NO_CLASS,
  valueAt,
} from "../geo/layers/cell_measure.ts";
import { CellsData, cellsLayer, type Device, hatchLayer } from "../geo/layers/cells.ts";
import type { Theme } from "../geo/layers/heat_ramp.ts";
import { type Breaks, HeldBreaks, PLAIN_BREAKS, type Rgba } from "../geo/layers/ramp.ts";
import { filterKey, type IncidentFilter } from "../streams/incident_filter.ts";
import type { Window } from "../streams/wire.ts";
import type { CellSheet } from "./cells_store.ts";
import { FIRST_LABEL } from "./map_style.ts";
import { type UsualCells, usualRows } from "./usual_cells.ts";

export interface Subject {
  readonly measure: CellMeasure;
  readonly window: Window;
  readonly filter: IncidentFilter;
  /** 0: not drawn. */
  readonly opacity: number;
  /** Somebody tells where workers are: only then is it known that nobody looked. */
  readonly watched: boolean;
  readonly theme: Theme;
  /** What is usual, or null while nobody knows. */
  readonly usual: UsualCells | null;
}

/** A cell as a person reads it. */
export interface CellReading {
  readonly value: number;
  readonly incidents: number;
  readonly workers: number;
  /** Usual incidents of the window; null: nobody knows. */
  readonly usual: number | null;
  /** Nobody sent a fix from here in the window. */
  readonly unseen: boolean;
}

/** An old buffer is freed once deck.gl has surely taken the new one. */
const FREED_AFTER_MS = 2_000;

export class CellsPicture {
  /** Cells with a colour now, and bytes of colours uploaded so far. */
  drawn = 0;
  hatched = 0;
  uploaded = 0;
  breaks: Breaks = PLAIN_BREAKS;
  /** Colours are on their way to another class. */
  easing = false;
  #subject: Subject | null = null;
  #sheet: CellSheet | null = null;
  #geometry = new CellGeometry();
  #fills: CellsData | null = null;
  #hatches: CellsData | null = null;
  #colours = new CellColours();
  #hatch = new CellColours();
  #values = new Float32Array(0);
  #classes = { ranks: new Uint8Array(0), hatches: new Uint8Array(0) };
  #usual: { of: UsualCells; rows: number; column: Float32Array } | null = null;
  #version = -1;
  readonly #held = new HeldBreaks();

  look(subject: Subject): void {
    this.#subject = subject;
    this.#version = -1;
  }

  /** The device is gone, and its buffers with it. */
  forgetDevice(): void {
    this.#fills = this.#hatches = null;
  }

  /** Whether the sheet has news that are not painted yet. */
  behind(sheet: CellSheet | null): boolean {
    return sheet !== null && (sheet !== this.#sheet || sheet.version !== this.#version);
  }

  /** What a cell says; one that was never named says nothing happened and nobody was there. */
  read(cell: string): CellReading {
    const sheet = this.#sheet, subject = this.#subject;
    const row = sheet?.rowOf(cell) ?? -1;
    if (!sheet || !subject || row < 0) {
      return { value: 0, incidents: 0, workers: 0, usual: null, unseen: true };
    }
    const counts = this.#counts(sheet);
    return {
      value: valueAt(subject.measure, counts, row),
      incidents: counts.incidents[row]!,
      workers: counts.workers[row]!,
      usual: counts.usual ? counts.usual[row]! : null,
      unseen: counts.fixes[row] === 0,
    };
  }

  /** Sets what the colours ease to; returns whether the layers themselves are others. */
  paint(sheet: CellSheet | null, device: Device, now: number): boolean {
    const subject = this.#subject;
    if (!sheet || !subject) return false;
    if (sheet !== this.#sheet) this.#begin(sheet);
    const counts = this.#counts(sheet);
    for (let row = this.#geometry.rows; row < sheet.rows; row++) this.#geometry.add(sheet.cell(row));
    const hatchedBefore = this.hatched > 0;
    this.#classify(counts, subject);
    const regrown = this.#fit(device) || (this.hatched > 0) !== hatchedBefore;
    const { measure, theme, opacity } = subject;
    const { ranks, hatches } = this.#classes;
    const filled = this.#colours.paint(sheet.rows, {
      ranks,
      colours: coloursOf(measure, theme),
      opacity,
    }, now);
    const hatched = this.#hatch.paint(sheet.rows, {
      ranks: hatches,
      colours: hatchColours(theme),
      opacity: opacity === 0 ? 0 : 1,
    }, now);
    this.#version = sheet.version;
    this.drawn = this.#colours.drawn;
    this.easing ||= filled || hatched || regrown;
    return regrown;
  }

  /** Moves the colours on and uploads them; returns whether anything was uploaded. */
  step(now: number, eased: boolean): boolean {
    if (!this.easing || !this.#fills || !this.#hatches) return false;
    const filling = this.#colours.step(now, eased);
    const hatching = this.#hatch.step(now, eased);
    this.easing = filling || hatching;
    this.uploaded += this.#fills.write(this.#colours) + this.#hatches.write(this.#hatch);
    return true;
  }

  layers(): readonly unknown[] {
    if (!this.#fills || !this.#hatches) return [];
    const place = { beforeId: FIRST_LABEL };
    return [cellsLayer(this.#fills, place), hatchLayer(this.#hatches, this.hatched > 0, place)];
  }

  /** The colours that are drawn or on their way, each once. */
  colours(): Rgba[] {
    const found = new Map<string, Rgba>();
    for (let row = 0; row < (this.#sheet?.rows ?? 0); row++) {
      const colour = this.#colours.target(row);
      if (colour[3] > 0) found.set(colour.join(), colour);
    }
    return [...found.values()];
  }

  #begin(sheet: CellSheet): void {
    this.#sheet = sheet;
    this.#geometry = new CellGeometry();
    this.#colours = new CellColours();
    this.#hatch = new CellColours();
    this.#usual = null;
  }

  #counts(sheet: CellSheet): CellCounts {
    const { usual } = this.#subject!;
    const fits = usual !== null && usual.periods > 0 && usual.resolution === sheet.resolution &&
      usual.window === sheet.window;
    if (!fits) return sheet.counts(null);
    if (this.#usual?.of !== usual || this.#usual.rows !== sheet.rows) {
      const column = usualRows(usual, sheet);
      this.#usual = { of: usual, rows: sheet.rows, column };
    }
    return sheet.counts(this.#usual.column);
  }

  #classify(counts: CellCounts, { measure, filter, watched }: Subject): void {
    const { rows } = counts;
    if (this.#values.length < rows) {
      const room = 2 ** Math.ceil(Math.log2(rows));
      this.#values = new Float32Array(room);
      this.#classes = { ranks: new Uint8Array(room), hatches: new Uint8Array(room) };
    }
    const values = this.#values.subarray(0, rows);
    measureRows(measure, counts, values);
    const { window, resolution } = this.#sheet!;
    const subject = `${measure}/${window}/${resolution}/${filterKey(filter)}`;
    this.breaks = this.#held.hold(subject, values, Date.now(), (all) => breaksFor(measure, all));
    this.hatched = classify(measure, counts, { values, breaks: this.breaks }, this.#classes);
    if (watched) return;
    this.#classes.hatches.fill(NO_CLASS);
    this.hatched = 0;
  }

  /** Buffers for all rows; returns whether they are others than before. */
  #fit(device: Device): boolean {
    if (this.#fills?.geometry === this.#geometry && this.#fills.rows === this.#geometry.rows) return false;
    const old = [this.#fills, this.#hatches];
    this.#fills = new CellsData(device, this.#geometry);
    this.#hatches = new CellsData(device, this.#geometry);
    setTimeout(() => old.forEach((data) => data?.destroy()), FREED_AFTER_MS);
    return true;
  }
}
