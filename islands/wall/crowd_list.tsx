/** Many incidents in one place, as a list that a person opened on their number. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { X } from "../icons.ts";
import { useWall } from "./model.ts";
import { TickerLine } from "./ticker.tsx";

export function CrowdList() {
  const model = useWall();
  const keys = model.crowd.value;
  return keys === null ? null : <Listed keys={keys} onClose={() => model.crowd.value = null} />;
}

function Listed({ keys, onClose }: { keys: readonly string[]; onClose: () => void }) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), [keys]);
  // Those that were closed since are gone; the rest keeps its order.
  const incidents = keys.flatMap((key) => {
    const found = model.incidents.value.get(key);
    return found ? [{ key, incident: found }] : [];
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <section class="panel crowd-list ticker" aria-labelledby="crowd-title" onKeyDown={onKey}>
      <header>
        <h2 id="crowd-title">{words.inOnePlace(speech.count(incidents.length))}</h2>
        <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon node={X} />
        </button>
      </header>
      {incidents.length === 0 ? <p class="empty">{words.nothingOpen}</p> : (
        <ol ref={list}>
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
    </section>
  );
}
