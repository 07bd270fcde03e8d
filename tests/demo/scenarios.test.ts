import { beforeAll, describe, expect, it } from "vitest";
import { Streets } from "../../demo/addresses.ts";
import { haiwan } from "../../demo/haiwan.ts";
import { metresEast, metresNorth } from "../../demo/land/plane.ts";
import { ScenarioDesk } from "../../demo/scenario_desk.ts";
import { endOf, isDark, isOfScenario, planOf, SCENARIOS } from "../../demo/scenarios.ts";
import { weatherAt } from "../../demo/weather.ts";

const NOON = Date.UTC(2026, 10, 25, 4), HOUR = 3_600_000;
let streets: Streets;
beforeAll(() => {
  streets = new Streets(haiwan());
});

describe.each(SCENARIOS)("a %s", (scenario) => {
  it("brings the same for the same instant, in order, within its time, and shows within a minute", () => {
    const plan = planOf(scenario, NOON, streets);
    expect(planOf(scenario, NOON, streets)).toEqual(plan);
    expect(plan.length).toBeGreaterThan(60);
    expect(new Set(plan.map(({ open }) => open.id)).size).toBe(plan.length);
    for (const [i, { open, closes }] of plan.entries()) {
      expect(open.time).toBeGreaterThanOrEqual(plan[i - 1]?.open.time ?? NOON);
      expect(open.time).toBeLessThan(endOf(scenario, NOON));
      expect(closes).toBeGreaterThan(open.time);
      expect(isOfScenario(open.id)).toBe(true);
    }
    expect(plan.filter(({ open }) => open.time < NOON + 5 * 60_000).length).toBeGreaterThan(3);
  });
});

describe("where scenarios happen", () => {
  const km = ({ lat, lon }: { lat: number; lon: number }) =>
    [metresEast(lon) / 1000, metresNorth(lat) / 1000] as const;

  it("a power cut stays in the quarter that is dark", () => {
    const inside = planOf("blackout", NOON, streets).filter(({ open }) => isDark(open.lat, open.lon));
    expect(inside.length / planOf("blackout", NOON, streets).length).toBeGreaterThan(0.9);
  });

  it("a marathon moves along its way and comes back", () => {
    const plan = planOf("marathon", NOON, streets);
    const mean = (from: number, to: number) => {
      const xs = plan.filter(({ open }) => open.time >= NOON + from * HOUR && open.time < NOON + to * HOUR)
        .map(({ open }) => km(open)[0]);
      return xs.reduce((sum, x) => sum + x, 0) / xs.length;
    };
    expect(mean(0, 0.6)).toBeLessThan(mean(1.7, 2.3) - 6);
    expect(mean(3.3, 4)).toBeLessThan(mean(1.7, 2.3) - 4);
  });
});

describe("ScenarioDesk", () => {
  const open = () => new ScenarioDesk(() => streets);

  it("reports each incident once and ends it once, and is over by itself", () => {
    const desk = open();
    desk.start("storm", NOON);
    const seen = new Map<string, string[]>();
    for (let t = NOON; t < NOON + 16 * HOUR; t += 60_000) {
      for (const { id, status } of desk.step(t)) seen.set(id, [...seen.get(id) ?? [], status]);
    }
    expect(seen.size).toBe(planOf("storm", NOON, streets).length);
    for (const states of seen.values()) expect(states).toEqual(["open", "closed"]);
    expect(desk.at(NOON + 3 * HOUR)).toBeNull();
  });

  it("brings nothing new once it is stopped, and works off what was reported", () => {
    const desk = open();
    desk.start("storm", NOON);
    const before = desk.step(NOON + HOUR).filter(({ status }) => status === "open");
    desk.stop();
    const after = desk.step(NOON + 40 * HOUR);
    expect(after.every(({ status }) => status === "closed")).toBe(true);
    expect(before.length).toBeGreaterThan(50);
    expect(desk.at(NOON + HOUR)).toBeNull();
  });

  it("goes on after a restart as if nobody had been away, and works off what ended scenarios brought", () => {
    const steady = open(), stopped = open(), kept: unknown[] = [];
    stopped.keep = (running) => kept.push(running && { scenario: running.scenario, since: running.since });
    for (const desk of [steady, stopped]) desk.start("storm", NOON);
    const before = stopped.step(NOON + HOUR).map(({ id }) => id);
    steady.step(NOON + HOUR);
    const again = open();
    expect(again.resume({ scenario: "storm", since: NOON }, before, NOON + HOUR + 60_000)).toEqual([]);
    expect(kept).toEqual([{ scenario: "storm", since: NOON }]);
    expect(again.at(NOON + 2 * HOUR)?.until).toBe(NOON + 3 * HOUR);
    const known = new Set(before);
    const fresh = (desk: ScenarioDesk) =>
      desk.step(NOON + 2 * HOUR).filter(({ id, status }) => status === "open" && !known.has(id)).map((
        { id },
      ) => id);
    // Whatever came and went while nobody looked is not reported any more.
    const missed = fresh(steady);
    expect(missed).toEqual(expect.arrayContaining(fresh(again)));
    expect(again.step(NOON + 16 * HOUR).filter(({ status }) => status === "closed").length).toBeGreaterThan(
      50,
    );

    const late = open();
    expect(late.resume({ scenario: "storm", since: NOON }, [...before, "S-flood-x-1"], NOON + 4 * HOUR))
      .toEqual([
        "S-flood-x-1",
      ]);
    expect(late.at(NOON + 4 * HOUR)).toBeNull();
    expect(late.step(NOON + 16 * HOUR).map(({ status }) => status)).toEqual(before.map(() => "closed"));
  });

  it("makes the weather of a storm, warns of the others, and leaves a usual day alone", () => {
    const desk = open();
    const usual = weatherAt(NOON);
    expect(desk.weather(usual, NOON)).toEqual(usual);
    desk.start("storm", NOON);
    expect(desk.weather(usual, NOON)).toMatchObject({ sky: "storm", rain: 1 });
    desk.start("marathon", NOON);
    expect(desk.weather(usual, NOON).sky).toBe(usual.sky);
    expect(desk.weather(usual, NOON).warning).toMatch(/马拉松.* · Marathon/);
  });

  it("darkens cameras of the quarter without power, only there and only then", () => {
    const desk = open();
    const { roads } = haiwan();
    const at = Array.from({ length: roads.nodes }, (_, n) => [roads.lat[n]!, roads.lon[n]!] as const);
    const within = at.find(([lat, lon]) => isDark(lat, lon))!,
      without = at.find(([lat, lon]) => !isDark(lat, lon))!;
    expect(desk.dark(...within, NOON)).toBe(false);
    desk.start("blackout", NOON);
    expect(desk.dark(...within, NOON)).toBe(true);
    expect(desk.dark(...without, NOON)).toBe(false);
    expect(desk.dark(...within, NOON + 3 * HOUR)).toBe(false);
  });
});
