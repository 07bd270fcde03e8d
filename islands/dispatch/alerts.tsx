/** Alerts on the console: the strip of those who call for help above all, and the list of all as a drawer over the map. */
import { useEffect, useState } from "preact/hooks";
import type { Alert } from "../../store/alert.ts";
import { waits } from "../../store/alert.ts";
import { type AlertFilter, NO_ALERT_FILTER } from "../alerts/filter.ts";
import { AlertsList } from "../alerts/list.tsx";
import { useAlerts } from "../alerts/use_alerts.ts";
import { alertWords } from "../alerts/words.ts";
import { isPast } from "../alerts/say_alert.ts";
import type { CallLink } from "../alerts/call_place.ts";
import { askWhoIAm } from "../alerts/me.ts";
import { Icon } from "../icon.tsx";
import { TriangleAlert } from "../icons.ts";
import { callsIn, SosStrip } from "../sos_strip.tsx";
import { placeOf as placeOfCell } from "../../geo/cell.ts";
import { NO_FILTER, writeAddress } from "./address.ts";
import { type DispatchModel, useDispatch } from "./model.ts";

const TICK_MS = 1_000;

export function Sos() {
  const model = useDispatch();
  const calls = callsIn(model.alerts.value.values());
  const calling = calls.length > 0;
  const now = useNow(model, calling);
  useEffect(() => {
    if (!calling) return;
    const stop = new AbortController();
    askWhoIAm(stop.signal);
    return () => stop.abort();
  }, [calling]);
  const voice = { words: alertWords(model.address.value.lang), speech: model.speech.value };
  return (
    <div class="dispatch-sos">
      <SosStrip
        calls={calls}
        desk={model.alertDesk}
        voice={voice}
        now={now}
        linkOf={(call) => linkOf(call, model)}
      />
    </div>
  );
}

/** The console turns to it, as from the list of alerts. */
function linkOf(call: Alert, model: DispatchModel): CallLink | null {
  const { cell, worker } = call.subject;
  if (cell === undefined) return null;
  const choice = { kind: "cell", cell, incident: null } as const;
  return {
    href: `/dispatch${writeAddress({ ...model.address.value, choice, worker: worker ?? null })}`,
    go: () => openAlert(model, call),
  };
}

export function AlertsButton() {
  const model = useDispatch();
  const count = [...model.alerts.value.values()].filter(waits).length;
  const open = model.alertsOpen.value;
  return (
    <button
      type="button"
      class={count > 0 ? "alerts-button waiting" : "alerts-button"}
      aria-pressed={open}
      aria-keyshortcuts="A"
      onClick={() => model.alertsOpen.value = !open}
    >
      <Icon node={TriangleAlert} /> {alertWords(model.address.value.lang).title}{" "}
      <strong>{model.speech.value.count(count)}</strong>
    </button>
  );
}

export function AlertsDrawer() {
  const model = useDispatch();
  return model.alertsOpen.value ? <Drawer model={model} /> : null;
}

function Drawer({ model }: { model: DispatchModel }) {
  const { there, again, older } = useAlerts(model.live.state);
  const [filter, setFilter] = useState<AlertFilter>(NO_ALERT_FILTER);
  const now = useNow(model, true);
  const words = model.words.value;
  const voice = { words: alertWords(model.address.value.lang), speech: model.speech.value };
  return (
    <aside class="dispatch-alerts" aria-label={voice.words.title}>
      <header>
        <h2>{voice.words.title}</h2>
        <button type="button" onClick={() => model.alertsOpen.value = false}>{words.closePanel}</button>
      </header>
      <AlertsList
        there={there}
        onRetry={again}
        onOlder={older}
        filter={filter}
        onFilter={setFilter}
        desk={model.alertDesk}
        voice={voice}
        now={now}
        onOpen={(alert) => openAlert(model, alert)}
      />
    </aside>
  );
}

function openAlert(model: DispatchModel, alert: Alert): void {
  const { subject } = alert;
  const { case: id, cell, fence, lat, lon } = subject;
  const place = lat !== undefined && lon !== undefined ? { lat, lon } : null;
  if (id !== undefined) model.openCase(id, place ?? undefined);
  else if (place) model.openPlace(place);
  else if (cell !== undefined) model.openPlace(placeOfCell(cell));
  else if (fence !== undefined) model.openFences(fence);
  else if (isPast(alert)) model.change({ ...NO_FILTER, list: "cases", triage: "late", queueHidden: false });
  if (subject.worker !== undefined) model.change({ worker: subject.worker });
}

/** The server's clock, once a second while it is looked at. */
function useNow({ live }: DispatchModel, ticking: boolean): number {
  const [now, setNow] = useState(() => live.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(live.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
