/** Roads of the map: classes of the schema, bridges and tunnels cut out as parts of their own, dual carriageways. */
import type { Haiwan } from "../haiwan.ts";
import { beside } from "../land/along.ts";
import type { Line } from "../land/plane.ts";
import { BUILDABLE, type Terrain, WATER } from "../land/terrain.ts";
import { ARTERIALS } from "../roads/arterials.ts";
import { roadLines } from "../roads/chains.ts";
import { ROAD, type RoadClass } from "../roads/kind.ts";
import { lines, type MapFeature, named, signed, type Tags } from "./feature.ts";

interface Kind {
  readonly tags: Tags;
  readonly from: number;
}

const KINDS: Record<RoadClass, Kind> = {
  [ROAD.motorway]: { tags: { kind: "highway", kind_detail: "motorway", min_zoom: 4 }, from: 5 },
  [ROAD.major]: { tags: { kind: "major_road", kind_detail: "secondary", min_zoom: 10 }, from: 10 },
  [ROAD.minor]: { tags: { kind: "major_road", kind_detail: "tertiary", min_zoom: 11 }, from: 11 },
  [ROAD.street]: { tags: { kind: "minor_road", kind_detail: "residential", min_zoom: 12 }, from: 12 },
};
const PRIMARY: Kind = { tags: { kind: "major_road", kind_detail: "primary", min_zoom: 8 }, from: 8 };

export function drawRoads(city: Haiwan): MapFeature[] {
  const out: MapFeature[] = [];
  const all = roadLines(city.ground.arrangement, city.layout);
  // The least important first: whoever draws in order draws crossings right.
  for (const wanted of [ROAD.street, ROAD.minor, ROAD.major, ROAD.motorway]) {
    all.forEach((parts, i) => {
      const road = city.layout.roads[i]!;
      if (road.class !== wanted || parts.length === 0) return;
      const kind = road.arterial >= 0 && wanted === ROAD.major ? PRIMARY : KINDS[wanted];
      const tags = { ...kind.tags, ...named(city.roadNames[i]!), ...refOf(road.arterial) };
      for (const { how, pieces } of levels(parts, city.terrain, wanted)) {
        if (wanted === ROAD.motorway) out.push(...carriageways({ ...tags, ...how }, pieces, kind.from));
        else out.push(lines("roads", { ...tags, ...how }, pieces, { from: kind.from }));
      }
    });
  }
  return out;
}

/** First zoom at which an expressway is two roads, and the middle of each from its own, metres. */
const TWO_FROM = 14, HALF = 9;

/** From near, two carriageways that are driven on the right; the name stands on one of them. */
function carriageways(tags: Tags, pieces: readonly Line[], from: number): MapFeature[] {
  const unnamed = Object.fromEntries(
    Object.entries(tags).filter(([key]) => !/^(name|script|ref|shield|network)/.test(key)),
  );
  return [
    lines("roads", tags, pieces, { from, to: TWO_FROM - 1 }),
    lines("roads", { ...tags, oneway: "yes" }, pieces.map((p) => beside(p, -HALF)), { from: TWO_FROM }),
    lines("roads", { ...unnamed, oneway: "yes" }, pieces.map((p) => reversed(beside(p, HALF))), {
      from: TWO_FROM,
    }),
  ];
}

function reversed(line: Line): Line {
  const out: Line = [];
  for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i]!, line[i + 1]!);
  return out;
}

function refOf(arterial: number): Tags {
  const ref = ARTERIALS[arterial]?.ref;
  return ref ? signed(ref) : {};
}

type Level = "ground" | "bridge" | "tunnel";
const HOW: Record<Level, Tags> = { ground: {}, bridge: { is_bridge: true }, tunnel: { is_tunnel: true } };
/** Lines are looked at so often, metres. */
const STEP = 18;

/** Parts on the ground, on bridges and in tunnels; neighbours share the point where one ends. */
export function levels(parts: readonly Line[], terrain: Terrain, kind: RoadClass | "rail") {
  const found: Record<Level, Line[]> = { ground: [], bridge: [], tunnel: [] };
  for (const part of parts) {
    let level: Level | undefined, run: Line = [];
    const flush = () => {
      if (level && run.length >= 4) found[level].push(run);
    };
    for (let i = 0; i + 2 < part.length; i += 2) {
      const [ax, ay, bx, by] = [part[i]!, part[i + 1]!, part[i + 2]!, part[i + 3]!];
      const n = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / STEP));
      for (let k = 0; k < n; k++) {
        const here = levelAt(terrain, kind, ax + (bx - ax) * (k + 0.5) / n, ay + (by - ay) * (k + 0.5) / n);
        const [x, y] = [ax + (bx - ax) * k / n, ay + (by - ay) * k / n];
        if (here !== level) {
          run.push(x, y);
          flush();
          run = [x, y];
          level = here;
        } else if (k === 0) run.push(x, y);
      }
    }
    run.push(part[part.length - 2]!, part[part.length - 1]!);
    flush();
  }
  return (["tunnel", "ground", "bridge"] as const).filter((level) => found[level].length > 0)
    .map((level) => ({ how: HOW[level], pieces: found[level] }));
}

function levelAt({ water, height, density }: Terrain, kind: RoadClass | "rail", x: number, y: number): Level {
  if (water.values[water.index(x, y)] !== WATER.land) return "bridge";
  if (kind === ROAD.street || kind === ROAD.minor) return "ground";
  if (height.at(x, y) > BUILDABLE + 10) return "tunnel";
  // Expressways cross the built-up city on viaducts.
  return kind === ROAD.motorway && density.at(x, y) > 0.5 ? "bridge" : "ground";
}
