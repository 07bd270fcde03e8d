/** Which way streets run at each place: along main roads and shores, along each quarter's own grid, round its squares. */
import { Field } from "../land/field.ts";
import type { Line } from "../land/plane.ts";
import { GRIDS, ROUNDS } from "../land/shape.ts";
import type { Terrain } from "../land/terrain.ts";

/**
 * Two fields that hold cos 4θ and sin 4θ: a direction and the one across it are the same to a street grid, so turning
 * by 90° changes nothing and blending never cancels two crossing streets.
 */
export class Flow {
  readonly #c = new Field(100);
  readonly #s = new Field(100);

  constructor(terrain: Terrain, mains: readonly { line: Line; weight: number }[]) {
    const { columns, rows } = this.#c;
    this.#fillGrids();
    for (const { line, weight } of mains) this.#along(line, weight);
    this.#along(terrain.coast.line, 5);
    const pull = [new Float32Array(columns * rows), new Float32Array(columns * rows)];
    pull[0]!.set(this.#strongC);
    pull[1]!.set(this.#strongS);
    for (const field of pull) for (let pass = 0; pass < 3; pass++) blur(field, columns, rows, 4);
    for (let i = 0; i < columns * rows; i++) {
      this.#c.values[i]! += pull[0]![i]! * 1.6;
      this.#s.values[i]! += pull[1]![i]! * 1.6;
    }
  }

  readonly #strongC = new Float32Array(this.#c.values.length);
  readonly #strongS = new Float32Array(this.#c.values.length);

  /** Unit direction of a family (0 or 1, across each other) at a place, into `out`. */
  direction(x: number, y: number, family: number, out: [number, number]): void {
    const angle = Math.atan2(this.#s.at(x, y), this.#c.at(x, y)) / 4 + (family ? Math.PI / 2 : 0);
    out[0] = Math.cos(angle);
    out[1] = Math.sin(angle);
  }

  #fillGrids(): void {
    const field = this.#c;
    const grids = GRIDS.map(([x, y, r, degrees]) => {
      const a = degrees * Math.PI / 45;
      return [x * 1000, y * 1000, r * 1000, Math.cos(a), Math.sin(a)] as const;
    });
    for (let row = 0, i = 0; row < field.rows; row++) {
      for (let column = 0; column < field.columns; column++, i++) {
        const x = field.x(column), y = field.y(row);
        let c = 0.02, s = 0.01;
        for (const [gx, gy, r, gc, gs] of grids) {
          const d2 = ((x - gx) ** 2 + (y - gy) ** 2) / (r * r);
          const w = 1 / (1 + d2 * d2);
          c += w * gc;
          s += w * gs;
        }
        for (const [rx, ry, r] of ROUNDS) {
          const dx = x - rx * 1000, dy = y - ry * 1000, d2 = (dx * dx + dy * dy) / (r * r * 1e6);
          if (d2 > 2.5 || d2 === 0) continue;
          const a = 4 * Math.atan2(dy, dx), w = 4 / (1 + d2 * d2 * d2);
          c += w * Math.cos(a);
          s += w * Math.sin(a);
        }
        this.#c.values[i] = c;
        this.#s.values[i] = s;
      }
    }
  }

  #along(line: Line, weight: number): void {
    for (let i = 2; i < line.length; i += 2) {
      const dx = line[i]! - line[i - 2]!, dy = line[i + 1]! - line[i - 1]!, len = Math.hypot(dx, dy);
      if (len > 800 || len === 0) continue;
      const a = 4 * Math.atan2(dy, dx), at = this.#c.index(line[i]!, line[i + 1]!);
      this.#strongC[at]! += weight * Math.cos(a) * len / 100;
      this.#strongS[at]! += weight * Math.sin(a) * len / 100;
    }
  }
}

/** A box blur of `radius` squares both ways; three passes come close to a Gaussian. */
function blur(values: Float32Array, columns: number, rows: number, radius: number): void {
  const line = new Float32Array(Math.max(columns, rows));
  const sweep = (start: number, stride: number, n: number) => {
    let sum = 0;
    for (let k = 0; k < n; k++) line[k] = values[start + k * stride]!;
    for (let k = -radius; k < n; k++) {
      if (k + radius < n) sum += line[k + radius]!;
      if (k - radius - 1 >= 0) sum -= line[k - radius - 1]!;
      if (k >= 0) values[start + k * stride] = sum / (2 * radius + 1);
    }
  };
  for (let r = 0; r < rows; r++) sweep(r * columns, 1, columns);
  for (let c = 0; c < columns; c++) sweep(c, columns, rows);
}
