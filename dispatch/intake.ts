/**
 * Takes incidents in as cases by rule, once each: as they are committed, and at the start those that a crash left between the
 * incident and its case. The key is the incident's, so that no way of dying in between makes two cases or none.
 */
import type { Case, CaseEvent } from "../store/case.ts";
import type { CasePart } from "../store/ledger_cases.ts";
import type { Person } from "../store/person.ts";
import type { CityEvent, IncidentRecord } from "../store/record.ts";
import { decide } from "./case.ts";
import { bodyOf, type CaseDesk, partOf, RULE_KEY } from "./desk.ts";
import { type FilingRule, ruleFor } from "./filing_rules.ts";
import type { Openings } from "./openings.ts";
import type { Sender } from "./sender.ts";
import { type CaseTables, momentOf } from "./tables.ts";

export interface IntakeOptions {
  readonly rules: readonly FilingRule[];
  readonly desk: CaseDesk;
  readonly openings: Openings;
  readonly tables: () => CaseTables;
  /** As it is now. */
  readonly incident: (source: string, id: string) => IncidentRecord | undefined;
  readonly report: (stage: string, error: unknown) => void;
}

/** Who stands in the record where a rule decided. */
export const INTAKE_RULE: Person = {
  id: "rule:intake",
  login: "",
  name: "自动受理",
  roles: ["acceptor"],
  areas: ["*"],
  active: true,
  version: 1,
};
const SENDER: Sender = { person: INTAKE_RULE, origin: "rule", session: null };

/** So many at a time: they share the fsync of a transaction. */
const LANES = 8;
const RETRY_MS = 2_000;
const ATTEMPTS = 5;

type Ref = Pick<IncidentRecord, "source" | "id">;

export class Intake {
  /** Waiting, by key; each once, however often it changes meanwhile. */
  readonly #waiting = new Map<string, Ref>();
  #busy = 0;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(private readonly options: IntakeOptions) {}

  /** Events that the ledger has committed; until the signal. */
  notice(events: readonly CityEvent[]): void {
    for (const event of events) if (event.kind === "incident") this.#consider(event.incident);
  }

  /** At the start: incidents that are open and may be no case yet. */
  catchUp(open: Iterable<IncidentRecord>, signal: AbortSignal): void {
    signal.addEventListener("abort", () => this.#stopped = true, { once: true });
    for (const incident of open) this.#consider(incident);
  }

  /** Resolves when nothing waits. */
  settled(): Promise<void> {
    if (this.#waiting.size === 0 && this.#busy === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #consider(incident: IncidentRecord): void {
    if (!ruleFor(this.options.rules, incident)) return;
    this.#waiting.set(keyOf(incident), { source: incident.source, id: incident.id });
    this.#start();
  }

  #start(): void {
    while (this.#busy < LANES && this.#busy < this.#waiting.size && !this.#stopped) {
      this.#busy++;
      void this.#work().finally(() => {
        this.#busy--;
        if (this.#waiting.size > 0) this.#start();
        else if (this.#busy === 0) { for (const resolve of this.#idle.splice(0)) resolve(); }
      });
    }
  }

  async #work(): Promise<void> {
    for (const [key, ref] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        await this.#take(key, ref);
      } catch (error) {
        if (this.#stopped) return;
        this.options.report(`take ${ref.source} ${ref.id} in as a case`, error);
        // The ledger is busy or its disk is full: it waits again, and others wait with it.
        this.#waiting.set(key, ref);
        await new Promise((wake) => setTimeout(wake, RETRY_MS));
      }
      if (this.#stopped) return;
    }
  }

  async #take(key: string, { source, id }: Ref): Promise<void> {
    const { desk, rules } = this.options;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const incident = this.options.incident(source, id);
      const rule = incident && ruleFor(rules, incident);
      if (!rule || await desk.ofIncident({ source, incident: id })) return;
      const written = await desk.write({
        sender: SENDER,
        action: "case.report",
        idempotency: { key, body: bodyOf(SENDER, { source, id }) },
        parts: [await this.#prepare(incident, rule)],
      });
      if (written.kind !== "stale") return;
      // Somebody else gave the number out.
      desk.forgetSerials();
    }
    throw new Error(`The numbers of ${ATTEMPTS} new cases were all given out already`);
  }

  /** The case as it begins; filed in the same step, so that nothing can come between. */
  async #prepare(incident: IncidentRecord, { file }: FilingRule): Promise<CasePart> {
    const { desk, openings } = this.options;
    const tables = this.options.tables();
    const needsPreVerify = tables.needsPreVerify(incident.category, incident.source);
    const begun = await openings.begin(SENDER, openings.ofIncident(incident, needsPreVerify));
    if (file === undefined) return begun;
    const c: Case = begun.after;
    const decision = decide(
      c,
      { kind: "file", condition: file, answer: undefined },
      momentOf(c, INTAKE_RULE, desk.now, tables),
    );
    // What has to be verified first, or has no such condition, waits for people.
    if (!decision.ok) return begun;
    const events: CaseEvent[] = [...begun.events, decision.event];
    return partOf(null, events, begun.claims);
  }
}

/** A colon in the name of a source cannot make two incidents one. */
function keyOf({ source, id }: Ref): string {
  return `${RULE_KEY}${source.replaceAll("%", "%25").replaceAll(":", "%3A")}:${id}`;
}
