/** Colours of counts and of differences for finished counts, on dark and on light. Pure. */
import { type Breaks, breaksOf, classOf, RAMP, type Rgba } from "./ramp.ts";

export type Theme = "dark" | "light";

/** From nearly the land colour to dark: the ramp of a dark screen reversed, for a white one. */
const LIGHT_RAMP: readonly Rgba[] = [
  [252, 226, 164, 190],
  [249, 186, 92, 200],
  [236, 125, 52, 205],
  [203, 68, 74, 210],
  [140, 41, 105, 215],
  [66, 16, 92, 225],
];

export const HEAT_RAMP: Readonly<Record<Theme, readonly Rgba[]>> = { dark: RAMP, light: LIGHT_RAMP };

/** 0–1: how strongly heat is drawn at most; streets shine through. */
export const HEAT_INK = 0.85;

/** Colours of heat from its edge to its middle: `at` is a part of the greatest density. */
export function densityStops(theme: Theme): { at: number; colour: Rgba }[] {
  const ramp = HEAT_RAMP[theme];
  return ramp.map(([red, green, blue], i) => ({
    at: 0.06 + 0.94 * i / (ramp.length - 1),
    colour: [red, green, blue, Math.round(255 * (0.35 + 0.1 * i))],
  }));
}

/** Blue, neutral, orange: less, as much, more; the ends are strongest. Never red and green. */
const LESS: Readonly<Record<Theme, readonly [number, number, number]>> = {
  dark: [79, 157, 222],
  light: [31, 111, 178],
};
const MORE: Readonly<Record<Theme, readonly [number, number, number]>> = {
  dark: [240, 138, 60],
  light: [184, 90, 16],
};
const STRENGTHS = [80, 145, 215] as const;
const SAME: Rgba = [140, 150, 160, 40];
const NOTHING: Rgba = [0, 0, 0, 0];

/** Breaks of both periods together: the same colour means the same count on both maps. */
export function sharedBreaks(now: ArrayLike<number>, before: ArrayLike<number>): Breaks {
  const both = new Float64Array(now.length + before.length);
  both.set(now);
  both.set(before, now.length);
  return breaksOf(both);
}

export function heatColour(count: number, breaks: Breaks, theme: Theme): Rgba {
  return HEAT_RAMP[theme][classOf(count, breaks)] ?? NOTHING;
}

/** Least sizes of a small, a middle and a large difference: by quantile of those that differ at all. */
export function differenceBreaks(differences: ArrayLike<number>): Breaks {
  const sizes = Float64Array.from(differences, Math.abs).filter((size) => size > 0).sort();
  if (sizes.length === 0) return [1, 2, 4];
  const at = (share: number) =>
    Math.round(sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))]!);
  const middle = Math.max(2, at(0.6));
  return [1, middle, Math.max(middle + 1, at(0.92))];
}

export function differenceColour(difference: number, breaks: Breaks, theme: Theme): Rgba {
  const strength = STRENGTHS[classOf(Math.abs(difference), breaks)];
  if (strength === undefined) return SAME;
  return [...(difference > 0 ? MORE : LESS)[theme], strength] as unknown as Rgba;
}

/** What the legend of differences shows, from much less to much more. */
export function differenceSteps(breaks: Breaks, theme: Theme): { label: string; colour: Rgba }[] {
  const step = (value: number, label: string) => ({ label, colour: differenceColour(value, breaks, theme) });
  return [
    ...[...breaks].reverse().map((size, i) => step(-size, i === 0 ? `−${size}` : "")),
    step(0, "0"),
    ...breaks.map((size, i) => step(size, i === breaks.length - 1 ? `+${size}` : "")),
  ];
}

export function cssColour([red, green, blue, alpha]: Rgba): string {
  return `rgb(${red} ${green} ${blue} / ${(alpha / 2.55).toFixed(0)}%)`;
}
