/**
 * H3 as arithmetic. On each face of H3's icosahedron the cells of a resolution are a regular lattice in the gnomonic
 * projection, so that one 3×3 matrix and a rounding find the cell of a point, thirty times faster than H3 itself.
 */
import type { Place } from "./place.ts";

type Vector = readonly [x: number, y: number, z: number];

/** What is asked of H3, at one resolution. Indexes are opaque here. */
export interface Hexagons {
  cellAt(place: Place): string;
  placeOf(cell: string): Place;
  /** The cell and its six neighbours. */
  around(cell: string): string[];
  /** The twelve corners of the icosahedron: the centres of the pentagons. */
  corners(): Place[];
}

const RADIANS = Math.PI / 180;
/** Points nearer than this to a side of their hexagon, as part of its width, are left to H3. */
const MARGIN = 1e-3;
/** The matrix must be this good, in cells, wherever it is tried. */
const TOLERANCE = MARGIN / 10;
/** Sine of the angle, 6 m on the ground, within which a point may lie on the next face. */
const FACE_MARGIN = 1e-6;
/** Sine of the angle, 6 km, that keeps a cell and its neighbours on one face. */
const WELL_INSIDE = 1e-3;
/** Steps at which the lattice is measured, in cells; each makes the next one certain. */
const BASELINES = [1, 10, 100, 1000];

/** The lattice of one face. {@link locate} leaves its answer in `q` and `r`: no object is made per point. */
export class Lattice {
  /** Axial coordinates of the last point located; meaningful within this lattice only. */
  q = 0;
  r = 0;

  private constructor(
    /** Inward normals of the sides of the face. */
    private readonly sides: readonly [Vector, Vector, Vector],
    /** Rows give q·w, r·w and w of a unit vector. */
    private readonly rows: readonly [Vector, Vector, Vector],
  ) {}

  /** Measures the lattice of the face that a place lies on; undefined too near to the face's rim to tell. */
  static about(place: Place, h3: Hexagons): Lattice | undefined {
    const point = vectorOf(place);
    const corners = h3.corners().map(vectorOf).sort((a, b) => dot(b, point) - dot(a, point)).slice(0, 3);
    const [a, b, c] = corners as [Vector, Vector, Vector];
    const sides = [[a, b, c], [b, c, a], [c, a, b]].map(([from, to, third]) => {
      const normal = unit(cross(from!, to!));
      return dot(normal, third!) > 0 ? normal : scale(normal, -1);
    }) as unknown as [Vector, Vector, Vector];
    const lattice = new Lattice(sides, measure(unit(add(add(a, b), c)), place, h3));
    return confirmed(lattice, place, h3) ? lattice : undefined;
  }

  /** Whether a point lies on this face, or at most `beyond` its rim (a sine). */
  holds(lat: number, lon: number, beyond = FACE_MARGIN): boolean {
    const point = vectorOf({ lat, lon });
    return this.sides.every((side) => dot(side, point) > -beyond);
  }

  /** How far, in cells, a point lies from the nearest point of the lattice along its axes; NaN if nothing was measured. */
  offCentre(lat: number, lon: number): number {
    const point = vectorOf({ lat, lon });
    const [q, r, w] = this.rows.map((row) => dot(row, point)) as [number, number, number];
    return Math.max(Math.abs(q / w - Math.round(q / w)), Math.abs(r / w - Math.round(r / w)));
  }

  /** Whether the cell of a point is certain; if so, `q` and `r` name it. */
  locate(lat: number, lon: number): boolean {
    const phi = lat * RADIANS, lambda = lon * RADIANS, level = Math.cos(phi);
    const x = level * Math.cos(lambda), y = level * Math.sin(lambda), z = Math.sin(phi);
    const [s, t, u] = this.sides;
    if (s[0] * x + s[1] * y + s[2] * z < FACE_MARGIN) return false;
    if (t[0] * x + t[1] * y + t[2] * z < FACE_MARGIN) return false;
    if (u[0] * x + u[1] * y + u[2] * z < FACE_MARGIN) return false;
    const [m, n, o] = this.rows;
    const w = o[0] * x + o[1] * y + o[2] * z;
    const a = (m[0] * x + m[1] * y + m[2] * z) / w;
    const b = (n[0] * x + n[1] * y + n[2] * z) / w;
    // Rounds in cube coordinates a + b + c = 0; where the three disagree, the worst gives way.
    let q = Math.round(a), r = Math.round(b);
    const c = -a - b, p = Math.round(c);
    const da = Math.abs(q - a), db = Math.abs(r - b), dc = Math.abs(p - c);
    if (da > db && da > dc) q = -r - p;
    else if (db > dc) r = -q - p;
    const i = a - q, j = b - r, k = -i - j;
    if (Math.max(Math.abs(i - j), Math.abs(j - k), Math.abs(k - i)) > 1 - MARGIN) return false;
    this.q = q;
    this.r = r;
    return true;
  }
}

/** The matrix of the face with this centre, measured around a place with ever longer steps. */
function measure(centre: Vector, place: Place, h3: Hexagons): [Vector, Vector, Vector] {
  const east = unit(cross(Math.abs(centre[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0], centre));
  const north = cross(centre, east);
  const project = (at: Place): [number, number] => {
    const v = vectorOf(at), w = dot(v, centre);
    return [dot(v, east) / w, dot(v, north) / w];
  };
  const back = ([x, y]: [number, number]) => placeOf(unit(add(centre, add(scale(east, x), scale(north, y)))));
  const home = h3.cellAt(place);
  const [x0, y0] = project(h3.placeOf(home));
  const steps = h3.around(home).slice(1).map((cell) => project(h3.placeOf(cell))).map((
    [x, y],
  ) => [x - x0, y - y0]);
  // Two steps an eighth of a turn or so apart, 60°, span the lattice.
  let [[ax, ay]] = steps as [[number, number]];
  let [bx, by] = steps.find(([x, y]) => ax * y! - ay * x! > 0 && ax * x! + ay * y! > 0) ??
    [NaN, NaN] as number[];
  for (const far of BASELINES) {
    const measured = [[far, 0], [0, far]].map(([q, r]): [number, number] | undefined => {
      const guess: [number, number] = [x0 + q! * ax + r! * bx!, y0 + q! * ay + r! * by!];
      // No second step was found: the neighbours straddle the rim of the face.
      if (Number.isNaN(guess[0])) return undefined;
      const [x, y] = project(h3.placeOf(h3.cellAt(back(guess))));
      const off = Math.hypot(x - guess[0], y - guess[1]) / Math.hypot(ax, ay);
      return off < 0.1 ? [(x - x0) / far, (y - y0) / far] : undefined;
    });
    // Beyond the rim of the face another lattice begins: the steps so far must do.
    if (!measured[0] || !measured[1]) break;
    [[ax, ay], [bx, by]] = measured as [[number, number], [number, number]];
  }
  const turn = ax * by! - ay * bx!;
  const row = (x: number, y: number): Vector =>
    add(add(scale(east, x), scale(north, y)), scale(centre, -x * x0 - y * y0));
  return [row(by! / turn, -bx! / turn), row(-ay / turn, ax / turn), centre];
}

/** Cells in all directions must lie where the matrix says they do; those beyond the face are not asked. */
function confirmed(lattice: Lattice, place: Place, h3: Hexagons): boolean {
  let asked = 0;
  for (const degrees of [0, 0.05, 1, 5]) {
    for (const [north, east] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const lat = Math.max(-90, Math.min(90, place.lat + north * degrees));
      const centre = h3.placeOf(h3.cellAt({ lat, lon: place.lon + east * degrees }));
      if (!lattice.holds(centre.lat, centre.lon, -WELL_INSIDE)) continue;
      if (!(lattice.offCentre(centre.lat, centre.lon) < TOLERANCE)) return false;
      asked++;
    }
  }
  return asked > 0;
}

function vectorOf({ lat, lon }: Place): Vector {
  const level = Math.cos(lat * RADIANS);
  return [level * Math.cos(lon * RADIANS), level * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
}

function placeOf([x, y, z]: Vector): Place {
  return { lat: Math.atan2(z, Math.hypot(x, y)) / RADIANS, lon: Math.atan2(y, x) / RADIANS };
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scale = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const unit = (a: Vector) => scale(a, 1 / Math.sqrt(dot(a, a)));
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
