/** One worker in a line: state, age of the last fix, distance. */
import type { Candidate } from "./cell/answer.ts";
import { useWall } from "./model.ts";
import { WorkerShape } from "./shape.tsx";

export function WorkerLine(
  { candidate: { worker, metres, ageMs, free, seconds } }: { candidate: Candidate },
) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  const state = free ? "free" : "assigned";
  return (
    <span class={free ? "worker" : "worker busy"}>
      <WorkerShape state={state} name={words.workerState[state]} />
      <span class="worker-id">{worker}</span>
      <span class="worker-more">
        {free ? "" : `${words.busy} · `}
        {seconds === undefined ? speech.when(0, ageMs) : words.underway(speech.age(seconds * 1_000))}
      </span>
      <span class="worker-far">{speech.distance(metres)}</span>
    </span>
  );
}
