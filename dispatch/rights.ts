/** Who may do what to which area. The one answer for HTTP, sockets, exports and pages. Pure. */
import { type Person, type Role, WHOLE_CITY } from "../store/person.ts";

/** How far a role reaches: everywhere, in the areas of the account, or where the account's own worker is concerned. */
export type Reach = "city" | "area" | "own";

type Rule = Readonly<Partial<Record<Role, Reach>>>;

const SUPERVISION = { acceptor: "area", checker: "area" } as const;
const EVERYBODY_INSIDE: Rule = {
  operator: "area",
  acceptor: "area",
  dispatcher: "area",
  checker: "area",
  leader: "area",
};

/**
 * Supervision and handling are separate (监督与处置分离): an acceptor files, a dispatcher sends, a worker handles, a checker
 * checks and closes. One account may hold several roles; on one and the same case the machine keeps them apart (case.ts).
 */
export const ACTIONS = {
  /* what is looked at */
  "cells.look": { operator: "city", acceptor: "city", dispatcher: "city", checker: "city", leader: "city" },
  "cameras.look": { operator: "city", acceptor: "city", dispatcher: "city", checker: "city", leader: "city" },
  "incidents.look": EVERYBODY_INSIDE,
  /** A position is personal data: leaders see cells. */
  "workers.look": { operator: "area", dispatcher: "area", worker: "own" },
  /** Asks for a reason, and is recorded. */
  "track.read": { dispatcher: "area", admin: "city" },
  "case.look": { ...EVERYBODY_INSIDE, worker: "own" },
  "indicators.look": EVERYBODY_INSIDE,
  "audit.read": { admin: "city", leader: "city" },

  /* what is done to a case */
  "case.report": { operator: "area", acceptor: "area", worker: "area" },
  "case.request_pre_verify": { acceptor: "area" },
  "case.pre_verify": { worker: "own", checker: "area" },
  "case.correct": { acceptor: "area" },
  "case.file": { acceptor: "area" },
  "case.reject": { acceptor: "area" },
  "case.dispatch": { dispatcher: "area" },
  "case.reassign": { dispatcher: "area" },
  "case.take_helper": { dispatcher: "area", worker: "own" },
  "case.release_helper": { dispatcher: "area", worker: "own" },
  "case.accept": { worker: "own" },
  "case.set_out": { worker: "own" },
  "case.arrive": { worker: "own" },
  "case.handle": { worker: "own" },
  "case.refuse": { worker: "own" },
  "case.hand_back": { worker: "own" },
  "case.return": { dispatcher: "area", checker: "area" },
  "case.request_post_check": { dispatcher: "area", checker: "area" },
  "case.post_check": { checker: "area" },
  "case.close": { checker: "area" },
  "case.suspend": { dispatcher: "area" },
  "case.resume": { dispatcher: "area" },
  "case.request_extension": { dispatcher: "area", worker: "own" },
  "case.decide_extension": { acceptor: "area" },
  "case.appeal": { dispatcher: "area" },
  "case.decide_appeal": { leader: "area" },
  "case.cancel": { acceptor: "area" },
  "case.reopen": SUPERVISION,
  "case.merge": { acceptor: "area", dispatcher: "area" },
  "case.unmerge": { acceptor: "area", dispatcher: "area" },
  "case.evaluate": { checker: "area", leader: "area" },
  "case.note": { acceptor: "area", dispatcher: "area", checker: "area", leader: "area", worker: "own" },
  "case.add_evidence": { acceptor: "area", dispatcher: "area", checker: "area", worker: "own" },
  /** Whoever may do it may undo it: the machine asks that it was the same person. */
  "case.undo": { acceptor: "area", dispatcher: "area", checker: "area", worker: "own" },

  /* what somebody is told of at once */
  /** Somebody is in danger: whoever is inside hears of it, leaders and administrators too. */
  "sos.look": { ...EVERYBODY_INSIDE, worker: "own", admin: "city" },
  "sos.send": { worker: "own" },
  "sos.acknowledge": { operator: "area", acceptor: "area", dispatcher: "area" },
  "alert.acknowledge": EVERYBODY_INSIDE,
  "fences.manage": { dispatcher: "area", admin: "city" },

  /* what keeps the centre running */
  /** Whoever leaves a desk and whoever comes. */
  "handover.sign": { operator: "area", acceptor: "area", dispatcher: "area", checker: "area" },
  "people.manage": { admin: "city" },
  "shifts.manage": { admin: "city", dispatcher: "area" },
  "shift.own": { worker: "own" },
  /** The phone of a worker: own cases, own position, own devices. */
  "field.use": { worker: "own" },
  "sessions.manage": { admin: "city" },
  "keys.manage": { admin: "city", integrator: "city" },
  "tables.manage": { admin: "city" },
} as const satisfies Readonly<Record<string, Rule>>;

export type Action = keyof typeof ACTIONS;

/** What an action is done to. Nothing given: the action itself, wherever it may be done. */
export interface Target {
  /** Codes of the areas it lies in, from the district down to the grid; none for a place outside all areas. */
  readonly areas?: readonly string[];
  /** Ids of the workers it concerns. */
  readonly workers?: readonly string[];
}

/** Whether a role sees the cases of its areas, and so none without an area. */
export function worksInAreas(role: Role): boolean {
  const rule: Rule = ACTIONS["case.look"];
  return rule[role] === "area";
}

export type Verdict =
  | { readonly ok: true }
  /** `role`: no role of the account does this. `area`: one does, but not there. `own`: only those concerned. */
  | { readonly ok: false; readonly reason: "inactive" | "role" | "area" | "own" };

export type Grant = Pick<Person, "roles" | "areas" | "active" | "post">;

const ALLOWED: Verdict = { ok: true };

/** Whether an account may do something to something. The nearest miss is the reason: an area is asked before a role. */
export function may(person: Grant, action: Action, target?: Target): Verdict {
  if (!person.active) return { ok: false, reason: "inactive" };
  const rule: Rule = ACTIONS[action];
  let reason: "role" | "area" | "own" = "role";
  for (const role of person.roles) {
    const reach = rule[role];
    if (reach === undefined) continue;
    if (reaches(person, reach, target)) return ALLOWED;
    if (reason !== "area") reason = reach === "own" ? "own" : "area";
  }
  return { ok: false, reason };
}

function reaches(person: Grant, reach: Reach, target: Target | undefined): boolean {
  switch (reach) {
    case "city":
      return true;
    case "area":
      return target === undefined || covers(person.areas, target.areas ?? []);
    case "own":
      if (!person.post) return false;
      return target === undefined || (target.workers ?? []).includes(person.post.id);
  }
}

/** Whether a grant holds one of the areas that something lies in. */
export function covers(grants: readonly string[], areas: readonly string[]): boolean {
  return grants.includes(WHOLE_CITY) || areas.some((code) => grants.includes(code));
}
