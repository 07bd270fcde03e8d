/** The steps of a legend: the very colours that cells are drawn with, and what each stands for. Pure. */
import {
  type CellMeasure,
  coloursOf,
  DIFFERENCE_STEPS,
  HATCH,
  hatchColours,
  NOBODY_RANK,
} from "./cell_measure.ts";
import type { Theme } from "./heat_ramp.ts";
import type { Breaks, Rgba } from "./ramp.ts";

export interface LegendStep {
  readonly colour: Rgba;
  /** Least value of the class, with `+` for the last; empty where a neighbour says it. */
  readonly label: string;
}

export interface HatchStep {
  readonly colour: Rgba;
  /** What lies under the stripes; null: the land. */
  readonly under: Rgba | null;
  readonly name: "nobodyLooked" | "nobodyThere";
}

/** `say` writes a figure in the reader's language. */
export function legendSteps(
  measure: CellMeasure,
  breaks: Breaks,
  theme: Theme,
  say: (value: number) => string,
): LegendStep[] {
  const colours = coloursOf(measure, theme);
  if (measure === "usual") return differenceLegend(colours, breaks, say);
  return breaks.map((least, i) => ({
    colour: colours[i]!,
    label: i === breaks.length - 1 ? `${say(least)}+` : say(least),
  }));
}

function differenceLegend(
  colours: readonly Rgba[],
  breaks: Breaks,
  say: (value: number) => string,
): LegendStep[] {
  return colours.map((colour, i) => {
    const size = Math.abs(i - DIFFERENCE_STEPS);
    if (size === 0) return { colour, label: "±" };
    const sign = i < DIFFERENCE_STEPS ? "−" : "+";
    return { colour, label: `${sign}${say(breaks[size - 1]!)}` };
  });
}

export function hatchSteps(measure: CellMeasure, theme: Theme): HatchStep[] {
  const hatches = hatchColours(theme);
  const looked: HatchStep = { colour: hatches[HATCH.nobodyLooked]!, under: null, name: "nobodyLooked" };
  if (measure !== "perWorker") return [looked];
  const there = coloursOf(measure, theme)[NOBODY_RANK]!;
  return [looked, { colour: hatches[HATCH.nobodyThere]!, under: there, name: "nobodyThere" }];
}
