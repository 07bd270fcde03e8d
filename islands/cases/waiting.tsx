/** Open incidents that are no case yet, each to be taken up; whoever is slower is led to the case that it became. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { WaitingAnswer } from "../../routes/api/incidents.ts";
import type { IncidentRecord } from "../../streams/record.ts";
import type { Speech } from "../say.ts";
import { useKept } from "../wall/kept.ts";
import { randomKey } from "../wall/sending.ts";
import { SeverityShape } from "../wall/shape.tsx";
import { answerText } from "./answer_text.ts";
import { Desk, type Given, isUndone } from "./command.ts";
import type { CaseWords } from "./words.ts";

const EVERY_MS = 5_000;

interface Props {
  readonly mayTakeUp: boolean;
  readonly words: CaseWords;
  readonly speech: Speech;
  /** The case that an incident became. */
  readonly onDone: (id: string) => void;
}

export function WaitingTable({ mayTakeUp, words, speech, onDone }: Props) {
  const [turn, setTurn] = useState(0);
  const [given, setGiven] = useState<Given>({ kind: "idle" });
  const said = useRef<HTMLParagraphElement>(null);
  const desk = useMemo(() => new Desk(randomKey), []);
  const read = useKept<WaitingAnswer>("/api/incidents", turn, EVERY_MS);
  if (read.kind === "loading") return <p class="cases-message" role="status">{words.loading}</p>;
  if (read.kind === "failed") {
    return (
      <div class="cases-message" role="alert">
        <strong>{words.noIncidents}</strong>
        <p>{read.error}</p>
        <button type="button" onClick={() => setTurn(turn + 1)}>{words.retry}</button>
      </div>
    );
  }
  const takeUp = async ({ source, id }: IncidentRecord) => {
    setGiven({ kind: "sending" });
    const path = [source, id].map(encodeURIComponent).join("/");
    const outcome = await desk.give(`/api/incidents/${path}/case`, {}, words.takeUp);
    setGiven(outcome);
    setTurn((n) => n + 1);
    const answer = outcome.kind === "answered" ? outcome.answer : null;
    if (answer?.kind === "done") onDone(answer.cases[0]!.id);
    else if (answer?.kind === "claimed") onDone(answer.case);
    // The button that was pressed may go with its row.
    else said.current?.focus();
  };
  const { incidents, more, asOf } = read.value;
  return (
    <div class="cases-list waiting-list">
      {read.stale ? <p class="cases-old" role="status">{words.old(speech.clock(read.at))}</p> : null}
      <p
        class={isUndone(given) ? "waiting-said warn" : "waiting-said"}
        role="status"
        tabIndex={-1}
        ref={said}
      >
        {answerText(given, words, speech)}
      </p>
      {incidents.length === 0
        ? (
          <div class="cases-message">
            <strong>{words.noWaiting}</strong>
            <p>{words.noWaitingHint}</p>
          </div>
        )
        : (
          <Table
            incidents={incidents}
            asOf={asOf}
            busy={given.kind === "sending"}
            words={words}
            speech={speech}
            onTakeUp={mayTakeUp ? (incident) => void takeUp(incident) : null}
          />
        )}
      {more ? <p class="cases-old">{words.moreWaiting}</p> : null}
    </div>
  );
}

interface TableProps extends Pick<Props, "words" | "speech"> {
  readonly incidents: readonly IncidentRecord[];
  readonly asOf: number;
  readonly busy: boolean;
  /** Null for an account that may not. */
  readonly onTakeUp: ((incident: IncidentRecord) => void) | null;
}

function Table({ incidents, asOf, busy, words, speech, onTakeUp }: TableProps) {
  const { waitingColumns: columns } = words;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.category}</th>
          <th scope="col">{columns.source}</th>
          <th scope="col">{columns.where}</th>
          <th scope="col">{columns.time}</th>
          {onTakeUp ? <th scope="col">{columns.act}</th> : null}
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <tr key={JSON.stringify([incident.source, incident.id])}>
            <th scope="row">
              <SeverityShape severity={incident.severity} name={words.severities[incident.severity]!} />{" "}
              {speech.name(incident.title)}
            </th>
            <td>{speech.category(incident.category)}</td>
            <td>{speech.source(incident.source)}</td>
            <td>
              <a href={wallUrl(incident, speech.lang)}>
                {incident.address ? speech.name(incident.address) : speech.coordinates(incident)}
              </a>
            </td>
            <td>{speech.when(incident.time, asOf)}</td>
            {onTakeUp
              ? (
                <td>
                  <button type="button" disabled={busy} onClick={() => onTakeUp(incident)}>
                    {words.takeUp}
                  </button>
                </td>
              )
              : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function wallUrl({ cell, lat, lon }: IncidentRecord, lang: Speech["lang"]): string {
  return `/wall?cell=${cell}&view=${lat.toFixed(5)},${lon.toFixed(5)},15${lang === "en" ? "&lang=en" : ""}`;
}
