/** Walls of several screens: what each wall shows, kept so that its screens stay in step. The last writer wins. Pure. */
import type { SceneChange, WallScene } from "./wire.ts";

/** Scenes are kept for so many walls; the one unused for longest goes first. */
const MOST_WALLS = 256;
const LONGEST_NAME = 64, LONGEST_ADDRESS = 4_000;

/** A wall's name as a screen sent it, or null when it is none. */
export function checkWallName(value: unknown): string | null {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST_NAME ? value : null;
}

/** Parses what a screen wants its wall to show; null when it is no scene. Screens are not trusted more than feeds. */
export function checkScene(value: unknown): SceneChange | null {
  if (typeof value !== "object" || value === null) return null;
  const { address, view } = value as Record<string, unknown>;
  if (typeof address !== "string" || !address.startsWith("/wall") || address.length > LONGEST_ADDRESS) {
    return null;
  }
  if (view === null) return { address, view };
  if (typeof view !== "object") return null;
  const { lat, lon, zoom } = view as Record<string, unknown>;
  const within = (n: unknown, most: number) => typeof n === "number" && Math.abs(n) <= most;
  if (!within(lat, 85.06) || !within(lon, 180) || !within(zoom, 24)) return null;
  return { address, view: { lat: lat as number, lon: lon as number, zoom: zoom as number } };
}

export class Walls {
  readonly #scenes = new Map<string, WallScene>();

  /** What a wall shows; null before anybody said so. */
  sceneOf(name: string): WallScene | null {
    return this.#scenes.get(name) ?? null;
  }

  /** Takes a change as the wall's next scene. */
  write(name: string, change: SceneChange): WallScene {
    const scene = { ...change, version: (this.sceneOf(name)?.version ?? 0) + 1 };
    // Again at the end, where the latest stand.
    this.#scenes.delete(name);
    this.#scenes.set(name, scene);
    if (this.#scenes.size > MOST_WALLS) this.#scenes.delete(this.#scenes.keys().next().value!);
    return scene;
  }
}

/** So many at once, then so many a second. */
export class Allowance {
  #left: number;
  #at = 0;

  constructor(private readonly burst: number, private readonly perSecond: number) {
    this.#left = burst;
  }

  /** Whether one more is allowed now, epoch ms. */
  take(now: number): boolean {
    this.#left = Math.min(this.burst, this.#left + Math.max(0, now - this.#at) / 1_000 * this.perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
