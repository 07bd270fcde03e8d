/** Whom to send: the nearest free workers of one incident, the first of them ready, one button. */
import { useEffect, useState } from "preact/hooks";
import type { IncidentRecord } from "../../streams/record.ts";
import { Icon } from "../icon.tsx";
import { Send } from "../icons.ts";
import { incidentKey } from "../state.ts";
import type { Words } from "../words.ts";
import { CandidateList } from "./candidate_list.tsx";
import type { Candidate } from "./cell_answer.ts";
import { DispatcherName, useDispatcher } from "./dispatcher_name.tsx";
import { useWall } from "./model.ts";
import { useResource } from "./resource.ts";
import { answered, commandFor, IDLE, randomKey, type Sending } from "./sending.ts";

const REFRESH_MS = 5_000;

export function Dispatch({ incident }: { incident: IncidentRecord }) {
  const model = useWall();
  const { words } = model.speech.value;
  const name = useDispatcher();
  const [sending, setSending] = useState<Sending>(IDLE);
  const [chosen, setChosen] = useState<string | null>(null);
  const settled = sending.kind === "sent" || sending.kind === "taken";
  const open = !incident.assignment && !settled;
  const url = `/api/incidents/${encodeURIComponent(incident.source)}/${
    encodeURIComponent(incident.id)
  }/candidates`;
  const [answer, retry] = useResource<{ candidates: readonly Candidate[] }>(open ? url : null, REFRESH_MS);
  const candidates = answer.kind === "ready" ? answer.value.candidates : [];
  const best = candidates.find(({ free }) => free) ?? null;
  // The list is read again every few seconds: what a person chose stays chosen while it is still offered.
  const target = candidates.find(({ worker }) => worker === chosen) ?? best;

  const send = async () => {
    if (!target?.free || !name.value || sending.kind === "sending") return;
    const wish = { source: incident.source, incident: incident.id, worker: target.worker, by: name.value };
    const command = commandFor(wish, sending, randomKey);
    // From here on this incident stays in the panel, whatever else happens in the hexagon.
    model.change({ incident: incidentKey(incident) });
    setSending({ kind: "sending", command });
    try {
      setSending(answered(await model.live.assign(command)));
    } catch {
      setSending({ kind: "unknown", command });
    }
  };
  useEnter(open ? send : null);

  if (!open) return <Settled incident={incident} sending={sending} words={words} />;
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
        : candidates.length === 0
        ? <p class="empty">{words.noWorkersNear}</p>
        : (
          <CandidateList
            candidates={candidates}
            target={target?.worker ?? null}
            group={incidentKey(incident)}
            onChoose={setChosen}
          />
        )}
      <div class="dispatch-foot">
        <p class="dispatch-note" role="status">{note(sending, words)}</p>
        {name.value
          ? (
            <div class="dispatch-act">
              <button
                type="button"
                class="primary"
                disabled={!target?.free || sending.kind === "sending"}
                onClick={send}
              >
                <Icon node={Send} />
                {sending.kind === "sending" ? words.dispatching : words.dispatch}
                <kbd>⏎</kbd>
              </button>
              <DispatcherName name={name} />
            </div>
          )
          : <DispatcherName name={name} />}
      </div>
    </div>
  );
}

function Settled({ incident, sending, words }: { incident: IncidentRecord; sending: Sending; words: Words }) {
  if (sending.kind === "taken") {
    return <p class="settled lost" role="status">{words.taken(sending.by, sending.worker)}</p>;
  }
  const worker = sending.kind === "sent" ? sending.worker : incident.assignment?.worker ?? "";
  const by = incident.assignment?.by;
  return (
    <p class="settled" role="status">
      {words.dispatched(worker)}
      {by ? <span class="age">{words.dispatcher(by)}</span> : null}
    </p>
  );
}

function note(sending: Sending, words: Words): string {
  if (sending.kind === "refused") return words.refused[sending.reason];
  return sending.kind === "unknown" ? words.noAnswer : "";
}

/** Enter sends from anywhere but a place where Enter has a meaning of its own. */
function useEnter(act: (() => void) | null): void {
  useEffect(() => {
    if (!act) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.repeat || event.defaultPrevented) return;
      const at = event.target as HTMLElement;
      if (at.closest("button, a, select, textarea, input:not([type=radio])")) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  });
}
