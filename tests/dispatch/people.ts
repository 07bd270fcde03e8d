/** A centre with one person for each post, and three workers, for tests of what they may do to a case. */
import type { Person, Role } from "../../store/person.ts";

function person(id: string, roles: readonly Role[], worker?: string): Person {
  return {
    id,
    login: id,
    name: id,
    roles,
    areas: ["*"],
    active: true,
    version: 1,
    ...(worker && { post: { id: worker, kind: "dedicated", skills: [], grids: [] } }),
  };
}

export const PEOPLE: readonly Person[] = [
  person("operator", ["operator"]),
  person("acceptor", ["acceptor"]),
  person("dispatcher", ["dispatcher"]),
  person("checker", ["checker"]),
  person("leader", ["leader"]),
  person("ann", ["worker"], "w1"),
  person("bo", ["worker"], "w2"),
  // One account with two posts: the machine keeps them apart on one and the same case.
  person("cy", ["worker", "checker"], "w3"),
  // The whole small office.
  person("dee", ["acceptor", "dispatcher", "checker", "worker"], "w4"),
  person("nobody", []),
];

export const WORKERS = ["w1", "w2", "w3", "w4"] as const;

export function named(id: string): Person {
  const found = PEOPLE.find((one) => one.id === id);
  if (!found) throw new Error(`${id} works in no test`);
  return found;
}
