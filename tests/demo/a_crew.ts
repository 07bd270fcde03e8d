/**
 * Scripted acceptors, dispatchers, checkers, leaders and workers of Haiwan, who use the same commands as everybody, with everything
 * that goes wrong in a day: reports that are not so, refusals, work that is handed back, results that are not good, extensions,
 * suspensions and reopenings.
 */
import type { People } from "../../demo/people.ts";
import { indexOf, workerName } from "../../demo/people_names.ts";
import { lot } from "../../demo/random.ts";
import { DOING } from "../../demo/routine.ts";
import { offeredTo } from "../../dispatch/case.ts";
import type { Dispatch } from "../../dispatch/open_dispatch.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { momentOf } from "../../dispatch/tables.ts";
import { type Case, IN_HAND } from "../../store/case.ts";
import type { Person, Role } from "../../store/person.ts";
import type { City } from "../../streams/city.ts";

const SECOND = 1_000, MINUTE = 60_000, HOUR = 3_600_000;
/** Whoever did not get there by then does not. */
const REPLACED_AFTER_S = 45 * 60;

function account(id: string, name: string, role: Role, post?: Person["post"]): Sender {
  return {
    person: {
      ...{ id, login: id, name, roles: [role], areas: ["*"], active: true, version: 1 },
      ...(post && { post }),
    },
    origin: "script",
    session: null,
  };
}

const ACCEPTOR = account("p-acceptor", "周敏", "acceptor");
const DISPATCHER = account("p-dispatcher", "林海", "dispatcher");
const CHECKER = account("p-checker", "吴静", "checker");
const LEADER = account("p-leader", "郑国", "leader");

type Command = { readonly kind: string } & Record<string, unknown>;
interface Next {
  readonly by: Sender;
  readonly command: Command;
  /** Seconds after the case's last event. */
  readonly after: number;
}

export interface CrewPorts {
  readonly dispatch: Dispatch;
  readonly people: People;
  readonly city: City;
  readonly now: () => number;
}

/** Everybody of the centre and the street; who does what, how soon and how well is drawn from the case's number. */
export class Crew {
  commands = 0;
  readonly refused = new Map<string, number>();
  /** Incidents that were looked at: each is a case by then. */
  readonly #seen = new Set<string>();
  /** Workers who are sent somewhere in this step. */
  readonly #asked = new Set<string>();

  constructor(private readonly ports: CrewPorts) {}

  /** Whoever was sent goes there, and stays until the work is done. */
  lead(): void {
    const { people } = this.ports, wanted = new Map<number, Case>();
    for (const c of this.ports.dispatch.book.open()) {
      if (!IN_HAND.has(c.stage)) continue;
      for (const { worker } of c.crew) wanted.set(indexOf(worker)!, c);
    }
    for (const index of people.sent) if (!wanted.has(index)) people.release(index);
    for (const [index, { lat, lon }] of wanted) if (!people.sent.has(index)) people.send(index, lat, lon);
  }

  async step(): Promise<void> {
    const { dispatch, city, now } = this.ports;
    this.#asked.clear();
    for (const incident of [...city.openIncidents()]) {
      const { source, id } = incident;
      if (this.#seen.has(`${source} ${id}`) || now() - incident.received < 2 * MINUTE) continue;
      this.#seen.add(`${source} ${id}`);
      if (await dispatch.desk.ofIncident({ source, incident: id })) continue;
      this.#note("take up", await dispatch.openings.fromIncident(ACCEPTOR, incident, `take ${source} ${id}`));
    }
    // Decided one after the other, so that nobody is asked twice at once; what was decided is done side by side.
    const open = [...dispatch.book.open()].flatMap((c) => {
      const next = this.#next(c, lot(numberOf(c.id), c.version), lot(numberOf(c.id), c.version + 1_000));
      return next ? [[c, next] as const] : [];
    });
    await Promise.all(open.map(([c, next]) => this.#give(c, next)));
    for (const c of await dispatch.desk.ended(40)) await this.#after(c);
  }

  async #give(c: Case, { by, command, after }: Next): Promise<void> {
    if (!this.#isDue(c, after)) return;
    const { dispatch } = this.ports;
    const { id, version } = c;
    const answer = c.pending ? { answer: "已按退回理由重新办理" } : {};
    const asks = ["file", "dispatch", "accept", "handle", "request_post_check"].includes(command.kind);
    this.#note(
      command.kind,
      await dispatch.commands.execute(by, {
        ...{ key: `${id} ${version} ${command.kind}`, case: id, version },
        command: asks ? { ...command, ...answer } : command,
      }),
    );
  }

  #isDue({ updated }: Case, after: number): boolean {
    return this.ports.now() >= updated + after * SECOND;
  }

  #note(kind: string, answer: { readonly kind: string; readonly refusal?: unknown }): void {
    this.commands++;
    if (answer.kind === "done") return;
    const why = `${kind}: ${answer.refusal ?? answer.kind}`;
    this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
  }

  #next(c: Case, luck: number, other: number): Next | null {
    if (c.extension.asked) {
      return {
        by: ACCEPTOR,
        command: { kind: "decide_extension", approve: luck < 0.7 },
        after: 120,
      };
    }
    if (c.suspension && this.ports.now() < c.suspension.until) return null;
    const lead = c.crew.find(({ part }) => part === "lead");
    const worker = lead && this.#worker(lead.worker);
    switch (c.stage) {
      case "reported":
        return this.#taken(c, luck, other);
      case "pre_verifying":
        return {
          by: this.#worker(c.verifier!),
          command: { kind: "pre_verify", found: luck < 0.94, text: luck < 0.94 ? "" : "现场未发现" },
          after: 180 + 420 * other,
        };
      case "filed":
        return this.#dispatched(c, luck);
      case "dispatched":
        if (luck < 0.03) return { by: worker!, command: { kind: "refuse", reason: "车辆故障" }, after: 40 };
        return { by: worker!, command: { kind: "accept" }, after: 10 + 80 * other };
      case "accepted":
        if (lead!.state === "assigned") {
          return { by: worker!, command: { kind: "set_out" }, after: 5 + 25 * luck };
        }
        if (luck < 0.02) {
          return { by: worker!, command: { kind: "hand_back", reason: "需专业队伍" }, after: 120 };
        }
        if (this.#isThere(lead!.worker)) return { by: worker!, command: { kind: "arrive" }, after: 5 };
        return this.#replaced(c, lead!.worker);
      case "arrived":
        return this.#handled(c, worker!, luck, other);
      case "handled":
        return { by: DISPATCHER, command: { kind: "request_post_check" }, after: 60 + 240 * luck };
      case "post_checking":
        return this.#checked(c, luck);
      default:
        return null;
    }
  }

  #taken(c: Case, luck: number, other: number): Next | null {
    const [condition] = this.ports.dispatch.tables().conditionsOf(c.category);
    if (c.needsPreVerify && !c.verification) {
      const after = 20 + 100 * luck, near = this.#near(c, after);
      return near === null
        ? null
        : { by: ACCEPTOR, command: { kind: "request_pre_verify", worker: near }, after };
    }
    if (c.needsPreVerify && !c.verification!.found) {
      return { by: ACCEPTOR, command: { kind: "reject", reason: "不属实" }, after: 60 };
    }
    if (!c.needsPreVerify && luck < 0.01) {
      return { by: ACCEPTOR, command: { kind: "cancel", reason: "重复上报" }, after: 60 };
    }
    return { by: ACCEPTOR, command: { kind: "file", condition }, after: 20 + 100 * other };
  }

  #dispatched(c: Case, luck: number): Next | null {
    // Somebody of the city has to be asked first; once.
    if (luck < 0.01 && !c.pauses.length) {
      const until = this.ports.now() + 2 * HOUR;
      return { by: DISPATCHER, command: { kind: "suspend", until, reason: "等产权单位" }, after: 60 };
    }
    if (c.returns === 0 && luck > 0.985) {
      return { by: DISPATCHER, command: { kind: "return", reason: "类别有误" }, after: 60 };
    }
    const after = 15 + 90 * luck, near = this.#near(c, after);
    return near === null ? null : { by: DISPATCHER, command: { kind: "dispatch", worker: near }, after };
  }

  /** Whoever does not get there is replaced by somebody who does. */
  #replaced(c: Case, lead: string): Next | null {
    if (!this.#isDue(c, REPLACED_AFTER_S)) return null;
    const { candidates } = this.ports.dispatch;
    const { ranked } = candidates.for(candidates.errandOf(c), 3);
    const other = ranked.find(({ worker, free }) => free && worker !== lead);
    return other
      ? {
        by: DISPATCHER,
        command: { kind: "reassign", worker: other.worker, reason: "久未到场" },
        after: REPLACED_AFTER_S,
      }
      : null;
  }

  #handled(c: Case, worker: Sender, luck: number, other: number): Next {
    if (luck < 0.03 && c.extension.approved === 0 && this.#mayAsk(c, worker)) {
      const reason = "配件未到";
      return { by: worker, command: { kind: "request_extension", reason }, after: 60 };
    }
    return { by: worker, command: { kind: "handle", text: "已处置" }, after: 300 + 2_400 * other ** 2 };
  }

  #checked(c: Case, luck: number): Next {
    const { closingOf } = this.ports.dispatch.tables();
    if (c.check?.passed) {
      return { by: CHECKER, command: { kind: "close", rule: closingOf(c)[0] }, after: 20 + 40 * luck };
    }
    const passed = c.reworks > 0 || luck >= 0.05;
    const text = passed ? "" : "现场仍有遗留";
    return { by: CHECKER, command: { kind: "post_check", passed, text }, after: 120 + 480 * luck };
  }

  /** What is done to a case that is over: some are rated, a few opened again. */
  async #after(c: Case): Promise<void> {
    if (c.stage !== "closed") return;
    const luck = lot(numberOf(c.id), 7);
    if (luck < 0.01 && c.reopened === 0) {
      await this.#give(c, { by: CHECKER, command: { kind: "reopen", reason: "回访不满意" }, after: 600 });
    } else if (luck > 0.9 && c.score === null) {
      const score = 1 + Math.floor(5 * lot(numberOf(c.id), 8));
      await this.#give(c, { by: LEADER, command: { kind: "evaluate", score, text: "" }, after: 300 });
    }
  }

  #mayAsk(c: Case, worker: Sender): boolean {
    const moment = momentOf(c, worker.person, this.ports.now(), this.ports.dispatch.tables());
    return moment.deadline !== null && moment.deadline > this.ports.now() &&
      offeredTo(c, moment).includes("request_extension");
  }

  /** Who is proposed; where nobody can be, the nearest of the ranking. */
  #near(c: Case, after: number): string | null {
    if (!this.#isDue(c, after)) return null;
    const { candidates } = this.ports.dispatch;
    const { proposed, ranked } = candidates.for(candidates.errandOf(c), 8);
    const near = proposed ?? ranked.find(({ free }) => free)?.worker ?? null;
    if (near === null || this.#asked.has(near)) return null;
    this.#asked.add(near);
    return near;
  }

  /** A worker knows it, also where the phone has no net. */
  #isThere(worker: string): boolean {
    return this.ports.people.doing[indexOf(worker)!] === DOING.onScene;
  }

  #worker(id: string): Sender {
    const post = { id, kind: "dedicated", skills: [], grids: [] } as const;
    return account(`p-${id}`, workerName(indexOf(id)!), "worker", post);
  }
}

/** A number that depends only on a text. */
function numberOf(text: string): number {
  let number = 0;
  for (let i = 0; i < text.length; i++) number = Math.imul(number, 31) + text.charCodeAt(i) | 0;
  return Math.abs(number);
}
