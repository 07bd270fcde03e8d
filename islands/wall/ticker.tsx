/** What is happening, the newest on top. While a person points at it or tabs into it, it holds still. */
import { useRef, useState } from "preact/hooks";
import type { IncidentRecord } from "../../streams/wire.ts";
import type { Speech } from "../say.ts";
import { incidentKey } from "../state.ts";
import { useWall } from "./model.ts";
import { SeverityShape } from "./shape.tsx";

const MOST = 60;

export function Ticker() {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const newest = model.newest.value;
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const incidents = held
    ? held.map((key) => model.incidents.value.get(key)).filter((found) => found !== undefined)
    : newest.slice(0, MOST);
  const fresh = held ? newersThan(newest, held) : 0;
  const hold = () => setHeld((keys) => keys ?? newest.slice(0, MOST).map(incidentKey));
  const release = () => {
    if (list.current?.contains(document.activeElement)) return;
    setHeld(null);
  };
  return (
    <section
      class="panel ticker"
      aria-labelledby="ticker-title"
      onPointerEnter={hold}
      onPointerLeave={release}
    >
      <h2 id="ticker-title">
        {words.happening}
        <span class="age">
          {fresh > 0 ? words.newer(fresh) : words.openCount(speech.count(newest.length))}
        </span>
      </h2>
      {model.live.state.value.epoch === null
        ? <p class="empty">{words.connecting}</p>
        : incidents.length === 0
        ? <p class="empty">{words.nothingOpen}</p>
        : (
          <ol ref={list} onFocusIn={hold} onFocusOut={() => setHeld(null)}>
            {incidents.map((incident) => (
              <TickerLine
                key={incidentKey(incident)}
                incident={incident}
                now={model.now.value}
                speech={speech}
                chosen={model.screen.value.incident === incidentKey(incident)}
                onOpen={() => {
                  model.open(incident);
                  model.go(incident);
                }}
              />
            ))}
          </ol>
        )}
    </section>
  );
}

function newersThan(newest: readonly IncidentRecord[], held: readonly string[]): number {
  const known = new Set(held);
  const first = newest.findIndex((incident) => known.has(incidentKey(incident)));
  return Math.max(0, first);
}

interface LineProps {
  readonly incident: IncidentRecord;
  readonly now: number;
  readonly speech: Speech;
  readonly chosen: boolean;
  readonly onOpen: () => void;
}

export function TickerLine({ incident, now, speech, chosen, onOpen }: LineProps) {
  const { words } = speech;
  const { severity, title, category, assignment, address, time, source } = incident;
  return (
    <li>
      <button type="button" class={`line${chosen ? " chosen" : ""}`} aria-pressed={chosen} onClick={onOpen}>
        <SeverityShape severity={severity} name={words.severity[severity]!} sent={assignment !== undefined} />
        <span class="line-title">{speech.name(title) || speech.category(category)}</span>
        <span class={assignment ? "line-state sent" : severity <= 2 ? "line-state waiting" : "line-state"}>
          {assignment ? words.assignedTo(assignment.worker) : words.notAssigned}
        </span>
        <span class="line-where">
          {[speech.when(time, now), address && speech.name(address), speech.source(source)].filter(Boolean)
            .join(" · ")}
        </span>
      </button>
    </li>
  );
}
