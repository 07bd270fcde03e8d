/** What a screen knows of the city from numbered events and pulses. Pure: messages in, next state and what to do out. */
import { assignmentOf } from "../streams/record.ts";
import type { Alert, Hello, IncidentRecord, Pulse, WireEvent } from "../streams/wire.ts";

export type Connection =
  | { readonly kind: "connecting"; readonly since: number }
  | { readonly kind: "live"; readonly since: number }
  /** `since` is when the server was last heard, by this machine's clock. */
  | { readonly kind: "lost"; readonly since: number };

/** An incident that came in while the screen looked on; the map rings it once. */
export interface Arrival {
  readonly key: string;
  readonly lat: number;
  readonly lon: number;
  readonly severity: number;
  /** This machine's clock. */
  readonly at: number;
}

export interface LiveState {
  readonly connection: Connection;
  readonly epoch: string | null;
  /** Number of the last event taken in. */
  readonly seq: number;
  /** Open incidents by {@link incidentKey}. */
  readonly incidents: ReadonlyMap<string, IncidentRecord>;
  /** Those that have not ended, by id. */
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly pulse: Pulse | null;
  /** Server clock minus this machine's, ms. */
  readonly offset: number;
  /** When anything was last heard, by this machine's clock. */
  readonly heard: number;
  readonly arrivals: readonly Arrival[];
}

export type Message =
  | { readonly kind: "hello"; readonly hello: Hello; readonly at: number }
  | { readonly kind: "events"; readonly events: readonly WireEvent[]; readonly at: number }
  | { readonly kind: "pulse"; readonly pulse: Pulse; readonly at: number }
  | { readonly kind: "frame"; readonly at: number }
  | { readonly kind: "disconnected"; readonly at: number }
  /** Time passes: a server that says nothing is as good as gone. */
  | { readonly kind: "tick"; readonly at: number };

/** `resume`: events are missing, ask again from `seq`. `forget`: slots of cells and workers mean nothing any more. */
export type Effect = "resume" | "forget";

export interface Step {
  readonly state: LiveState;
  readonly effects: readonly Effect[];
}

/** Pulses come every second; after so much silence a screen says that it lost the server. */
export const SILENCE_MS = 3_500;
const RING_MS = 2_000;

export function incidentKey({ source, id }: { source: string; id: string }): string {
  return `${source}\u0000${id}`;
}

export function initialState(at: number): LiveState {
  return {
    connection: { kind: "connecting", since: at },
    epoch: null,
    seq: 0,
    incidents: new Map(),
    alerts: new Map(),
    pulse: null,
    offset: 0,
    heard: at,
    arrivals: [],
  };
}

export function reduce(state: LiveState, message: Message): Step {
  switch (message.kind) {
    case "hello":
      return welcome(state, message.hello, message.at);
    case "events":
      return follow(heardAt(state, message.at), message.events, message.at);
    case "pulse":
      return only(takePulse(heardAt(state, message.at), message.pulse, message.at));
    case "frame":
      return only(heardAt(state, message.at));
    case "disconnected":
      return only(lost(state));
    case "tick":
      return only(message.at - state.heard > SILENCE_MS ? lost(state) : state);
  }
}

function only(state: LiveState): Step {
  return { state, effects: [] };
}

function lost(state: LiveState): LiveState {
  // Before the first hello there is no picture that could be out of date.
  if (state.connection.kind !== "live") return state;
  return { ...state, connection: { kind: "lost", since: state.heard } };
}

/** Frames and pulses prove that the server lives only once it said hello. */
function heardAt(state: LiveState, at: number): LiveState {
  if (state.connection.kind === "lost") {
    return { ...state, heard: at, connection: { kind: "live", since: at } };
  }
  return { ...state, heard: at };
}

function welcome(state: LiveState, hello: Hello, at: number): Step {
  const effects: Effect[] = hello.epoch === state.epoch ? [] : ["forget"];
  const greeted: LiveState = {
    ...state,
    connection: state.connection.kind === "live" ? state.connection : { kind: "live", since: at },
    epoch: hello.epoch,
    heard: at,
    offset: hello.now - at,
    // Whole in every hello: what is resumed changes nothing that it does not say already.
    alerts: new Map(hello.alerts.map((alert) => [alert.id, alert])),
  };
  if (hello.state.kind === "resumed") {
    const step = follow(greeted, hello.state.events, at);
    return { state: { ...step.state, seq: hello.seq }, effects };
  }
  const incidents = new Map(
    hello.state.incidents.filter(isOpen).map((incident) => [incidentKey(incident), incident]),
  );
  return { state: { ...greeted, seq: hello.seq, incidents, arrivals: [] }, effects };
}

function follow(state: LiveState, events: readonly WireEvent[], at: number): Step {
  const fresh = events.filter((event) => event.seq > state.seq);
  if (fresh.length === 0) return only(state);
  if (fresh.some((event, i) => event.seq !== state.seq + 1 + i)) return { state, effects: ["resume"] };
  const incidents = new Map(state.incidents), alerts = alertsAfter(state.alerts, fresh);
  const arrivals = state.arrivals.filter((arrival) => at - arrival.at < RING_MS);
  for (const event of fresh) {
    const arrival = apply(incidents, event);
    if (arrival) arrivals.push({ ...arrival, at });
  }
  return only({ ...state, seq: fresh.at(-1)!.seq, incidents, alerts, arrivals });
}

/** The same map where none is about an alert: whoever looks at alerts is told of nothing else. */
function alertsAfter(before: ReadonlyMap<string, Alert>, events: readonly WireEvent[]) {
  const changed = events.flatMap((event) => event.kind === "alert" ? [event.alert] : []);
  if (changed.length === 0) return before;
  const alerts = new Map(before);
  for (const alert of changed) {
    if (alert.ended === null) alerts.set(alert.id, alert);
    else alerts.delete(alert.id);
  }
  return alerts;
}

function apply(incidents: Map<string, IncidentRecord>, event: WireEvent): Omit<Arrival, "at"> | null {
  switch (event.kind) {
    case "incident": {
      const { incident } = event;
      const key = incidentKey(incident);
      if (!isOpen(incident)) {
        incidents.delete(key);
        return null;
      }
      const known = incidents.get(key);
      const assignment = incident.assignment ?? known?.assignment;
      incidents.set(key, assignment ? { ...incident, assignment } : incident);
      const { lat, lon, severity } = incident;
      return known ? null : { key, lat, lon, severity };
    }
    case "hidden":
      if (event.gone) incidents.delete(incidentKey(event.gone));
      return null;
    case "case":
      for (const { source, incident } of event.case.reports) {
        const key = incidentKey({ source, id: incident ?? "" });
        const known = incidents.get(key);
        if (!known) continue;
        const { assignment: _, ...rest } = known;
        const assignment = assignmentOf(event.case, { source, incident: incident! });
        incidents.set(key, assignment ? { ...rest, assignment } : rest);
      }
      return null;
    case "alert":
    case "cameras":
      return null;
  }
}

function isOpen(incident: IncidentRecord): boolean {
  return incident.status === "open";
}

/** Network delay only ever makes the server's clock look late, so an earlier reading wins quickly, a later one slowly. */
function takePulse(state: LiveState, pulse: Pulse, at: number): LiveState {
  const measured = pulse.now - at;
  const offset = measured > state.offset ? measured : state.offset + (measured - state.offset) * 0.1;
  return { ...state, pulse, offset };
}

/**
 * Open incidents, the newest first; equal times by key, so that the order never flickers. One that says it happens later
 * than it came in is as new as its arrival.
 */
export function newestFirst(incidents: ReadonlyMap<string, IncidentRecord>): IncidentRecord[] {
  return [...incidents.values()].sort((a, b) =>
    happened(b) - happened(a) || b.received - a.received || (incidentKey(a) < incidentKey(b) ? -1 : 1)
  );
}

function happened({ time, received }: IncidentRecord): number {
  return Math.min(time, received);
}
