/** The selected hexagon: its counts, its day, what is open in it, and whom to send. */
import { useEffect } from "preact/hooks";
import type { IncidentRecord } from "../../streams/record.ts";
import { Icon } from "../icon.tsx";
import { X } from "../icons.ts";
import { incidentKey } from "../state.ts";
import type { Window } from "../../streams/wire.ts";
import { WorkerLine } from "./candidate_list.tsx";
import { type CellAnswer, mostUrgent, type TrendAnswer } from "./cell_answer.ts";
import { Dispatch } from "./dispatch.tsx";
import { TrendChart } from "./line_chart.tsx";
import { useWall } from "./model.ts";
import { type Resource, useResource } from "./resource.ts";
import { Rolling } from "./rolling.tsx";
import { TickerLine } from "./ticker.tsx";

const CELL_EVERY_MS = 3_000;
const TREND_EVERY_MS = 60_000;
const LISTED = 6;
const NEAREST = 4;

export function Selection() {
  const model = useWall();
  const { cell } = model.screen.value;
  useEscape(() => model.clear());
  return cell === null ? null : <CellPanel key={cell} cell={cell} />;
}

function CellPanel({ cell }: { cell: string }) {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const [answer, retry] = useResource<CellAnswer>(`/api/cells/${cell}`, CELL_EVERY_MS);
  const value = answer.kind === "ready" ? answer.value : null;
  return (
    <section class="panel selection" aria-labelledby="selection-title">
      <header>
        <h2 id="selection-title">{words.selectedCell}</h2>
        <span class="age mono">
          {cell} {value ? `· ${words.area((value.areaM2 / 1e6).toFixed(2))}` : null}
        </span>
        <button type="button" class="icon-button" aria-label={words.close} onClick={() => model.clear()}>
          <Icon node={X} />
        </button>
      </header>
      {answer.kind === "failed"
        ? (
          <p class="error" role="alert">
            {words.cellFailed}{" "}
            <button type="button" class="text-button" onClick={retry}>{words.retry}</button>
          </p>
        )
        : value
        ? <CellContent answer={value} stale={answer.kind === "ready" && answer.stale} />
        : <p class="empty">{words.loading}</p>}
    </section>
  );
}

function CellContent({ answer, stale }: { answer: CellAnswer; stale: boolean }) {
  const model = useWall();
  const { words } = model.speech.value;
  const { window, incident } = model.screen.value;
  const all = current(answer.incidents, model.incidents.value);
  const chosen = (incident ? model.incidents.value.get(incident) : null) ?? mostUrgent(all);
  const listed = all.slice(0, LISTED);
  return (
    <div class={stale ? "selection-body stale" : "selection-body"}>
      <CellFigures answer={answer} window={window} />
      <Trend cell={answer.cell} />
      <h3>{words.incidentsHere}</h3>
      {listed.length === 0 ? <p class="empty">{words.noIncidentsHere}</p> : (
        <ol class="cell-incidents">
          {listed.map((open) => (
            <TickerLine
              key={incidentKey(open)}
              incident={open}
              now={model.now.value}
              speech={model.speech.value}
              chosen={chosen !== null && incidentKey(open) === incidentKey(chosen)}
              onOpen={() => model.change({ incident: incidentKey(open) })}
            />
          ))}
        </ol>
      )}
      {chosen ? <Dispatch key={incidentKey(chosen)} incident={chosen} /> : <Nearest answer={answer} />}
    </div>
  );
}

/** The answer is seconds old; the events are not: closed ones leave and assignments show at once. */
function current(
  listed: readonly IncidentRecord[],
  live: ReadonlyMap<string, IncidentRecord>,
): IncidentRecord[] {
  return listed.map((incident) => live.get(incidentKey(incident))).filter((found) => found !== undefined);
}

function CellFigures({ answer: { counts }, window }: { answer: CellAnswer; window: Window }) {
  const { speech: { value: speech } } = useWall();
  const { words } = speech;
  const figure = (value: number, label: string) => (
    <li>
      <Rolling value={value} say={(n) => speech.count(n)} />
      <span class="kpi-label">{label}</span>
    </li>
  );
  return (
    <ul class="cell-figures">
      {figure(counts.open, words.openNow)}
      {figure(counts.incidents[window], words.incidentsIn[window])}
      {figure(counts.workers, words.workersHere)}
    </ul>
  );
}

function Trend({ cell }: { cell: string }) {
  const { speech: { value: speech }, now } = useWall();
  const { words } = speech;
  const [answer, retry] = useResource<TrendAnswer>(`/api/cells/${cell}/trend?hours=24`, TREND_EVERY_MS);
  return (
    <div class="trend-box">
      <h3>{words.trend}</h3>
      <TrendBody answer={answer} retry={retry} />
    </div>
  );

  function TrendBody({ answer, retry }: { answer: Resource<TrendAnswer>; retry: () => void }) {
    if (answer.kind === "loading") return <p class="empty trend-room">{words.loading}</p>;
    if (answer.kind === "failed") {
      return (
        <p class="error trend-room">
          {words.trendFailed} <button type="button" class="text-button" onClick={retry}>{words.retry}</button>
        </p>
      );
    }
    const { points, from } = answer.value;
    const lines = [
      { label: words.trendFixes, tone: "second" as const, values: points.map(({ fixes }) => fixes) },
      {
        label: words.trendIncidents,
        tone: "more" as const,
        values: points.map(({ incidents }) => incidents),
      },
    ].filter(({ values }) => values.some((value) => value > 0));
    if (lines.length === 0) return <p class="empty trend-room">{words.trendEmpty}</p>;
    return (
      <TrendChart
        lines={lines}
        from={speech.hourMinute(from)}
        to={speech.hourMinute(now.peek())}
        most={(n) => words.most(speech.count(n))}
      />
    );
  }
}

function Nearest({ answer: { nearest } }: { answer: CellAnswer }) {
  const { words } = useWall().speech.value;
  return (
    <>
      <h3>{words.nearestWorkers}</h3>
      {nearest.length === 0 ? <p class="empty">{words.noWorkersNear}</p> : (
        <ul class="nearest">
          {nearest.slice(0, NEAREST).map((candidate) => (
            <li key={candidate.worker}>
              <WorkerLine candidate={candidate} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function useEscape(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
