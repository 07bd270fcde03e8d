/** So many workers in one place that they are a number on the map: who they are, what they do, how old each fix is. */
import { Asked } from "./asked.tsx";
import { Listed } from "./crowd_list.tsx";
import { WorkerKey } from "./map_keys.tsx";
import { type Crowd, useWall } from "./model.ts";
import { useResource } from "./resource.ts";
import type { WorkersAnswer } from "./workers_answer.ts";

const EVERY_MS = 5_000;
/** As far around the number as its people may be. */
const AROUND_M = 60;

export function WorkerCrowd({ crowd, onClose }: {
  crowd: Extract<Crowd, { kind: "worker-crowd" }>;
  onClose: () => void;
}) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const { lat, lon, count } = crowd;
  const url = `/api/workers?near=${lat.toFixed(6)},${lon.toFixed(6)}&metres=${AROUND_M}`;
  const [workers] = useResource<WorkersAnswer>(url, EVERY_MS);
  const open = (worker: string, at: { lat: number; lon: number }) => {
    onClose();
    model.openWorker(worker, at);
  };
  return (
    <Listed
      title={words.workersInOnePlace(speech.count(count))}
      focus={workers.kind === "ready" ? url : null}
      onClose={onClose}
    >
      <Asked
        resource={workers}
        speech={speech}
        empty={(answer) => answer.workers.length === 0 ? words.nobodyInPlace : null}
      >
        {(answer) => (
          <ol>
            {answer.workers.map(({ worker, state, ageMs, lat, lon }) => (
              <li key={worker}>
                <button type="button" class="line worker-line" onClick={() => open(worker, { lat, lon })}>
                  <WorkerKey state={state} />
                  <span class="line-title">{worker}</span>
                  <span class="line-where">
                    {words.workerState[state]} · {words.fixAge(speech.when(0, ageMs))}
                  </span>
                </button>
              </li>
            ))}
            {answer.more ? <li class="empty">{words.moreWorkers}</li> : null}
          </ol>
        )}
      </Asked>
    </Listed>
  );
}
