/** Which alerts a list shows, and in which order: those that ask for somebody first, the most severe first. Pure. */
import { type Alert, ALERT_KINDS, type AlertKind, waits } from "../../store/alert.ts";

export const WHICH = ["waiting", "open", "all"] as const;
export type Which = (typeof WHICH)[number];

export interface AlertFilter {
  /** Null: every kind. */
  readonly kind: AlertKind | null;
  /** Those that nobody acknowledged, all that go on, or those that are over too. */
  readonly which: Which;
}

export const NO_ALERT_FILTER: AlertFilter = { kind: null, which: "open" };

export function filterAlerts(alerts: Iterable<Alert>, { kind, which }: AlertFilter): Alert[] {
  return [...alerts].filter((alert) =>
    (kind === null || alert.kind === kind) &&
    (which === "all" || (which === "waiting" ? waits(alert) : alert.ended === null))
  ).sort(byNeed);
}

/** How many of each kind a filter by state leaves; kinds without any are left out. */
export function kindsIn(alerts: Iterable<Alert>, which: Which): readonly (readonly [AlertKind, number])[] {
  const left = filterAlerts(alerts, { kind: null, which });
  return ALERT_KINDS.flatMap((kind) => {
    const count = left.filter((alert) => alert.kind === kind).length;
    return count === 0 ? [] : [[kind, count] as const];
  });
}

/** From the words of an address, which may be anything. */
export function readAlertFilter(kind: string | null, which: string | null): AlertFilter {
  return {
    kind: ALERT_KINDS.find((one) => one === kind) ?? null,
    which: WHICH.find((one) => one === which) ?? NO_ALERT_FILTER.which,
  };
}

function byNeed(a: Alert, b: Alert): number {
  return Number(waits(b)) - Number(waits(a)) || Number(a.ended !== null) - Number(b.ended !== null) ||
    a.severity - b.severity || b.at - a.at || (a.id < b.id ? 1 : -1);
}
