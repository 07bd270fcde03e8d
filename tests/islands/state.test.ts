import { caseSummary } from "../streams/case_summary.ts";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  incidentKey,
  initialState,
  type LiveState,
  newestFirst,
  reduce,
  SILENCE_MS,
} from "../../islands/state.ts";
import type { Alert, CityEvent, Hello, IncidentRecord, Pulse, WireEvent } from "../../streams/wire.ts";

const incident = (id: string, more: Partial<IncidentRecord> = {}): IncidentRecord => ({
  id,
  source: "patrol",
  category: "rubbish",
  time: 1_000,
  severity: 3,
  title: `Incident ${id}`,
  status: "open",
  lat: 36.6,
  lon: 121.9,
  cell: "8a30ad86c307fff",
  revision: 1,
  received: 1_000,
  updated: 1_000,
  ...more,
});

const opened = (seq: number, id: string, more: Partial<IncidentRecord> = {}): CityEvent => ({
  seq,
  at: seq * 1_000,
  kind: "incident",
  incident: incident(id, more),
});

const assigned = (seq: number, id: string, worker: string | null): CityEvent => ({
  seq,
  at: seq * 1_000,
  kind: "case",
  version: 3,
  case: caseSummary({ source: "patrol", incident: id, worker, by: "Chen", at: 1 }),
  event: { kind: "dispatch", by: "p1", name: "Chen", at: 1 },
});

const snapshot = (seq: number, incidents: readonly IncidentRecord[] = [], epoch = "a"): Hello => ({
  version: 2,
  epoch,
  now: 50_000,
  seq,
  state: { kind: "snapshot", incidents },
  alerts: [],
});

const pulse = (now: number): Pulse => ({
  now,
  seq: 0,
  feeds: [],
  engine: "up",
  backlog: 0,
  totals: { workers: 0, incidents: 0, unassigned: 0, arrived: [0, 0, 0], cameras: 0, fixesPerSecond: 0 },
});

const greeted = (hello = snapshot(0)): LiveState =>
  reduce(initialState(0), { kind: "hello", hello, at: 10 }).state;

const ids = ({ incidents }: LiveState) => [...incidents.values()].map(({ id }) => id).sort();

describe("the state of a screen", () => {
  test("a snapshot replaces what was known, and closed incidents are not shown", () => {
    const state = greeted(snapshot(7, [incident("1"), incident("2", { status: "closed" })]));
    expect(ids(state)).toEqual(["1"]);
    expect(state.seq).toBe(7);
    expect(state.connection.kind).toBe("live");
    const again = reduce(state, { kind: "hello", hello: snapshot(9, [incident("3")]), at: 20 });
    expect(ids(again.state)).toEqual(["3"]);
  });

  test("another epoch makes the slots of cells and workers worthless, the same epoch does not", () => {
    const state = greeted();
    expect(reduce(state, { kind: "hello", hello: snapshot(0), at: 20 }).effects).toEqual([]);
    expect(reduce(state, { kind: "hello", hello: snapshot(0, [], "b"), at: 20 }).effects).toEqual(["forget"]);
  });

  test("events in order open, change, assign and close incidents", () => {
    const events = [
      opened(1, "1"),
      opened(2, "2"),
      assigned(3, "2", "W7"),
      opened(4, "1", { status: "closed" }),
    ];
    const { state, effects } = reduce(greeted(), { kind: "events", events, at: 30 });
    expect(effects).toEqual([]);
    expect(ids(state)).toEqual(["2"]);
    expect(state.incidents.get(incidentKey({ source: "patrol", id: "2" }))?.assignment?.worker).toBe("W7");
    expect(state.seq).toBe(4);
  });

  test("an incident whose case sends nobody any more waits again", () => {
    const events = [opened(1, "1"), assigned(2, "1", "W7"), assigned(3, "1", null)];
    const { state } = reduce(greeted(), { kind: "events", events, at: 20 });
    expect([...state.incidents.values()].map(({ id, assignment }) => [id, assignment])).toEqual([[
      "1",
      undefined,
    ]]);
  });

  test("a later revision without an assignment does not forget who was sent", () => {
    const events = [opened(1, "1"), assigned(2, "1", "W7"), opened(3, "1", { title: "worse", revision: 2 })];
    const { state } = reduce(greeted(), { kind: "events", events, at: 30 });
    const [record] = [...state.incidents.values()];
    expect(record?.title).toBe("worse");
    expect(record?.assignment?.worker).toBe("W7");
  });

  test("a gap changes nothing and asks to resume", () => {
    const state = greeted(snapshot(5));
    const step = reduce(state, { kind: "events", events: [opened(7, "7")], at: 30 });
    expect(step.effects).toEqual(["resume"]);
    expect(ids(step.state)).toEqual([]);
    expect(step.state.seq).toBe(5);
  });

  test("events that were seen already are ignored", () => {
    const state = reduce(greeted(), { kind: "events", events: [opened(1, "1")], at: 30 }).state;
    expect(reduce(state, { kind: "events", events: [opened(1, "1")], at: 40 }).state.incidents).toBe(
      state.incidents,
    );
  });

  test("however events are cut into messages, and resent, the state is the same", () => {
    const history = Array.from(
      { length: 30 },
      (_, i) =>
        i % 3 === 2 ? opened(i + 1, String(i % 5), { status: "closed" }) : opened(i + 1, String(i % 5)),
    );
    const whole = reduce(greeted(), { kind: "events", events: history, at: 0 }).state;
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }), (cuts) => {
      let state = greeted();
      let from = 0;
      for (const to of [...cuts.sort((a, b) => a - b), 30]) {
        // One event too many at the front: the resumed part overlaps what is known.
        const events = history.slice(Math.max(0, from - 1), to);
        state = reduce(state, { kind: "events", events, at: 0 }).state;
        from = Math.max(from, to);
      }
      expect(ids(state)).toEqual(ids(whole));
      expect(state.seq).toBe(30);
    }));
  });

  test("only incidents that come in while the screen looks on are arrivals", () => {
    const state = greeted(snapshot(3, [incident("1")]));
    expect(state.arrivals).toEqual([]);
    const next = reduce(state, { kind: "events", events: [opened(4, "1"), opened(5, "2")], at: 30 }).state;
    expect(next.arrivals.map(({ key }) => key)).toEqual([incidentKey({ source: "patrol", id: "2" })]);
  });
});

describe("the connection", () => {
  test("silence makes a live server lost since it was last heard, and a pulse heals it", () => {
    const state = reduce(greeted(), { kind: "pulse", pulse: pulse(50_100), at: 1_000 }).state;
    const still = reduce(state, { kind: "tick", at: 1_000 + SILENCE_MS }).state;
    expect(still.connection.kind).toBe("live");
    const lost = reduce(state, { kind: "tick", at: 1_001 + SILENCE_MS }).state;
    expect(lost.connection).toEqual({ kind: "lost", since: 1_000 });
    expect(reduce(lost, { kind: "pulse", pulse: pulse(60_000), at: 9_000 }).state.connection.kind).toBe(
      "live",
    );
  });

  test("before the first hello nothing is lost, only not there yet", () => {
    const state = reduce(initialState(0), { kind: "disconnected", at: 60_000 }).state;
    expect(state.connection.kind).toBe("connecting");
  });

  test("the server's clock is taken from the fastest message, and drifts back slowly", () => {
    const state = greeted();
    expect(state.offset).toBe(49_990);
    const late = reduce(state, { kind: "pulse", pulse: pulse(50_500), at: 1_010 }).state;
    expect(late.offset).toBeGreaterThan(49_900);
    const early = reduce(late, { kind: "pulse", pulse: pulse(52_000), at: 2_000 }).state;
    expect(early.offset).toBe(50_000);
  });
});

test("newestFirst() orders by time, then by when it was heard of, and never by chance", () => {
  const records = [
    incident("b"),
    incident("a"),
    incident("c", { time: 5 }),
    incident("d", { time: 9_000, received: 9_500 }),
  ];
  const map = new Map(records.map((record) => [incidentKey(record), record]));
  expect(newestFirst(map).map(({ id }) => id)).toEqual(["d", "a", "b", "c"]);
});

test("newestFirst() takes one that says it happens later for as new as its arrival", () => {
  const records = [
    incident("ahead", { time: 90_000, received: 5_000 }),
    incident("now", { time: 6_000, received: 6_100 }),
  ];
  const map = new Map(records.map((record) => [incidentKey(record), record]));
  expect(newestFirst(map).map(({ id }) => id)).toEqual(["now", "ahead"]);
});

test("what may not be seen is a number that is skipped, and takes back what moved out of sight", () => {
  const at = 10;
  const { state } = reduce(initialState(0), { kind: "hello", hello: snapshot(3, [incident("a")]), at });
  const hidden = (seq: number, gone?: { source: string; id: string }) =>
    ({ seq, at: seq, kind: "hidden", ...(gone ? { gone } : {}) }) as const;
  const after = reduce(state, { kind: "events", events: [hidden(4), opened(5, "b"), hidden(6)], at });
  expect(after.effects).toEqual([]);
  expect([after.state.seq, after.state.incidents.size]).toEqual([6, 2]);
  const gone = reduce(after.state, {
    kind: "events",
    events: [hidden(7, { source: "patrol", id: "a" })],
    at,
  });
  expect([...gone.state.incidents.values()].map(({ id }) => id)).toEqual(["b"]);
});

describe("alerts on a screen", () => {
  const alert = (id: string, ended: number | null = null): Alert => ({
    ...{ id, kind: "sos", cause: id, at: 1, severity: 1, subject: { areas: [] }, to: [], data: {} },
    ...{ acknowledged: null, ended },
  });
  const told = (seq: number, one: Alert): WireEvent => ({
    ...{ seq, at: seq, kind: "alert", did: one.ended === null ? "raised" : "acknowledged", alert: one },
  });
  const ids = (state: LiveState) => [...state.alerts.keys()];

  it("are those of the hello and of the events since, until they end", () => {
    const begun = reduce(initialState(0), {
      kind: "hello",
      hello: { ...snapshot(4), alerts: [alert("a1")] },
      at: 0,
    }).state;
    expect(ids(begun)).toEqual(["a1"]);
    const events = [told(5, alert("a2")), told(6, alert("a1", 6))];
    const then = reduce(begun, { kind: "events", events, at: 1 }).state;
    expect(ids(then)).toEqual(["a2"]);
    const other = reduce(then, { kind: "events", events: [{ seq: 7, at: 7, kind: "hidden" }], at: 2 }).state;
    expect(other.alerts, "whoever looks at alerts is told of nothing else").toBe(then.alerts);
  });

  it("are what a hello says where the screen only resumes: what ended meanwhile is gone", () => {
    const begun = reduce(initialState(0), {
      kind: "hello",
      hello: { ...snapshot(4), alerts: [alert("a1"), alert("a2")] },
      at: 0,
    }).state;
    const events = [told(5, alert("a1", 5))];
    const hello = { ...snapshot(5), state: { kind: "resumed", events } as const, alerts: [alert("a2")] };
    expect(ids(reduce(begun, { kind: "hello", hello, at: 1 }).state)).toEqual(["a2"]);
  });
});
