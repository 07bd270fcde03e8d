/** The queue: what needs attention, filters, and the cases by the time they have left; or the incidents that nobody took up. */
import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseRow } from "../../dispatch/case_list.ts";
import type { CaseTriage } from "../../streams/record.ts";
import type { CaseLookers } from "../../streams/wire.ts";
import { Choice, Search } from "../cases/filters.tsx";
import type { CaseWords } from "../cases/words.ts";
import type { DistrictNames } from "../desk_city.ts";
import { Icon } from "../icon.tsx";
import { Eye, Star } from "../icons.ts";
import type { Speech } from "../say.ts";
import { incidentKey } from "../state.ts";
import { SeverityShape } from "../wall/shape.tsx";
import { isFiltered, NO_FILTER } from "./address.ts";
import { Countdown, type Countdowns } from "./countdown.tsx";
import { type DispatchModel, useDispatch } from "./model.ts";
import type { DispatchWords } from "./words.ts";

const STRIP: readonly CaseTriage[] = ["late", "short", "unassigned", "mine", "watched"];

export function Queue({ names }: { names: DistrictNames }) {
  const model = useDispatch();
  const words = model.words.value;
  const { list } = model.address.value;
  const waiting = model.waiting.waiting.value;
  const count = { cases: model.queue.rows.value.length + model.queue.more.value, incidents: waiting?.length };
  return (
    <section class="dispatch-queue" aria-label={words.queue}>
      <Triage />
      <div class="dispatch-tabs" role="group" aria-label={words.queue}>
        {(["cases", "incidents"] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={list === name}
            onClick={() => model.change({ list: name })}
          >
            {words.lists[name]}{" "}
            <strong>
              {count[name] === undefined ? "…" : model.speech.value.count(count[name])}
              {name === "incidents" && model.waiting.more.value ? "+" : ""}
            </strong>
          </button>
        ))}
      </div>
      {list === "cases" ? <Filters names={names} /> : null}
      {list === "cases" ? <Cases names={names} /> : <Incidents />}
    </section>
  );
}

function Triage() {
  const model = useDispatch();
  const words = model.words.value;
  const counts = model.queue.counts.value?.triage;
  const { triage, list } = model.address.value;
  return (
    <div class="dispatch-triage" role="group" aria-label={words.triage}>
      {STRIP.map((name) => (
        <button
          key={name}
          type="button"
          // Of nothing that is late nobody is alarmed.
          class={`triage-${counts?.[name] ? name : "none"}`}
          aria-pressed={list === "cases" && triage === name}
          onClick={() =>
            model.change({ list: "cases", triage: list === "cases" && triage === name ? "" : name })}
        >
          <strong>{counts ? model.speech.value.count(counts[name]) : "…"}</strong>
          <span>{words.triageNames[name]}</span>
        </button>
      ))}
    </div>
  );
}

function Filters({ names }: { names: DistrictNames }) {
  const model = useDispatch();
  const state = model.address.value;
  const { speech: { value: speech }, words: { value: words }, caseWords: { value: cases } } = model;
  const counts = model.queue.counts.value;
  return (
    <form class="dispatch-filters" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={words.area}
        value={state.area}
        first={cases.any}
        options={[...names].map(([code, name]): [string, string] => [code, name[state.lang]])}
        onChange={(area) => model.change({ area })}
      />
      <Choice
        label={cases.category}
        value={state.category}
        first={cases.any}
        options={Object.keys(counts?.categories ?? {})
          .map((code): [string, string] => [code, speech.category(code)])
          .sort(([, a], [, b]) => a < b ? -1 : 1)}
        onChange={(category) => model.change({ category })}
      />
      <Choice
        label={cases.severity}
        value={state.severity}
        first={cases.any}
        options={["1", "2", "3", "4"].map((one) => [one, cases.severities[Number(one)]!])}
        onChange={(severity) => model.change({ severity })}
      />
      <Search value={state.q} label={words.filter} onChange={(q) => model.change({ q })} />
    </form>
  );
}

function Cases({ names }: { names: DistrictNames }) {
  const model = useDispatch();
  const words = model.words.value;
  const { queue, speech: { value: speech } } = model;
  const rows = queue.rows.value;
  const state = queue.state.value;
  if (state.kind === "loading") return <p class="dispatch-message" role="status">{words.loading}</p>;
  if (state.kind === "failed") {
    return (
      <div class="dispatch-message" role="alert">
        <strong>{words.cannotRead}</strong>
        <p>{state.error}</p>
        <button type="button" onClick={() => queue.refresh(0)}>{speech.words.retry}</button>
      </div>
    );
  }
  if (rows.length === 0) {
    const filtered = isFiltered(model.address.value);
    return (
      <div class="dispatch-message">
        <strong>{filtered ? words.emptyFilter : words.empty}</strong>
        {filtered
          ? <button type="button" onClick={() => model.change(NO_FILTER)}>{words.clear}</button>
          : <p>{words.emptyHint}</p>}
      </div>
    );
  }
  const more = queue.more.value;
  return (
    <>
      <Rows rows={rows} names={names} model={model} />
      {more > 0 ? <p class="dispatch-note">{words.more(speech.count(more))}</p> : null}
    </>
  );
}

interface RowsProps {
  readonly rows: readonly CaseRow[];
  readonly names: DistrictNames;
  readonly model: DispatchModel;
}

function Rows({ rows, names, model }: RowsProps) {
  const open = model.choice.kind === "case" ? model.choice.id : null;
  const ticked = model.selection.ticked.value;
  const lookers = model.presence.lookers.value;
  const shared = {
    names,
    countdowns: model.countdowns,
    words: model.words.value,
    cases: model.caseWords.value,
    speech: model.speech.value,
    onOpen: useOnce((row: CaseRow) => model.openCase(row.case.id, row.case, row)),
    onTick: useOnce((id: string) => model.selection.tick(id)),
  };
  return (
    <ol class="dispatch-rows">
      {rows.map((row) => (
        <Line
          key={row.case.id}
          row={row}
          open={open === row.case.id}
          ticked={ticked.has(row.case.id)}
          lookers={lookers.get(row.case.id)}
          {...shared}
        />
      ))}
    </ol>
  );
}

/** The same function as long as the page lives: a row that is given another one would be drawn anew. */
function useOnce<F>(act: F): F {
  return useRef(act).current;
}

interface LineProps {
  readonly row: CaseRow;
  readonly open: boolean;
  readonly ticked: boolean;
  readonly lookers: CaseLookers["people"] | undefined;
  readonly names: DistrictNames;
  readonly countdowns: Countdowns;
  readonly words: DispatchWords;
  readonly cases: CaseWords;
  readonly speech: Speech;
  readonly onOpen: (row: CaseRow) => void;
  readonly onTick: (id: string) => void;
}

/** Drawn again only when what it says is another: of five hundred rows one event changes one. */
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    const now = this.props;
    return (Object.keys(next) as (keyof LineProps)[]).some((name) => next[name] !== now[name]);
  }

  render({ row, open, ticked, lookers, names, countdowns, words, cases, speech, onOpen, onTick }: LineProps) {
    const { id, title, severity, stage, crew, suspendedUntil, address, areas } = row.case;
    const where = address === undefined
      ? names.get(areas[0] ?? "")?.[speech.lang] ?? areas[0] ?? ""
      : speech.name(address);
    const lead = crew.find(({ part }) => part === "lead")?.worker;
    return (
      <li class={open ? "open" : ""} data-row={id}>
        <input
          type="checkbox"
          aria-label={words.tick(id)}
          checked={ticked}
          onChange={() => onTick(id)}
        />
        <button type="button" aria-current={open ? "true" : undefined} onClick={() => onOpen(row)}>
          <span class="row-title">
            <SeverityShape severity={severity} name={cases.severities[severity]!} />
            <strong>{speech.name(title)}</strong>
          </span>
          <span class="row-left">
            {row.next
              ? <Countdown next={row.next} words={cases} countdowns={countdowns} />
              : <span class="faint">{suspendedUntil === null ? words.noLimit : words.suspended}</span>}
          </span>
          <span class="row-facts">
            <span>{cases.stages[stage]}</span>
            {lead ? <span>{lead}</span> : null}
            <span>{where}</span>
          </span>
          <span class="row-marks">
            {row.next ? <span class="faint">{cases.clocks[row.next.stage]}</span> : null}
            {row.watched
              ? (
                <span class="row-watched">
                  <Icon node={Star} /> {words.triageNames.watched}
                </span>
              )
              : null}
            {lookers
              ? (
                <span class="row-lookers">
                  <Icon node={Eye} /> {namesOf(lookers, speech)}
                </span>
              )
              : null}
          </span>
        </button>
      </li>
    );
  }
}

export function namesOf(lookers: CaseLookers["people"], speech: Speech): string {
  return lookers.map(({ name }) => speech.name(name)).join(speech.words.comma);
}

function Incidents() {
  const model = useDispatch();
  const { words: { value: words }, speech: { value: speech }, caseWords: { value: cases } } = model;
  const waiting = model.waiting.waiting.value;
  const now = useNow(model);
  if (waiting === null) return <p class="dispatch-message" role="status">{words.loading}</p>;
  if (waiting.length === 0) {
    return (
      <div class="dispatch-message">
        <strong>{words.noIncidents}</strong>
        <p>{words.emptyHint}</p>
      </div>
    );
  }
  const { choice } = model;
  const open = choice.kind === "cell" ? choice.incident : null;
  return (
    <ol class="dispatch-rows">
      {waiting.map((incident) => {
        const key = incidentKey(incident);
        return (
          <li key={key} class={open === key ? "open" : ""} data-row={key}>
            <span />
            <button
              type="button"
              aria-current={open === key ? "true" : undefined}
              onClick={() => model.openIncident(incident, true)}
            >
              <span class="row-title">
                <SeverityShape severity={incident.severity} name={cases.severities[incident.severity]!} />
                <strong>{speech.name(incident.title)}</strong>
              </span>
              <span class="row-left">{speech.when(incident.time, now)}</span>
              <span class="row-facts">
                <span>{speech.category(incident.category)}</span>
                <span>{incident.address ? speech.name(incident.address) : speech.coordinates(incident)}</span>
              </span>
              <span class="row-marks">
                <span class="faint">{speech.source(incident.source)}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** The server's clock, now and then: ages by the minute. */
function useNow({ live }: DispatchModel): number {
  const [now, setNow] = useState(() => live.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(live.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
