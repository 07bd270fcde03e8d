/** What lies so close together on the map that it is one number there: each to be opened. */
import { SeverityShape } from "../wall/shape.tsx";
import { markedCase } from "./marks.ts";
import { useDispatch } from "./model.ts";

export function CrowdPanel({ keys }: { keys: readonly string[] }) {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const cases = model.caseWords.value;
  const rows = model.queue.rows.value;
  const incidents = model.incidents.value;
  const things = keys.flatMap((key) => {
    const id = markedCase(key);
    const one = id === null ? incidents.get(key) : rows.find((row) => row.case.id === id)?.case;
    return one ? [{ key, title: one.title, severity: one.severity, address: one.address }] : [];
  }).sort((a, b) => a.severity - b.severity);
  return (
    <section class="cell-panel" aria-label={words.crowdTitle(things.length)}>
      <header>
        <h2>{words.crowdTitle(things.length)}</h2>
        <button type="button" class="case-close" onClick={() => model.crowd.value = null}>
          {words.closePanel}
        </button>
      </header>
      <ol class="cell-things">
        {things.map(({ key, title, severity, address }) => (
          <li key={key}>
            <button type="button" onClick={() => model.openMark(key)}>
              <SeverityShape severity={severity} name={cases.severities[severity]!} />
              <span>
                <strong>{speech.name(title)}</strong>
                {address ? <small>{speech.name(address)}</small> : null}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
