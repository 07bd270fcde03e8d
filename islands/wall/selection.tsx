/** The selected hexagon: where it is, its counts, its day, what is open in it, who and which cameras are there. */
import { useRef } from "preact/hooks";
import type { IncidentRecord } from "../../streams/record.ts";
import { Icon } from "../icon.tsx";
import { X } from "../icons.ts";
import { incidentKey } from "../state.ts";
import { type CellAnswer, mostUrgent } from "./cell/answer.ts";
import { CellCameras } from "./cell/cameras.tsx";
import { CellCounts } from "./cell/counts.tsx";
import { CellIncidents } from "./cell/incidents.tsx";
import { type Section, Stacked, Tabbed } from "./cell/sections.tsx";
import { subtitleOf, titleOf } from "./cell/title.ts";
import { CellTrend } from "./cell/trend.tsx";
import { CellWorkers } from "./cell/workers.tsx";
import { DispatchFoot } from "./dispatch_foot.tsx";
import { useDispatching } from "./dispatching.ts";
import { useFocusBack } from "./focus_back.ts";
import { useWall } from "./model.ts";
import { useResource } from "./resource.ts";

const EVERY_MS = 3_000;
/** From this height on, in units of body type, all lists stand below each other. */
const TALL = 46;

export function Selection() {
  const { cell } = useWall().screen.value;
  return cell === null ? null : <Panel cell={cell} />;
}

function Panel({ cell }: { cell: string }) {
  const model = useWall();
  const panel = useRef<HTMLElement>(null);
  useFocusBack(panel, cell, () => model.focusMap());
  return (
    <section ref={panel} class="panel selection" tabIndex={-1} aria-labelledby="selection-title">
      <CellPanel key={cell} cell={cell} />
    </section>
  );
}

function CellPanel({ cell }: { cell: string }) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const [answer, retry] = useResource<CellAnswer>(`/api/cells/${cell}`, EVERY_MS);
  const value = answer.kind === "ready" ? answer.value : null;
  return (
    <>
      <header>
        <h2 id="selection-title">{value ? titleOf(value, speech) : words.selectedCell}</h2>
        <button type="button" class="icon-button" aria-label={words.close} onClick={() => model.clear()}>
          <Icon node={X} />
        </button>
        <p class="age" title={cell}>
          <span>{value ? subtitleOf(value, speech) : cell}</span>
          {value
            ? (
              <span class={answer.kind === "ready" && answer.stale ? "warn" : ""}>
                {speech.when(value.asOf, model.now.value)}
              </span>
            )
            : null}
        </p>
      </header>
      {answer.kind === "failed"
        ? (
          <p class="error" role="alert">
            {words.cellFailed(speech.moment(answer.since, model.now.value))}{" "}
            <button type="button" class="text-button" onClick={retry}>{words.retry}</button>
          </p>
        )
        : answer.kind === "loading"
        ? <p class="empty">{words.loading}</p>
        : <CellContent answer={answer.value} stale={answer.stale} />}
    </>
  );
}

function CellContent({ answer, stale }: { answer: CellAnswer; stale: boolean }) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const { incident, worker } = model.screen.value;
  const listed = current(answer.incidents, model.incidents.value);
  const chosen = (incident ? model.incidents.value.get(incident) : null) ?? mostUrgent(listed);
  const dispatching = useDispatching(chosen);
  const sections: readonly Section[] = [
    {
      name: "incidents",
      title: words.incidentsTab,
      count: speech.count(answer.counts.open),
      content: (
        <CellIncidents
          incidents={listed}
          chosen={chosen && incidentKey(chosen)}
          more={answer.counts.open - answer.incidents.length}
        />
      ),
    },
    {
      name: "workers",
      title: words.workersTab,
      count: speech.count(answer.counts.workers),
      content: <CellWorkers answer={answer} dispatching={dispatching} />,
    },
    {
      name: "cameras",
      title: words.camerasTab,
      count: speech.count(answer.counts.cameras),
      content: <CellCameras answer={answer} />,
    },
  ];
  return (
    <div class={stale ? "selection-body stale" : "selection-body"}>
      <CellCounts counts={answer.counts} />
      <CellTrend cell={answer.cell} counts={answer.counts} />
      {useTall()
        ? <Stacked sections={sections} />
        : <Tabbed sections={sections} open={worker === null ? null : { name: "workers", by: worker }} />}
      {dispatching ? <DispatchFoot dispatching={dispatching} /> : null}
    </div>
  );
}

function useTall(): boolean {
  const { arrangement, body } = useWall();
  return (arrangement.value.panels.selection?.height ?? 0) / body.value >= TALL;
}

/** The answer is seconds old; the events are not: closed ones leave and assignments show at once. */
function current(
  listed: readonly IncidentRecord[],
  live: ReadonlyMap<string, IncidentRecord>,
): IncidentRecord[] {
  return listed.map((incident) => live.get(incidentKey(incident))).filter((found) => found !== undefined);
}
