/** The reach of the city in the picture: outlines as long as the cells are the same, colours as often as they change. */
import { CellColours } from "../geo/layers/cell_colours.ts";
import { CellGeometry } from "../geo/layers/cell_geometry.ts";
import { CellsData, type Device } from "../geo/layers/cells.ts";
import type { Theme } from "../geo/layers/heat_ramp.ts";
import { reachLayer } from "../geo/layers/reach.ts";
import { classOfReach, reachColours } from "../geo/layers/reach_classes.ts";
import { FIRST_LABEL } from "./map_style.ts";

/** Of the answer of `GET /api/reach`, what is drawn. */
export interface ReachCells {
  readonly cells: readonly string[];
  readonly minutes: readonly (number | null)[];
  readonly limitMinutes: number;
}

const FREED_AFTER_MS = 2_000;

export class ReachPicture {
  /** Null: nothing is known, and nothing is drawn. */
  answer: ReachCells | null = null;
  #drawn: { readonly of: string; readonly data: CellsData; readonly colours: CellColours } | null = null;

  forgetDevice(): void {
    this.#drawn = null;
  }

  paint(device: Device, { theme, opacity }: { theme: Theme; opacity: number }, now: number): void {
    const { answer } = this;
    if (!answer || opacity === 0) return this.#free();
    const { colours, data } = this.#fit(device, answer.cells);
    const ranks = Uint8Array.from(answer.minutes, (left) => classOfReach(left, answer.limitMinutes));
    colours.paint(answer.cells.length, { ranks, colours: reachColours(theme), opacity }, now);
    colours.step(now, false);
    data.write(colours);
  }

  layers(): readonly unknown[] {
    return this.#drawn ? [reachLayer(this.#drawn.data, { beforeId: FIRST_LABEL })] : [];
  }

  #fit(device: Device, cells: readonly string[]) {
    // Cells of a city and a resolution come in one order.
    const of = `${cells.length} ${cells[0]} ${cells.at(-1)}`;
    if (this.#drawn?.of === of) return this.#drawn;
    this.#free();
    const geometry = new CellGeometry();
    for (const cell of cells) geometry.add(cell);
    return this.#drawn = { of, data: new CellsData(device, geometry), colours: new CellColours() };
  }

  #free(): void {
    const old = this.#drawn;
    this.#drawn = null;
    // deck.gl may draw it once more.
    if (old) setTimeout(() => old.data.destroy(), FREED_AFTER_MS);
  }
}
