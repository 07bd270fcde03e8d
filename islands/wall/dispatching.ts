/** Sending somebody to one incident: who could go, who is chosen, and what became of the command. */
import { useEffect, useState } from "preact/hooks";
import type { CandidatesAnswer } from "../../dispatch/candidates.ts";
import type { IncidentRecord } from "../../streams/record.ts";
import { incidentKey } from "../state.ts";
import type { Candidate } from "./cell/answer.ts";
import { useDispatcher } from "./dispatcher_name.tsx";
import { useWall } from "./model.ts";
import { type Resource, useResource } from "./resource.ts";
import { answered, commandFor, IDLE, randomKey, type Sending, unanswered } from "./sending.ts";

const REFRESH_MS = 5_000;

export interface Dispatching {
  readonly incident: IncidentRecord;
  /** Nobody was sent yet. */
  readonly open: boolean;
  readonly answer: Resource<CandidatesAnswer>;
  readonly retry: () => void;
  /** Whom the button sends; null: nobody is free. */
  readonly target: Candidate | null;
  readonly choose: (worker: string) => void;
  readonly sending: Sending;
  readonly send: () => void;
}

/** `incident` null: there is nothing to send anybody to. */
export function useDispatching(incident: IncidentRecord | null): Dispatching | null {
  const model = useWall();
  const name = useDispatcher();
  const key = incident ? incidentKey(incident) : null;
  const [of, setOf] = useState<{ key: string | null; sending: Sending; chosen: string | null }>({
    key,
    sending: IDLE,
    chosen: null,
  });
  // Another incident begins anew.
  const { sending, chosen } = of.key === key ? of : { sending: IDLE, chosen: null };
  const change = (part: { sending?: Sending; chosen?: string }) =>
    setOf((before) => ({ ...before.key === key ? before : { sending: IDLE, chosen: null }, ...part, key }));
  const settled = sending.kind === "sent" || sending.kind === "taken";
  const open = incident !== null && !incident.assignment && !settled;
  const [answer, retry] = useResource<CandidatesAnswer>(
    open ? candidatesUrl(incident) : null,
    REFRESH_MS,
  );
  const candidates = answer.kind === "ready" ? answer.value.ranked : [];
  const best = candidates.find(({ able }) => able) ?? null;
  // The list is read again every few seconds: what a person chose stays chosen while it is still offered.
  const target = candidates.find(({ worker }) => worker === chosen) ?? best;

  const send = async () => {
    if (!incident || !target?.free || !name.value || sending.kind === "sending") return;
    const wish = { source: incident.source, incident: incident.id, worker: target.worker, by: name.value };
    const command = commandFor(wish, sending, randomKey);
    // From here on this incident stays in the panel, whatever else happens in the hexagon.
    model.change({ incident: incidentKey(incident) });
    change({ sending: { kind: "sending", command } });
    try {
      change({ sending: answered(await model.live.assign(command)) });
    } catch (error) {
      change({ sending: unanswered(error, command, sending) });
    }
  };
  useEnter(open ? send : null);
  if (!incident) return null;
  const choose = (worker: string) => change({ chosen: worker });
  return { incident, open, answer, retry, target, choose, sending, send: () => void send() };
}

function candidatesUrl({ source, id }: IncidentRecord): string {
  return `/api/candidates?${new URLSearchParams({ source, incident: id })}`;
}

/** Enter sends from anywhere but a place where Enter has a meaning of its own. */
function useEnter(act: (() => void) | null): void {
  useEffect(() => {
    if (!act) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.repeat || event.defaultPrevented) return;
      const at = event.target as HTMLElement;
      if (at.closest("button, a, select, textarea, input:not([type=radio])")) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  });
}
