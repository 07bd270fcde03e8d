/** Who is in a cell, and, while something waits there for somebody, who could go. */
import { metresBetween } from "../../../geo/place.ts";
import type { CandidatesAnswer } from "../../../dispatch/candidates.ts";
import { ChoiceCard } from "../../choice.tsx";
import { CandidateList } from "../candidate_list.tsx";
import type { Dispatching } from "../dispatching.ts";
import { incidentKey } from "../../state.ts";
import { useWall } from "../model.ts";
import { WorkerLine } from "../worker_line.tsx";
import { detailOf } from "../worker_detail.ts";
import type { WorkerAnswer } from "../workers_answer.ts";
import type { Candidate, CellAnswer } from "./answer.ts";

interface Props {
  readonly answer: CellAnswer;
  readonly dispatching: Dispatching | null;
}

export function CellWorkers({ answer, dispatching }: Props) {
  const { workers, counts } = answer;
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  const more = counts.workers - workers.length;
  const chosen = useChosen(answer);
  const others = workers.filter(({ worker }) => worker !== chosen?.candidate.worker);
  return (
    <>
      {chosen
        ? (
          <ul class="nearest">
            <li class="chosen-worker" aria-current="true">
              <WorkerLine candidate={chosen.candidate} />
              <p class="worker-detail">{detailOf(chosen.worker, speech)}</p>
            </li>
          </ul>
        )
        : null}
      {dispatching?.open ? <Candidates dispatching={dispatching} /> : null}
      {dispatching?.open ? <h3>{words.workersInCell}</h3> : null}
      {others.length === 0 && !chosen ? <p class="empty">{words.noWorkersHere}</p> : (
        <ul class="nearest">
          {others.map((worker) => (
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

/** The worker whom the person clicked, who may have left the hexagon since. */
function useChosen({ place }: CellAnswer): { candidate: Candidate; worker: WorkerAnswer } | null {
  const { worker: { value: asked }, screen } = useWall();
  if (screen.value.worker === null || asked.kind !== "ready") return null;
  const { worker, lat, lon, ageMs, state } = asked.value;
  const metres = metresBetween(place.lat, place.lon, lat, lon);
  return { candidate: { worker, lat, lon, ageMs, metres, free: state === "free" }, worker: asked.value };
}

function nameOf({ ranked, proposed }: CandidatesAnswer): string | null {
  return ranked.find(({ worker }) => worker === proposed)?.name ?? null;
}

function Candidates({ dispatching: { answer, retry, target, choose, incident } }: {
  dispatching: Dispatching;
}) {
  const speech = useWall().speech.value, { words } = speech;
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
        : answer.value.ranked.length === 0
        ? <p class="empty">{words.noWorkersNear}</p>
        : (
          <>
            <CandidateList
              candidates={answer.value.ranked}
              target={target?.worker ?? null}
              group={incidentKey(incident)}
              onChoose={choose}
            />
            <ChoiceCard answer={answer.value} name={nameOf(answer.value)} speech={speech} />
          </>
        )}
    </div>
  );
}
