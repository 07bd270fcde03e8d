/** The airport: runways with their taxiways, and between them the apron with terminal and piers. */
import type { Line } from "../land/plane.ts";
import { RUNWAYS } from "../land/shape.ts";
import { lines, type MapFeature, ring, type Tags } from "./feature.ts";

/** Half the distance between the runways' middles, and of a taxiway from its runway, metres. */
const APART = 510, TAXIWAY = 150;

/** Where things are is told in metres along the runways (u) and across them (v), from the middle between the two. */
export function drawAirport(): MapFeature[] {
  const [first, second] = [RUNWAYS[0]!, RUNWAYS[1]!], turn = first[3] * Math.PI / 180;
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const [mx, my] = [(first[0] + second[0]) * 500, (first[1] + second[1]) * 500];
  const put = (line: Line): Line =>
    line.flatMap((v, i) => i & 1 ? [] : [mx + c * v - s * line[i + 1]!, my + s * v + c * line[i + 1]!]);
  const box = (u0: number, v0: number, u1: number, v1: number) => put([u0, v0, u1, v0, u1, v1, u0, v1]);
  const way = (tags: Tags, line: Line, from: number) =>
    lines("roads", { kind: "aeroway", ...tags }, [put(line)], { from });
  const taxiway = (...line: number[]) => way({ kind_detail: "taxiway", min_zoom: 12 }, line, 12);
  const house = (u0: number, v0: number, u1: number, v1: number, height: number) =>
    ring(
      "buildings",
      { kind: "building", height, min_zoom: 13 },
      box(Math.min(u0, u1), v0, Math.max(u0, u1), v1),
      {
        from: 13,
      },
    );
  return [
    ring("landuse", { kind: "aerodrome" }, box(-1950, -960, 1950, 960), { from: 9 }),
    ring("landuse", { kind: "apron" }, box(-950, -330, 950, 330), { from: 12 }),
    ...RUNWAYS.flatMap(([, , length], k) => {
      const half = length * 500, v = k === 0 ? APART : -APART, inner = v - Math.sign(v) * TAXIWAY;
      return [
        ring("landuse", { kind: "runway" }, box(-half, v - 30, half, v + 30), { from: 10 }),
        way({ kind_detail: "runway", min_zoom: 10 }, [-half, v, half, v], 10),
        taxiway(-half, inner, half, inner),
        ...[-1, -0.5, 0, 0.5, 1].map((share) => taxiway(share * half, v, share * half, inner)),
      ];
    }),
    house(-190, -75, 190, 75, 38),
    ...[-1, 1].flatMap((side) => [
      house(side * 190, -24, side * 690, 24, 18),
      ...[320, 580].flatMap((u) => [
        house(side * u - 20, 24, side * u + 20, 190, 18),
        house(side * u - 20, -190, side * u + 20, -24, 18),
      ]),
      house(side * 1150, -120, side * 1330, 40, 30),
    ]),
  ];
}
