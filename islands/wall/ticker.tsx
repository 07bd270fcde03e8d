/** What is happening, the newest on top. While a person points at it, tabs into it or has scrolled down, it holds still. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { IncidentRecord } from "../../streams/wire.ts";
import type { Speech } from "../say.ts";
import { incidentKey } from "../state.ts";
import { cameAfter, isRead } from "./held.ts";
import { useWall } from "./model.ts";
import { SeverityShape } from "./shape.tsx";

const MOST = 60;

export function Ticker() {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const newest = model.newest.value;
  const list = useRef<HTMLOListElement>(null);
  const { held, look, show, point } = useHeld(newest, list);
  const kept = (held ?? []).map((key) => model.shown.value.get(key)).filter((found) => found !== undefined);
  // When all that was held is closed, nothing is left to hold still.
  const incidents = kept.length > 0 ? kept : newest.slice(0, MOST);
  const fresh = held && kept.length > 0 ? cameAfter(newest.map(incidentKey), held) : 0;
  return (
    <section
      class="panel list-panel ticker"
      aria-labelledby="ticker-title"
      onPointerEnter={() => point(true)}
      onPointerLeave={() => point(false)}
      onFocusIn={look}
      onFocusOut={() => queueMicrotask(look)}
    >
      <h2>
        <span id="ticker-title">{words.happening}</span>
        {fresh > 0
          ? <button type="button" class="text-button" onClick={show}>{words.newer(fresh)}</button>
          : <span class="age">{words.openCount(speech.count(newest.length))}</span>}
      </h2>
      {model.live.state.value.epoch === null
        ? <p class="empty">{words.connecting}</p>
        : incidents.length === 0
        ? <p class="empty">{words.nothingOpen}</p>
        : (
          <ol ref={list} tabIndex={-1} onScroll={look}>
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

/** The keys that the list shows while it is read, null while it follows what comes in. */
function useHeld(newest: readonly IncidentRecord[], list: RefObject<HTMLOListElement | null>) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const pointed = useRef(false);
  const keys = () => newest.slice(0, MOST).map(incidentKey);
  const look = () => {
    const readers = {
      pointed: pointed.current,
      focused: hasKeyboard(list.current?.parentElement),
      scrolled: (list.current?.scrollTop ?? 0) > 1,
    };
    setHeld((before) => isRead(readers) ? before ?? keys() : null);
  };
  const point = (on: boolean) => {
    pointed.current = on;
    look();
  };
  /** Brings up what came meanwhile. The button that asked for it goes, so its focus moves to the list. */
  const show = () => {
    setHeld(keys());
    list.current?.focus({ preventScroll: true });
    // After the new lines are there: the list would otherwise snap to the line it showed before.
    requestAnimationFrame(() => {
      list.current?.scrollTo({ top: 0 });
      look();
    });
  };
  return { held, look, show, point };
}

/** A line that was clicked keeps the focus long after its reader has gone: only the keyboard's focus counts. */
function hasKeyboard(panel: HTMLElement | null | undefined): boolean {
  const active = document.activeElement;
  return Boolean(active && panel?.contains(active) && active.matches(":focus-visible"));
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
  const place = address ? speech.name(address) : "";
  return (
    <li>
      <button type="button" class={`line${chosen ? " chosen" : ""}`} aria-pressed={chosen} onClick={onOpen}>
        <SeverityShape severity={severity} name={words.severity[severity]!} sent={assignment !== undefined} />
        <span class="line-title" title={speech.name(title)}>
          {titleBeside(speech.name(title), place) || speech.category(category)}
        </span>
        <span class={assignment ? "line-state sent" : severity <= 2 ? "line-state waiting" : "line-state"}>
          {assignment ? words.assignedTo(assignment.worker) : words.notAssigned}
        </span>
        <span class="line-more">
          <span class="line-where">{place}</span>
          <span class="line-told">{`${speech.when(time, now)} · ${speech.source(source)}`}</span>
        </span>
      </button>
    </li>
  );
}

const PREPOSITION = / (?:on|along|over|at|near|in|into|onto|across|outside|of) /gi;

/** A title without its last words where they only say the road that the address below says too: "… out on Qingxi Road". */
export function titleBeside(title: string, address: string): string {
  if (!address) return title;
  const ends = [...title.matchAll(PREPOSITION)].map(({ index, 0: word }) => ({
    at: index,
    after: index + word.length,
  }));
  const said = ends.find(({ after }) => address.includes(title.slice(after)));
  return said ? title.slice(0, said.at) : title;
}
