/** What a handover tells: changes, what is late next, alerts, silent workers, promises. */
import type { ClockStage } from "../../dispatch/case_clocks.ts";
import type { HandoverCase, HandoverSheet, Promised } from "../../store/handover.ts";
import { whatOf, whereOf } from "../alerts/say_alert.ts";
import { alertWords } from "../alerts/words.ts";
import { caseWords } from "../cases/words.ts";
import type { Speech } from "../say.ts";
import { SeverityShape } from "../wall/shape.tsx";
import type { HandoverWords } from "./words.ts";

interface Props {
  readonly sheet: HandoverSheet;
  /** Null: they are being written. */
  readonly promises: readonly Promised[] | null;
  readonly words: HandoverWords;
  readonly speech: Speech;
}

export function SheetView({ sheet, promises, words, speech }: Props) {
  const { from, to, changes, open, late, overdue, next, noted, alerts, silent } = sheet;
  const voice = { words: alertWords(speech.lang), speech };
  return (
    <div class="handover-sheet">
      <p class="handover-period">
        {words.period(speech.dayClock(from), speech.dayClock(to))} ·{" "}
        {words.open(speech.count(open), speech.count(late))}
      </p>
      <dl class="handover-changes">
        {Object.entries(words.changes).map(([name, title]) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd>{speech.count(changes[name as keyof typeof changes])}</dd>
          </div>
        ))}
      </dl>
      {overdue.length === 0 ? null : (
        <Part title={words.overdue(speech.count(late))} empty="" rows={overdue}>
          {(c) => <CaseLine key={c.id} c={c} words={words} speech={speech} />}
        </Part>
      )}
      <Part title={words.next} empty={words.noNext} rows={next}>
        {(c) => <CaseLine key={c.id} c={c} words={words} speech={speech} />}
      </Part>
      <Part title={words.noted} empty={words.noNoted} rows={noted}>
        {(c) => <CaseLine key={c.id} c={c} words={words} speech={speech} />}
      </Part>
      <Part title={words.alerts} empty={words.noAlerts} rows={alerts}>
        {(alert) => (
          <li key={alert.id}>
            <strong>{voice.words.kinds[alert.kind]}</strong>
            <span>
              {[whatOf(alert, voice, to), whereOf(alert, voice), words.since(speech.dayClock(alert.at))]
                .filter(Boolean).join(" · ")}
            </span>
            <span class={alert.acknowledged === null ? "warn" : "faint"}>
              {alert.acknowledged === null
                ? words.unacknowledged
                : words.acknowledgedBy(speech.name(alert.acknowledged.name))}
            </span>
          </li>
        )}
      </Part>
      {sheet.withoutWorkers ? null : (
        <Part title={words.silent} empty={words.noSilent} rows={silent}>
          {({ worker, name, since }) => (
            <li key={worker}>
              <strong>{name === undefined ? worker : speech.name(name)}</strong>
              <span>
                {name === undefined ? "" : `${worker} · `}
                {words.since(speech.dayClock(since))}
              </span>
            </li>
          )}
        </Part>
      )}
      {promises === null ? null : (
        <Part title={words.promises} empty={words.noPromises} rows={promises}>
          {({ text, case: of, until }) => (
            <li key={text}>
              <strong>{text}</strong>
              <span>{[of, until && words.due(speech.dayClock(until))].filter(Boolean).join(" · ")}</span>
            </li>
          )}
        </Part>
      )}
    </div>
  );
}

function Part<T>({ title, empty, rows, children }: {
  title: string;
  empty: string;
  rows: readonly T[];
  children: (row: T) => preact.ComponentChildren;
}) {
  return (
    <section>
      <h3>{title}</h3>
      {rows.length === 0 ? <p class="faint">{empty}</p> : <ul class="handover-list">{rows.map(children)}</ul>}
    </section>
  );
}

function CaseLine({ c: { id, title, severity, stage, due }, words, speech }: {
  c: HandoverCase;
  words: HandoverWords;
  speech: Speech;
}) {
  const ofCases = caseWords(speech.lang);
  return (
    <li>
      <SeverityShape severity={severity} name={ofCases.severities[severity]!} />
      <strong>
        <a href={`/cases/${encodeURIComponent(id)}${speech.lang === "en" ? "?lang=en" : ""}`}>
          {speech.name(title)}
        </a>
      </strong>
      <span>{id} · {ofCases.stages[stage]}</span>
      {due
        ? (
          <span class={due.late ? "left-late" : ""}>
            {ofCases.clocks[due.clock as ClockStage]}{" "}
            {due.late ? words.late(speech.dayClock(due.at)) : words.due(speech.dayClock(due.at))}
          </span>
        )
        : null}
    </li>
  );
}
