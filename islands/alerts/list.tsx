/** The list of alerts: what happened, to whom, where and when, who acknowledged, narrowed by kind and state. */
import type { Alert, AlertKind } from "../../store/alert.ts";
import { concerns, waits } from "../../store/alert.ts";
import { SeverityShape } from "../wall/shape.tsx";
import { type AlertDesk, unheard } from "./acknowledging.ts";
import { type AlertFilter, filterAlerts, kindsIn, NO_ALERT_FILTER, WHICH } from "./filter.ts";
import { me } from "./me.ts";
import { isPast, placeOf, type Voice, whatOf, whereOf } from "./say_alert.ts";
import type { AlertsThere } from "./use_alerts.ts";

interface Props {
  readonly there: AlertsThere;
  readonly onRetry: () => void;
  readonly onOlder: () => void;
  readonly filter: AlertFilter;
  readonly onFilter: (filter: AlertFilter) => void;
  readonly desk: AlertDesk;
  readonly voice: Voice;
  /** Server clock, epoch ms. */
  readonly now: number;
  /** Shows what an alert is about, on the map or as a case. */
  readonly onOpen?: (alert: Alert) => void;
}

export function AlertsList(props: Props) {
  const { there, onRetry, onOlder, filter, onFilter, voice } = props;
  const { words, speech } = voice;
  if (there.kind === "loading") return <p class="alerts-message" role="status">{words.loading}</p>;
  if (there.kind === "failed") {
    return (
      <div class="alerts-message" role="alert">
        <p>{words.failedList}</p>
        <p class="note">{there.error}</p>
        <button type="button" onClick={onRetry}>{words.readAgain}</button>
      </div>
    );
  }
  const rows = filterAlerts(there.alerts, filter);
  return (
    <section class={`alerts ${there.old === null ? "" : "stale"}`} aria-label={words.title}>
      {there.old === null ? null : <p role="status">{words.old(speech.clock(there.old))}</p>}
      <Filters alerts={there.alerts} {...{ filter, onFilter, voice }} />
      {rows.length === 0
        ? (
          <p class="alerts-message">
            {there.alerts.length === 0 || filter === NO_ALERT_FILTER ? words.empty : words.emptyFilter}
          </p>
        )
        : <ul class="alerts-rows">{rows.map((alert) => <Row key={alert.id} {...props} alert={alert} />)}</ul>}
      {there.older === "none" || filter.which !== "all" ? null : (
        <p class="alerts-older">
          <button type="button" disabled={there.older === "coming"} onClick={onOlder}>
            {there.older === "coming" ? words.loading : words.older}
          </button>
        </p>
      )}
    </section>
  );
}

function Filters(
  { alerts, filter, onFilter, voice: { words, speech } }:
    & Pick<Props, "filter" | "onFilter" | "voice">
    & { readonly alerts: readonly Alert[] },
) {
  const kinds = kindsIn(alerts, filter.which);
  const known = filter.kind === null || kinds.some(([kind]) => kind === filter.kind);
  const options = known ? kinds : [...kinds, [filter.kind!, 0] as const];
  return (
    <div class="alerts-filters">
      <label>
        <span>{words.state}</span>
        <select
          value={filter.which}
          onChange={({ currentTarget }) =>
            onFilter({ ...filter, which: currentTarget.value as AlertFilter["which"] })}
        >
          {WHICH.map((which) => <option key={which} value={which}>{words.which[which]}</option>)}
        </select>
      </label>
      <label>
        <span>{words.filter}</span>
        <select
          value={filter.kind ?? ""}
          onChange={({ currentTarget }) =>
            onFilter({ ...filter, kind: (currentTarget.value || null) as AlertKind | null })}
        >
          <option value="">{words.any}</option>
          {options.map(([kind, count]) => (
            <option key={kind} value={kind}>{`${words.kinds[kind]} ${speech.count(count)}`}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Row({ alert, desk, voice, now, onOpen, onRetry }: Props & { readonly alert: Alert }) {
  const { words, speech } = voice;
  const state = desk.sent.value.get(alert.id);
  const press = alert.kind === "sos" ? words.acknowledge : words.confirm;
  const said = unheard(state, words, press), where = whereOf(alert, voice);
  const may = asks(alert) && me.value !== null && concerns(me.value, alert);
  return (
    <li class={`alert-row ${waits(alert) ? "waits" : ""} ${alert.ended === null ? "" : "over"}`}>
      <p class="alert-kind">
        <SeverityShape severity={alert.severity} />
        <strong>{words.kinds[alert.kind]}</strong>
        <time dateTime={new Date(alert.at).toISOString()}>{speech.when(alert.at, now)}</time>
      </p>
      <p>{whatOf(alert, voice, now)}</p>
      {where || alert.kind === "sos"
        ? (
          <p class="note">
            {[where, ...alert.kind === "sos" ? [placeOf(alert, voice, now)] : []].filter((part) =>
              part !== ""
            )
              .join(" · ")}
          </p>
        )
        : null}
      <p class="note">{whatBecameOf(alert, voice, now)}</p>
      {said === null ? null : <p class="error" role="status">{said}</p>}
      <p class="alert-acts">
        {onOpen && isSomewhere(alert)
          ? <button type="button" onClick={() => onOpen(alert)}>{words.show}</button>
          : null}
        {may
          ? (
            <button
              type="button"
              class="primary"
              disabled={state?.kind === "sending"}
              onClick={() => void desk.acknowledge(alert.id).then(onRetry)}
            >
              {state?.kind === "sending" ? words.sending : press}
            </button>
          )
          : null}
      </p>
    </li>
  );
}

/** A late stage was late also when it is done by now: somebody says that they know. */
function asks(alert: Alert): boolean {
  return waits(alert) || alert.kind === "escalation" && alert.acknowledged === null;
}

function isSomewhere(alert: Alert): boolean {
  const { case: id, cell, fence } = alert.subject;
  return id !== undefined || cell !== undefined || fence !== undefined || isPast(alert);
}

function whatBecameOf({ kind, acknowledged, ended }: Alert, { words, speech }: Voice, now: number): string {
  const who = acknowledged &&
    words.confirmed(speech.name(acknowledged.name), speech.when(acknowledged.at, now));
  const over = ended !== null && kind !== "sos" ? words.ended(speech.when(ended, now)) : null;
  if (!who && over) return `${over} · ${words.endedAlone}`;
  return [who, acknowledged?.note, over].filter((part) => part).join(" · ");
}
