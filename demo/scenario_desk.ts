/** The scenario that runs now: started and stopped by a person, over by itself; a restart goes on with it. One at a time. */
import type { Incident } from "../streams/record.ts";
import type { Streets } from "./addresses.ts";
import type { KeptScenario } from "./kept_scenario.ts";
import { endOf, isDark, originOf, type Planned, planOf, type Scenario, warningOf } from "./scenarios.ts";
import type { Conditions } from "./weather.ts";

export interface Running {
  readonly scenario: Scenario;
  /** Epoch ms. */
  readonly since: number;
  readonly until: number;
}

export class ScenarioDesk {
  #running: Running | null = null;
  #plan: Planned[] = [];
  /** Reported and not over yet. */
  readonly #open: Planned[] = [];

  /** Told what runs whenever that is another. */
  keep: (running: Running | null) => void = () => {};

  /** Streets are sorted when the first scenario starts: most demos have none. */
  constructor(private readonly streets: () => Streets) {}

  at(now: number): Running | null {
    if (this.#running && now >= this.#running.until) this.keep(this.#running = null);
    return this.#running;
  }

  /** Another scenario that runs ends first; what it brought is handled as if nothing else had come. */
  start(scenario: Scenario, now: number): Running {
    this.stop();
    this.#plan = planOf(scenario, now, this.streets());
    this.keep(this.#running = { scenario, since: now, until: endOf(scenario, now) });
    return this.#running!;
  }

  /**
   * After a restart: goes on with what ran, as if nobody had been away, and works off what was reported. `open`: ids of
   * incidents that are open by the record; returns those that no scenario knows.
   */
  resume(kept: KeptScenario | null, open: readonly string[], now: number): string[] {
    if (kept && endOf(kept.scenario, kept.since) > now) {
      const { scenario, since } = kept;
      this.#running = { scenario, since, until: endOf(scenario, since) };
      this.#plan = planOf(scenario, since, this.streets()).filter(({ closes }) => closes > now);
    } else if (kept) this.keep(null);
    const coming = new Set(this.#plan.map(({ open: { id } }) => id));
    const plans = new Map<string, Map<string, Planned>>();
    return open.filter((id) => {
      if (coming.has(id)) return false;
      const planned = this.#plannedOf(id, plans);
      if (planned) this.#open.push(planned);
      return !planned;
    });
  }

  /** What a scenario that is over had planned for an incident; plans are made once each. */
  #plannedOf(id: string, plans: Map<string, Map<string, Planned>>): Planned | undefined {
    const origin = originOf(id);
    if (!origin) return undefined;
    const key = `${origin.scenario} ${origin.since}`;
    if (!plans.has(key)) {
      const plan = planOf(origin.scenario, origin.since, this.streets());
      plans.set(key, new Map(plan.map((planned) => [planned.open.id, planned])));
    }
    return plans.get(key)!.get(id);
  }

  /** Nothing new comes; what was reported is worked off in its own time. */
  stop(): void {
    if (this.#running) this.keep(this.#running = null);
    this.#plan = [];
  }

  /** What was reported or ended since the last step. */
  step(now: number): Incident[] {
    const out: Incident[] = [];
    while (this.#plan.length > 0 && this.#plan[0]!.open.time <= now) {
      const planned = this.#plan.shift()!;
      this.#open.push(planned);
      out.push(planned.open);
    }
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const { open, closes } = this.#open[i]!;
      if (closes > now) continue;
      this.#open.splice(i, 1);
      out.push({ ...open, status: "closed" });
    }
    this.at(now);
    return out;
  }

  /** The weather while it runs: a storm is a storm, and every scenario has its warning. */
  weather(usual: Conditions, now: number): Conditions & { readonly warning?: string } {
    const running = this.at(now);
    if (!running) return usual;
    const { zh, en } = warningOf(running.scenario);
    const warning = `${zh} · ${en}`;
    if (running.scenario !== "storm") return { ...usual, warning };
    return { ...usual, sky: "storm", text: { zh: "暴雨", en: "Rainstorm" }, wind: 17.2, rain: 1, warning };
  }

  /** Whether a camera at a place has no power now. */
  dark(lat: number, lon: number, now: number): boolean {
    return this.at(now)?.scenario === "blackout" && isDark(lat, lon);
  }
}
