/**
 * What somebody is shown of an event of a case. Why one worker was sent and not another says who else was near, how far off and
 * since when unheard of: that is of people's positions, and only for whoever may see those. So are the crew's names. Pure.
 */
import type { Case, CaseEvent } from "../store/case.ts";
import type { Choice } from "./candidates.ts";
import type { Reason } from "./rank.ts";
import { type Grant, may } from "./rights.ts";

export function eventShownTo(person: Grant, { areas }: Pick<Case, "areas">, event: CaseEvent): CaseEvent {
  if (event["choice"] === undefined || may(person, "workers.look", { areas }).ok) return event;
  return { ...event, choice: withoutOthers(event["choice"] as Choice) };
}

/** Names of the crew by worker, as far as they are known. */
export function crewNames(
  person: Grant,
  { areas, crew }: Pick<Case, "areas" | "crew">,
  nameOf: (worker: string) => string | null,
): Readonly<Record<string, string>> {
  return Object.fromEntries(crew.flatMap(({ worker }) => {
    const name = may(person, "workers.look", { areas, workers: [worker] }).ok ? nameOf(worker) : null;
    return name === null ? [] : [[worker, name]];
  }));
}

/** About whoever was sent, and how many could not go; nothing of anybody else. */
function withoutOthers({ proposed, chosen, because, instead, ...choice }: Choice): Choice {
  const isProposed = proposed === chosen;
  return {
    ...choice,
    chosen,
    proposed: isProposed ? proposed : null,
    because: isProposed ? because : null,
    instead: instead && withoutCases(instead),
    passedOver: [],
  };
}

/** What else somebody has in hand may lie where the reader sees no case. */
function withoutCases(reason: Reason): Reason {
  if (reason.code === "own-deadline") return { code: "busy", case: null, cases: 1 };
  return reason.code === "busy" ? { ...reason, case: null } : reason;
}
