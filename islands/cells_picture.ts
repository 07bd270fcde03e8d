/** The cells of the picture: outlines and colours that follow a sheet of counts, and the layer made of them. */
import { CellColours } from "../geo/layers/cell_colours.ts";
import { CellGeometry } from "../geo/layers/cell_geometry.ts";
import { CellsData, cellsLayer, type Device } from "../geo/layers/cells.ts";
import { type Breaks, HeldBreaks, PLAIN_BREAKS } from "../geo/layers/ramp.ts";
import type { Measure, Window } from "../streams/wire.ts";
import type { CellSheet } from "./cells_store.ts";
import { FIRST_LABEL } from "./map_style.ts";

export interface Subject {
  readonly measure: Measure;
  readonly window: Window;
  readonly opacity: number;
  readonly cell: string | null;
}

/** An old buffer is freed once deck.gl has surely taken the new one. */
const FREED_AFTER_MS = 2_000;

export class CellsPicture {
  /** Cells with a colour now, and bytes of colours uploaded so far. */
  drawn = 0;
  uploaded = 0;
  breaks: Breaks = PLAIN_BREAKS;
  /** Colours are on their way to another class. */
  easing = false;
  #subject: Subject = { measure: "incidents", window: 60, opacity: 1, cell: null };
  #sheet: CellSheet | null = null;
  #geometry = new CellGeometry();
  #data: CellsData | null = null;
  #colours = new CellColours();
  #version = -1;
  readonly #held = new HeldBreaks();

  look(subject: Subject): void {
    this.#subject = subject;
    this.#version = -1;
  }

  /** The device is gone, and its buffers with it. */
  forgetDevice(): void {
    this.#data = null;
  }

  /** Whether the sheet has news that are not painted yet. */
  behind(sheet: CellSheet | null): boolean {
    return sheet !== null && (sheet !== this.#sheet || sheet.version !== this.#version);
  }

  valueOf(cell: string): number {
    const row = this.#sheet?.rowOf(cell) ?? -1;
    return row < 0 ? 0 : this.#sheet!.values(this.#subject.measure)[row] ?? 0;
  }

  /** Sets what the colours ease to; returns whether the layer itself is another one. */
  paint(sheet: CellSheet | null, device: Device, now: number): boolean {
    if (!sheet) return false;
    if (sheet !== this.#sheet) {
      this.#sheet = sheet;
      this.#geometry = new CellGeometry();
      this.#colours = new CellColours();
    }
    for (let row = this.#geometry.rows; row < sheet.rows; row++) this.#geometry.add(sheet.cell(row));
    const regrown = this.#data?.geometry !== this.#geometry || this.#data.rows !== sheet.rows;
    if (regrown) this.#renew(device);
    const { measure, opacity, cell } = this.#subject;
    const values = sheet.values(measure);
    this.breaks = this.#held.hold(`${measure}/${sheet.window}/${sheet.resolution}`, values, Date.now());
    const row = cell === null ? -1 : sheet.rowOf(cell);
    const selected = cell !== null && row === -1 ? -2 : row;
    const { breaks } = this;
    const changed = this.#colours.paint(sheet.rows, { values, breaks, opacity, selected }, now);
    this.#version = sheet.version;
    this.drawn = this.#colours.drawn;
    this.easing ||= changed || regrown;
    return regrown;
  }

  /** Moves the colours on and uploads them; returns whether anything was uploaded. */
  step(now: number, eased: boolean): boolean {
    if (!this.easing || !this.#data) return false;
    this.easing = this.#colours.step(now, eased);
    this.uploaded += this.#data.write(this.#colours);
    return true;
  }

  layers(): readonly unknown[] {
    return this.#data ? [cellsLayer(this.#data, { beforeId: FIRST_LABEL })] : [];
  }

  #renew(device: Device): void {
    const old = this.#data;
    this.#data = new CellsData(device, this.#geometry);
    if (old) setTimeout(() => old.destroy(), FREED_AFTER_MS);
  }
}
