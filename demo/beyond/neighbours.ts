/** Which places are joined by a road: those that have no third place between them (the relative neighbourhood graph). */

type Point = readonly [x: number, y: number];

/** Pairs of indices, `furthest` m apart at most. */
export function neighbours(points: readonly Point[], furthest: number): [number, number][] {
  const squares = new Map<string, number[]>();
  const square = (v: number) => Math.floor(v / furthest);
  points.forEach(([x, y], i) => {
    const key = `${square(x)} ${square(y)}`;
    if (squares.has(key)) squares.get(key)!.push(i);
    else squares.set(key, [i]);
  });
  const around = ([x, y]: Point) => {
    const out: number[] = [];
    for (let c = square(x) - 1; c <= square(x) + 1; c++) {
      for (let r = square(y) - 1; r <= square(y) + 1; r++) out.push(...squares.get(`${c} ${r}`) ?? []);
    }
    return out;
  };
  const apart = (i: number, k: number) =>
    Math.hypot(points[i]![0] - points[k]![0], points[i]![1] - points[k]![1]);
  const out: [number, number][] = [];
  points.forEach((point, i) => {
    const near = around(point);
    for (const k of near) {
      if (k <= i) continue;
      const far = apart(i, k);
      if (far === 0 || far > furthest) continue;
      if (!near.some((m) => m !== i && m !== k && Math.max(apart(i, m), apart(k, m)) < far)) out.push([i, k]);
    }
  });
  return out;
}
