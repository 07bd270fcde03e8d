/** A seaside promenade: waves that roll in, people out walking, a lighthouse, gulls and a far skyline. */
import { lot } from "../random.ts";
import { addLamp, poolOfLight } from "./buildings.ts";
import type { Scene } from "./scene.ts";
import { type Point, type Rgb, type Stage } from "./stage.ts";
import { PAINT } from "./vehicles.ts";

/** Edge of the promenade: the sea lies to the left of it. */
const WALL = -4;

export const promenade: Scene = {
  looks: [
    { from: [4.5, -13, 6.2], to: [-4.5, 16, 0.4], fov: 62 },
    { from: [-1.6, -9, 3.4], to: [1.8, 16, 1.2], fov: 66 },
  ],
  sky: { day: [[150, 182, 212], [214, 222, 226]], night: [[8, 11, 22], [26, 30, 42]] },
  half: 260,
  draw(stage, t) {
    sea(stage, t);
    land(stage);
    skyline(stage, t);
    walkers(stage, t);
    gulls(stage, t);
    stage.paint();
  },
};

/** Swell as bands of a lighter blue that come towards the wall; periods divide the minute. */
function sea(stage: Stage, t: number): void {
  const night = stage.air.light < 0.6;
  // In strips, each in the haze of its own distance.
  const strips = [-40, 0, 15, 30, 50, 80, 130, 220, 400, 800, 1600];
  for (let i = 1; i < strips.length; i++) {
    stage.floor(-900, strips[i - 1]!, WALL, strips[i]! + 0.5, [58, 96, 126], -1.4);
  }
  for (let k = 0; k < 18; k++) {
    const cycle = (k / 18 + t / 30) % 1;
    const x = WALL - 150 * (1 - cycle) ** 1.5 - 1.2;
    const width = 0.4 + 2.2 * (1 - cycle), bright = night ? 0.9 : 1;
    const wave = (y: number) =>
      x + 1.6 * Math.sin(y / 13 + k * 2.1 + t * Math.PI / 15) + 0.7 * Math.sin(y / 5 + k);
    const points: Point[] = [];
    for (let y = -14; y <= 190; y += 8) points.push([wave(y), y, -1.38]);
    for (let y = 190; y >= -14; y -= 8) points.push([wave(y) - width, y, -1.38]);
    stage.flat(points, k % 3 === 0 ? [122, 158, 182] : [80, 120, 148], stage.air.light * bright, 0.55);
  }
  // Foam where the swell meets the wall, twice every six seconds along it.
  for (let y = -12; y < 90; y += 2.4) {
    const push = Math.max(0, Math.sin(t * Math.PI / 3 + y / 9) + 0.4 * Math.sin(t * Math.PI / 1.5 + y / 3));
    const reach = 0.25 + 1.1 * push * (0.6 + 0.8 * lot(Math.round(y * 10), 81));
    stage.flat(
      [[WALL, y, -1.2], [WALL - reach, y + 0.6, -1.25], [WALL - reach * 0.8, y + 1.8, -1.25], [
        WALL,
        y + 2.4,
        -1.2,
      ]],
      [
        236,
        242,
        244,
      ],
      stage.air.light,
      0.75,
    );
  }
  if (night) {
    for (let i = 0; i < 16; i++) {
      const y = 60 + 14 * i + 3 * Math.sin(t * Math.PI / 5 + i);
      stage.flat(
        [[-70 - i * 4, y, -1.3], [-62 - i * 4, y, -1.3], [-62 - i * 4, y + 3, -1.3], [
          -70 - i * 4,
          y + 3,
          -1.3,
        ]],
        [
          220,
          196,
          140,
        ],
        1,
        0.12 + 0.08 * Math.sin(t * Math.PI / 2.5 + i * 2),
      );
    }
  }
}

function land(stage: Stage): void {
  const stone: Rgb = [176, 170, 158];
  stage.floor(WALL, -40, 4.6, 260, stone);
  stage.floor(4.6, -40, 9.5, 260, [104, 128, 82], 0.01);
  stage.floor(9.5, -40, 60, 260, [98, 101, 105], 0.01);
  for (let y = -38; y < 200; y += 3) stage.floor(WALL, y, 4.6, y + 0.07, [150, 144, 132], 0.012);
  stage.floor(-0.9, -40, -0.5, 260, [206, 168, 96], 0.013);
  stage.flat([[WALL, -40, 0], [WALL, 260, 0], [WALL, 260, -1.4], [WALL, -40, -1.4]], [120, 116, 108]);
  for (let y = -12; y < 150; y += 2) {
    stage.add([WALL + 0.2, y, 0], () => {
      stage.box([WALL + 0.2, y, 0], [0.09, 0.09, 1.05], 0, [226, 228, 228]);
      if (y < 148) {
        for (const z of [0.5, 1.0]) {
          stage.flat([[WALL + 0.2, y, z], [WALL + 0.2, y + 2, z], [WALL + 0.2, y + 2, z + 0.06], [
            WALL + 0.2,
            y,
            z + 0.06,
          ]], [
            226,
            228,
            228,
          ]);
        }
      }
    });
  }
  for (let y = 12; y < 140; y += 9) stage.tree([7.8, y, 0], 5.2 + lot(y + 40, 82), [80, 112, 66]);
  for (let y = 2; y < 120; y += 18) {
    if (stage.air.light < 0.6) poolOfLight(stage, 2, y, 5);
    addLamp(stage, 4.3, y, -2);
    stage.add([3.4, y + 6, 0], () => {
      stage.box([3.4, y + 6, 0.35], [0.6, 1.8, 0.1], 0, [140, 104, 72]);
      stage.box([3.7, y + 6, 0.4], [0.1, 1.8, 0.5], 0, [140, 104, 72]);
    });
  }
}

function skyline(stage: Stage, t: number): void {
  const night = stage.air.light < 0.6;
  for (let i = 0; i < 26; i++) {
    const x = -310 + i * 15, y = 620 - i * 9, w = 9 + 9 * lot(i, 83), h = 16 + 75 * lot(i, 84) ** 2;
    stage.add([x, y, 0], () => {
      stage.box([x, y, 0], [w, 12, h], 0, [136, 150, 166]);
      if (!night) return;
      for (let k = 0; k < 10; k++) {
        if (lot(i * 16 + k, 85) < 0.6) {
          stage.lamp([x - w / 2 + w * lot(k, 86 + i), y - 7, h * lot(k, 120 + i)], [236, 204, 140], 0.9);
        }
      }
    });
  }
  stage.add([-120, 330, 0], () => {
    stage.box([-120, 330, -1], [30, 12, 2.4], 0, [110, 106, 98]);
    stage.box([-120, 330, 1], [4, 4, 17], 0, [232, 232, 228]);
    stage.box([-120, 330, 11], [4.1, 4.1, 4], 0, [186, 56, 50]);
    if (t % 5 < 0.6) stage.lamp([-120, 330, 19], [255, 244, 214], 1.2, night ? 26 : 6);
  });
  const ship = -420 + (t / 60) * 8;
  stage.add([ship + 230, 560, 0], () => {
    stage.box([ship + 230, 560, -1], [62, 9, 6], 0, [96, 70, 66]);
    stage.box([ship + 254, 560, 5], [8, 8, 9], 0, [220, 220, 214]);
    for (let i = 0; i < 5; i++) {
      stage.box([ship + 206 + i * 9, 560, 5], [8, 8, 4.5], 0, PAINT[(i * 3 + 3) % PAINT.length]!);
    }
  });
}

/** Walkers and joggers go up and down in a whole number of turns a minute, so that the loop has no seam. */
function walkers(stage: Stage, t: number): void {
  for (let i = 0; i < 22; i++) {
    const jogs = lot(i, 91) < 0.18, laps = jogs ? 2 : 1, length = jogs ? 84 : 66 + 20 * lot(i, 92);
    const share = (t / 60 * laps + lot(i, 93)) % 1, up = lot(i, 94) < 0.5;
    const y = -9 + (up ? share : 1 - share) * length;
    const x = WALL + 1 + 6.6 * lot(i, 95) + 0.25 * Math.sin(t * Math.PI / 10 + i);
    // People come and go at the ends of their walk: small and far, or below the picture.
    const coat = PAINT[Math.floor(lot(i, 96) * PAINT.length)]!, pace = laps * length / 60;
    stage.add(
      [x, y, 0],
      () => stage.person([x, y, 0], coat, t * pace * 0.75 + i * 0.3, 1.55 + 0.25 * lot(i, 97)),
    );
    if (lot(i, 98) < 0.4) {
      stage.add(
        [x + 0.7, y + 0.2, 0],
        () =>
          stage.person(
            [x + 0.7, y + 0.2, 0],
            PAINT[(i * 5) % PAINT.length]!,
            t * pace * 0.75 + i * 0.3 + 0.5,
            1.62,
          ),
      );
    }
  }
}

function gulls(stage: Stage, t: number): void {
  if (stage.air.light < 0.6) return;
  for (let i = 0; i < 5; i++) {
    const a = 2 * Math.PI * (t / 30 + i / 5), r = 12 + 4 * i;
    const at: Point = [-30 + r * Math.cos(a), 46 + r * Math.sin(a), 8 + 2 * i + Math.sin(a * 2)];
    const p = stage.project(at);
    if (!p) continue;
    const w = 0.8 * p.metre, flap = Math.sin(t * 2 * Math.PI * 1.5 + i) * 0.35 * w;
    stage.ctx.strokeStyle = "rgba(240,242,244,0.9)";
    stage.ctx.lineWidth = 1.4;
    stage.ctx.beginPath();
    stage.ctx.moveTo(p.x - w, p.y - flap);
    stage.ctx.quadraticCurveTo(p.x - w / 3, p.y - 0.25 * w, p.x, p.y);
    stage.ctx.quadraticCurveTo(p.x + w / 3, p.y - 0.25 * w, p.x + w, p.y - flap);
    stage.ctx.stroke();
  }
}
