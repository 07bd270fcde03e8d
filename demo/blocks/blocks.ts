/** Every block of the city, and what stands on those in a box, drawn when somebody looks. */
import { blockRing } from "../block.ts";
import type { Haiwan } from "../haiwan.ts";
import { areaOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { SEED } from "../land/terrain.ts";
import type { MapFeature } from "../map/feature.ts";
import { boxOf } from "../map/nest.ts";
import { stationGrounds } from "../map/rails.ts";
import { rampsOf } from "../map/ramps.ts";
import { Recent } from "../map/recent.ts";
import type { Box } from "../map/tiles.ts";
import { outlineOf } from "../roads/faces.ts";
import { isRoad, WIDTH } from "../roads/kind.ts";
import { BUILT } from "./built.ts";
import { Clear } from "./clear.ts";
import { Plot } from "./plot.ts";
import { type Zone, zoneFaces, ZONES } from "./zones.ts";

export interface Block {
  readonly face: number;
  readonly zone: Exclude<Zone, "none">;
  readonly outline: Line;
  readonly area: number;
}

const SQUARE = 500;
/** Off the middle of a railway, metres. */
const RAIL = 17;
/** Off the middle of a ramp, metres. */
const RAMP = 12;
/** Features of drawn blocks that are kept. */
const KEPT = 16_000;

export class Blocks {
  readonly all: readonly Block[];
  readonly #clear: Clear;
  readonly #squares = new Map<number, Block[]>();
  readonly #drawn = new Recent<number, readonly MapFeature[]>(KEPT, (features) => features.length);

  constructor(city: Haiwan) {
    this.all = blocksOf(city);
    this.#clear = new Clear(city.terrain);
    for (const line of city.layout.railways) this.#clear.keep(line, RAIL);
    for (const { line } of rampsOf(city)) this.#clear.keep(line, RAMP);
    for (const [line, metres] of stationGrounds(city)) this.#clear.keep(line, metres);
    for (const [line, metres] of carriageways(city)) this.#clear.keep(line, metres);
    for (const block of this.all) {
      const [west, south, east, north] = boxOf(block.outline);
      for (let c = Math.floor(west / SQUARE); c <= Math.floor(east / SQUARE); c++) {
        for (let r = Math.floor(south / SQUARE); r <= Math.floor(north / SQUARE); r++) {
          const list = this.#squares.get(c * 4096 + r);
          if (list) list.push(block);
          else this.#squares.set(c * 4096 + r, [block]);
        }
      }
    }
  }

  /** Houses, lanes and gardens of all blocks that touch a box, always in the same order. */
  within([west, south, east, north]: Box): MapFeature[] {
    const found = new Set<Block>();
    for (let c = Math.floor(west / SQUARE); c <= Math.floor(east / SQUARE); c++) {
      for (let r = Math.floor(south / SQUARE); r <= Math.floor(north / SQUARE); r++) {
        for (const block of this.#squares.get(c * 4096 + r) ?? []) found.add(block);
      }
    }
    return [...found].sort((a, b) => a.face - b.face).flatMap((block) => this.draw(block));
  }

  draw(block: Block): readonly MapFeature[] {
    return this.#drawn.get(block.face, () => {
      const { zone, outline, area } = block;
      const seed = `${SEED}/block ${Math.round(outline[0]!)} ${Math.round(outline[1]!)}`;
      const plot = new Plot(outline, area, seed, (house) => this.#clear.isFree(house));
      BUILT[zone].draw?.(plot);
      return plot.features;
    });
  }
}

/** Every road and how far from its middle a house stands: where roads bend or end, a block comes nearer than it should. */
function* carriageways({ ground: { arrangement: a } }: Haiwan): Generator<[Line, number]> {
  for (let e = 0; e < a.from.length; e++) {
    const kind = a.kind[e]!;
    if (!isRoad(kind)) continue;
    const [p, q] = [a.from[e]!, a.to[e]!];
    yield [[a.x[p]!, a.y[p]!, a.x[q]!, a.y[q]!], WIDTH[kind] / 2 + 1.5];
  }
}

function blocksOf(city: Haiwan): Block[] {
  const { arrangement, faces } = city.ground;
  const zones = zoneFaces(city);
  const out: Block[] = [];
  for (let face = 0; face < faces.count; face++) {
    const zone = ZONES[zones[face]!]!;
    if (zone === "none") continue;
    const outline = blockRing(arrangement, outlineOf(faces, face));
    if (outline) out.push({ face, zone, outline, area: areaOf(outline) });
  }
  return out;
}
