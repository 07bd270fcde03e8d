/** Workers who could go, nearest first; native radio buttons, so that arrows work and screen readers know. */
import type { Candidate } from "./cell/answer.ts";
import { WorkerLine } from "./worker_line.tsx";

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
