/** Where phones see the sky and hear a mast: how exact a position is on each street, and where there is no radio at all. */
import type { Haiwan } from "./haiwan.ts";
import { metresEast, metresNorth } from "./land/plane.ts";
import type { Km } from "./land/shape.ts";
import { BUILDABLE } from "./land/terrain.ts";
import { interchangesOf } from "./roads/interchanges.ts";

export interface Radio {
  /** Of each edge of the road graph: an accuracy in the open is so many times worse there. */
  readonly noise: Float32Array;
  /** 1 where nothing is sent. */
  readonly dead: Uint8Array;
}

/** Harbour basins behind stacks of steel, and the valleys behind the hills: kilometres. */
const DEAD: readonly (readonly [...Km, radius: number])[] = [
  [-5.5, -2.9, 0.55],
  [-10.7, -5.6, 0.8],
  [11.2, 8.6, 0.9],
  [13.4, 3.0, 1.5],
  [-15.1, -10.1, 0.8],
  [8.9, -1.2, 0.5],
];
/** Decks over decks, metres around the middle of where two expressways meet. */
const UNDER_DECKS_M = 140;
const IN_TUNNEL = 5, ON_BRIDGE = 0.8, IN_OPEN = 0.85, MOST = 2.6;

export function radioOf({ roads, terrain, ground: { arrangement } }: Haiwan): Radio {
  const noise = new Float32Array(roads.edges), dead = new Uint8Array(roads.edges);
  const decks = interchangesOf(arrangement).filter(({ between }) => between === "expressways")
    .map(({ node }) => [arrangement.x[node]!, arrangement.y[node]!] as const);
  for (let e = 0; e < roads.edges; e++) {
    const p = roads.from[e]!, q = roads.to[e]!;
    const x = metresEast((roads.lon[p]! + roads.lon[q]!) / 2),
      y = metresNorth((roads.lat[p]! + roads.lat[q]!) / 2);
    const tunnel = !roads.bridge[e] && terrain.height.at(x, y) > BUILDABLE + 10;
    const near = ([cx, cy]: readonly [number, number], metres: number) => Math.hypot(x - cx, y - cy) < metres;
    noise[e] = tunnel ? IN_TUNNEL : roads.bridge[e]
      ? ON_BRIDGE
      // High houses hide half of the sky.
      : Math.min(MOST, IN_OPEN + 1.7 * Math.max(0, terrain.density.at(x, y) - 0.3));
    if (
      tunnel || decks.some((deck) => near(deck, UNDER_DECKS_M)) ||
      DEAD.some(([cx, cy, radius]) => near([cx * 1000, cy * 1000], radius * 1000))
    ) dead[e] = 1;
  }
  return { noise, dead };
}
