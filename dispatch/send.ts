/**
 * Two clicks: a worker for an incident. Whatever the case still lacks is done by the rule of direct dispatch (直接派遣) in the
 * same step: an incident that is no case becomes one and is filed, and whoever clicked has dispatched it.
 */
import type { Case, CaseEvent } from "../store/case.ts";
import { assignmentOf } from "../store/case.ts";
import type { CasePart } from "../store/ledger_cases.ts";
import type { Person } from "../store/person.ts";
import type { AssignAnswer, Assignment, AssignRefusal, IncidentRecord } from "../store/record.ts";
import type { Explain } from "./candidates.ts";
import { decide, evolve } from "./case.ts";
import { parseCommand } from "./case_command.ts";
import { bodyOf, type CaseDesk, type Changed, isKey, type KeyReused, partOf } from "./desk.ts";
import type { Openings } from "./openings.ts";
import { may } from "./rights.ts";
import type { Sender } from "./sender.ts";
import { type CaseTables, momentOf } from "./tables.ts";

export interface SendingOptions {
  readonly desk: CaseDesk;
  readonly openings: Openings;
  readonly tables: () => CaseTables;
  readonly incident: (source: string, id: string) => IncidentRecord | undefined;
  readonly isWorker: (id: string) => boolean;
  /** Whether a worker is on duty now; everybody is when absent. */
  readonly isOnDuty?: (id: string) => boolean;
  /** Why this worker and no other, to be kept with the decision; nothing is kept when absent. */
  readonly explain?: Explain;
}

/** What stands in the record for the steps that nobody took by hand. */
export const DIRECT_DISPATCH: Person = {
  id: "rule:direct-dispatch",
  login: "",
  name: "直接派遣 · Direct dispatch",
  roles: ["acceptor"],
  areas: ["*"],
  active: true,
  version: 1,
};

const LONGEST_NAME = 200;
const ATTEMPTS = 5;

interface Wish {
  readonly key: string;
  readonly source: string;
  readonly incident: string;
  readonly worker: string;
}

export class Sending {
  constructor(private readonly options: SendingOptions) {}

  /** `sent` is `{key, source, incident, worker}`. The same key always gets the first answer again. */
  async send(sender: Sender, sent: unknown): Promise<AssignAnswer> {
    const wish = checkWish(sent);
    if (!wish) return refused("bad-command");
    const idempotency = { key: wish.key, body: bodyOf(sender, wish) };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const known = await this.options.desk.known<Kept>(idempotency);
      if (known) return await this.#again(known, wish);
      const answer = await this.#try(sender, wish, idempotency);
      if (answer) return answer;
    }
    return refused("stage");
  }

  /** Null when somebody changed the case at the same moment: it is looked at again. */
  async #try(
    sender: Sender,
    wish: Wish,
    idempotency: { key: string; body: string },
  ): Promise<AssignAnswer | null> {
    const { desk, openings } = this.options;
    const refuse = async (reason: AssignRefusal) =>
      this.#again(await desk.refuse<Kept>(idempotency, refused(reason)), wish);
    // First of all: who was sent where, and who is on duty, is told only to whoever may send somebody there.
    if (!may(sender.person, "case.dispatch").ok) return refuse("forbidden");
    const incident = this.options.incident(wish.source, wish.incident);
    if (!incident) return refuse("unknown-incident");
    const c = await desk.ofIncident(wish);
    const { areas } = c ?? openings.ofIncident(incident, false);
    if (!may(sender.person, "case.dispatch", { areas }).ok) return refuse("forbidden");
    if (!this.options.isWorker(wish.worker)) return refuse("unknown-worker");
    if (incident.status !== "open") return refuse("not-open");
    if (!(this.options.isOnDuty?.(wish.worker) ?? true)) return refuse("off-duty");
    const taken = c && assignmentOf(c, wish);
    if (taken) return { kind: "taken", assignment: taken };
    const prepared = await this.#prepare(sender, incident, c, wish.worker);
    if ("reason" in prepared) return refuse(prepared.reason);
    const written = await desk.write({ sender, action: "case.dispatch", idempotency, parts: [prepared] });
    return written.kind === "done" ? assigned(prepared.after, wish) : null;
  }

  /** Everything up to the dispatch, decided step by step by the machine. */
  async #prepare(
    sender: Sender,
    incident: IncidentRecord,
    found: Case | null,
    worker: string,
  ): Promise<CasePart | { reason: AssignRefusal }> {
    const { desk, openings, tables } = this.options;
    const begun = found ? null : await openings.begin(
      { person: DIRECT_DISPATCH },
      // Whoever is sent sees whether it is true.
      openings.ofIncident(incident, false),
    );
    const events: CaseEvent[] = [];
    let c = found ?? begun!.after;
    const step = (by: Person, command: object, as = c, more: object = {}): AssignRefusal | null => {
      const parsed = parseCommand(command);
      if (!parsed.ok) return "bad-command";
      const decision = decide(as, parsed.value, momentOf(c, by, desk.now, tables()));
      if (!decision.ok) return FORBIDDEN.has(decision.refusal) ? "forbidden" : "stage";
      const event = { ...decision.event, ...more };
      events.push(event);
      c = evolve(c, event);
      return null;
    };
    if (c.stage === "reported") {
      const [condition] = tables().conditionsOf(c.category);
      const asKnown = await this.#isUntouched(c) ? { ...c, needsPreVerify: false } : c;
      const refusal = step(DIRECT_DISPATCH, { kind: "file", condition }, asKnown);
      if (refusal) return { reason: refusal };
    }
    const { explain } = this.options;
    const choice = explain ? { choice: explain(c, worker, sender) } : {};
    const refusal = step(sender.person, { kind: "dispatch", worker }, c, choice);
    if (refusal) return { reason: refusal };
    if (!begun) return partOf(found, events);
    return partOf(null, [...begun.events, ...events], begun.claims);
  }

  /** Only a rule has taken it in: to whoever clicks it is an incident as any other that is no case. */
  async #isUntouched({ id, version, needsPreVerify }: Case): Promise<boolean> {
    return needsPreVerify && version === 1 && (await this.options.desk.begunBy(id)).startsWith("rule:");
  }

  async #again(kept: Kept | KeyReused, wish: Wish): Promise<AssignAnswer> {
    if (kept.kind === "refused") return "refusal" in kept ? refused("key-reused") : kept;
    const { id, version } = kept.cases[0]!;
    return assigned(await this.options.desk.asOf(id, version), wish);
  }
}

/** What the ledger keeps of an answer. */
type Kept =
  | { readonly kind: "done"; readonly cases: readonly Changed[] }
  | (AssignAnswer & { readonly kind: "refused" });

const FORBIDDEN: ReadonlySet<string> = new Set(["role", "area", "own", "inactive"]);

function refused(reason: AssignRefusal): AssignAnswer & { kind: "refused" } {
  return { kind: "refused", reason };
}

function assigned(c: Case, wish: Wish): AssignAnswer {
  const assignment: Assignment = assignmentOf(c, wish)!;
  return { kind: "assigned", assignment, case: c.id };
}

function checkWish(sent: unknown): Wish | null {
  if (typeof sent !== "object" || sent === null) return null;
  const { key, source, incident, worker } = sent as Record<string, unknown>;
  if (!isKey(key) || !isName(source) || !isName(incident) || !isName(worker)) return null;
  return { key, source, incident, worker };
}

function isName(text: unknown): text is string {
  return typeof text === "string" && text.trim() !== "" && text.length <= LONGEST_NAME;
}
