/** A look into streams that have no turn to play: one after the other, each long enough for one frame, which stays. */
import type { Playing } from "../picture_watch.ts";
import { Turns } from "../turns.ts";
import { play } from "../video.ts";

/** Whoever waited longest looks first; one decoder is enough for all of them. */
const looks = new Turns(1);
let asked = 0;

/** A stream that shows nothing for so long lets the next one look. */
const AT_MOST_MS = 15_000;
const EVERY_MS = 30_000;

export interface Glancing {
  readonly now: () => number;
  /** There is a frame in the video element, taken at a time. */
  readonly keep: (at: number) => void;
  readonly dead: (state: Playing) => void;
}

/** Looks into a stream now and then until the returned function is called. */
export function glance(video: HTMLVideoElement, url: string, { now, keep, dead }: Glancing): () => void {
  let close = () => {}, leave = () => {}, timer: ReturnType<typeof setTimeout> | undefined;
  const done = (inMs: number) => {
    clearTimeout(timer);
    close();
    close = () => {};
    leave();
    timer = setTimeout(ask, inMs);
  };
  const report = (state: Playing) => {
    if (state.kind === "live" || state.kind === "late") {
      keep(state.at ?? now());
      done(EVERY_MS);
    } else if (state.kind === "dead") {
      dead(state);
      done(EVERY_MS);
    }
  };
  const look = () => {
    timer = setTimeout(() => done(EVERY_MS), AT_MOST_MS);
    close = play(video, url, { now, report });
  };
  const ask = () => {
    leave = looks.join(asked++, (mine) => {
      // Not within the call that leaves another's turn.
      if (mine) timer = setTimeout(look, 0);
    });
  };
  ask();
  return () => {
    clearTimeout(timer);
    close();
    leave();
  };
}
