/** Workers who could go, in the order of the ranking; native radio buttons, so that arrows work and screen readers know. */
import type { Candidate } from "./cell/answer.ts";
import { WorkerLine } from "./worker_line.tsx";

const SHOWN = 4;

export function CandidateList({ candidates, target, group, onChoose }: {
  candidates: readonly Candidate[];
  target: string | null;
  group: string;
  onChoose: (worker: string) => void;
}) {
  const able = candidates.filter((candidate) => candidate.able).slice(0, SHOWN);
  const others = candidates.filter((candidate) => !candidate.able).slice(0, 2);
  return (
    <div class="candidates" role="radiogroup">
      {[...able, ...others].map((candidate) => (
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
