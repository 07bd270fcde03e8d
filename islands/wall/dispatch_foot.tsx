/** The one action of the selection, always at its foot: whom to send to what, and what became of it. */
import { Icon } from "../icon.tsx";
import { Send } from "../icons.ts";
import type { Words } from "../words.ts";
import { DispatcherName, useDispatcher } from "./dispatcher_name.tsx";
import type { Dispatching } from "./dispatching.ts";
import { useWall } from "./model.ts";
import type { Sending } from "./sending.ts";
import { SeverityShape } from "./shape.tsx";
import { WorkerLine } from "./worker_line.tsx";

export function DispatchFoot({ dispatching }: { dispatching: Dispatching }) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  const name = useDispatcher();
  const { incident, open, target, answer, sending, send } = dispatching;
  if (!open) return <Settled dispatching={dispatching} words={words} />;
  const said = note(sending, words);
  return (
    <div class="dispatch-foot">
      <p class="dispatch-to">
        <SeverityShape severity={incident.severity} name={words.severity[incident.severity]!} />
        <span>{words.sendTo(speech.name(incident.title) || speech.category(incident.category))}</span>
      </p>
      {target ? <WorkerLine candidate={target} /> : (
        <p class={answer.kind === "failed" ? "error" : "empty"}>
          {answer.kind === "loading"
            ? words.loading
            : answer.kind === "failed"
            ? words.candidatesFailed
            : words.nobodyFree}
        </p>
      )}
      <p class="dispatch-note" role="status">{said}</p>
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
  );
}

function Settled({ dispatching: { incident, sending }, words }: { dispatching: Dispatching; words: Words }) {
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
  if (sending.kind === "unsent") return words.unsent;
  return sending.kind === "unknown" ? words.noAnswer : "";
}
