import { describe, expect, it } from "vitest";
import type { CityEvent, IncidentRecord } from "../../streams/record.ts";
import { Shown } from "../../streams/shown.ts";
import type { Viewer } from "../../streams/viewer.ts";

const incident = (id: string, lon: number, status: "open" | "closed" = "open"): IncidentRecord => ({
  ...{ id, source: "s", category: "c", time: 1, lat: 36, lon, severity: 2, title: "秘密", status },
  ...{ cell: "8a30ad86c307fff", revision: 1, received: 1, updated: 1 },
});
const event = (seq: number, record: IncidentRecord): CityEvent => ({
  seq,
  at: seq,
  kind: "incident",
  incident: record,
});

/** Sees what lies west of 120. */
const west: Viewer = {
  key: "west",
  cells: true,
  workers: "none",
  incident: ({ lon }) => lon < 120,
  event: (event) => event.kind === "cameras" ? event : null,
  alert: () => false,
};

describe("what a screen is shown", () => {
  it("begins with what its viewer may see", () => {
    expect(new Shown().begin(west, [incident("a", 119), incident("b", 121)]).map(({ id }) => id)).toEqual([
      "a",
    ]);
  });

  it("keeps every number, and nothing else of what is hidden", () => {
    const events = [event(5, incident("a", 119)), event(6, incident("b", 121))];
    expect(new Shown().filter(west, events)).toEqual([events[0], { seq: 6, at: 6, kind: "hidden" }]);
    const cameras = { seq: 7, at: 7, kind: "cameras", changed: 1 } as const;
    expect(new Shown().filter(west, [cameras])).toEqual([cameras]);
  });

  it("takes back an incident that moves out of sight, once, and shows it again when it comes back", () => {
    const shown = new Shown();
    shown.begin(west, [incident("a", 119)]);
    const gone = { source: "s", id: "a" };
    expect(shown.filter(west, [event(1, incident("a", 121))])).toEqual([{
      seq: 1,
      at: 1,
      kind: "hidden",
      gone,
    }]);
    expect(shown.filter(west, [event(2, incident("a", 122))])).toEqual([{ seq: 2, at: 2, kind: "hidden" }]);
    const back = event(3, incident("a", 119));
    expect(shown.filter(west, [back])).toEqual([back]);
    expect(shown.filter(west, [event(4, incident("a", 121, "closed"))])).toMatchObject([{
      kind: "hidden",
      gone,
    }]);
  });

  it("does not take back what it never showed", () => {
    const shown = new Shown();
    shown.begin(west, [incident("a", 121)]);
    expect(shown.filter(west, [event(1, incident("a", 122))])).toEqual([{ seq: 1, at: 1, kind: "hidden" }]);
  });
});
