/** Late stages: each level once, in its order, to the areas it is for, until the stage is done. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseClock } from "../../dispatch/case_clocks.ts";
import { AreaLevels } from "../../dispatch/area_levels.ts";
import { escalate, Escalations, ruleFor } from "../../dispatch/escalation.ts";
import { checkCityFile } from "../../store/city_folder.ts";
import type { Case } from "../../store/case.ts";
import type { EscalationRule } from "../../store/alert_rules.ts";

const MINUTE = 60_000, T0 = Date.UTC(2026, 10, 27, 8);
const area = (code: string) => ({ code, name: code, parts: [] });
const levels = new AreaLevels({
  ...{ districts: [area("d")], streets: [area("s")], communities: [], grids: [area("g")] },
});
const rules: EscalationRule[] = [
  {
    stages: ["arrive"],
    severity: [1, 2],
    levels: [
      { lateMinutes: 5, to: ["dispatcher"], area: "street" },
      { lateMinutes: 20, to: ["leader"], area: "district" },
      { lateMinutes: 60, to: ["leader"], area: "city" },
    ],
  },
  { stages: ["arrive", "check"], levels: [{ lateMinutes: 30, to: ["checker"], area: "grid" }] },
];
const c = (change: Partial<Case> = {}): Case =>
  ({
    ...{ id: "20261127-00001", version: 1, title: "井盖", category: "C01", severity: 2, stage: "dispatched" },
    ...{ cell: "8a30ad86c307fff", areas: ["d", "s", "g"], ...change },
  }) as Case;
const clock = (change: Partial<CaseClock> = {}): CaseClock => ({
  ...{ stage: "arrive", startedAt: T0 - 15 * MINUTE, deadline: T0, endedAt: null, state: "running" },
  ...{ limit: { amount: 0.25, clock: "urgent_hours" }, lateMs: 0, exempted: false, share: 0, official: true },
  ...change,
});
const at = (minutes: number, clocks = [clock()], one = c(), from = T0 - 1_000 * MINUTE) =>
  escalate(one, clocks, { rules, levels, from, now: T0 + minutes * MINUTE });

describe("escalate()", () => {
  it("reaches level after level, each for the roles and areas that the rule names", () => {
    expect(at(5).drafts).toEqual([]);
    expect(at(5).next).toBe(T0 + 5 * MINUTE + 1);
    expect(at(6).drafts).toMatchObject([{
      ...{ kind: "escalation", to: ["dispatcher"], severity: 2, at: T0 + 6 * MINUTE },
      subject: { case: "20261127-00001", areas: ["d", "s"] },
      data: { stage: "arrive", level: 1, deadline: T0, title: "井盖" },
    }]);
    expect(at(21).drafts.map(({ to, subject, severity }) => [to, subject.areas, severity])).toEqual([
      [["dispatcher"], ["d", "s"], 2],
      [["leader"], ["d"], 1],
    ]);
    const [, , city] = at(61).drafts;
    expect(city!.subject.areas, "only accounts of the whole city").toEqual([]);
    expect(at(61).next).toBe(Infinity);
  });

  it("says nothing of a stage that is done, paused, exempted, or of a case that is over", () => {
    const late = 100;
    expect(at(late, [clock({ endedAt: T0 + MINUTE })]).drafts).toEqual([]);
    expect(at(late, [clock({ deadline: null })]).drafts).toEqual([]);
    expect(at(late, [clock({ exempted: true })]).drafts).toEqual([]);
    expect(at(late, [clock()], c({ stage: "closed" }))).toEqual({
      ...{ drafts: [], next: Infinity, past: [] },
    });
  });

  it("is about the first stage that is late: whatever comes after waits for it", () => {
    const later = clock({ stage: "check", deadline: T0 - MINUTE });
    expect(at(50, [clock(), later]).drafts.map(({ data }) => data["stage"])).toEqual(["arrive", "arrive"]);
    const done = clock({ endedAt: T0 });
    expect(at(50, [done, later]).drafts.map(({ data }) => data["stage"])).toEqual(["check"]);
  });

  it("takes the first rule that names stage and severity, and none where none does", () => {
    expect(ruleFor(rules, "arrive", 1)).toBe(rules[0]);
    expect(ruleFor(rules, "arrive", 3)).toBe(rules[1]);
    expect(ruleFor(rules, "handle", 1)).toBeNull();
    expect(at(1_000, [clock({ stage: "handle" })]).drafts).toEqual([]);
  });

  it("names a stage that began anew otherwise, and the same one always the same", () => {
    const causes = (minutes: number, one: CaseClock) => at(minutes, [one]).drafts.map(({ cause }) => cause);
    expect(causes(6, clock())).toEqual(causes(19, clock()));
    expect(causes(6, clock({ startedAt: T0 }))).not.toEqual(causes(6, clock()));
  });

  it("has at any time exactly the levels that were reached, and says when the next one is", () => {
    fc.assert(fc.property(fc.integer({ min: -30, max: 120 }), fc.boolean(), (minutes, urgent) => {
      const one = c({ severity: urgent ? 1 : 3 });
      const due = urgent ? [5, 20, 60] : [30];
      const { drafts, next } = at(minutes, [clock()], one);
      expect(drafts).toHaveLength(due.filter((late) => minutes > late).length);
      expect(new Set(drafts.map(({ cause }) => cause)).size).toBe(drafts.length);
      const then = due.find((late) => minutes <= late);
      expect(next).toBe(then === undefined ? Infinity : T0 + then * MINUTE + 1);
    }));
  });
});

describe("Escalations", () => {
  it("looks at a case again only when it changed or its next level is reached, and gives the same", () => {
    const steps = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 40 }), change: fc.boolean(), gone: fc.boolean() }),
      { maxLength: 30 },
    );
    fc.assert(fc.property(steps, (list) => {
      let looked = 0, now = T0, version = 1;
      const look = (one: Case, then: number) => {
        looked++;
        return escalate(one, [clock({ startedAt: T0 + one.version })], { rules, levels, from: 0, now: then });
      };
      const all = new Escalations({ look, from: 0, nameOf: (code) => code });
      for (const { wait, change, gone } of list) {
        now += wait * MINUTE;
        if (change) version++;
        const open = gone ? [] : [c({ version })];
        const causes = all.of(open, now).map(({ cause }) => cause);
        expect(causes).toEqual(open.flatMap((one) => look(one, now).drafts.map(({ cause }) => cause)));
        const before = looked;
        all.of(open, now);
        expect(looked).toBe(before);
      }
    }));
  });

  it("tells what was late before the record began as one a district, once all of it is there, and no case of it", () => {
    const look = (one: Case, now: number) => {
      const later = clock({ stage: "check", deadline: T0 + MINUTE });
      return escalate(one, [clock(), ...one.id === "c" ? [later] : []], { rules, levels, from: T0, now });
    };
    const all = new Escalations({ look, from: T0, nameOf: (code) => `区 ${code}` });
    const open = [c({ id: "a" }), c({ id: "b" }), c({ id: "c" }), c({ id: "e", areas: ["e"] })];
    const lines = (cases: Case[], minutes: number) =>
      all.of(cases, T0 + minutes * MINUTE).map(({ subject, data, to }) => [
        ...[subject.case ?? subject.areas, data["count"] ?? data["stage"], data["where"], to],
      ]);
    expect(lines(open, 1)).toEqual([]);
    expect(lines(open, 3)).toEqual([
      [["d"], 3, ["区 d"], ["dispatcher"]],
      [["e"], 1, ["区 e"], ["dispatcher"]],
    ]);
    // What comes after is late by itself.
    expect(lines(open, 40)[0]).toEqual(["c", "check", undefined, ["checker"]]);
    expect(lines([], 41)).toEqual([]);
  });
});

describe("city.json", () => {
  const file = (escalation: unknown) => () =>
    checkCityFile({
      ...{ id: "a", names: { zh: "a", en: "a" }, timeZone: "UTC", bounds: [0, 0, 1, 1], escalation },
      view: { lat: 0.5, lon: 0.5, zoom: 10 },
    }, "city.json");

  it("has sensible rules where it names none, and refuses by path what is none", () => {
    expect(file(undefined)().escalation.length).toBeGreaterThan(2);
    expect(file([])().escalation).toEqual([]);
    const bad = (levels: unknown) => file([{ stages: ["arrive"], levels }]);
    expect(bad([])).toThrow(/escalation\.0\.levels/);
    expect(bad([{ lateMinutes: 5, to: ["boss"], area: "city" }])).toThrow(/escalation\.0\.levels\.0\.to\.0/);
    expect(bad([
      { lateMinutes: 5, to: ["leader"], area: "city" },
      { lateMinutes: 5, to: ["leader"], area: "city" },
    ])).toThrow(/lateMinutes grows from level to level/);
  });
});
