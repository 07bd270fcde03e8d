/** The demo's cameras as live HLS: `/media/demo/<clip>-<segments ahead>/…`, a function of path and time over clips kept in memory. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faultOf } from "./cameras.ts";
import { shiftFragment, timescaleOf } from "./fragment.ts";
import { type Light, lightOf, playlistAt, SEGMENT_MS, SEGMENTS, windowAt } from "./playlist.ts";
import { HOUR_MS } from "./rhythm.ts";
import { CLIPS } from "./scenes.ts";

/** Decode times count from here, so that they stay small; a multiple of a clip's minute. */
const EPOCH_MS = Date.UTC(2025, 0, 1);
/** How long a segment may still be fetched after it left the playlist. */
const GRACE = 30;

interface Footage {
  readonly init: Uint8Array<ArrayBuffer>;
  readonly segments: readonly Uint8Array[];
  readonly timescale: number;
}

interface Wanted {
  readonly clip: string;
  readonly ahead: number;
  readonly sequence: number;
  readonly now: number;
}

export class Media {
  readonly #footage = new Map<string, Footage>();
  readonly #lights = new Map<string, readonly Light[]>();

  constructor(private readonly folder: string = join(import.meta.dirname!, "clips")) {
    for (const clip of CLIPS) {
      const lights = (["day", "night"] as const).filter((light) =>
        existsSync(join(folder, `${clip}-${light}`))
      );
      if (lights.length > 0) this.#lights.set(clip, lights);
    }
  }

  /** The answer to a path at a time, or null for a path that is not the demo's. */
  serve(path: string, now: number): Response | null {
    const match = /^\/media\/demo\/([a-z]+\d)-(\d{1,2})\/([\w-]+)\.(m3u8|mp4|m4s)$/.exec(path);
    if (!match) return path.startsWith("/media/demo/") ? gone("No such stream") : null;
    const [, clip, ahead, name, type] = match as unknown as [string, string, string, string, string];
    const lights = this.#lights.get(clip);
    if (!lights) return gone(`No such clip: ${clip}`);
    if (type === "m3u8") return playlist(name, now, lights);
    if (type === "mp4") return this.#init(clip, name.replace("init-", ""), lights);
    const sequence = Number(name.replace("seg-", ""));
    return this.#segment({ clip, ahead: Number(ahead), sequence, now }, lights);
  }

  #init(clip: string, light: string, lights: readonly Light[]): Response {
    if (!lights.some((known) => known === light)) return gone("No such initialisation segment");
    return answer(this.#load(`${clip}-${light}`).init, "video/mp4", "public, max-age=3600");
  }

  #segment({ clip, ahead, sequence, now }: Wanted, lights: readonly Light[]): Response {
    const { first, last } = windowAt(now);
    if (!(sequence >= first - HOUR_MS / SEGMENT_MS - GRACE && sequence <= last)) {
      return gone("Segment out of the window");
    }
    const { segments, timescale } = this.#load(`${clip}-${lightOf(sequence, lights)}`);
    const index = (sequence + ahead) % SEGMENTS;
    const ticks = ((sequence - index) * SEGMENT_MS - EPOCH_MS) / 1000 * timescale;
    return answer(
      shiftFragment(segments[index]!, ticks, sequence),
      "video/iso.segment",
      "public, max-age=60",
    );
  }

  #load(name: string): Footage {
    const known = this.#footage.get(name);
    if (known) return known;
    const folder = join(this.folder, name);
    const init = new Uint8Array(readFileSync(join(folder, "init.mp4")));
    const files = readdirSync(folder).filter((file) => file.endsWith(".m4s")).sort();
    if (files.length !== SEGMENTS) {
      throw new Error(
        `${folder} holds ${files.length} segments instead of ${SEGMENTS}; draw the clips again`,
      );
    }
    const segments = files.map((file) => new Uint8Array(readFileSync(join(folder, file))));
    const footage = { init, segments, timescale: timescaleOf(init) };
    this.#footage.set(name, footage);
    return footage;
  }
}

/** A stopped camera shows the window it had when the hour began, for ever the same within the hour. */
function playlist(camera: string, now: number, lights: readonly Light[]): Response {
  const fault = faultOf(camera);
  if (fault === "gone") return gone("The camera does not answer");
  const at = fault === "stopped" ? Math.floor(now / HOUR_MS) * HOUR_MS : now;
  return answer(playlistAt(at, lights), "application/vnd.apple.mpegurl", "no-store");
}

function answer(body: Uint8Array<ArrayBuffer> | string, type: string, cache: string): Response {
  return new Response(body, { headers: { "content-type": type, "cache-control": cache } });
}

function gone(why: string): Response {
  return new Response(why, { status: 404, headers: { "cache-control": "no-store" } });
}
