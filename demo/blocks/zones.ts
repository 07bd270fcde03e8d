/** What each block is built for: by where it lies, how many live around it, and chance that depends on its place alone. */
import alea from "alea";
import { createNoise2D } from "simplex-noise";
import { metresToQuay, USE } from "../ground.ts";
import type { Haiwan } from "../haiwan.ts";
import type { Km } from "../land/shape.ts";
import { SEED } from "../land/terrain.ts";
import { lot } from "../random.ts";

export const ZONES = [
  "none",
  "estate",
  "towers",
  "courtyards",
  "villas",
  "village",
  "offices",
  "shops",
  "factory",
  "terminal",
  "school",
  "university",
  "hospital",
  "townhall",
  "park",
  "field",
  "military",
  "cemetery",
] as const;
export type Zone = (typeof ZONES)[number];

type Disc = readonly [...Km, radius: number];

/** Where offices and shops gather, kilometres. */
const OFFICES: readonly Disc[] = [[2.3, -6.4, 1.15], [7.0, -5.0, 1.1], [3.9, -1.0, 0.7], [-11, 8.7, 1.45], [
  -14.0,
  -6.1,
  0.75,
]];
const SHOPS: readonly Disc[] = [
  [-4.2, -6.5, 0.6],
  [-1.4, -3.0, 0.6],
  [3.4, 1.1, 0.5],
  [-2.4, 6.1, 0.6],
  [-3.2, 11.1, 0.6],
  [3.0, 6.7, 0.4],
  [-14.4, -7.3, 0.5],
  [12.7, -4.8, 0.35],
  [-14.2, 7.8, 0.35],
  [-12.6, -9.8, 0.4],
];
const WORKS: readonly Disc[] = [
  [-3.4, 1.0, 1.0],
  [-5, 4.6, 1.3],
  [-15.6, -2.2, 1.7],
  [-12.6, -4.4, 1.2],
  [-15.2, 8.6, 1.3],
  [-9.6, 5.2, 0.9],
  [-1.6, 9.4, 1.1],
  [-12.4, 12.6, 1.3],
  [8, 1.2, 0.7],
  [-6, 12.6, 0.8],
  [-16.4, 3.2, 1.1],
];
const OLD: readonly Disc[] = [[-4.1, -6.3, 1.75], [-3.9, -3.7, 1.1], [-2.4, -5.9, 0.9]];
/** Campuses of universities. */
const LEARNING: readonly Disc[] = [
  [-0.4, -5.6, 0.55],
  [7.9, -3.7, 0.6],
  [9.0, -4.6, 0.5],
  [-11.8, 5.6, 0.7],
  [-13.6, -8.6, 0.6],
  [0.6, 5.1, 0.5],
  [-9.8, 9.9, 0.6],
];
const MILITARY: readonly Disc[] = [[-0.9, -7.5, 0.22], [-8.9, -11, 0.5], [16.4, -1.4, 0.7], [
  -5.2,
  13.6,
  0.5,
]];

/** 1 in the middle of the nearest disc, 0 on its rim, negative outside all of them. */
function within(discs: readonly Disc[], x: number, y: number): number {
  let most = -1;
  for (const [cx, cy, r] of discs) most = Math.max(most, 1 - Math.hypot(x / 1000 - cx, y / 1000 - cy) / r);
  return most;
}

/** Index into {@link ZONES} of every face. */
export function zoneFaces({ ground, terrain }: Pick<Haiwan, "ground" | "terrain">): Uint8Array {
  const { faces, use, px, py } = ground;
  const patches = createNoise2D(alea(`${SEED}/zones`));
  return Uint8Array.from(use, (kind, f) => {
    const [x, y] = [px[f]!, py[f]!], size = faces.area[f]!;
    return ZONES.indexOf(zone());

    function zone(): Zone {
      if (kind === USE.park) return x < -8_000 && metresToQuay(terrain, x, y) < 620 ? "terminal" : "park";
      if (kind === USE.port) return "terminal";
      const high = terrain.height.at(x, y), lived = terrain.density.at(x, y);
      const chance = lot(Math.round(x) + 40_000 * Math.round(y / 7), 31);
      if (within(MILITARY, x, y) > 0) return "military";
      if (kind === USE.open) return high < 105 && terrain.shore.at(x, y) > 20 ? open(lived, chance) : "none";
      if (kind !== USE.block) return "none";
      const quay = metresToQuay(terrain, x, y);
      // The container harbour is deep, the old one wedged in by the town.
      if (quay < (x < -8_000 ? 620 : 260) && size > 6_000) return "terminal";
      if (x < -8_000 && quay < 1_100) return size > 5_000 ? "factory" : "shops";
      const grove = patches(x / 1100, y / 1100), spot = patches(x / 330 + 90, y / 330);
      if (size > 14_000 && within(LEARNING, x, y) > 0) return "university";
      if (size > 420_000) return chance < 0.5 ? "park" : chance < 0.75 ? "university" : "estate";
      if (within(WORKS, x, y) > Math.max(0.02, 0.18 + 0.25 * spot)) {
        return size > 5_000 || chance < 0.4 ? "factory" : "shops";
      }
      if (within(OFFICES, x, y) > Math.max(0.05, 0.25 + 0.3 * spot)) {
        return chance < 0.2 ? "towers" : chance < 0.28 ? "shops" : "offices";
      }
      if (within(SHOPS, x, y) > Math.max(0.02, 0.1 + 0.3 * spot)) {
        return size > 30_000 || chance < 0.15 ? "offices" : "shops";
      }
      if (size > 9_000 && size < 70_000 && chance < 0.045) return "school";
      if (size > 12_000 && size < 60_000 && chance < 0.052) return "hospital";
      if (size > 9_000 && size < 60_000 && chance < 0.057) return "townhall";
      if (within(OLD, x, y) > Math.max(0.01, 0.05 + 0.12 * spot)) {
        return size < 30_000 ? "courtyards" : "estate";
      }
      if (high > 34 && terrain.sea.at(x, y) < 2600 && spot > -0.25) return "villas";
      if (terrain.sea.at(x, y) < 420 && grove > 0.1) return "villas";
      if (lived < 0.42 + 0.1 * grove) return spot > 0.35 ? "factory" : spot > 0.1 ? "field" : "village";
      if (size < 4_200) return chance < 0.5 ? "shops" : "courtyards";
      if (spot < -0.72) return "village";
      if (chance > 0.94 && size < 16_000) return "shops";
      return grove + 0.4 * spot > 0.34 ? "towers" : "estate";
    }

    function open(lived: number, chance: number): Zone {
      if (chance < 0.02 && lived > 0.1) return "cemetery";
      return "field";
    }
  });
}
