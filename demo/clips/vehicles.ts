/** Cars, buses and lorries as a few boxes, with the lamps they need at night. */
import { type Point, type Rgb, shaded, type Stage } from "./stage.ts";

export const PAINT: readonly Rgb[] = [
  [232, 234, 236],
  [46, 50, 58],
  [186, 190, 196],
  [150, 34, 38],
  [38, 72, 128],
  [
    222,
    222,
    216,
  ],
  [92, 98, 104],
  [196, 160, 60],
  [40, 110, 96],
];

export type Kind = "car" | "bus" | "lorry" | "taxi";

const SIZE: Record<Kind, Point> = {
  car: [1.8, 4.4, 0.85],
  taxi: [1.8, 4.4, 0.85],
  bus: [2.5, 10.5, 2.9],
  lorry: [2.4, 8.5, 1],
};

export interface Vehicle {
  readonly at: Point;
  /** Direction of travel in radians from +y, counter-clockwise. */
  readonly turn: number;
  readonly kind: Kind;
  readonly paint: Rgb;
  readonly braking: boolean;
}

export function addVehicle(stage: Stage, { at, turn, kind, paint, braking }: Vehicle): void {
  stage.add(at, () => {
    const [w, d, h] = SIZE[kind], night = stage.air.light < 0.6;
    const place = (right: number, ahead: number, up: number): Point => [
      at[0] + Math.cos(turn) * right - Math.sin(turn) * ahead,
      at[1] + Math.sin(turn) * right + Math.cos(turn) * ahead,
      at[2] + up,
    ];
    for (const along of [-d * 0.32, 0, d * 0.32]) stage.shadow(place(0, along, 0), w * 0.75, 0.3);
    const color: Rgb = kind === "taxi" ? [64, 150, 120] : kind === "bus" ? [52, 110, 170] : paint;
    if (kind === "lorry") {
      stage.box(place(0, -0.9, 0.5), [w, d - 2.4, 2.5], turn, shaded(paint, 0.95));
      stage.box(place(0, d / 2 - 1.1, 0.3), [w, 2, 2], turn, [188, 60, 44]);
    } else {
      stage.box(place(0, 0, 0.3), [w, d, h], turn, color);
      if (kind === "bus") stage.box(place(0, 0, 1.4), [w + 0.06, d - 0.8, 0.9], turn, [52, 60, 70]);
      else {
        stage.box(place(0, -0.25, 0.3 + h), [w * 0.86, d * 0.5, 0.5], turn, [48, 54, 62]);
        stage.box(place(0, -0.25, 0.78 + h), [w * 0.8, d * 0.42, 0.06], turn, color);
      }
    }
    for (const side of [-1, 1]) {
      const front = place(side * w * 0.36, d / 2 + 0.05, 0.75),
        back = place(side * w * 0.38, -d / 2 - 0.05, 0.8);
      const coming = stage.depth(front) < stage.depth(back);
      if (coming && night) stage.lamp(front, [255, 240, 205], 0.13, 1.6);
      if (!coming && (night || braking)) {
        stage.lamp(back, braking ? [255, 60, 48] : [150, 26, 24], 0.11, night && braking ? 0.9 : 0);
      }
    }
  });
}

/** Light of headlamps on the road ahead. */
export function beam(stage: Stage, at: Point, turn: number): void {
  const reach = (right: number, ahead: number): Point => [
    at[0] + Math.cos(turn) * right - Math.sin(turn) * ahead,
    at[1] + Math.sin(turn) * right + Math.cos(turn) * ahead,
    0.02,
  ];
  stage.flat([reach(-0.8, 2.4), reach(0.8, 2.4), reach(2.2, 11), reach(-2.2, 11)], [255, 236, 190], 1, 0.13);
}
