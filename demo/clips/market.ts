/** A covered market street: stalls under awnings, lamps that burn day and night, and a crowd that drifts past them by day. */
import { lot } from "../random.ts";
import { addHouse, poolOfLight } from "./buildings.ts";
import type { Scene } from "./scene.ts";
import { type Rgb, type Stage } from "./stage.ts";
import { PAINT } from "./vehicles.ts";

const AWNINGS: readonly Rgb[] = [[170, 58, 50], [52, 108, 150], [196, 150, 62], [72, 132, 92], [
  150,
  84,
  120,
]];
const GOODS: readonly Rgb[] = [
  [206, 92, 52],
  [222, 180, 70],
  [120, 160, 70],
  [180, 60, 66],
  [214, 200, 180],
  [110, 84, 140],
];

export const market: Scene = {
  looks: [
    { from: [0.8, -9.5, 4.9], to: [-0.2, 9, 0.9], fov: 64 },
    { from: [-3.1, -6.5, 3.6], to: [2.6, 8, 1.1], fov: 70 },
  ],
  sky: { day: [[150, 158, 168], [190, 194, 196]], night: [[12, 13, 20], [34, 32, 34]] },
  half: 75,
  draw(stage, t) {
    stage.floor(-30, -30, 30, 120, [128, 122, 114]);
    for (let y = -12; y < 70; y += 1.4) stage.floor(-4, y, 4, y + 0.05, [108, 103, 96], 0.01);
    if (stage.air.light < 0.6) { for (let y = 0; y < 50; y += 6) poolOfLight(stage, 0, y, 4.5); }
    for (const side of [-1, 1]) {
      for (let i = 0; i < 9; i++) {
        addHouse(
          stage,
          [side * 13, 4 + i * 11, 0],
          [10, 10.4, 9 + 5 * lot(i, side + 130)],
          [152, 136, 120],
          i * 2 + side + 200,
        );
        if (isOpen(stage, side, i)) stall(stage, side, -6 + i * 5.2, i, t);
        else closedStall(stage, side, -6 + i * 5.2);
      }
    }
    for (let y = 0; y < 50; y += 6) {
      stage.add([0, y, 4.6], () => {
        for (let k = -3; k <= 3; k++) {
          const sway = 0.06 * Math.sin(t * Math.PI / 3 + y + k);
          stage.lamp([k * 1.1 + sway, y, 4.5 - 0.08 * (9 - k * k)], [255, 208, 130], 0.09, 0.5);
        }
      });
    }
    crowd(stage, t);
    stage.paint();
  },
};

/** By night a few sell on, and few come. */
function isOpen(stage: Stage, side: number, i: number): boolean {
  return stage.air.light > 0.6 || lot(i * 2 + (side > 0 ? 1 : 0), 147) < 0.45;
}

function closedStall(stage: Stage, side: number, y: number): void {
  stage.add([side * 4.9, y, 0], () => {
    stage.box([side * 4.9, y, 0], [1.7, 4.4, 1.5], 0, [74, 92, 110]);
    stage.box([side * 4.9, y, 1.5], [1.9, 4.6, 0.12], 0, [96, 108, 120]);
  });
}

function stall(stage: Stage, side: number, y: number, i: number, t: number): void {
  const color = AWNINGS[(i + (side > 0 ? 2 : 0)) % AWNINGS.length]!;
  stage.add([side * 4.6, y, 0], () => {
    stage.box([side * 4.9, y, 0], [1.7, 4.4, 0.85], 0, [120, 96, 74]);
    for (let k = 0; k < 7; k++) {
      const g = GOODS[Math.floor(lot(i * 16 + k + (side > 0 ? 8 : 0), 141) * GOODS.length)]!;
      stage.box([side * 4.75, y - 1.9 + k * 0.63, 0.85], [1.2, 0.5, 0.18], 0, g);
    }
    const flutter = 0.05 * Math.sin(t * Math.PI / 2.5 + i);
    stage.flat([[side * 3.5, y - 2.4, 2.35 + flutter], [side * 3.5, y + 2.4, 2.35 - flutter], [
      side * 6.4,
      y + 2.4,
      3.1,
    ], [
      side * 6.4,
      y - 2.4,
      3.1,
    ]], color);
    for (const end of [-2.3, 2.3]) stage.box([side * 3.7, y + end, 0], [0.08, 0.08, 2.35], 0, [90, 90, 92]);
    stage.lamp([side * 4.3, y, 2.15], [255, 224, 170], 0.1, 0.9);
  });
  // Whoever sells stands behind the stall and turns to customers now and then.
  const x = side * (6 + 0.15 * Math.sin(t * Math.PI / 10 + i * 2));
  stage.add(
    [x, y + 0.4, 0],
    () => stage.person([x, y + 0.4, 0.1], PAINT[(i * 3 + 1) % PAINT.length]!, 0.02, 1.66),
  );
}

/** The crowd walks the whole street in a minute or stops at stalls on the way; everybody is back where they began. */
function crowd(stage: Stage, t: number): void {
  const people = stage.air.light > 0.6 ? 34 : 8;
  for (let i = 0; i < people; i++) {
    const up = lot(i, 151) < 0.5, share = (t / 60 + lot(i, 152)) % 1;
    const pause = 0.08 + 0.16 * lot(i, 153), at = 0.2 + 0.5 * lot(i, 154);
    const held = share < at
      ? share
      : share < at + pause
      ? at
      : at + (share - at - pause) * (1 - at) / (1 - at - pause);
    const stands = share >= at && share < at + pause;
    const y = -8 + (up ? held : 1 - held) * 52;
    const side = lot(i, 155) < 0.5 ? -1 : 1;
    const lean = stands
      ? 1
      : Math.max(0, 1 - Math.min(Math.abs(share - at), Math.abs(share - at - pause)) / 0.05);
    const x = (lot(i, 156) - 0.5) * 5 * (1 - lean) + side * 3.3 * lean;
    const coat = PAINT[Math.floor(lot(i, 157) * PAINT.length)]!;
    stage.add(
      [x, y, 0],
      () => stage.person([x, y, 0], coat, stands ? 0.02 : t * 0.75 + i * 0.37, 1.55 + 0.24 * lot(i, 158)),
    );
  }
  const share = (t / 30) % 1, y = 46 - share * 58;
  stage.add([0.4, y, 0], () => {
    stage.shadow([0.4, y, 0], 0.8);
    stage.box([0.4, y, 0.35], [0.7, 1.7, 0.55], 0, [58, 110, 150]);
    stage.box([0.4, y + 0.5, 0.9], [0.8, 0.7, 0.6], 0, [214, 170, 60]);
    stage.person([0.4, y - 0.2, 0.5], [46, 60, 90], 0.02, 1.4);
    stage.lamp([0.4, y - 0.9, 0.8], [255, 240, 205], 0.08, 0.5);
  });
}
