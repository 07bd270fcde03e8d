import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkRules, type FilingRule, ruleFor } from "../../dispatch/filing_rules.ts";
import { checkCityFile } from "../../store/city_folder.ts";
import type { CaseEvent } from "../../store/case.ts";
import { runScript } from "../store/children.ts";
import { newKey, sender, TABLES } from "./a_record.ts";
import { brought, openIntake, type TestIntake } from "./an_intake.ts";
import { expectWhole } from "./audited.ts";

const CITY = {
  ...{ id: "x", names: { zh: "城", en: "City" }, timeZone: "Asia/Shanghai" },
  ...{ bounds: [121, 36, 122, 37], view: { lat: 36.5, lon: 121.5, zoom: 10 } },
};
let folder = "";
let stop: AbortController;
const opened: TestIntake[] = [];
const file = () => join(folder, "ledger.sqlite");
async function open(...rules: FilingRule[]): Promise<TestIntake> {
  const one = await openIntake(file(), rules, stop.signal);
  opened.push(one);
  return one;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-intake-"));
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  for (const { record } of opened.splice(0)) await record.ledger.close();
  rmSync(folder, { recursive: true });
});

/** What the cases of a ledger are made of, by the incident they began with. */
async function madeOf({ record: { ledger } }: TestIntake): Promise<Map<string, string[]>> {
  const made = new Map<string, string[]>();
  const begun = new Map<string, string>();
  for (const { case: c, event } of await expectWhole(ledger)) {
    if (event.kind === "report") {
      const { incident } =
        (event as CaseEvent & { opening: { report: { incident: string } } }).opening.report;
      expect(made.has(incident), `${incident} is one case`).toBe(false);
      begun.set(c.id, incident);
      made.set(incident, []);
    }
    made.get(begun.get(c.id)!)!.push(`${event.kind} by ${event.by}`);
  }
  return made;
}

it("decides by the first rule whose lists all hold the incident", () => {
  const rules: FilingRule[] = [
    { sources: ["sensor"], severity: [1, 2], file: "burst" },
    { categories: ["C-02", "C-03"] },
    { severity: [1] },
  ];
  const which = (change: object) => {
    const rule = ruleFor(rules, { ...brought("i"), ...change });
    return rule ? rules.indexOf(rule) : null;
  };
  expect(which({})).toBe(0);
  expect(which({ severity: 3 })).toBe(1);
  expect(which({ source: "12345" })).toBe(1);
  expect(which({ source: "12345", category: "E-01" })).toBe(2);
  expect(which({ source: "12345", category: "E-01", severity: 2 })).toBeNull();
  expect(which({ status: "closed" })).toBeNull();
  expect(ruleFor([], brought("i"))).toBeNull();
});

it("says which rule of city.json is wrong, and what it found", () => {
  const check = (rule: unknown) => () => checkCityFile({ ...CITY, cases: { rules: [rule] } }, "city.json");
  expect(check({ severity: [1, 2] })).not.toThrow();
  expect(check({ severity: [5] })).toThrow(/cases\.rules\.0\.severity\.0 .*found 5/);
  expect(check({ sources: [] })).toThrow(/cases\.rules\.0\.sources/);
  expect(check({ severity: [1], fil: "x" })).toThrow(/cases\.rules\.0/);
  expect(check({ file: "plain" })).toThrow(/must name sources, categories or severity/);
  const rules: FilingRule[] = [{ severity: [1] }, { categories: ["C-02"], file: "burst" }];
  expect(() => checkRules(rules, TABLES)).toThrow(
    /cases\.rules\.1\.file: C-02 has no condition burst; use one of plain/,
  );
  expect(() => checkRules([{ categories: ["C-02"], file: "plain" }], TABLES)).not.toThrow();
});

it("takes in what a rule holds, and files it where the rule says so and nothing has to be verified", async () => {
  const one = await open({ sources: ["12345", "sensor"], severity: [1], file: "plain" }, { severity: [2] });
  await one.bring(
    brought("burst"),
    brought("call", { source: "12345" }),
    brought("cover", { severity: 2 }),
    brought("mild", { severity: 3 }),
    brought("over", { status: "closed" }),
  );
  await one.intake.settled();
  const by = "by rule:intake";
  expect(Object.fromEntries(await madeOf(one))).toEqual({
    burst: [`report ${by}`, `file ${by}`],
    // A report of the public is looked at first.
    call: [`report ${by}`],
    cover: [`report ${by}`],
  });
  const [row] = await one.record.ledger.audit.find({ who: "rule:intake", limit: 1 });
  expect(row).toMatchObject({ origin: "rule", action: "case.report" });
});

it("makes one case of an incident, however often it changes, is told, or is taken in by hand meanwhile", async () => {
  const one = await open({ severity: [1, 2] });
  await one.bring(brought("a", { severity: 3 }));
  await one.intake.settled();
  expect(await madeOf(one)).toEqual(new Map());
  // It got worse, and better, and worse again.
  await Promise.all([1, 2, 4, 1].map((severity) => one.bring(brought("a", { severity: severity as 1 }))));
  const [incident] = await one.record.ledger.openIncidents();
  const byHand = one.record.openings.fromIncident(sender("acceptor"), incident!, newKey());
  one.intake.notice([{ seq: 1, at: 0, kind: "incident", incident: incident! }]);
  await byHand;
  await one.intake.settled();
  expect([...await madeOf(one)].map(([id, events]) => [id, events.length])).toEqual([["a", 1]]);
  // Two incidents whose names would read the same with a colon between.
  await one.bring(brought("c", { source: "a:b" }), brought("b:c", { source: "a" }));
  await one.intake.settled();
  expect((await madeOf(one)).size).toBe(3);
});

it("numbers cases anew when another process gave its numbers out", async () => {
  const [one, two] = [await open({ severity: [1] }), await open({ severity: [1] })];
  for (let i = 0; i < 20; i++) {
    await Promise.all([one.bring(brought(`one-${i}`)), two.bring(brought(`two-${i}`))]);
  }
  await Promise.all([one.intake.settled(), two.intake.settled()]);
  expect([one.reports, two.reports]).toEqual([[], []]);
  expect((await madeOf(one)).size).toBe(40);
});

it("loses none and doubles none though the process is killed again and again", async () => {
  const told: string[] = [];
  for (let round = 0; round < 6; round++) {
    const child = runScript("../dispatch/intake_child.ts", [file(), `r${round}`]);
    await child.lines(5 + round * 11);
    await child.kill();
    told.push(...child.said as string[]);
  }
  const one = await open({ severity: [1, 2], file: "plain" });
  await one.intake.settled();
  const made = await madeOf(one);
  const open_ = (await one.record.ledger.openIncidents()).filter(({ severity }) => severity === 1);
  expect([...made.keys()].sort()).toEqual(open_.map(({ id }) => id).sort());
  for (const id of told) expect(made.get(id), id).toEqual(["report by rule:intake", "file by rule:intake"]);
  expect(told.length).toBeGreaterThan(150);
});
