/** A small stage seen by one fixed camera: ground, boxes, people and lamps in metres, painted far to near on a canvas. */

export const WIDTH = 640, HEIGHT = 360, FPS = 12, SECONDS = 60;

export interface Look {
  /** Where the camera hangs and where it points, metres: x to the right, y away, z up. */
  readonly from: Point;
  readonly to: Point;
  /** Width of view in degrees. */
  readonly fov: number;
}

export type Point = readonly [x: number, y: number, z: number];
export type Rgb = readonly [number, number, number];

export interface Air {
  /** Colour of what is far away, and the distance (m) at which half of it is seen. */
  readonly haze: Rgb;
  readonly half: number;
  /** 1 by day, about 0.3 by night: everything that is no lamp is darkened so much. */
  readonly light: number;
}

export class Stage {
  readonly #right: Point;
  readonly #up: Point;
  readonly #ahead: Point;
  readonly #scale: number;
  #things: { depth: number; paint: () => void }[] = [];

  constructor(readonly ctx: CanvasRenderingContext2D, private readonly look: Look, readonly air: Air) {
    const ahead = unit(minus(look.to, look.from));
    const right = unit([ahead[1], -ahead[0], 0]);
    this.#ahead = ahead;
    this.#right = right;
    this.#up = cross(right, ahead);
    this.#scale = WIDTH / 2 / Math.tan(look.fov * Math.PI / 360);
  }

  /** Camera coordinates: right, up, ahead. */
  #seen(p: Point): Point {
    const d = minus(p, this.look.from);
    return [dot(d, this.#right), dot(d, this.#up), dot(d, this.#ahead)];
  }

  depth(p: Point): number {
    return this.#seen(p)[2];
  }

  /** Pixels of a point, and how many pixels a metre has there; undefined behind the camera. */
  project(p: Point): { x: number; y: number; metre: number } | undefined {
    const [r, u, a] = this.#seen(p);
    if (a < 0.3) return undefined;
    const metre = this.#scale / a;
    return { x: WIDTH / 2 + r * metre, y: HEIGHT / 2 - u * metre, metre };
  }

  /** A colour as it looks from so far away in this air. */
  tint([r, g, b]: Rgb, depth: number, lit = this.air.light): string {
    const clear = Math.pow(0.5, Math.max(0, depth) / this.air.half);
    const [hr, hg, hb] = this.air.haze;
    const mix = (c: number, h: number) => Math.round(Math.min(255, c * lit * clear + h * (1 - clear)));
    return `rgb(${mix(r, hr)},${mix(g, hg)},${mix(b, hb)})`;
  }

  /** A flat shape, clipped where it passes behind the camera. */
  flat(points: readonly Point[], color: Rgb, lit?: number, alpha = 1): void {
    const seen = clip(points.map((p) => this.#seen(p)));
    if (seen.length < 3) return;
    const { ctx } = this;
    ctx.beginPath();
    let depth = 0;
    seen.forEach(([r, u, a], i) => {
      const x = WIDTH / 2 + r * this.#scale / a, y = HEIGHT / 2 - u * this.#scale / a;
      if (i) ctx.lineTo(x, y);
      else ctx.moveTo(x, y);
      depth += a / seen.length;
    });
    ctx.globalAlpha = alpha;
    ctx.fillStyle = this.tint(color, depth, lit);
    ctx.fill();
    ctx.globalAlpha = 1;
  }

  /** A rectangle on the ground. */
  floor(x0: number, y0: number, x1: number, y1: number, color: Rgb, z = 0, lit?: number): void {
    this.flat([[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], color, lit);
  }

  /** Something to be painted in its turn, by its distance. */
  add(at: Point, paint: () => void): void {
    this.#things.push({ depth: this.depth(at), paint });
  }

  /** Paints what was added, far to near. */
  paint(): void {
    this.#things.sort((a, b) => b.depth - a.depth);
    for (const { paint } of this.#things) paint();
    this.#things = [];
  }

  /** A box standing at `at` (middle of its foot), turned by `turn` radians; only faces that look here are painted. */
  box(at: Point, [w, d, h]: Point, turn: number, color: Rgb, lit?: number): void {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const corner = (u: number, v: number, z: number): Point => [
      at[0] + c * u * w / 2 - s * v * d / 2,
      at[1] + s * u * w / 2 + c * v * d / 2,
      at[2] + z,
    ];
    const sides: [number, number, number, number, number][] = [[-1, -1, 1, -1, 0.72], [1, -1, 1, 1, 0.6], [
      1,
      1,
      -1,
      1,
      0.72,
    ], [-1, 1, -1, -1, 0.85]];
    for (const [ua, va, ub, vb, shade] of sides) {
      const a = corner(ua, va, 0), b = corner(ub, vb, 0);
      const out: Point = [b[1] - a[1], a[0] - b[0], 0];
      if (dot(out, minus(this.look.from, a)) <= 0) continue;
      this.flat([a, b, corner(ub, vb, h), corner(ua, va, h)], shaded(color, shade), lit);
    }
    if (this.look.from[2] > at[2] + h) {
      this.flat([corner(-1, -1, h), corner(1, -1, h), corner(1, 1, h), corner(-1, 1, h)], color, lit);
    }
  }

  /** Somebody on foot: legs that stride, a coat, a head. `stride` is a phase in turns. */
  person(at: Point, coat: Rgb, stride: number, tall = 1.68): void {
    const foot = this.project(at);
    if (!foot) return;
    const { ctx } = this, m = foot.metre, depth = this.depth(at), h = tall * m;
    this.shadow(at, 0.35);
    const swing = Math.sin(stride * 2 * Math.PI) * 0.16 * m;
    ctx.strokeStyle = this.tint(shaded([52, 56, 66], 1), depth);
    ctx.lineWidth = Math.max(1, 0.16 * m);
    ctx.beginPath();
    ctx.moveTo(foot.x - swing, foot.y);
    ctx.lineTo(foot.x, foot.y - 0.48 * h);
    ctx.lineTo(foot.x + swing, foot.y);
    ctx.stroke();
    ctx.fillStyle = this.tint(coat, depth);
    ctx.beginPath();
    ctx.ellipse(foot.x, foot.y - 0.63 * h, Math.max(1, 0.23 * m), 0.22 * h, 0, 0, 7);
    ctx.fill();
    ctx.fillStyle = this.tint([214, 178, 150], depth);
    ctx.beginPath();
    ctx.arc(foot.x, foot.y - 0.92 * h, Math.max(0.8, 0.12 * m), 0, 7);
    ctx.fill();
  }

  /** A soft dark spot on the ground. */
  shadow(at: Point, radius: number, alpha = 0.25): void {
    const p = this.project(at);
    if (!p) return;
    const { ctx } = this;
    ctx.fillStyle = `rgba(0,0,0,${alpha * this.air.light})`;
    ctx.beginPath();
    ctx.ellipse(p.x, p.y, radius * p.metre, radius * 0.45 * p.metre, 0, 0, 7);
    ctx.fill();
  }

  /** A light that shines whatever the hour, with a halo by night. */
  lamp(at: Point, color: Rgb, radius: number, halo = 0): void {
    const p = this.project(at);
    if (!p) return;
    const { ctx } = this, [r, g, b] = color;
    if (halo > 0) {
      const glow = ctx.createRadialGradient(p.x, p.y, 0, p.x, p.y, halo * p.metre);
      glow.addColorStop(0, `rgba(${r},${g},${b},0.5)`);
      glow.addColorStop(1, `rgba(${r},${g},${b},0)`);
      ctx.fillStyle = glow;
      ctx.fillRect(p.x - halo * p.metre, p.y - halo * p.metre, 2 * halo * p.metre, 2 * halo * p.metre);
    }
    ctx.fillStyle = `rgb(${r},${g},${b})`;
    ctx.beginPath();
    ctx.arc(p.x, p.y, Math.max(0.8, radius * p.metre), 0, 7);
    ctx.fill();
  }

  /** A street tree: a trunk and a crown of four round bushes. */
  tree(at: Point, tall: number, green: Rgb): void {
    this.add(at, () => {
      const { ctx } = this, depth = this.depth(at);
      this.shadow(at, tall * 0.3);
      this.box(at, [0.25, 0.25, tall * 0.5], 0, [92, 78, 64]);
      const blobs: [number, number, number, number][] = [[0, 0.72, 0.34, 0.8], [-0.22, 0.6, 0.26, 0.7], [
        0.24,
        0.62,
        0.25,
        0.9,
      ], [0.04, 0.86, 0.24, 1.05]];
      for (const [dx, up, r, shade] of blobs) {
        const p = this.project([at[0] + dx * tall, at[1], at[2] + up * tall]);
        if (!p) continue;
        ctx.fillStyle = this.tint(shaded(green, shade), depth);
        ctx.beginPath();
        ctx.arc(p.x, p.y, r * tall * p.metre, 0, 7);
        ctx.fill();
      }
    });
  }
}

export function shaded([r, g, b]: Rgb, by: number): Rgb {
  return [r * by, g * by, b * by];
}

function clip(points: Point[]): Point[] {
  const NEAR = 0.3;
  return points.flatMap((p, i) => {
    const q = points[(i + 1) % points.length]!;
    const out: Point[] = p[2] >= NEAR ? [p] : [];
    if (p[2] >= NEAR !== q[2] >= NEAR) {
      const t = (NEAR - p[2]) / (q[2] - p[2]);
      out.push([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, NEAR]);
    }
    return out;
  });
}

function minus(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Point): Point {
  const len = Math.sqrt(dot(a, a));
  return [a[0] / len, a[1] / len, a[2] / len];
}
