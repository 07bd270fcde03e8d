/** Who is shown an alert and who may acknowledge it: as much as they may see of what it tells, and no more. Pure. */
import { type Alert, type AlertKind, concerns } from "../store/alert.ts";
import { markOfArea, markOfWorker, type PastMark } from "../store/ledger_alerts.ts";
import { type Action, type Grant, may, type Target, type Verdict } from "./rights.ts";

/** Where somebody was is personal data, also when it is told as an alert; an SOS asks for help, and so for everybody. */
const LOOK: Readonly<Record<AlertKind, Action>> = {
  sos: "sos.look",
  escalation: "case.look",
  "fence-enter": "workers.look",
  "fence-leave": "workers.look",
  "fence-absent": "workers.look",
  silent: "workers.look",
  bunching: "workers.look",
  uncovered: "incidents.look",
};

type Told = Pick<Alert, "kind" | "subject" | "to">;

export function seesAlert(person: Grant, alert: Told): boolean {
  return may(person, LOOK[alert.kind], targetOf(alert)).ok;
}

/** By which marks somebody finds those that are over which {@link seesAlert} shows them, and no others. */
export function pastOf(person: Grant, kinds: readonly AlertKind[]): PastMark[] {
  return kinds.flatMap((kind): PastMark[] => {
    const sees = (target: Target) => may(person, LOOK[kind], target).ok;
    // Whoever sees what lies in no area and is about no worker of theirs sees all of the kind.
    if (sees({ areas: [], workers: [] })) return [{ kind, mark: "" }];
    const areas = person.areas.filter((code) => sees({ areas: [code] }));
    const own = person.post && sees({ workers: [person.post.id] }) ? [markOfWorker(person.post.id)] : [];
    return [...areas.map(markOfArea), ...own].map((mark) => ({ kind, mark }));
  });
}

/** By which right somebody is shown alerts of a kind. */
export function lookAction(kind: AlertKind): Action {
  return LOOK[kind];
}

export function acknowledgeAction({ kind }: Pick<Alert, "kind">): Action {
  return kind === "sos" ? "sos.acknowledge" : "alert.acknowledge";
}

/** By one of the roles that it is for, in its areas. */
export function mayAcknowledge(person: Grant, alert: Told): Verdict {
  const verdict = may(person, acknowledgeAction(alert), { areas: alert.subject.areas });
  if (!verdict.ok || concerns(person, alert)) return verdict;
  return { ok: false, reason: "role" };
}

function targetOf({ subject: { areas, worker } }: Told): Target {
  return { areas, ...(worker === undefined ? {} : { workers: [worker] }) };
}
