/** Workers around a place as columns of plain numbers, for tests of who should go, and the order by brute force. */
import { metresBetween, type Place } from "../../geo/place.ts";
import { NearestIndex } from "../../geo/nearest.ts";
import type { Crowd, Hand, Ranked, RankOptions, RankTarget } from "../../dispatch/rank.ts";
import { judgeOne, order } from "../../dispatch/rank.ts";

export const NOW = Date.UTC(2026, 10, 27, 2);
export const PLACE: Place = { lat: 36.2, lon: 120.25 };

export interface One {
  readonly lat: number;
  readonly lon: number;
  readonly ageMs?: number;
  readonly hands?: readonly Hand[];
  readonly dutyEnd?: number;
  /** Null: nothing is known. */
  readonly skills?: readonly string[] | null;
  readonly grids?: readonly string[];
  readonly silent?: boolean;
  readonly drives?: boolean;
}

/** So many metres north of the place. */
export const north = (metres: number): Place => ({ lat: PLACE.lat + metres / 111_195, lon: PLACE.lon });

export function crowdOf(ones: readonly One[]): Crowd & { readonly looked: { count: number } } {
  const index = new NearestIndex([120, 36, 120.5, 36.4]);
  ones.forEach(({ lat, lon, silent }, slot) => silent || index.put(slot, lat, lon));
  const looked = { count: 0 };
  return {
    looked,
    scan: ({ lat, lon }, visit, enough) =>
      index.scan(lat, lon, (slot, metres) => {
        looked.count++;
        visit(slot, metres);
      }, enough),
    silentNear: (place, metres) =>
      ones.flatMap(({ lat, lon, silent }, slot) => {
        const far = metresBetween(place.lat, place.lon, lat, lon);
        return silent && far <= metres ? [{ slot, metres: far }] : [];
      }),
    lat: (slot) => ones[slot]!.lat,
    lon: (slot) => ones[slot]!.lon,
    seenAt: (slot) => NOW - (ones[slot]!.ageMs ?? 0),
    drives: (slot) => ones[slot]!.drives ?? false,
    isFree: (slot) => (ones[slot]!.hands ?? []).length === 0,
    dutyEnd: (slot) => ones[slot]!.dutyEnd ?? Infinity,
    knows(slot, skill) {
      const skills = ones[slot]!.skills;
      return skills === null ? null : skills?.includes(skill) ?? false;
    },
    answersFor: (slot, areas) => (ones[slot]!.grids ?? []).some((grid) => areas.includes(grid)),
    hands: (slot) => ones[slot]!.hands ?? [],
  };
}

/** Everybody judged, then sorted: what {@link rank} must answer without looking at everybody. */
export function bruteForce(
  ones: readonly One[],
  target: RankTarget,
  crowd: Crowd,
  options: RankOptions,
): Ranked[] {
  return ones.flatMap(({ silent }, slot) => silent ? [] : [judgeOne(slot, target, crowd, options)!])
    .sort((a, b) => order(a, b, options.rules)).slice(0, options.n);
}
