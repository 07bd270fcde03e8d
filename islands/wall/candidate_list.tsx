/** Workers who could go, nearest first; native radio buttons, so that arrows work and screen readers know. */
import { useWall } from "./model.ts";
import type { Candidate } from "./cell_answer.ts";

const SHOWN = 4;

export function CandidateList({ candidates, target, group, onChoose }: {
  candidates: readonly Candidate[];
  target: string | null;
  group: string;
  onChoose: (worker: string) => void;
}) {
  const free = candidates.filter((candidate) => candidate.free).slice(0, SHOWN);
  const busy = candidates.filter((candidate) => !candidate.free).slice(0, 2);
  return (
    <div class="candidates" role="radiogroup">
      {[...free, ...busy].map((candidate) => (
        <label key={candidate.worker} class={candidate.worker === target ? "candidate chosen" : "candidate"}>
          <input
            type="radio"
            name={group}
            checked={candidate.worker === target}
            disabled={!candidate.free}
            onChange={() =>
              onChoose(candidate.worker)}
          />
          <WorkerLine candidate={candidate} />
        </label>
      ))}
    </div>
  );
}

export function WorkerLine({ candidate: { worker, metres, ageMs, free } }: { candidate: Candidate }) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  return (
    <span class={free ? "worker" : "worker busy"}>
      <span class="worker-id">{worker}</span>
      <span class="worker-more">{free ? words.fixAge(speech.when(0, ageMs)) : words.busy}</span>
      <span class="worker-far">{speech.distance(metres)}</span>
    </span>
  );
}
