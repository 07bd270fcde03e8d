/** What is open in a cell. A line that is clicked becomes the one that somebody is sent to. */
import type { IncidentRecord } from "../../../streams/record.ts";
import { incidentKey } from "../../state.ts";
import { useWall } from "../model.ts";
import { TickerLine } from "../ticker.tsx";

export function CellIncidents({ incidents, chosen, more }: {
  incidents: readonly IncidentRecord[];
  chosen: string | null;
  /** How many are open beyond those listed. */
  more: number;
}) {
  const model = useWall();
  const speech = model.speech.value;
  if (incidents.length === 0) return <p class="empty">{speech.words.noIncidentsHere}</p>;
  return (
    <>
      <ol>
        {incidents.map((incident) => (
          <TickerLine
            key={incidentKey(incident)}
            incident={incident}
            now={model.now.value}
            speech={speech}
            chosen={chosen === incidentKey(incident)}
            onOpen={() => model.change({ incident: incidentKey(incident) })}
          />
        ))}
      </ol>
      {more > 0 ? <p class="empty">{speech.words.moreHere(speech.count(more))}</p> : null}
    </>
  );
}
