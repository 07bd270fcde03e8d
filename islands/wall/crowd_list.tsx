/** Many incidents or workers in one place, as a list that a person opened on their number. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { X } from "../icons.ts";
import { useWall } from "./model.ts";
import { TickerLine } from "./ticker.tsx";
import { WorkerCrowd } from "./worker_crowd.tsx";

export function CrowdList() {
  const model = useWall();
  const crowd = model.crowd.value;
  if (crowd === null) return null;
  const onClose = () => model.crowd.value = null;
  return crowd.kind === "crowd"
    ? <IncidentCrowd keys={crowd.keys} onClose={onClose} />
    : <WorkerCrowd crowd={crowd} onClose={onClose} />;
}

/** A list over the map: opened by a person, closed by its button or Escape. */
export function Listed({ title, focus, onClose, children }: {
  title: string;
  /** The first button of the list gets the focus whenever this is another. */
  focus: unknown;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const { words } = useWall().speech.value;
  const list = useRef<HTMLElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>("li button, header button")?.focus(), [focus]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <section class="panel crowd-list ticker" aria-labelledby="crowd-title" ref={list} onKeyDown={onKey}>
      <header>
        <h2 id="crowd-title">{title}</h2>
        <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon node={X} />
        </button>
      </header>
      {children}
    </section>
  );
}

function IncidentCrowd({ keys, onClose }: { keys: readonly string[]; onClose: () => void }) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  // Those that were closed since are gone; the rest keeps its order.
  const incidents = keys.flatMap((key) => {
    const found = model.incidents.value.get(key);
    return found ? [{ key, incident: found }] : [];
  });
  return (
    <Listed title={words.inOnePlace(speech.count(incidents.length))} focus={keys} onClose={onClose}>
      {incidents.length === 0 ? <p class="empty">{words.nothingOpen}</p> : (
        <ol>
          {incidents.map(({ key, incident }) => (
            <TickerLine
              key={key}
              incident={incident}
              now={model.now.value}
              speech={speech}
              chosen={model.screen.value.incident === key}
              onOpen={() => {
                onClose();
                model.open(incident);
              }}
            />
          ))}
        </ol>
      )}
    </Listed>
  );
}
