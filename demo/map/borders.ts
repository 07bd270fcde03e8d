/** Boundaries on land: of the city and between districts; the coast needs no line. */
import type { Haiwan } from "../haiwan.ts";
import { simplify } from "../land/line.ts";
import { chain } from "../roads/chains.ts";
import { EDGE } from "../roads/kind.ts";
import { lines, type MapFeature } from "./feature.ts";

export function drawBorders({ ground: { arrangement } }: Haiwan): MapFeature[] {
  const along = (kind: number) =>
    chain(arrangement, (e) => arrangement.kind[e] === kind).map((line) => simplify(line, 1));
  return [
    lines("boundaries", { kind: "county", kind_detail: 6, min_zoom: 8 }, along(EDGE.municipal), { from: 7 }),
    lines("boundaries", { kind: "locality", kind_detail: 7, min_zoom: 9 }, along(EDGE.divide), { from: 9 }),
  ];
}
