/** Houses with rows of windows: the backdrop of every street. */
import { lot } from "../random.ts";
import { type Point, type Rgb, shaded, type Stage } from "./stage.ts";

/** A house whose front looks at the camera along -y; `seed` picks which windows are lit at night. */
export function addHouse(stage: Stage, at: Point, [w, d, h]: Point, color: Rgb, seed: number): void {
  stage.add([at[0], at[1] - d / 2, 0], () => {
    stage.box(at, [w, d, h], 0, color);
    const night = stage.air.light < 0.6, depth = stage.depth([at[0], at[1] - d / 2, h / 2]);
    const floors = Math.floor(h / 3.2), columns = Math.max(2, Math.floor(w / 2.8));
    const y = at[1] - d / 2 - 0.02;
    for (let f = depth > 130 ? floors : 0; f < floors; f++) {
      for (let c = 0; c < columns; c++) {
        const x = at[0] - w / 2 + (c + 0.5) * w / columns, z = 1.2 + f * 3.2;
        const chance = lot(seed * 4096 + f * 64 + c, 31);
        const lit = night && chance < 0.34;
        const glass: Rgb = lit ? [246, 214, 150] : shaded([96, 112, 128], night ? 0.5 : 0.75 + 0.4 * chance);
        const half = w / columns * 0.3;
        stage.flat(
          [[x - half, y, z], [x + half, y, z], [x + half, y, z + 1.6], [x - half, y, z + 1.6]],
          glass,
          lit ? 0.85 : undefined,
        );
      }
    }
  });
}

/** A lamp post with its arm over the road; by night its pool of light lies on the ground. */
export function addLamp(stage: Stage, x: number, y: number, arm: number): void {
  stage.add([x, y, 0], () => {
    stage.box([x, y, 0], [0.16, 0.16, 7.5], 0, [120, 124, 128]);
    stage.box([x + arm / 2, y, 7.4], [Math.abs(arm), 0.12, 0.12], 0, [120, 124, 128]);
    if (stage.air.light < 0.6) stage.lamp([x + arm, y, 7.3], [255, 226, 170], 0.22, 3.4);
  });
}

export function poolOfLight(stage: Stage, x: number, y: number, radius: number): void {
  const points = Array.from({ length: 20 }, (_, i): Point => [
    x + Math.cos(i * Math.PI / 10) * radius,
    y + Math.sin(i * Math.PI / 10) * radius,
    0.01,
  ]);
  stage.flat(points, [255, 224, 160], 1, 0.06);
  stage.flat(
    points.map(([px, py, z]) => [x + (px - x) * 0.6, y + (py - y) * 0.6, z]),
    [255, 224, 160],
    1,
    0.08,
  );
}
