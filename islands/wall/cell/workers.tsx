/** Who is in a cell, and, while something waits there for somebody, who could go. */
import { CandidateList } from "../candidate_list.tsx";
import type { Dispatching } from "../dispatching.ts";
import { incidentKey } from "../../state.ts";
import { useWall } from "../model.ts";
import { WorkerLine } from "../worker_line.tsx";
import type { CellAnswer } from "./answer.ts";

interface Props {
  readonly answer: CellAnswer;
  readonly dispatching: Dispatching | null;
}

export function CellWorkers({ answer: { workers, counts }, dispatching }: Props) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  const more = counts.workers - workers.length;
  return (
    <>
      {dispatching?.open ? <Candidates dispatching={dispatching} /> : null}
      {dispatching?.open ? <h3>{words.workersInCell}</h3> : null}
      {workers.length === 0 ? <p class="empty">{words.noWorkersHere}</p> : (
        <ul class="nearest">
          {workers.map((worker) => (
            <li key={worker.worker}>
              <WorkerLine candidate={worker} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? <p class="empty">{words.moreHere(speech.count(more))}</p> : null}
    </>
  );
}

function Candidates({ dispatching: { answer, retry, target, choose, incident } }: {
  dispatching: Dispatching;
}) {
  const { words } = useWall().speech.value;
  return (
    <div class="dispatch">
      <h3>{words.whoGoes}</h3>
      {answer.kind === "failed"
        ? (
          <p class="error">
            {words.candidatesFailed}{" "}
            <button type="button" class="text-button" onClick={retry}>{words.retry}</button>
          </p>
        )
        : answer.kind === "loading"
        ? <p class="empty">{words.loading}</p>
        : answer.value.candidates.length === 0
        ? <p class="empty">{words.noWorkersNear}</p>
        : (
          <CandidateList
            candidates={answer.value.candidates}
            target={target?.worker ?? null}
            group={incidentKey(incident)}
            onChoose={choose}
          />
        )}
    </div>
  );
}
