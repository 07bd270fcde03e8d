/** How boundaries are drawn on the map, and so in its legend. Pure. */

export interface Border {
  /** Token of its colour. */
  readonly token: string;
  /** 0–1, of a layer at full strength. */
  readonly ink: number;
  /** Px for a body of 24 px. */
  readonly width: number;
  /** Lengths of dash and gap in widths; null: a whole line. */
  readonly dash: readonly [number, number] | null;
  /** Zoom of the view from which it is drawn: farther out, so many borders are a net that says nothing. */
  readonly from: number;
}

export const BORDERS = {
  districts: { token: "map-boundary", ink: 0.8, width: 1.1, dash: [4, 2.5], from: 0 },
  streets: { token: "map-label-faint", ink: 0.6, width: 1.4, dash: [5, 2.5], from: 12 },
  grids: { token: "map-label-faint", ink: 0.34, width: 1, dash: null, from: 13 },
} as const satisfies Record<string, Border>;
export type BorderName = keyof typeof BORDERS;
