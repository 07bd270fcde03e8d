/** One sender at a time, whichever of the open pages or the service worker it is. */
import { request } from "./network.ts";
import { drain, type Drained } from "./send.ts";
import { dropPhotos, photo, updateQueue } from "./store.ts";

const LOCK = "hexwall-field-queue";
/** The name of the browser's own retry, where it has one. */
export const SYNC_TAG = "hexwall-field-queue";

export function drainNow(person: string): Promise<Drained> {
  const asThem = (path: string, init: RequestInit) => request(path, init, person);
  const work = () =>
    drain(person, { update: updateQueue, photo, dropPhotos, request: asThem, now: Date.now });
  // Not without a secure context, where there is no service worker to share with either.
  return "locks" in navigator ? navigator.locks.request(LOCK, work) : work();
}
