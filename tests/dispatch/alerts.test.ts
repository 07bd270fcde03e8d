/** Alerts by rules against the ledger: raised once, over by themselves, and the same after any stop. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Alerts } from "../../dispatch/alerts.ts";
import { mayAcknowledge, pastOf, seesAlert } from "../../dispatch/alert_rights.ts";
import type { Alert, AlertDraft, AlertKind } from "../../store/alert.ts";
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

describe("what is over", () => {
  const cause = fc.record({
    kind: fc.constantFrom<AlertKind>("sos", "silent", "uncovered", "escalation"),
    areas: fc.subarray(["d1", "d2", "s1"]),
    worker: fc.constantFrom("w1", "w2", null),
    minute: fc.integer({ min: 0, max: 5 }),
    over: fc.boolean(),
  });
  const reader = fc.record({
    roles: fc.subarray<Role>(["dispatcher", "leader", "worker", "admin", "integrator"]),
    areas: fc.subarray(["d1", "s1", "*"]),
    active: fc.boolean(),
  });
  let made = 0;

  it("is listed page by page as far as one may see it: each once, the newest first, none left out", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cause, { maxLength: 12 }), reader, async (causes, who) => {
        const before = made;
        await ledger.alerts.raise(causes.map(({ kind, areas, worker, minute }): AlertDraft => ({
          ...{
            kind,
            cause: `c${made++}`,
            at: T0 + minute * 60_000,
            severity: 3,
            to: ["dispatcher"],
            data: {},
          },
          subject: { areas, ...(worker === null ? {} : { worker }) },
        })));
        await ledger.alerts.end(
          causes.flatMap(({ over }, i) => over ? [{ cause: `c${before + i}`, at: T0 + HOUR }] : []),
        );
        const grant = { ...person(who.roles, who.areas), active: who.active };
        const sender = {
          person: { ...grant, id: "p", login: "p", name: "p", version: 1 },
          origin: "",
          session: null,
        };
        const all = await ledger.alerts.latest(T0 + HOUR, 10_000);
        for (const kinds of [[], ["silent" as const, "sos" as const]]) {
          const listed: string[] = [];
          for (let place = null as Awaited<ReturnType<typeof alerts.list>>["next"], page = 0;; page++) {
            const { alerts: found, next } = await alerts.list(sender, { kinds, before: place, limit: 3 });
            listed.push(...found.map(({ id }) => id));
            if (!(place = next)) break;
            expect([found.length, page], "whole pages, and an end").toEqual([
              3,
              expect.toSatisfy((n) => n < 200),
            ]);
          }
          const fits = ({ kind, ended }: Alert) =>
            ended !== null && (kinds.length === 0 || kinds.some((one) => one === kind));
          expect(listed).toEqual(all.filter((one) => fits(one) && seesAlert(grant, one)).map(({ id }) => id));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("is found by whoever sees only a small area, however much happened elsewhere since", async () => {
    const many = Array.from({ length: 300 }, (_, i): AlertDraft => ({
      ...draft(`many${i}`),
      ...{ at: T0 + i + 1, subject: { areas: ["d2"] } },
    }));
    await ledger.alerts.raise([draft("small"), ...many]);
    await ledger.alerts.end(
      ["small", ...many.map(({ cause }) => cause)].map((cause) => ({ cause, at: T0 + HOUR })),
    );
    const sender = {
      person: { ...person(["dispatcher"]), id: "p", login: "p", name: "p", version: 1 },
      ...{ origin: "", session: null },
    };
    const { alerts: found, next } = await alerts.list(sender, { kinds: [], before: null, limit: 50 });
    expect([found.map(({ cause }) => cause), next]).toEqual([["small"], null]);
  });

  it("has the marks of what somebody sees, and of nothing else", () => {
    expect(pastOf(person(["dispatcher"], ["*"]), ["silent"])).toEqual([{ kind: "silent", mark: "" }]);
    expect(pastOf(person(["leader"], ["*"]), ["silent"])).toEqual([]);
    expect(pastOf(person(["worker"], ["d1"]), ["sos", "silent", "uncovered"])).toEqual([
      { kind: "sos", mark: "worker w1" },
      { kind: "silent", mark: "worker w1" },
    ]);
    expect(pastOf(person(["dispatcher", "worker"], ["d1"]), ["silent"]).map(({ mark }) => mark)).toEqual([
      ...["area d1", "worker w1"],
    ]);
  });
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
