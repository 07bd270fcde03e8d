/** Handovers as they are read: by whoever answers for their areas, and as much as each of them may see. */
import { expect, it } from "vitest";
import { type Case } from "../../store/case.ts";
import { CityTables } from "../../dispatch/city_tables.ts";
import { Handovers, type HandoversOptions } from "../../dispatch/handovers.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import type { Handover, HandoverAlert } from "../../store/handover.ts";
import type { Role } from "../../store/person.ts";
import { named } from "./people.ts";

const changes = { reported: 0, filed: 0, dispatched: 0, arrived: 0, handled: 0, closed: 0, returned: 0 };
const told = (id: string, kind: HandoverAlert["kind"], worker: string): HandoverAlert => ({
  ...{ id, kind, at: 1, severity: 2, subject: { worker, areas: [] }, data: {}, acknowledged: null },
});
const handover = (change: Partial<Handover> = {}): Handover => ({
  ...{ id: "h1", areas: ["*"], promises: [], taken: null },
  given: { by: "op", name: "操作员", at: 1 },
  sheet: {
    ...{ from: 0, to: 1, changes, overdue: [], next: [], open: 0, late: 0, noted: [] },
    alerts: [
      told("a1", "sos", "w1"),
      told("a2", "fence-absent", "w2"),
    ],
    silent: [{ worker: "w3", since: 1 }],
  },
  ...change,
});

function asked(kept: Handover) {
  const ledger = {
    handovers: {
      latest: () => Promise.resolve([kept]),
      get: () => Promise.resolve([kept]),
      take: ({ taken }: { taken: Handover["taken"] }) =>
        Promise.resolve({ kind: "done", handover: { ...kept, taken } }),
    },
  } as unknown as HandoversOptions["ledger"];
  const areas = { districts: [], streets: [], communities: [], grids: [] };
  return new Handovers({
    ...{ ledger, areas, timeZone: "UTC", now: () => 2, openCases: () => [] as Case[], openAlerts: () => [] },
    tables: new CityTables([haiwanTables().newest]),
  });
}
const by = (role: Role) => ({ person: { ...named(role), areas: ["*"] }, origin: "test", session: null });

it("a sheet says who is not heard of to those who may see workers, and to its giver", async () => {
  const handovers = asked(handover());
  const [dispatcher] = await handovers.list(by("dispatcher"));
  expect(dispatcher).toEqual(handover());
  for (const role of ["acceptor", "checker"] as const) {
    const [read] = await handovers.list(by(role));
    expect(read!.sheet).toMatchObject({ silent: [], withoutWorkers: true, alerts: [{ id: "a1" }] });
    expect(JSON.stringify(read)).not.toMatch(/w2|w3/);
    const taken = await handovers.take(by(role), "h1", { key: "a-key-of-some-length" });
    expect(taken.kind).toBe("done");
    expect(JSON.stringify(taken)).not.toMatch(/w2|w3/);
  }
  const own = asked(handover({ given: { by: named("checker").id, name: "", at: 1 } }));
  expect((await own.list(by("checker")))[0]!.sheet.silent).toHaveLength(1);
});

it("what somebody without an area handed over is read by nobody else", async () => {
  expect(await asked(handover({ areas: [] })).list(by("dispatcher"))).toEqual([]);
});

it("what happened while somebody was away is read once in some minutes, however many pages ask", async () => {
  let reads = 0, now = 1_000_000, fails = false;
  const ledger = {
    handovers: { latest: () => Promise.resolve([]) },
    sessions: { lastSeen: () => Promise.resolve(500) },
    watches: { of: () => Promise.resolve([]) },
    cases: {
      changedSince: () => (reads++, fails ? Promise.reject(new Error("disk")) : Promise.resolve([])),
    },
  } as unknown as HandoversOptions["ledger"];
  const handovers = new Handovers({
    ...{ ledger, areas: { districts: [], streets: [], communities: [], grids: [] }, timeZone: "UTC" },
    ...{ now: () => now, openCases: () => [], openAlerts: () => [] },
    tables: new CityTables([haiwanTables().newest]),
  });
  const sender = { ...by("dispatcher"), session: "s1" };
  fails = true;
  await expect(handovers.since(sender)).rejects.toThrow("disk");
  fails = false;
  await Promise.all([1, 2, 3].map(() => handovers.since(sender)));
  now += 4 * 60_000;
  expect(await handovers.since(sender)).toMatchObject({ left: 500, now, sheet: { open: 0 }, watched: [] });
  expect(reads).toBe(2);
  now += 2 * 60_000;
  await handovers.since(sender);
  // An account that was changed meanwhile sees something else.
  await handovers.since({ ...sender, person: { ...sender.person } });
  expect(reads).toBe(4);
});
