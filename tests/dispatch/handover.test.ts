import { describe, expect, test } from "vitest";
import { evolve, opened } from "../../dispatch/case.ts";
import { changesOf, sheetOf } from "../../dispatch/handover.ts";
import { CityTables } from "../../dispatch/city_tables.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import type { Alert } from "../../store/alert.ts";
import type { Case } from "../../store/case.ts";
import { limitOf } from "./calendars.ts";
import { named } from "./people.ts";

const MINUTE = 60_000, HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 27, 6);
const tables = new CityTables([{
  ...haiwanTables().newest,
  version: 1,
  stages: [{ stage: "file", severity: null, limit: limitOf("1 uh") }],
}]);

function made(id: string, reported: number, change: Partial<Case> = {}): Case {
  const c = evolve(
    null,
    opened({
      ...{ id, category: "E01-13", severity: 3, title: `路面破损 ${id}`, lat: 36.56, lon: 121.88 },
      ...{ cell: "8a30e0d8c4affff", areas: ["370211"], needsPreVerify: false, selfHandled: false },
      ...{ evidence: [], report: { source: "12345", at: reported } },
    }, { by: named("acceptor"), at: reported }),
  );
  return { ...c, ...change };
}

const alert = (id: string, kind: Alert["kind"], change: Partial<Alert> = {}): Alert => ({
  ...{ id, kind, cause: id, at: T0, severity: 2, subject: { areas: ["370211"], worker: `w-${id}` } },
  ...{ to: ["dispatcher"], data: {}, acknowledged: null, ended: null },
  ...change,
});

const sheet = (cases: readonly Case[], alerts: readonly Alert[] = [], who = "dispatcher") =>
  sheetOf({ cases, alerts, from: T0 - HOUR, to: T0, person: named(who), tables });

describe("sheetOf()", () => {
  test("lists what is late and, apart from it, what will be next; and counts all that are open and late", () => {
    const cases = [
      made("plenty", T0 - 10 * MINUTE),
      made("late", T0 - 90 * MINUTE),
      made("later", T0 - 80 * MINUTE),
      made("over", T0 - 2 * HOUR, { stage: "closed", updated: T0 - 1 }),
      made("soon", T0 - 55 * MINUTE),
    ];
    const { overdue, next, open, late } = sheet(cases);
    expect(overdue.map(({ id }) => id)).toEqual(["late", "later"]);
    expect(next.map(({ id }) => id)).toEqual(["soon", "plenty"]);
    expect(next[0]!.due).toEqual({ clock: "file", at: T0 + 5 * MINUTE, late: false });
    expect({ open, late }).toEqual({ open: 4, late: 2 });
  });

  test("a case that is in memory and was read too is counted once, as it is in memory", () => {
    const read = made("one", T0 - 10 * MINUTE);
    const newer: Case = { ...read, marks: { ...read.marks, filed: T0 - MINUTE }, stage: "filed" };
    const { changes, open } = sheet([read, newer]);
    expect(changes).toMatchObject({ reported: 1, filed: 1 });
    expect(open).toBe(1);
  });

  test("notes what was severe, returned or reopened in the period, and nothing else", () => {
    const at = T0 - 5 * MINUTE;
    const said = { by: "p1", at, text: "不是这里", from: "dispatched" as const };
    const cases = [
      made("plain", at),
      made("severe", at, { severity: 1 }),
      made("severe long ago", T0 - 3 * HOUR, { severity: 1 }),
      made("returned", T0 - 2 * HOUR, { updated: at, pending: said }),
      made("severe and over", at, { severity: 1, stage: "closed", updated: T0 - 1 }),
    ];
    const { noted, changes } = sheet(cases);
    expect(noted.map(({ id }) => id)).toEqual(["severe and over", "severe", "returned"]);
    expect(changes.returned).toBe(1);
  });

  test("tells of alerts that have not ended, those that still wait for somebody first; silent workers apart", () => {
    const acknowledged = { by: "p1", name: "林海", at: T0 };
    const { alerts, silent } = sheet([], [
      alert("known", "sos", { severity: 1, acknowledged }),
      alert("waits", "escalation", { subject: { areas: ["370211"], case: "c1" } }),
      alert("gone", "silent", { ended: T0 }),
      alert("quiet", "silent", { data: { name: "钱静" } }),
      alert("many", "silent", { subject: { areas: ["370211"] }, data: { count: 9 } }),
    ]);
    expect(alerts.map(({ id, acknowledged }) => [id, acknowledged?.name])).toEqual([
      ["waits", undefined],
      ["many", undefined],
      ["known", "林海"],
    ]);
    expect(alerts.every(({ subject }) => subject.areas.length === 0)).toBe(true);
    expect(silent).toEqual([{ worker: "w-quiet", name: "钱静", since: T0 }]);
  });

  test("says nothing of what whoever signs may not see", () => {
    const elsewhere = { areas: ["370299"] };
    const { open, alerts, silent } = sheetOf({
      cases: [made("here", T0 - MINUTE), made("there", T0 - MINUTE, elsewhere)],
      alerts: [
        alert("a", "escalation", { subject: elsewhere }),
        alert("b", "silent", { subject: elsewhere }),
      ],
      from: T0 - HOUR,
      to: T0,
      person: { ...named("dispatcher"), areas: ["370211"] },
      tables,
    });
    expect({ open, alerts, silent }).toEqual({ open: 1, alerts: [], silent: [] });
  });
});

test("changesOf() counts what was reached within the period, its end left out", () => {
  const marks = { reported: T0 - 2 * HOUR, filed: T0 - HOUR, dispatched: T0 - MINUTE, arrived: T0 };
  expect(changesOf([made("one", T0 - 2 * HOUR, { marks })], T0 - HOUR, T0)).toEqual({
    ...{ reported: 0, filed: 1, dispatched: 1, arrived: 0, handled: 0, closed: 0, returned: 0 },
  });
});

test("whoever may not see workers does not sign that none is silent", () => {
  expect(sheet([], [], "acceptor").withoutWorkers).toBe(true);
  expect(sheet([], [], "dispatcher").withoutWorkers).toBeUndefined();
});
