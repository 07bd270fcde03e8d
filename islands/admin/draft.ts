/** An account as its form holds it, and back; what differs between two. Pure. */
import {
  type Person,
  type Role,
  ROLES,
  WHOLE_CITY,
  WORKER_KINDS,
  type WorkerKind,
} from "../../store/person.ts";

export interface Filled {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly wholeCity: boolean;
  /** Codes, as they are typed. */
  readonly areas: string;
  readonly worker: string;
  readonly kind: WorkerKind;
  readonly skills: string;
  readonly grids: string;
}

export const NOBODY: Filled = {
  login: "",
  name: "",
  roles: [],
  wholeCity: true,
  areas: "",
  worker: "",
  kind: WORKER_KINDS[0],
  skills: "",
  grids: "",
};

/** Both commas and blanks part codes: they are pasted from tables and from letters. */
export function codesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,，、;；]+/).filter((code) => code !== ""))];
}

export function filledOf({ login, name, roles, areas, post }: Person): Filled {
  return {
    ...NOBODY,
    ...{ login, name, roles },
    wholeCity: areas.includes(WHOLE_CITY),
    areas: areas.filter((code) => code !== WHOLE_CITY).join(", "),
    ...post
      ? { worker: post.id, kind: post.kind, skills: post.skills.join(", "), grids: post.grids.join(", ") }
      : {},
  };
}

/** The body that `POST /api/people` and, with a version, `PUT /api/people/:id` take. */
export function draftOf(filled: Filled) {
  const { login, name, roles, wholeCity, areas, worker, kind, skills, grids } = filled;
  const post = { id: worker.trim(), kind, skills: codesOf(skills), grids: codesOf(grids) };
  return {
    login: login.trim(),
    name: name.trim(),
    roles: ROLES.filter((role) => roles.includes(role)),
    areas: wholeCity ? [WHOLE_CITY] : codesOf(areas),
    ...roles.includes("worker") ? { post } : {},
  };
}

/** All of an account but what the server counts, to be sent back with one thing changed. */
export function allOf({ id: _, version: __, ...rest }: Person): Omit<Person, "id" | "version"> {
  return rest;
}

export const PARTS = ["login", "name", "roles", "areas", "post", "active"] as const;
export type Part = (typeof PARTS)[number];

/** What somebody else changed. */
export function differences(before: Person, now: Person): Part[] {
  return PARTS.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(now[part]));
}
