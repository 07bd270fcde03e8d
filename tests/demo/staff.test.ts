import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { haiwanCity } from "../../demo/haiwan.ts";
import { playedBy } from "../../demo/played.ts";
import { Staff } from "../../demo/staff.ts";
import { CityTables, plainTables } from "../../dispatch/city_tables.ts";
import { openDispatch } from "../../dispatch/open_dispatch.ts";
import { Posts } from "../../dispatch/posts.ts";
import { cellAt } from "../../geo/cell.ts";
import { Travel } from "../../geo/travel.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import { FixBatch } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";
import type { CityEvent, IncidentRecord } from "../../streams/record.ts";
import { named } from "../dispatch/people.ts";
import { expectWhole } from "../dispatch/audited.ts";

const START = Date.UTC(2026, 10, 27, 2);
const { dispatch: proposing } = haiwanCity();
const PLACE = { lat: 36.56, lon: 121.88 };

let folder = "";
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-staff-"));
  ledger = await openLedger(join(folder, "ledger.sqlite"));
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

/** A centre with a clock of its own, and so many workers a kilometre away. */
function centre(workers: number) {
  const clock = { now: START };
  const city = new City({ bounds: [121, 36, 122, 37], liveMs: 900_000, now: START });
  const told: CityEvent[] = [];
  const dispatch = openDispatch({
    report: (_, error) => {
      throw error;
    },
    evidenceFolder: join(folder, "evidence"),
    ...{ ledger, city, timeZone: "Asia/Shanghai", now: () => clock.now },
    ...{ cityTables: new CityTables([plainTables("Asia/Shanghai")]), isPublic: () => false },
    bounds: [121, 36, 122, 37],
    areas: { districts: [], streets: [], communities: [], grids: [] },
    posts: new Posts({ people: { all: [], changes: 0 }, workers: city.workers }),
    travel: () => new Travel(proposing),
    ...{ proposing, sees: () => "all" as const },
    commit(events) {
      told.push(...events);
      for (const event of events) if (event.kind === "case") city.applyCase(event.case);
    },
  });
  const stand = (lat: number) => {
    const batch = new FixBatch("demo", workers, clock.now);
    for (let i = 0; i < workers; i++) {
      batch.worker[batch.size] = city.workers.slotOf(`HW-${String(i + 1).padStart(5, "0")}`);
      batch.time[batch.size] = clock.now;
      batch.lat[batch.size] = lat;
      batch.lon[batch.size++] = PLACE.lon;
    }
    city.applyFixes(batch, clock.now);
  };
  const played = new Set<string>();
  const staff = new Staff({
    dispatch,
    city,
    played: () => played,
    closing: (c) => dispatch.cityTables.closingOf(c),
    now: () => clock.now,
  });
  const report = (id: string, status: IncidentRecord["status"] = "open", revision = 1) =>
    city.applyIncident({
      ...{
        id,
        source: "patrol",
        category: "C-02",
        time: START,
        severity: 1,
        title: "积水",
        status,
        revision,
      },
      ...{ ...PLACE, cell: cellAt(PLACE), received: START, updated: START },
    });
  const work = async (minutes: number, lat: number) => {
    for (let i = 0; i < minutes * 6; i++) {
      clock.now += 10_000;
      if (i % 30 === 0) stand(lat);
      await staff.step();
    }
  };
  stand(PLACE.lat + 0.01);
  return { city, dispatch, staff, report, work, told, played };
}

test("the staff of the demo work a case from the incident to its closing, by the rules of everybody", async () => {
  const { city, dispatch, report, work } = centre(1);
  report("I-4");
  await work(3, PLACE.lat + 0.01);
  const [c] = [...dispatch.book.all()];
  expect(c).toMatchObject({ stage: "accepted", crew: [{ worker: "HW-00001", state: "en_route" }] });
  expect(city.incident("patrol", "I-4")?.assignment?.worker).toBe("HW-00001");
  await work(7, PLACE.lat);
  expect(dispatch.book.get(c!.id)!.stage).toBe("arrived");
  report("I-4", "closed", 2);
  await work(60, PLACE.lat);
  expect(dispatch.book.get(c!.id)!.stage).toBe("closed");
  const kinds = (await expectWhole(ledger)).map(({ event }) => event.kind);
  expect(kinds).toEqual([
    ...["report", "file", "dispatch", "accept", "set_out", "arrive", "handle"],
    ...["request_post_check", "post_check", "close"],
  ]);
});

test("they leave every seventh incident, and everything that needs a decision, to whoever looks on", async () => {
  const { city, dispatch, report, work } = centre(150);
  for (let i = 0; i < 140; i++) report(`I-${i}`);
  await work(20, PLACE.lat + 0.01);
  const left = [...city.openIncidents()].filter(({ assignment }) => !assignment).length;
  expect(left).toBeGreaterThan(8);
  expect(left).toBeLessThan(36);
  const sent = [...dispatch.book.all()].flatMap(({ crew }) => crew.map(({ worker }) => worker));
  expect(new Set(sent).size, "everybody gets one").toBe(sent.length);
});

test("what ended before anybody came is cancelled, and its worker free again", async () => {
  const { city, dispatch, report, work } = centre(1);
  report("I-4");
  await work(3, PLACE.lat + 0.01);
  report("I-4", "closed", 2);
  await work(5, PLACE.lat + 0.01);
  expect([...dispatch.book.all()].map(({ stage }) => stage)).toEqual(["cancelled"]);
  expect(city.nearestWorkers(PLACE, 1, { freeOnly: true })).toHaveLength(1);
});

test("what a worker has to do whom a person plays is left to that person, and done by the staff once they are gone", async () => {
  const { dispatch, report, work, played } = centre(1);
  played.add("HW-00001");
  report("I-4");
  await work(10, PLACE.lat + 0.01);
  const [c] = [...dispatch.book.all()];
  expect(c).toMatchObject({ stage: "dispatched", crew: [{ worker: "HW-00001" }] });
  played.clear();
  await work(3, PLACE.lat + 0.01);
  expect(dispatch.book.get(c!.id)!.stage).toBe("accepted");
});

test("a person plays the worker of the account for as long as they use it", () => {
  const session = { id: "s", person: "p8", created: 0, address: "", agent: "" };
  const post = { id: "HW-00001", kind: "dedicated", skills: [], grids: [] } as const;
  const gate = (seen: number) => ({
    sessions: { list: () => [{ ...session, seen }, { ...session, person: "p1", seen }] },
    people: { get: (id: string) => id === "p8" ? { ...named("ann"), post } : named("dispatcher") },
  });
  expect(playedBy(gate(START), START + 60_000)).toEqual(new Set(["HW-00001"]));
  expect(playedBy(gate(START), START + 3_600_000)).toEqual(new Set());
});
