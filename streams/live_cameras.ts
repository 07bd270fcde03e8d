/** The cameras of a city: by id, near a place, and inside a box. */
import { NearestIndex } from "../geo/nearest.ts";
import type { Bounds, Place } from "../geo/place.ts";
import type { Camera } from "./record.ts";

export class LiveCameras {
  readonly #list: Camera[] = [];
  readonly #slots = new Map<string, number>();
  readonly #near: NearestIndex;

  constructor(bounds: Bounds) {
    this.#near = new NearestIndex(bounds);
  }

  get size(): number {
    return this.#list.length;
  }

  get(id: string): Camera | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#list[slot];
  }

  apply(camera: Camera): void {
    let slot = this.#slots.get(camera.id);
    if (slot === undefined) this.#slots.set(camera.id, slot = this.#list.length);
    this.#list[slot] = camera;
    this.#near.put(slot, camera.lat, camera.lon);
  }

  near({ lat, lon }: Place, n: number): (Camera & { metres: number })[] {
    return this.#near.nearest(lat, lon, n).map(({ slot, metres }) => ({ ...this.#list[slot]!, metres }));
  }

  in(bounds: Bounds): Camera[] {
    const found: Camera[] = [];
    this.#near.within(bounds, (slot) => found.push(this.#list[slot]!));
    return found;
  }

  all(): readonly Camera[] {
    return this.#list;
  }
}
