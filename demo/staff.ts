/**
 * The people of Haiwan's command centre, so that its cases are worked on: a dispatcher who sends somebody, workers who go and
 * handle, checkers who look and close. They use the same commands as everybody and leave every seventh incident, and every
 * case that needs a decision, to whoever looks on.
 */
import type { Dispatch } from "../dispatch/open_dispatch.ts";
import type { Sender } from "../dispatch/sender.ts";
import type { Case, Stage } from "../store/case.ts";
import type { Person, Role } from "../store/person.ts";
import type { City } from "../streams/city.ts";
import type { IncidentRecord, Severity } from "../streams/record.ts";
import { WORKER_STATE } from "../streams/wire.ts";
import { indexOf, workerId, workerName } from "./people_names.ts";
import { lot } from "./random.ts";

export interface StaffPorts {
  readonly dispatch: Pick<Dispatch, "book" | "candidates" | "commands" | "sending">;
  readonly city: Pick<City, "openIncidents" | "incident" | "workers">;
  /** The rule that a case is closed by. */
  readonly closing: (c: Case) => string;
  /** Workers that a person plays, by the phone: what they have to do is left to them. */
  readonly played?: () => ReadonlySet<string>;
  readonly now: () => number;
}

/** How long an incident waits for the dispatcher, by severity: from and to, s. */
const REACTION: Readonly<Record<Severity, readonly [number, number]>> = {
  1: [20, 120],
  2: [60, 480],
  3: [240, 1_800],
  4: [600, 5_400],
};
/** Of what nobody of the staff takes care. */
const LEFT = 1 / 7;
/** A centre that opens works off what waited, a few at a time. */
const SENT_AT_ONCE = 3;
/** Nobody is at work yet: what ended by itself is cancelled. */
const ENDS_WITH_ITS_INCIDENT: ReadonlySet<Stage> = new Set(["reported", "dispatched", "accepted"]);
/** So many checks of a result are not passed at first. */
const FAILED = 0.04;

const NOBODY: ReadonlySet<string> = new Set();

const clerk = (role: Role, name: string): Sender => ({
  person: {
    ...{ id: `demo:${role}`, login: "", name, roles: [role], areas: ["*"] },
    ...{ active: true, version: 1 },
  },
  origin: "demo",
  session: null,
});
const ACCEPTOR = clerk("acceptor", "周敏");
const DISPATCHER = clerk("dispatcher", "林海");
const CHECKER = clerk("checker", "吴静");

/** What somebody does next to a case, and how many seconds after its last event. */
interface Next {
  readonly sender: Sender;
  readonly command: { readonly kind: string } & Record<string, unknown>;
  readonly after: number;
}

export class Staff {
  constructor(private readonly ports: StaffPorts) {}

  /** Does what is due. Whoever was faster wins, as ever. */
  async step(): Promise<void> {
    await this.#dispatch();
    const { book, commands } = this.ports.dispatch;
    const now = this.ports.now();
    const played = this.ports.played?.() ?? NOBODY;
    for (const c of [...book.all()]) {
      const next = this.#next(c);
      if (next?.sender.person.post && played.has(next.sender.person.post.id)) continue;
      if (!next || now < c.updated + next.after * 1_000) continue;
      const { id, version } = c;
      await commands.execute(next.sender, {
        key: `demo:${id}:${version}`,
        case: id,
        version,
        command: answered(c, next.command),
      });
    }
  }

  async #dispatch(): Promise<void> {
    const { city, dispatch, now } = this.ports;
    let sent = 0;
    for (const incident of city.openIncidents()) {
      if (sent === SENT_AT_ONCE) return;
      if (incident.assignment || !isDue(incident, now())) continue;
      const { candidates } = dispatch;
      const { proposed } = candidates.for(candidates.errandOfIncident(incident), 1);
      if (proposed === null || indexOf(proposed) === undefined) continue;
      const { source, id } = incident;
      // A worker who hands a case back does not get it again at once: one try each ten minutes.
      const turn = Math.floor(now() / 600_000);
      sent++;
      await dispatch.sending.send(DISPATCHER, {
        key: `demo:${source}:${id}:${turn}`,
        source,
        incident: id,
        worker: proposed,
      });
    }
  }

  #next(c: Case): Next | null {
    const luck = lot(numberOf(c.id), c.version);
    const lead = c.crew.find(({ part }) => part === "lead");
    const index = lead && indexOf(lead.worker);
    if (lead && index === undefined) return null;
    if (this.#over(c) && ENDS_WITH_ITS_INCIDENT.has(c.stage)) {
      return by(ACCEPTOR, { kind: "cancel", reason: "来源已结案" }, 60 + 60 * luck);
    }
    switch (c.stage) {
      case "dispatched":
        return by(workerAt(index!), { kind: "accept" }, 10 + 80 * luck);
      case "accepted":
        if (lead!.state === "assigned") return by(workerAt(index!), { kind: "set_out" }, 5 + 25 * luck);
        return this.#isThere(lead!.worker) ? by(workerAt(index!), { kind: "arrive" }, 5) : null;
      case "arrived":
        return this.#over(c) ? by(workerAt(index!), { kind: "handle" }, 30 + 60 * luck) : null;
      case "handled":
        return by(DISPATCHER, { kind: "request_post_check" }, 60 + 240 * luck);
      case "post_checking":
        return this.#check(c, luck);
      default:
        return null;
    }
  }

  #check(c: Case, luck: number): Next {
    if (c.check?.passed) return by(CHECKER, { kind: "close", rule: this.ports.closing(c) }, 20 + 40 * luck);
    const passed = c.reworks > 0 || luck >= FAILED;
    const text = passed ? "" : "现场仍有遗留";
    return by(CHECKER, { kind: "post_check", passed, text }, 120 + 480 * luck);
  }

  /** Whether the incidents of a case have ended by themselves, as the demo's all do. */
  #over({ reports }: Case): boolean {
    const { city } = this.ports;
    return reports.every(({ source, incident }) =>
      incident !== undefined && city.incident(source, incident)?.status !== "open"
    );
  }

  #isThere(worker: string): boolean {
    const slot = this.ports.city.workers.find(worker);
    return slot !== undefined && this.ports.city.workers.state[slot] === WORKER_STATE.onScene;
  }
}

function isDue({ id, severity, time }: IncidentRecord, now: number): boolean {
  const number = numberOf(id);
  if (lot(number, 1) < LEFT) return false;
  const [from, to] = REACTION[severity];
  return now - time >= (from + (to - from) * lot(number, 2) ** 2) * 1_000;
}

function by(sender: Sender, command: Next["command"], after: number): Next {
  return { sender, command, after };
}

/** Whoever pushes on a case that was returned says something to the reason. */
function answered(c: Case, command: Next["command"]): Next["command"] {
  const asks = command.kind === "accept" || command.kind === "handle" ||
    command.kind === "request_post_check";
  return c.pending && asks ? { ...command, answer: "已重新处置" } : command;
}

function workerAt(index: number): Sender {
  const id = workerId(index);
  const post = { id, kind: "dedicated", skills: [], grids: [] } as const;
  const person: Person = {
    ...{ id: `demo:${id}`, login: "", name: workerName(index), roles: ["worker"], areas: ["*"], post },
    ...{ active: true, version: 1 },
  };
  return { person, origin: "demo", session: null };
}

/** A number that depends only on a text. */
function numberOf(text: string): number {
  let number = 0;
  for (let i = 0; i < text.length; i++) number = Math.imul(number, 31) + text.charCodeAt(i) | 0;
  return Math.abs(number);
}

const STEP_EVERY_MS = 2_000;

/** Works until the signal. */
export function runStaff(
  ports: StaffPorts & { readonly report: (stage: string, error: unknown) => void },
  signal: AbortSignal,
): void {
  const staff = new Staff(ports);
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await staff.step().catch((error) => ports.report("demo staff", error));
    busy = false;
  }, STEP_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
