/** Where assigned workers are wanted, and whether they are there. */
import { metresBetween, type Place } from "../geo/place.ts";

/** Nearer than this to an incident, whoever was sent there is on scene: a street's width and the error of two fixes. */
export const ON_SCENE_M = 80;

export class Sites {
  /** By worker slot; only those who are assigned. */
  readonly #wanted = new Map<number, Place[]>();

  /** The worker was sent to an incident. */
  add(slot: number, { lat, lon }: Place): void {
    const places = this.#wanted.get(slot);
    if (places) places.push({ lat, lon });
    else this.#wanted.set(slot, [{ lat, lon }]);
  }

  /** The incident is over. */
  remove(slot: number, { lat, lon }: Place): void {
    const places = this.#wanted.get(slot) ?? [];
    const at = places.findIndex((place) => place.lat === lat && place.lon === lon);
    if (at >= 0) places.splice(at, 1);
    if (places.length === 0) this.#wanted.delete(slot);
  }

  isThere(slot: number, lat: number, lon: number): boolean {
    const places = this.#wanted.get(slot);
    return places?.some((place) => metresBetween(lat, lon, place.lat, place.lon) <= ON_SCENE_M) ?? false;
  }
}
