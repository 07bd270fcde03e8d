/** Ferries and piers. */
import { smooth } from "../land/line.ts";
import { lines, type MapFeature, named, point } from "./feature.ts";
import { FERRIES, PIERS } from "./lines.ts";

export function drawFerries(): MapFeature[] {
  return [...ferries(), ...piers()];
}

function ferries(): MapFeature[] {
  return FERRIES.flatMap(({ zh, en, line, quays }) => [
    lines("roads", { kind: "ferry", ...named({ zh, en }), min_zoom: 10 }, [smooth(line, 200)], { from: 10 }),
    ...quays.map((quay, k) => {
      const [x, y] = line[k === 0 ? 0 : line.length - 1]!;
      return point("pois", { kind: "ferry_terminal", ...named(quay), min_zoom: 13 }, x * 1000, y * 1000, {
        from: 13,
      });
    }),
  ]);
}

function piers(): MapFeature[] {
  return PIERS.map(({ line, name }) =>
    lines("roads", { kind: "path", kind_detail: "pier", min_zoom: 13, ...(name ? named(name) : {}) }, [
      line.flatMap(([x, y]) => [x * 1000, y * 1000]),
    ], { from: 13 })
  );
}
