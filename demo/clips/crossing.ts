/** A crossing of two main roads with lights, queues, zebra stripes and people who wait for green. */
import { lot } from "../random.ts";
import { addHouse, addLamp, poolOfLight } from "./buildings.ts";
import type { Scene } from "./scene.ts";
import { type Rgb, type Stage } from "./stage.ts";
import { drive } from "./traffic.ts";
import { addVehicle, beam, type Kind, PAINT } from "./vehicles.ts";

/** Half widths of the road away from the camera and of the one across, metres. */
const A = 10.5, B = 7.5;
const CYCLE = 30;
const isGreenA = (t: number) => t % CYCLE < 13.5;
const isGreenB = (t: number) => t % CYCLE >= 16 && t % CYCLE < 27.5;

const spread = (n: number, offset: number) =>
  Array.from({ length: n }, (_, i) => (offset + i * 60 / n + 1.7 * lot(i, offset + 40)) % 59.5);

/** Lanes: where the stop line is, where they lead, which lights they obey. */
const LANES = [
  // Away from the camera, on the right of the road.
  { x: 2.2, y: -B - 4.5, turn: 0, frames: drive(spread(8, 1), -30, 110, isGreenA) },
  { x: 5.6, y: -B - 4.5, turn: 0, frames: drive(spread(9, 4), -30, 110, isGreenA) },
  // Towards the camera.
  { x: -2.2, y: B + 4.5, turn: Math.PI, frames: drive(spread(9, 2), -85, 60, isGreenA) },
  { x: -5.6, y: B + 4.5, turn: Math.PI, frames: drive(spread(7, 7), -85, 60, isGreenA) },
  // From the left and from the right.
  { x: -A - 4.5, y: -2.2, turn: -Math.PI / 2, frames: drive(spread(8, 3), -60, 75, isGreenB) },
  { x: -A - 4.5, y: -5.2, turn: -Math.PI / 2, frames: drive(spread(6, 9), -60, 75, isGreenB) },
  { x: A + 4.5, y: 2.2, turn: Math.PI / 2, frames: drive(spread(8, 6), -60, 75, isGreenB) },
  { x: A + 4.5, y: 5.2, turn: Math.PI / 2, frames: drive(spread(5, 11), -60, 75, isGreenB) },
];

export const crossing: Scene = {
  looks: [
    { from: [7.5, -31, 11.5], to: [-0.6, 4, 0], fov: 58 },
    { from: [-13.5, -17, 6.4], to: [5.5, 9, 1.4], fov: 68 },
    { from: [25, -22, 21], to: [-3, 6, 0], fov: 54 },
  ],
  sky: { day: [[176, 190, 204], [206, 212, 216]], night: [[10, 13, 22], [30, 32, 40]] },
  half: 190,
  draw(stage, t, frame) {
    ground(stage);
    const night = stage.air.light < 0.6;
    if (night) {
      for (const [x, y] of [[-A - 2, -12], [A + 2, 12], [-A - 2, 26], [A + 2, 44], [0, 0]]) {
        poolOfLight(stage, x!, y!, 9);
      }
    }
    houses(stage);
    LANES.forEach(({ x, y, turn, frames }, lane) => {
      for (const car of frames[frame]!) {
        const px = x - Math.sin(turn) * (car.at - 2.3), py = y + Math.cos(turn) * (car.at - 2.3);
        if (night) beam(stage, [px, py, 0], turn);
        const pick = lot(lane * 32 + car.number, 51);
        const kind: Kind = pick < 0.08 ? "bus" : pick < 0.2 ? "taxi" : "car";
        const paint = PAINT[Math.floor(lot(lane * 32 + car.number, 52) * PAINT.length)]!;
        addVehicle(stage, { at: [px, py, 0], turn, kind, paint, braking: car.braking });
      }
    });
    people(stage, t);
    lights(stage, t);
    stage.paint();
  },
};

function ground(stage: Stage): void {
  const asphalt: Rgb = [92, 95, 99], pavement: Rgb = [140, 138, 132], white: Rgb = [224, 224, 218];
  stage.floor(-160, -60, 160, 220, pavement);
  stage.floor(-A, -60, A, 220, asphalt, 0.005);
  stage.floor(-160, -B, 160, B, asphalt, 0.006);
  for (const y of [-B - 1, B + 1]) {
    for (let x = -A + 0.5; x < A - 0.5; x += 1.1) {
      stage.floor(x, y - 1.6 + (y < 0 ? -1 : 1), x + 0.55, y + 1.6 + (y < 0 ? -1 : 1), white, 0.01);
    }
    const stop = y < 0 ? -B - 4.6 : B + 4.6;
    stage.floor(y < 0 ? 0.3 : -A + 0.4, stop - 0.2, y < 0 ? A - 0.4 : -0.3, stop + 0.2, white, 0.01);
  }
  for (const x of [-A - 1, A + 1]) {
    for (let y = -B + 0.5; y < B - 0.5; y += 1.1) {
      stage.floor(x - 1.6 + (x < 0 ? -1 : 1), y, x + 1.6 + (x < 0 ? -1 : 1), y + 0.55, white, 0.01);
    }
  }
  for (let y = B + 6; y < 120; y += 7) {
    for (const x of [-3.9, 3.9, -7.3, 7.3]) stage.floor(x - 0.07, y, x + 0.07, y + 3, white, 0.01);
  }
  for (let y = -46; y < -B - 6; y += 7) {
    for (const x of [3.9, -3.9, 7.3, -7.3]) stage.floor(x - 0.07, y, x + 0.07, y + 3, white, 0.01);
  }
  for (const s of [-1, 1]) {
    stage.floor(-0.25, s * (B + 5), -0.1, s * 200, [222, 190, 90], 0.01);
    stage.floor(0.1, s * (B + 5), 0.25, s * 200, [222, 190, 90], 0.01);
    stage.floor(s * (A + 5), -0.2, s * 160, -0.05, [222, 190, 90], 0.01);
    stage.floor(s * (A + 5), 0.05, s * 160, 0.2, [222, 190, 90], 0.01);
  }
}

function houses(stage: Stage): void {
  const colors: Rgb[] = [[176, 160, 142], [156, 160, 166], [186, 176, 158], [134, 142, 152], [170, 146, 128]];
  for (let i = 0; i < 7; i++) {
    for (const side of [-1, 1]) {
      const seed = i * 2 + (side > 0 ? 1 : 0);
      const h = 14 + 42 * lot(seed, 61), w = 17 + 8 * lot(seed, 62);
      addHouse(
        stage,
        [side * (A + 7 + w / 2), B + 16 + i * 25, 0],
        [w, 20, h],
        colors[(i + seed) % 5]!,
        seed,
      );
    }
    addHouse(stage, [(i - 3) * 27, 205, 0], [24, 14, 26 + 34 * lot(i, 63)], [150, 158, 168], 70 + i);
  }
  for (const side of [-1, 1]) {
    addHouse(stage, [side * 47, B + 17, 0], [26, 18, 24 + side * 6], colors[2]!, 90 + side);
    addHouse(stage, [side * 78, B + 19, 0], [28, 20, 38], colors[3]!, 93 + side);
    for (let y = B + 9; y < 110; y += 11) stage.tree([side * (A + 3.2), y, 0], 5.6, [86, 116, 72]);
    for (let x = A + 11; x < 70; x += 11) stage.tree([side * x, B + 3.4, 0], 5.2, [92, 120, 74]);
    addLamp(stage, side * (A + 1.6), side > 0 ? 14 : 27, -side * 3);
    addLamp(stage, side * (A + 1.6), side > 0 ? 46 : 60, -side * 3);
  }
}

/** Twelve people: each crosses once a minute when their light lets them, and waits at the kerb before. */
function people(stage: Stage, t: number): void {
  for (let i = 0; i < 14; i++) {
    const alongA = i % 2 === 0;
    // People cross road B (walking along A) while A has green, and the other way round.
    const start = (alongA ? 0.8 : 16.6) + CYCLE * (i % 4 < 2 ? 0 : 1) + 2.4 * lot(i, 71);
    const span = (alongA ? 2 * B : 2 * A) + 6, speed = 1.35 + 0.5 * lot(i, 72);
    const since = ((t - start) % 60 + 60) % 60;
    const walked = Math.min(span, since * speed), waits = since > 60 - 14;
    if (walked >= span && !waits) continue;
    const way = waits ? -span / 2 : walked - span / 2;
    const back = lot(i, 73) < 0.5 ? -1 : 1, off = (lot(i, 74) - 0.5) * 2.4;
    const side = lot(i, 75) < 0.5 ? -1 : 1;
    const at = alongA
      ? [side * (A + 2) + off, back * way, 0] as const
      : [back * way, side * (B + 2) + off, 0] as const;
    const coat = PAINT[Math.floor(lot(i, 76) * PAINT.length)]!;
    stage.add(at, () => stage.person(at, coat, waits ? 0.02 : walked * 0.7));
  }
}

function lights(stage: Stage, t: number): void {
  const c = t % CYCLE;
  const colorA: Rgb = isGreenA(t) ? [60, 230, 140] : c < 15.5 ? [255, 190, 60] : [255, 62, 54];
  const colorB: Rgb = isGreenB(t) ? [60, 230, 140] : c >= 27.5 && c < 29.5 ? [255, 190, 60] : [255, 62, 54];
  const posts: [number, number, number, Rgb][] = [[A + 1.4, B + 1.4, -6, colorA], [
    -A - 1.4,
    -B - 1.4,
    0,
    colorB,
  ], [
    A + 1.4,
    -B - 1.4,
    0,
    colorB,
  ], [-A - 1.4, B + 1.4, 0, colorB]];
  for (const [x, y, arm, color] of posts) {
    stage.add([x, y, 0], () => {
      stage.box([x, y, 0], [0.2, 0.2, arm ? 6.2 : 3.6], 0, [70, 74, 80]);
      if (arm) stage.box([x + arm / 2, y, 6], [-arm, 0.16, 0.16], 0, [70, 74, 80]);
      const head: [number, number, number] = [x + arm, y - 0.15, arm ? 6 : 3.4];
      stage.box([head[0], y, head[2] - 0.5], [0.5, 0.3, 1.3], 0, [34, 36, 40]);
      stage.lamp([head[0], head[1], head[2] + 0.1], color, 0.2, stage.air.light < 0.6 ? 1.6 : 0.5);
    });
  }
}
