/** The metro: lines under the city, and stations called after the roads above them. */
import type { Haiwan } from "../haiwan.ts";
import { pointOn } from "../land/along.ts";
import { lengthOf, smooth } from "../land/line.ts";
import { metresEast, metresNorth } from "../land/plane.ts";
import { ROAD } from "../roads/kind.ts";
import { lines, type MapFeature, named, point } from "./feature.ts";
import { METRO } from "./lines.ts";

export function drawMetro({ roads, roadNames }: Haiwan): MapFeature[] {
  const used = new Set<string>();
  return METRO.flatMap(({ zh, en, colour, line }) => {
    const way = smooth(line, 60), length = lengthOf(way);
    const stops = Math.round(length / 1_350);
    return [
      lines(
        "roads",
        {
          kind: "rail",
          kind_detail: "subway",
          is_tunnel: true,
          colour,
          ...named({ zh, en }),
          min_zoom: 12,
        },
        [way],
        { from: 12 },
      ),
      ...Array.from({ length: stops + 1 }, (_, k) => {
        const [x, y] = pointOn(way, length * k / stops);
        return station(x, y, zh);
      }).flat(),
    ];
  });

  function station(x: number, y: number, zh: string): MapFeature[] {
    const name = nameAt(x, y);
    // Under the bay nobody gets on.
    if (!name) return [];
    return [point(
      "pois",
      {
        kind: "station",
        kind_detail: "subway",
        line: zh,
        ...named({ zh: `${name.zh}站`, en: `${name.en} Metro Station` }),
        min_zoom: 13,
      },
      x,
      y,
      { from: 13 },
    )];
  }

  /** The greatest road near by that no station is called after yet. */
  function nameAt(x: number, y: number) {
    let best = Infinity, found = -1;
    for (let e = 0; e < roads.edges; e += 2) {
      const kind = roads.class[e]!, [ex, ey] = placeOf(roads, e), far = Math.hypot(ex - x, ey - y);
      if (kind === ROAD.motorway || far > 700 || used.has(roadNames[roads.name[e]!]!.zh)) continue;
      if (far + 220 * kind < best) [best, found] = [far + 220 * kind, roads.name[e]!];
    }
    if (found < 0) return undefined;
    used.add(roadNames[found]!.zh);
    return roadNames[found];
  }
}

function placeOf(roads: Haiwan["roads"], e: number): [number, number] {
  const n = roads.from[e]!;
  return [metresEast(roads.lon[n]!), metresNorth(roads.lat[n]!)];
}
