/** What the ground is used for: whole quarters from afar, single blocks from near. */
import { BUILT } from "../blocks/built.ts";
import type { Blocks } from "../blocks/blocks.ts";
import { zoneFaces, ZONES } from "../blocks/zones.ts";
import type { Haiwan } from "../haiwan.ts";
import { band } from "../land/along.ts";
import { dissolve } from "../roads/faces.ts";
import { area, type MapFeature, ring } from "./feature.ts";

/** First zoom at which blocks are told apart. */
const BLOCKS_FROM = 13;

export function drawUses(city: Haiwan, blocks: Blocks): MapFeature[] {
  return [...quarters(city), ...single(city, blocks)];
}

/** Faces of the same kind grown together, streets included. */
function quarters(city: Haiwan): MapFeature[] {
  const { arrangement, faces } = city.ground;
  const kinds = zoneFaces(city);
  const out: MapFeature[] = [];
  const wanted = [...new Set(Object.values(BUILT).map(({ kind }) => kind))];
  for (const kind of wanted) {
    const label = Int32Array.from(kinds, (z) => {
      const zone = ZONES[z]!;
      return zone !== "none" && BUILT[zone].kind === kind ? 0 : -1;
    });
    const patches = dissolve(arrangement, faces, label).get(0);
    const open = kind === "farmland";
    if (patches) {
      out.push(area("landuse", { kind }, patches, { from: 9, ...(open ? {} : { to: BLOCKS_FROM - 1 }) }));
    }
  }
  return out;
}

function single({ terrain }: Haiwan, blocks: Blocks): MapFeature[] {
  return [
    ...blocks.all.filter(({ zone }) => zone !== "field").map(({ zone, outline }) =>
      ring("landuse", { kind: BUILT[zone].kind, kind_detail: zone }, outline, { from: BLOCKS_FROM })
    ),
    // The half of the strip that lies in the sea is covered by it.
    ...terrain.coast.beaches.map((sand) =>
      ring("landuse", { kind: "beach" }, band(sand, -45, 45), { from: 11 })
    ),
  ];
}
