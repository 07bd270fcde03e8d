/** Alerts by rules against the ledger: raised once, over by themselves, and the same after any stop. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Alerts } from "../../dispatch/alerts.ts";
import { mayAcknowledge, seesAlert } from "../../dispatch/alert_rights.ts";
import type { AlertDraft, AlertKind } from "../../store/alert.ts";
import { ALERT_KINDS } from "../../store/alert.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { CityEvent } from "../../store/record.ts";
import { type Role, ROLES } from "../../store/person.ts";

const T0 = Date.UTC(2026, 10, 27, 8), HOUR = 3_600_000;
let folder: string, ledger: Ledger, alerts: Alerts, now: number;
let told: CityEvent[] = [];
const start = async () => {
  ledger = await openLedger(join(folder, "ledger.sqlite"));
  alerts = new Alerts({
    ledger,
    commit: (events) => {
      told.push(...events);
      alerts.notice(events);
    },
    now: () => now,
  });
  await alerts.restore();
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-alerts-"));
  [now, told] = [T0, []];
  await start();
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const draft = (cause: string, kind: AlertKind = "silent"): AlertDraft => ({
  ...{ kind, cause, at: now, severity: 3, to: ["dispatcher"], data: {} },
  subject: { worker: cause, areas: ["d1"] },
});
const want = (causes: readonly string[], kept: readonly string[] = []) =>
  alerts.reconcile("silent", () => causes.map((cause) => draft(cause)), {
    ...{ againMs: HOUR, settled: ({ cause }) => kept.includes(cause) },
  });
const open = () => [...alerts.open()].map(({ cause }) => cause).sort();
const deeds = () =>
  told.map((event) => event.kind === "alert" ? `${event.did} ${event.alert.cause}` : event.kind);

test("a worker's call is the one that waits, or the last that somebody took up, also after a stop", async () => {
  const person = {
    id: "p1",
    login: "lin",
    name: "林海",
    roles: ["dispatcher" as const],
    areas: ["*"],
    active: true,
    version: 1,
  };
  const sender = { person, origin: "here", session: null };
  await alerts.change([draft("sos/w1", "sos"), draft("sos/w2", "sos")], []);
  const { id } = alerts.callOf("w1")!;
  expect(alerts.callOf("w3")).toBeNull();
  expect(await alerts.acknowledge(sender, id, { key: "k" })).toMatchObject({ kind: "done" });
  await ledger.close();
  await start();
  expect(alerts.callOf("w1")).toMatchObject({ id, acknowledged: { name: "林海" } });
  expect(alerts.callOf("w2")).toMatchObject({ acknowledged: null });
  await alerts.change([draft("sos/w1", "sos")], []);
  expect(alerts.callOf("w1")).toMatchObject({ acknowledged: null });
});

describe("what a rule wants", () => {
  it("is raised once, over when it is wanted no more, and not told again for a while", async () => {
    await want(["a", "b"]);
    await want(["b", "a"]);
    await want(["b"]);
    now += HOUR - 1;
    await want(["a", "b"]);
    expect(deeds()).toEqual(["raised a", "raised b", "ended a"]);
    now += 2;
    await want(["a", "b"]);
    expect(deeds().slice(3)).toEqual(["raised a"]);
  });

  it("is not raised a second time after a stop, nor too soon after it was over", async () => {
    await want(["a", "b"]);
    await want(["b"]);
    await ledger.close();
    await start();
    expect(open()).toEqual(["b"]);
    await want(["a", "b"]);
    expect(deeds()).toEqual(["raised a", "raised b", "ended a"]);
    now += HOUR;
    await want(["a", "b"]);
    expect(open()).toEqual(["a", "b"]);
  });

  it("stays as it is where nothing is known of it, and leaves other kinds alone", async () => {
    await alerts.change([draft("x", "bunching")], []);
    await want(["a"]);
    await want([], ["a"]);
    expect(open()).toEqual(["a", "x"]);
    await want([]);
    expect(open()).toEqual(["x"]);
  });

  it("asked for many times at once, is raised once", async () => {
    await Promise.all(Array.from({ length: 5 }, () => want(["a"])));
    expect(deeds()).toEqual(["raised a"]);
  });

  it("is told also by a clock that was set back since it was over", async () => {
    await want(["a"]);
    await want([]);
    now -= 24 * HOUR;
    await want(["a"]);
    expect(deeds()).toEqual(["raised a", "ended a", "raised a"]);
  });

  it("what ended is over for everybody, also where what is raised with it cannot be written", async () => {
    await want(["a"]);
    const refusing = {
      ...ledger.alerts,
      end: (...ended: Parameters<Ledger["alerts"]["end"]>) => ledger.alerts.end(...ended),
      raise: () => Promise.reject(new Error("the disk is full")),
    } as unknown as Ledger["alerts"];
    const commit = (events: readonly CityEvent[]) => {
      told.push(...events);
      alerts.notice(events);
    };
    alerts = new Alerts({ ledger: { alerts: refusing }, commit, now: () => now });
    for (const alert of await ledger.alerts.open()) {
      alerts.notice([{ seq: 0, at: now, kind: "alert", did: "raised", alert }]);
    }
    await expect(alerts.change([draft("b")], ["a"])).rejects.toThrow("the disk is full");
    expect(open()).toEqual([]);
    expect(deeds()).toEqual(["raised a", "ended a"]);
  });

  it("goes on after a ledger that refused", async () => {
    const broken = alerts.reconcile("silent", () => {
      throw new Error("no place to look");
    }, { againMs: 0, settled: () => false });
    await expect(broken).rejects.toThrow("no place");
    await want(["a"]);
    expect(open()).toEqual(["a"]);
  });
});

const person = (roles: readonly Role[], areas: readonly string[] = ["d1"]) => ({
  ...{ roles, areas, active: true, post: { id: "w1", kind: "dedicated" as const, skills: [], grids: [] } },
});

describe("who is told", () => {
  const alert = (kind: AlertKind, areas = ["d1"], to: readonly Role[] = ["dispatcher", "leader"]) => ({
    ...{ kind, to, subject: { worker: "w1", areas } },
  });

  it("leaders hear of an SOS and of late cases, and of no single worker's place", () => {
    const seen = ALERT_KINDS.filter((kind) => seesAlert(person(["leader"]), alert(kind)));
    expect(seen).toEqual(["sos", "escalation", "uncovered"]);
    expect(ALERT_KINDS.filter((kind) => seesAlert(person(["dispatcher"]), alert(kind)))).toEqual([
      ...ALERT_KINDS,
    ]);
    expect(ALERT_KINDS.filter((kind) => seesAlert(person(["admin"]), alert(kind)))).toEqual(["sos"]);
  });

  it("only those whom it is for acknowledge, and nobody who may not see it", () => {
    const anyone = fc.record({
      roles: fc.uniqueArray(fc.constantFrom(...ROLES)),
      areas: fc.uniqueArray(fc.constantFrom("d1", "d2", "*")),
      kind: fc.constantFrom(...ALERT_KINDS),
      at: fc.uniqueArray(fc.constantFrom("d1", "d2")),
      to: fc.uniqueArray(fc.constantFrom(...ROLES)),
    });
    fc.assert(fc.property(anyone, ({ roles, areas, kind, at, to }) => {
      const told = alert(kind, at, to);
      if (!mayAcknowledge(person(roles, areas), told).ok) return;
      expect(roles.some((role) => to.includes(role))).toBe(true);
      expect(areas.includes("*") || at.some((code) => areas.includes(code))).toBe(true);
    }));
    expect(mayAcknowledge(person(["dispatcher"]), alert("silent")).ok).toBe(true);
    expect(mayAcknowledge(person(["checker"]), alert("escalation"))).toEqual({ ok: false, reason: "role" });
  });
});
