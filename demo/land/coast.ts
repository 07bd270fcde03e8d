/** The drawn coast: the hand-made control points with the roughness of each stretch, and piers along the quays. */
import type { NoiseFunction2D } from "simplex-noise";
import { smooth } from "./line.ts";
import type { Line } from "./plane.ts";
import { COAST, type CoastKind, ISLANDS, LAKES } from "./shape.ts";

/** How far (m) each kind of coast strays from the hand-drawn line. */
const ROUGH: Record<CoastKind, number> = { n: 1, b: 0.22, u: 0.14, p: 0, far: 1 };

export interface Coast {
  /** From the far west to the far north-east, land on the left. */
  readonly line: Line;
  /** The quay line of each stretch of port, without its piers. */
  readonly quays: readonly Line[];
  /** The stretches of sand. */
  readonly beaches: readonly Line[];
}

export function drawCoast(noise: NoiseFunction2D): Coast {
  const line: Line = [];
  const quays: Line[] = [], beaches: Line[] = [];
  let rough = 1, wild = 1;
  for (let i = 0; i + 1 < COAST.length; i++) {
    const kind = COAST[i]![2];
    const curve = stretch(i);
    if (kind === "p") {
      const quay = quays.at(-1);
      if (COAST[i - 1]?.[2] === "p" && quay) quay.push(...curve.slice(2));
      else quays.push([...curve]);
      addPiers(line, curve, i);
      rough = 0;
      continue;
    }
    const n = curve.length / 2;
    const next = COAST[i + 1]![2], start = line.length;
    for (let k = 0; k < n - 1; k++) {
      const share = k / (n - 1);
      const aim = ROUGH[kind] * (next === "p" ? 1 - share : 1);
      rough += (aim - rough) * 0.25;
      const [x, y] = [curve[2 * k]!, curve[2 * k + 1]!];
      const [dx, dy] = [curve[2 * k + 2]! - x, curve[2 * k + 3]! - y];
      const len = Math.hypot(dx, dy) || 1;
      wild += ((kind === "far" ? 1 : 0) - wild) * 0.12;
      const off = rough * stray(noise, x, y) + wild * strayFar(noise, x, y);
      line.push(x - dy / len * off, y + dx / len * off);
    }
    if (kind === "b") beaches.push(line.slice(start));
  }
  const end = COAST[COAST.length - 1]!;
  line.push(end[0] * 1000, end[1] * 1000);
  return { line, quays, beaches };
}

function stretch(i: number): Line {
  const [a, b] = [COAST[i]!, COAST[i + 1]!];
  if (a[2] === "p") return [a[0] * 1000, a[1] * 1000, b[0] * 1000, b[1] * 1000];
  // A neighbour in a port is left out of the curve's memory: quays are straight.
  const before = COAST[i - 1]?.[2] === "p" ? a : COAST[i - 1] ?? a;
  const after = b[2] === "p" ? b : COAST[i + 2] ?? b;
  const four = [before, a, b, after].map((p) => [p[0], p[1]] as const);
  const step = a[2] === "far" ? 420 : 70;
  const whole = smooth(four, step);
  const count = (p: typeof a, q: typeof a) =>
    Math.max(1, Math.round(Math.hypot(q[0] - p[0], q[1] - p[1]) * 1000 / step));
  const from = count(before, a), n = count(a, b);
  return whole.slice(2 * from, 2 * (from + n + 1));
}

function stray(noise: NoiseFunction2D, x: number, y: number): number {
  return 150 * noise(x / 1500, y / 1500) + 62 * noise(x / 520 + 40, y / 520) +
    26 * noise(x / 190, y / 190 + 80);
}

/** Headlands and coves of the coast beyond the city. */
function strayFar(noise: NoiseFunction2D, x: number, y: number): number {
  return 2600 * noise(x / 15_000 + 5, y / 15_000) + 1500 * noise(x / 6300, y / 6300 + 9) +
    700 * noise(x / 2600 + 3, y / 2600);
}

/** Piers reach into the water on the right of the quay, as harbours of the steamship age and container berths do. */
function addPiers(line: Line, [ax, ay, bx, by]: Line, seed: number): void {
  const len = Math.hypot(bx! - ax!, by! - ay!);
  const [ux, uy] = [(bx! - ax!) / len, (by! - ay!) / len];
  const put = (s: number, out: number) => line.push(ax! + ux * s + uy * out, ay! + uy * s - ux * out);
  put(0, 0);
  const lengths = [620, 380, 540, 700, 300];
  const widths = [130, 210, 90, 160, 240];
  let s = 150 + 40 * (seed % 3);
  for (let k = seed; s + 330 < len; k++) {
    const width = widths[k % 5]!, reach = lengths[(k * 2 + 1) % 5]!;
    put(s, 0);
    put(s, reach);
    put(s + width, reach);
    put(s + width, 0);
    s += width + 210 + 60 * (k % 3);
  }
}

/** Round shapes with a natural rim: islands and lakes, counter-clockwise. */
export function blob(
  noise: NoiseFunction2D,
  { x, y, r }: { x: number; y: number; r: number },
  wild: number,
): Line {
  const n = Math.max(24, Math.round(r * 2 * Math.PI * 1000 / 60));
  const out: Line = [];
  for (let i = 0; i < n; i++) {
    const a = 2 * Math.PI * i / n;
    const [c, s] = [Math.cos(a), Math.sin(a)];
    const reach = r * 1000 *
      (1 + wild * (0.8 * noise(c * 0.75 + x, s * 0.75 + y) + 0.14 * noise(c * 2.6 + y, s * 2.6 + x)));
    out.push(x * 1000 + c * reach, y * 1000 + s * reach);
  }
  return out;
}

export function drawIslands(noise: NoiseFunction2D): Line[] {
  return ISLANDS.map((island) => blob(noise, island, 0.55));
}

export function drawLakes(noise: NoiseFunction2D): Line[] {
  return LAKES.map((lake) => blob(noise, lake, lake.r > 0.5 ? 0.6 : 0.18));
}
