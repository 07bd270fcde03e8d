/** The selection of the picture: the veil over everything else, which comes and goes in a moment, and the outline above it. */
import type { MarkColours } from "../geo/layers/mark_colours.ts";
import { selectionLayers } from "../geo/layers/selection.ts";
import { veilLayer, type VeilSide, veilSides } from "../geo/layers/veil.ts";
import { VEIL_STRENGTH } from "../geo/layers/veil_shader.ts";

const FADE_MS = 140;
/** Of the outline, px for a body size of 24. */
const WIDTH = 2.5;

export class SelectionPicture {
  #cell: string | null = null;
  /** Of the cell that is selected, or was until now while the veil goes. */
  #sides: readonly VeilSide[] = [];
  #from = 0;
  #shown = 0;
  #since = -Infinity;

  /** The veil is on its way. */
  get fading(): boolean {
    return this.#shown !== this.#target;
  }

  /** `from`: this machine's clock when the veil may fade, or null when nothing may move. */
  select(cell: string | null, from: number | null): void {
    this.#cell = cell;
    if (cell !== null) this.#sides = veilSides(cell);
    this.#from = this.#shown;
    this.#since = from ?? -Infinity;
  }

  layers(now: number, { scale, colours }: { scale: number; colours: MarkColours }): readonly unknown[] {
    const part = Math.min(1, Math.max(0, (now - this.#since) / FADE_MS));
    this.#shown = part === 1 ? this.#target : this.#from + (this.#target - this.#from) * part;
    return [veilLayer(this.#sides, colours.page, this.#shown), ...selectionLayers(this.#cell, WIDTH * scale)];
  }

  get #target(): number {
    return this.#cell === null ? 0 : VEIL_STRENGTH;
  }
}
