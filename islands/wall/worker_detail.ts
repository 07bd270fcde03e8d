/** What a worker does, where they are heading and how fast, and how old that is, in one line. Pure. */
import type { Speech } from "../say.ts";
import type { WorkerAnswer } from "./workers_answer.ts";

/** Slower than this somebody stands, and where they face says nothing; m/s. */
const STANDS_BELOW = 0.3;

export function detailOf({ state, heading, speed, ageMs }: WorkerAnswer, speech: Speech): string {
  const { words } = speech;
  const moves = speed !== null && speed >= STANDS_BELOW;
  return [
    words.workerState[state],
    speed === null ? "" : moves ? words.speed(speech.figure(Math.round(speed * 36) / 10)) : words.stands,
    heading !== null && (moves || speed === null) ? speech.facing(heading) : "",
    words.fixAge(speech.age(ageMs)),
  ].filter(Boolean).join(" · ");
}
