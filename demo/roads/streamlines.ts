/**
 * Streets as evenly spaced lines through the flow (Jobard and Lefer, 1997; Chen et al., Interactive Procedural Street
 * Modeling, 2008): a line starts one street's distance beside another and runs on until it comes too close to a third.
 */
import { EAST, NORTH, SOUTH, WEST } from "../land/field.ts";
import type { Line } from "../land/plane.ts";
import type { Flow } from "./flow.ts";

const CELL = 150, COLUMNS = Math.ceil((EAST - WEST) / CELL) + 1, ROWS = Math.ceil((NORTH - SOUTH) / CELL) + 1;

/** Points of the lines drawn so far, each with its direction, found by square. */
class Samples {
  readonly #heads = new Int32Array(COLUMNS * ROWS).fill(-1);
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #dx: number[] = [];
  readonly #dy: number[] = [];
  readonly #next: number[] = [];

  add(x: number, y: number, dx: number, dy: number): void {
    const square = Math.floor((y - SOUTH) / CELL) * COLUMNS + Math.floor((x - WEST) / CELL);
    if (!(square >= 0 && square < this.#heads.length)) return;
    this.#next.push(this.#heads[square]!);
    this.#heads[square] = this.#x.length;
    this.#x.push(x);
    this.#y.push(y);
    this.#dx.push(dx);
    this.#dy.push(dy);
  }

  /** Whether no line that runs the same way, give or take 45°, is nearer than `distance`. */
  isFree(x: number, y: number, dx: number, dy: number, distance: number): boolean {
    const limit = distance * distance;
    const c0 = Math.max(0, Math.floor((x - distance - WEST) / CELL));
    const c1 = Math.min(COLUMNS - 1, Math.floor((x + distance - WEST) / CELL));
    const r0 = Math.max(0, Math.floor((y - distance - SOUTH) / CELL));
    const r1 = Math.min(ROWS - 1, Math.floor((y + distance - SOUTH) / CELL));
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        for (let i = this.#heads[r * COLUMNS + c]!; i >= 0; i = this.#next[i]!) {
          if ((this.#x[i]! - x) ** 2 + (this.#y[i]! - y) ** 2 >= limit) continue;
          if (Math.abs(this.#dx[i]! * dx + this.#dy[i]! * dy) > 0.7071) return false;
        }
      }
    }
    return true;
  }
}

export interface Level {
  /** Distance between lines at a place, metres. */
  readonly spacing: (x: number, y: number) => number;
  /** Whether a line may pass; `length` is how far it has come. */
  readonly passes: (x: number, y: number) => boolean;
  /** Shorter lines are not drawn, metres. */
  readonly shortest: number;
  readonly step: number;
}

export class Streamlines {
  readonly #samples = new Samples();

  constructor(private readonly flow: Flow, private readonly random: () => number) {}

  /** Makes a drawn road count as a line to keep clear of. */
  register(line: Line): void {
    for (let i = 2; i < line.length; i += 2) {
      const dx = line[i]! - line[i - 2]!, dy = line[i + 1]! - line[i - 1]!, len = Math.hypot(dx, dy);
      const steps = Math.ceil(len / 40);
      for (let k = 0; k < steps; k++) {
        const share = k / steps;
        this.#samples.add(line[i - 2]! + dx * share, line[i - 1]! + dy * share, dx / len, dy / len);
      }
    }
  }

  /** Draws all lines of one level, both ways across each other, keeping clear of everything registered before. */
  draw(level: Level): Line[] {
    return [0, 1].flatMap((family) => this.#drawFamily(level, family));
  }

  #drawFamily(level: Level, family: number): Line[] {
    const lines: Line[] = [];
    const queue: number[] = [];
    const d: [number, number] = [0, 0];
    const tryFrom = (x: number, y: number, dx: number, dy: number) => {
      if (!level.passes(x, y)) return;
      if (!this.#samples.isFree(x, y, dx, dy, level.spacing(x, y) * 0.97)) return;
      const line = this.#trace(level, x, y, dx, dy);
      if (!line) return;
      lines.push(line);
      this.#queueBeside(line, level, queue);
      this.register(line);
    };
    const stride = 330;
    for (let y = SOUTH + stride / 2; y < NORTH; y += stride) {
      for (let x = WEST + stride / 2; x < EAST; x += stride) {
        const px = x + (this.random() - 0.5) * stride, py = y + (this.random() - 0.5) * stride;
        this.flow.direction(px, py, family, d);
        tryFrom(px, py, d[0], d[1]);
        for (let i = 0; i < queue.length; i += 4) {
          this.#follow(queue[i]!, queue[i + 1]!, queue[i + 2]!, queue[i + 3]!, d);
          tryFrom(queue[i]!, queue[i + 1]!, d[0], d[1]);
        }
        queue.length = 0;
      }
    }
    return lines;
  }

  #queueBeside(line: Line, level: Level, queue: number[]): void {
    const every = 2 * Math.max(1, Math.round(120 / level.step));
    for (let i = every; i + 2 < line.length; i += every) {
      const dx = line[i + 2]! - line[i - 2]!, dy = line[i + 3]! - line[i - 1]!, len = Math.hypot(dx, dy) || 1;
      const off = level.spacing(line[i]!, line[i + 1]!);
      const [ux, uy] = [dx / len, dy / len];
      queue.push(line[i]! - uy * off, line[i + 1]! + ux * off, ux, uy);
      queue.push(line[i]! + uy * off, line[i + 1]! - ux * off, ux, uy);
    }
  }

  #trace(level: Level, x: number, y: number, dx: number, dy: number): Line | undefined {
    const ahead = this.#run(level, x, y, dx, dy), behind = this.#run(level, x, y, -dx, -dy);
    if ((ahead.length + behind.length) / 2 * level.step < level.shortest) return undefined;
    const line: Line = [];
    for (let i = behind.length - 2; i >= 0; i -= 2) line.push(behind[i]!, behind[i + 1]!);
    line.push(x, y, ...ahead);
    return line;
  }

  #run(level: Level, x: number, y: number, dx: number, dy: number): Line {
    const out: Line = [], d: [number, number] = [0, 0];
    const x0 = x, y0 = y;
    for (let n = 0; n < 400; n++) {
      // Midpoint rule; the direction is defined up to quarter turns, so the one nearest the last is taken.
      this.#follow(x + dx * level.step / 2, y + dy * level.step / 2, dx, dy, d);
      [dx, dy] = d;
      x += dx * level.step;
      y += dy * level.step;
      if (x < WEST || x > EAST || y < SOUTH || y > NORTH || !level.passes(x, y)) break;
      out.push(x, y);
      if (!this.#samples.isFree(x, y, dx, dy, level.spacing(x, y) * 0.62)) break;
      if (n > 20 && (x - x0) ** 2 + (y - y0) ** 2 < (1.5 * level.step) ** 2) break;
    }
    return out;
  }

  #follow(x: number, y: number, dx: number, dy: number, out: [number, number]): void {
    this.flow.direction(x, y, 0, out);
    const along = out[0] * dx + out[1] * dy, across = -out[1] * dx + out[0] * dy;
    const [c, s] = out;
    if (Math.abs(along) >= Math.abs(across)) {
      out[0] = along < 0 ? -c : c;
      out[1] = along < 0 ? -s : s;
    } else {
      out[0] = across < 0 ? s : -s;
      out[1] = across < 0 ? -c : c;
    }
  }
}
