/** Watching over a ledger that refuses for a while: what happened meanwhile is told later, once, and never lost. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { Alerts } from "../../dispatch/alerts.ts";
import { Watch } from "../../dispatch/watch.ts";
import type { AlertDraft, AlertKind } from "../../store/alert.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { CityEvent } from "../../store/record.ts";

const T0 = Date.UTC(2026, 10, 27, 8), SECOND = 1_000;
let folder: string, ledger: Ledger, alerts: Alerts, now = T0, refusing = false, attempts = 0;
let told: string[], reported: string[];
const wanted = { silent: [] as string[], bunching: [] as string[] };
const crossings = { raised: [] as AlertDraft[], ended: [] as string[] };

/** The ledger itself, which cannot be reached for a while. */
function unsteady(): Pick<Ledger, "alerts"> {
  const { alerts: door } = ledger;
  const guarded = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => (...args: A): Promise<R> => {
    attempts++;
    return refusing ? Promise.reject(new Error("the disk is full")) : work(...args);
  };
  return {
    alerts: {
      ...{ open: () => door.open(), latest: door.latest.bind(door), get: door.get.bind(door) },
      ...{ sos: door.sos.bind(door), acknowledge: door.acknowledge.bind(door) },
      ...{ raise: guarded(door.raise.bind(door)), end: guarded(door.end.bind(door)) },
    } as Ledger["alerts"],
  };
}

const draft = (kind: AlertKind, cause: string): AlertDraft => ({
  ...{ kind, cause, at: now, severity: 3, to: ["dispatcher"], data: {} },
  subject: { worker: "w1", areas: [] },
});

/** What its rules say is the test's own; how they are kept is what is looked at. */
function watchOver(): Watch {
  const field = {
    silent: () => wanted.silent.map((cause) => draft("silent", cause)),
    bunching: () => wanted.bunching.map((cause) => draft("bunching", cause)),
    uncovered: () => [],
    settling: () => false,
    restore: () => {},
  };
  const fences = {
    tick: () => [],
    absent: () => [],
    crossings: () => ({ raised: crossings.raised.splice(0), ended: crossings.ended.splice(0) }),
  };
  return new Watch(
    {
      ...{ alerts, field, fences, openCases: () => [], onDuty: () => true, now: () => now, againMs: 0 },
      escalations: { of: () => [] },
      report: (stage: string) => reported.push(stage),
    } as unknown as ConstructorParameters<typeof Watch>[0],
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-watch-"));
  ledger = await openLedger(join(folder, "ledger.sqlite"));
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await ledger.alerts.end((await ledger.alerts.open()).map(({ cause }) => ({ cause, at: now })));
  [now, refusing, attempts, told, reported] = [T0, false, 0, [], []];
  [wanted.silent, wanted.bunching] = [[], []];
  alerts = new Alerts({
    ledger: unsteady(),
    commit(events: readonly CityEvent[]) {
      for (const event of events) {
        if (event.kind === "alert") told.push(`${event.did} ${event.alert.cause} ${event.at - T0}`);
      }
      alerts.notice(events);
    },
    now: () => now,
  });
});

it("a crossing that could not be written is told when the ledger takes it, also when it is over by then", async () => {
  const cross = async (raised: readonly string[], ended: readonly string[]) =>
    await alerts.change(raised.map((cause) => draft("fence-enter", cause)), ended).catch(() => {});
  refusing = true;
  await cross(["in/w1", "in/w2"], []);
  now += 2 * SECOND;
  await cross(["out/w1"], ["in/w1"]);
  expect([told, alerts.untold]).toEqual([[], { waiting: 3, dropped: 0 }]);
  expect([...alerts.going()].map(({ cause }) => cause)).toEqual(["in/w2", "out/w1"]);
  refusing = false;
  now += 2 * SECOND;
  await cross([], []);
  expect(told).toEqual(["raised in/w1 0", "raised in/w2 0", "raised out/w1 2000", "ended in/w1 2000"]);
  expect(alerts.untold.waiting).toBe(0);
  now += 60 * SECOND;
  await cross([], []);
  expect(told).toHaveLength(4);
  const kept = await ledger.alerts.latest(now + 1, 4);
  expect(kept.find(({ cause }) => cause === "in/w1")).toMatchObject({ at: T0, ended: T0 + 2_000 });
});

it("a rule's alert that came and went while nobody could write is told once", async () => {
  const watch = watchOver();
  [refusing, wanted.silent, wanted.bunching] = [true, ["s/w1", "s/w2"], ["b"]];
  await watch.look();
  expect(reported, "one rule that cannot be kept holds up no other").toEqual(["look for silent alerts"]);
  expect(alerts.untold.waiting).toBe(3);
  now += 10 * SECOND;
  wanted.silent = ["s/w2"];
  await watch.look();
  [refusing, now] = [false, now + 10 * SECOND];
  await watch.look();
  expect(told.sort()).toEqual(["ended s/w1 10000", "raised b 0", "raised s/w1 0", "raised s/w2 0"]);
});

it("what was to end and could not goes on when it is wanted again, and is told nobody twice", async () => {
  const watch = watchOver();
  wanted.silent = ["s/w1"];
  await watch.look();
  [refusing, wanted.silent] = [true, []];
  await watch.look();
  [now, wanted.silent] = [now + 10 * SECOND, ["s/w1"]];
  await watch.look();
  [now, refusing] = [now + 10 * SECOND, false];
  await watch.look();
  expect([told, alerts.untold.waiting]).toEqual([["raised s/w1 0"], 0]);
});

it("a ledger that refuses is tried after a second, then ever more rarely, and at once when the clock is set back", async () => {
  refusing = true;
  await alerts.change([draft("fence-enter", "a")], []).catch(() => {});
  for (let second = 0; second < 300; second++) {
    now += SECOND;
    await alerts.change([], []).catch(() => {});
  }
  // After 1, 2, 4, 8, 16 and then each 30 seconds.
  expect(attempts).toBe(1 + 5 + Math.floor((300 - 31) / 30));
  [refusing, now] = [false, T0 - 3_600 * SECOND];
  await alerts.change([], []);
  expect(told).toEqual(["raised a 0"]);
});

it("asks by itself for what waits, and for the last crossings when the server stops", async () => {
  const watch = watchOver(), stop = new AbortController();
  refusing = true;
  await alerts.change([draft("fence-enter", "a")], []).catch(() => {});
  [refusing, now] = [false, now + 2 * SECOND];
  watch.start(stop.signal);
  await expect.poll(() => told, { timeout: 5_000 }).toEqual(["raised a 0"]);
  crossings.raised.push(draft("fence-enter", "b"));
  stop.abort();
  await expect.poll(() => told).toEqual(["raised a 0", "raised b 2000"]);
});
