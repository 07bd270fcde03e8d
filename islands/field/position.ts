/** Where the phone is: shown at once, and sent in pieces while on duty. What could not be sent waits on the phone. */
import { metresBetween } from "../../geo/place.ts";
import { request } from "./network.ts";
import { type Fix, read, update } from "./store.ts";

/** A fix this soon and this near after the last one says nothing new. */
const EVERY_MS = 5_000, EVERY_M = 10;
/** Standing still is said too, so that nobody takes the phone for silent. */
const AT_LEAST_MS = 30_000;
const STILL_MS = 10_000;
const SET_BACK_MS = 60_000;
const SEND_EVERY_MS = 10_000;
const MOST_AT_ONCE = 500;
/** A shift without network, one every 15 s. */
const MOST_KEPT = 3_000;

export type Located =
  | { readonly kind: "waiting" }
  | { readonly kind: "found"; readonly fix: Fix }
  /** The person, or the phone, does not allow it. */
  | { readonly kind: "denied" }
  | { readonly kind: "unavailable" };

/** Returns its undo. */
export function watchPosition(told: (located: Located) => void): () => void {
  if (!("geolocation" in navigator)) {
    told({ kind: "unavailable" });
    return () => {};
  }
  const found = ({ coords, timestamp }: GeolocationPosition) =>
    told({ kind: "found", fix: fixOf(coords, timestamp) });
  const id = navigator.geolocation.watchPosition(
    found,
    ({ code, PERMISSION_DENIED }) => told({ kind: code === PERMISSION_DENIED ? "denied" : "unavailable" }),
    { enableHighAccuracy: true, maximumAge: 5_000 },
  );
  // A phone that lies still is not heard of by itself, and what it said before the shift does not count.
  const still = setInterval(
    () =>
      navigator.geolocation.getCurrentPosition(found, () => {}, { enableHighAccuracy: true, maximumAge: 0 }),
    STILL_MS,
  );
  return () => {
    navigator.geolocation.clearWatch(id);
    clearInterval(still);
  };
}

function fixOf({ latitude, longitude, accuracy, speed, heading }: GeolocationCoordinates, time: number): Fix {
  return {
    // Some phones say when in fractions of a millisecond.
    ...{ time: Math.trunc(time), lat: latitude, lon: longitude, accuracy },
    ...(speed !== null && speed >= 0 ? { speed } : {}),
    ...(heading !== null && heading >= 0 ? { heading } : {}),
  };
}

/** Whether a fix says something that the one before did not. */
export function isNews(fix: Fix, last: Fix | null): boolean {
  if (!last) return true;
  const ms = fix.time - last.time;
  // A clock that was set back would keep the phone silent until it has caught up; a fix that only came late says nothing.
  if (ms < -SET_BACK_MS) return true;
  if (ms < EVERY_MS) return false;
  return ms >= AT_LEAST_MS || metresBetween(fix.lat, fix.lon, last.lat, last.lon) >= EVERY_M;
}

/** Keeps and sends the fixes of one account. */
export class Sender {
  #last: Fix | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly person: string) {}

  async take(fix: Fix): Promise<void> {
    if (!isNews(fix, this.#last)) return;
    const first = this.#last === null;
    this.#last = fix;
    await update("fixes", (kept) => {
      // Whoever had the phone before did not walk here.
      const own = kept?.person === this.person ? kept.fixes : [];
      return { person: this.person, fixes: [...own, fix].slice(-MOST_KEPT) };
    });
    // The first one at once: somebody who comes on duty is on the map within seconds.
    if (first) void this.send();
    else this.#timer ??= setTimeout(() => void this.send(), SEND_EVERY_MS);
  }

  async send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const kept = await read("fixes");
    if (kept?.person !== this.person || kept.fixes.length === 0) return;
    const fixes = kept.fixes.slice(0, MOST_AT_ONCE);
    const { status } = await request("/api/field/fixes", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ fixes }),
    }, this.person);
    const taken = status === 202;
    // What a server refuses as a whole it refuses again; without an answer the same goes again and is known as sent twice.
    if (!taken && status !== 400 && status !== 413) return;
    const sent = new Set(fixes.map(({ time }) => time));
    const rest = await update("fixes", (now) => {
      if (!now || now.person !== this.person) return now ?? { person: this.person, fixes: [] };
      return { ...now, fixes: now.fixes.filter(({ time }) => !sent.has(time)) };
    });
    if (rest.fixes.length >= MOST_AT_ONCE) await this.send();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
