/** Ground plans of buildings in (u, v): slabs, corners, courts, ovals. */
import type { Line } from "../land/plane.ts";

export function slab(u0: number, v0: number, u1: number, v1: number): Line {
  return [u0, v0, u1, v0, u1, v1, u0, v1];
}

/** A slab whose back steps in and out at each staircase, as blocks of flats do. */
export function flats(u0: number, v0: number, u1: number, v1: number, unit: number): Line {
  const n = Math.max(1, Math.round((u1 - u0) / unit)), width = (u1 - u0) / n, notch = (v1 - v0) * 0.16;
  const back: Line = [];
  for (let k = n - 1; k >= 0; k--) {
    const left = u0 + k * width, right = left + width;
    back.push(right, v1, left + width * 0.62, v1, left + width * 0.62, v1 - notch);
    back.push(left + width * 0.38, v1 - notch, left + width * 0.38, v1, left, v1);
  }
  return [u0, v0, u1, v0, ...back];
}

/** A tower with its four corners cut out. */
export function tower(u: number, v: number, wide: number, deep: number): Line {
  const [a, b] = [wide / 2, deep / 2], [c, d] = [wide * 0.17, deep * 0.17];
  return [
    -a + c,
    -b,
    a - c,
    -b,
    a - c,
    -b + d,
    a,
    -b + d,
    a,
    b - d,
    a - c,
    b - d,
    a - c,
    b,
    -a + c,
    b,
    -a + c,
    b - d,
    -a,
    b - d,
    -a,
    -b + d,
    -a + c,
    -b + d,
  ]
    .map((at, i) => at + (i & 1 ? v : u));
}

/** Three wings around a court that opens to low v. */
export function court(u0: number, v0: number, u1: number, v1: number, deep: number): Line {
  return [
    u0,
    v0,
    u0 + deep,
    v0,
    u0 + deep,
    v1 - deep,
    u1 - deep,
    v1 - deep,
    u1 - deep,
    v0,
    u1,
    v0,
    u1,
    v1,
    u0,
    v1,
  ];
}

/** Two wings; `mirrored` puts the second one to the left. */
export function corner(
  u0: number,
  v0: number,
  u1: number,
  v1: number,
  deep: number,
  mirrored: boolean,
): Line {
  return mirrored
    ? [u0, v0, u0 + deep, v0, u0 + deep, v1 - deep, u1, v1 - deep, u1, v1, u0, v1]
    : [u1 - deep, v0, u1, v0, u1, v1, u0, v1, u0, v1 - deep, u1 - deep, v1 - deep];
}

/** Two bars joined by a third. */
export function ladder(u0: number, v0: number, u1: number, v1: number, deep: number): Line {
  const a = (u0 + u1) / 2 - deep * 0.6, b = a + deep * 1.2;
  return [
    u0,
    v0,
    u1,
    v0,
    u1,
    v0 + deep,
    b,
    v0 + deep,
    b,
    v1 - deep,
    u1,
    v1 - deep,
    u1,
    v1,
    u0,
    v1,
    u0,
    v1 - deep,
    a,
    v1 - deep,
    a,
    v0 + deep,
    u0,
    v0 + deep,
  ];
}

export function oval(u: number, v: number, a: number, b: number, corners = 16): Line {
  const out: Line = [];
  for (let i = 0; i < corners; i++) {
    const t = 2 * Math.PI * i / corners;
    out.push(u + a * Math.cos(t), v + b * Math.sin(t));
  }
  return out;
}

/** A running track: two straights and two half circles. */
export function track(u0: number, v0: number, u1: number, v1: number): Line {
  const long = u1 - u0 >= v1 - v0, r = (long ? v1 - v0 : u1 - u0) / 2, out: Line = [];
  const [cu, cv] = [(u0 + u1) / 2, (v0 + v1) / 2];
  for (let i = 0; i <= 16; i++) {
    const t = Math.PI * i / 16 + (long ? -Math.PI / 2 : 0);
    out.push((long ? u1 - r : cu) + r * Math.cos(t), (long ? cv : v1 - r) + r * Math.sin(t));
  }
  for (let i = 0; i <= 16; i++) {
    const t = Math.PI * i / 16 + (long ? Math.PI / 2 : Math.PI);
    out.push((long ? u0 + r : cu) + r * Math.cos(t), (long ? cv : v0 + r) + r * Math.sin(t));
  }
  return out;
}
