/** Which clip each camera shows and from which segment on, so that none beside another shows the same picture. */
import { SEGMENTS } from "./playlist.ts";
import { clipsOf, type SceneName } from "./scenes.ts";

/** A wall shows up to eight cameras around a place; any two of these are among so many of each other. */
const BESIDE = 24;
/** Segments that a clip may begin at: apart within the half minute of the traffic lights, after which a street looks alike. */
const STARTS = [0, 6, 12, 3, 9] as const;
const ALIKE = SEGMENTS / 2;
/** The first round knows only the cameras before each; the second all of them. */
const ROUNDS = 2;

export interface Take {
  readonly clip: string;
  /** The clip is so many segments ahead of the clock. */
  readonly ahead: number;
}

interface Site {
  readonly scene: SceneName;
  /** m */
  readonly x: number;
  readonly y: number;
}

/** For each site a clip that its nearest show least, at a moment they are far from. Pure. */
export function takesOf(sites: readonly Site[]): Take[] {
  const beside = sites.map((site, i) => nearest(sites, site, i));
  const takes: Take[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    sites.forEach(({ scene }, i) => {
      const sameness = ({ clip, ahead }: Take) =>
        beside[i]!.reduce((sum, { at, metres }) => {
          const other = takes[at];
          if (other?.clip !== clip) return sum;
          const apart = Math.abs(other.ahead - ahead), segments = Math.min(apart, ALIKE - apart);
          return sum + (1 + 60 / (1 + segments)) / (100 + metres) ** 1.5;
        }, 0);
      const choices = clipsOf(scene).flatMap((clip) => STARTS.map((ahead): Take => ({ clip, ahead })));
      takes[i] = choices.reduce((a, b) => sameness(b) < sameness(a) ? b : a);
    });
  }
  return takes;
}

function nearest(sites: readonly Site[], { x, y }: Site, self: number): { at: number; metres: number }[] {
  const near: { at: number; metres: number }[] = [];
  sites.forEach((site, at) => {
    const metres = Math.hypot(site.x - x, site.y - y);
    if (at === self || near.length === BESIDE && metres >= near[BESIDE - 1]!.metres) return;
    near.splice(near.findLastIndex((one) => one.metres <= metres) + 1, 0, { at, metres });
    if (near.length > BESIDE) near.pop();
  });
  return near;
}
