/** A port gate: lorries with containers, a barrier that lifts, stacks and a crane that works behind. */
import { lot } from "../random.ts";
import { addLamp, poolOfLight } from "./buildings.ts";
import type { Scene } from "./scene.ts";
import { type Rgb, type Stage } from "./stage.ts";
import { drive } from "./traffic.ts";

const BOXES: readonly Rgb[] = [[168, 62, 48], [46, 92, 140], [60, 120, 88], [196, 140, 58], [150, 154, 158], [
  120,
  62,
  92,
]];

/** In through the gate every ten seconds, out every twelve. */
const opensIn = (t: number) => t % 10 < 4.2;
const opensOut = (t: number) => t % 12 < 4.6;
const IN = drive([1, 11, 21, 31, 41, 51].map((s) => s + 0.4), -46, 70, opensIn);
const OUT = drive([3, 15, 27, 39, 51].map((s) => s + 0.2), -70, 46, opensOut);

export const gate: Scene = {
  looks: [
    { from: [12, -27, 10], to: [-2.5, 12, 4.6], fov: 60 },
    { from: [-17, -19, 13], to: [6, 16, 2.6], fov: 64 },
  ],
  sky: { day: [[168, 182, 196], [208, 212, 214]], night: [[10, 12, 20], [36, 34, 36]] },
  half: 210,
  draw(stage, t, frame) {
    stage.floor(-200, -60, 200, 300, [116, 116, 114]);
    stage.floor(-9, -60, 9, 120, [92, 95, 98], 0.01);
    for (let y = -50; y < 110; y += 6) stage.floor(-0.08, y, 0.08, y + 3, [224, 214, 180], 0.02);
    for (const [x, y] of [[4.5, -0.6], [-4.5, 0.6]]) {
      stage.floor(x! - 4, y! - 0.2, x! + 4, y! + 0.2, [226, 226, 220], 0.02);
    }
    if (stage.air.light < 0.6) {
      for (const [x, y] of [[10, 8], [-10, 8], [4, -8], [-5, -10], [10, 40], [-10, 40]]) {
        poolOfLight(stage, x!, y!, 9);
      }
    }
    stacks(stage);
    crane(stage, t);
    booths(stage, t);
    for (const car of IN[frame]!) lorry(stage, 4.5, -1 + car.at - 5, 1, car.number, car.braking);
    for (const car of OUT[frame]!) lorry(stage, -4.5, 1 - car.at + 5, -1, car.number + 20, car.braking);
    const guard = 1.6 * Math.sin(t * Math.PI / 15);
    stage.add([0, -2 + guard, 0], () => stage.person([0, -2 + guard, 0], [226, 170, 60], t * 0.5, 1.74));
    stage.paint();
  },
};

function stacks(stage: Stage): void {
  for (let row = 0; row < 3; row++) {
    for (let k = -8; k <= 8; k++) {
      const x = k * 13.2, y = 62 + row * 16, n = 2 + Math.floor(3 * lot(row * 32 + k + 9, 161));
      if (Math.abs(x) < 12) continue;
      stage.add([x, y - 2, 0], () => {
        for (let z = 0; z < n; z++) {
          stage.box(
            [x, y, z * 2.6],
            [12.2, 2.5, 2.55],
            0,
            BOXES[Math.floor(lot(row * 512 + k * 16 + z + 200, 162) * BOXES.length)]!,
          );
        }
      });
    }
  }
  for (const side of [-1, 1]) {
    addLamp(stage, side * 12, 8, -side * 2);
    addLamp(stage, side * 12, 40, -side * 2);
    for (let k = 0; k < 30; k++) {
      const x = side * (13 + k * 3);
      stage.add([x, 2, 0], () => {
        stage.box([x, 2, 0], [0.12, 0.12, 2.4], 0, [150, 154, 156]);
        for (const z of [0.6, 1.3, 2]) stage.box([x + side * 1.5, 2, z], [3, 0.05, 0.06], 0, [150, 154, 156]);
      });
    }
  }
}

/** The trolley goes out and back in twenty seconds and carries a container on the way out. */
function crane(stage: Stage, t: number): void {
  const phase = (t / 20) % 1, out = 0.5 - 0.5 * Math.cos(phase * 2 * Math.PI);
  for (const [x, y] of [[-46, 128], [52, 150]]) {
    stage.add([x!, y!, 0], () => {
      const red: Rgb = [178, 70, 52];
      for (const dx of [-9, 9]) {
        for (const dy of [-7, 7]) stage.box([x! + dx, y! + dy, 0], [1.4, 1.4, 38], 0, red);
      }
      stage.box([x!, y!, 30], [20, 2, 2], 0, red);
      stage.box([x! - 8, y!, 38], [62, 3, 2.4], 0, red);
      const trolley = x! - 36 + 50 * (x! < 0 ? out : 1 - out);
      stage.box([trolley, y!, 36.4], [4, 3.4, 1.8], 0, [60, 62, 66]);
      const drop = 12 + 8 * Math.abs(Math.sin(phase * 2 * Math.PI));
      for (const dx of [-1.6, 1.6]) {
        stage.box([trolley + dx, y!, drop + 2.6], [0.2, 0.2, 36.4 - drop - 2.6], 0, [50, 52, 56]);
      }
      if (phase < 0.5 === x! < 0) stage.box([trolley, y!, drop], [12, 2.5, 2.6], 0, BOXES[x! < 0 ? 1 : 3]!);
      if (t % 2 < 1) stage.lamp([x!, y!, 41.5], [255, 70, 60], 0.5, 2.5);
    });
  }
}

function booths(stage: Stage, t: number): void {
  stage.add([0, 1, 0], () => stage.box([0, 1, 0], [1.4, 3, 2.6], 0, [206, 208, 204]));
  stage.add([0, 3.2, 5], () => {
    stage.box([0, 4.5, 5.2], [24, 7, 0.7], 0, [70, 100, 132]);
    for (const x of [-11, 11]) stage.box([x, 2.4, 0], [0.6, 0.6, 5.2], 0, [170, 172, 174]);
  });
  const arm = (x: number, y: number, length: number, open: number) => {
    stage.add([x, y, 0], () => {
      stage.box([x, y, 0], [0.5, 0.5, 1.1], 0, [222, 178, 56]);
      const a = open * Math.PI / 2.2;
      for (let k = 0; k < 6; k++) {
        const [from, to] = [k / 6 * length, (k + 1) / 6 * length];
        const at = (s: number): [number, number] => [x + s * Math.cos(a), 1 + Math.abs(s) * Math.sin(a)];
        const [p, q] = [at(from), at(to)];
        stage.flat(
          [[p[0], y, p[1]], [q[0], y, q[1]], [q[0], y, q[1] + 0.16], [p[0], y, p[1] + 0.16]],
          k % 2 ? [232, 232, 228] : [204, 52, 46],
        );
      }
    });
  };
  arm(0.9, -0.4, 7, swing(t, 10, 4.2));
  arm(-0.9, 0.4, -7, swing(t, 12, 4.6));
}

/** 0 closed to 1 open; opens within a second and closes within one. */
function swing(t: number, period: number, open: number): number {
  const s = t % period;
  return Math.max(0, Math.min(1, Math.min(s + 0.2, open + 2.4 - s)));
}

function lorry(stage: Stage, x: number, y: number, way: 1 | -1, number: number, braking: boolean): void {
  const night = stage.air.light < 0.6;
  const box = BOXES[Math.floor(lot(number, 171) * BOXES.length)]!, full = lot(number, 172) < 0.8;
  stage.add([x, y, 0], () => {
    for (const dy of [-4, -1, 2, 5]) stage.shadow([x, y + dy * way, 0], 1.7, 0.28);
    const parts = [
      () => stage.box([x, y - 1.4 * way, 0.7], [2.4, 9.4, 0.5], 0, [58, 60, 64]),
      () => full && stage.box([x, y - 1.4 * way, 1.2], [2.44, 9.2, 2.5], 0, box),
      () =>
        stage.box(
          [x, y + 4.9 * way, 0.5],
          [2.4, 2.2, 2.5],
          0,
          lot(number, 173) < 0.5 ? [208, 212, 214] : [170, 52, 44],
        ),
    ];
    for (const part of way > 0 ? parts.reverse() : parts) part();
    for (const side of [-0.9, 0.9]) {
      if (way < 0 && night) stage.lamp([x + side, y + 6.1 * way, 0.9], [255, 240, 205], 0.16, 1.8);
      if (way > 0 && (night || braking)) {
        stage.lamp([x + side, y - 6.2 * way, 0.9], braking ? [255, 60, 48] : [150, 26, 24], 0.13, 0.6);
      }
    }
  });
}
