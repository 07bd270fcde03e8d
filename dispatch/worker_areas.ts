/** For which areas a worker answers, by the account: whoever may manage one of them may manage the worker's shifts. Pure. */
import type { AreaCodes } from "../geo/area_codes.ts";
import type { Person } from "../store/person.ts";

export interface WorkerAccounts {
  /** Codes of the areas, from the district down; none for a worker without an account. */
  areasOf(worker: string): readonly string[];
  /** As it stands in the record; undefined for a worker without an account. */
  nameOf(worker: string): string | undefined;
}

export function workerAccounts(people: readonly Person[], codes: Pick<AreaCodes, "above">): WorkerAccounts {
  const byWorker = new Map<string, Person>();
  for (const person of people) if (person.post && person.active) byWorker.set(person.post.id, person);
  return {
    areasOf(worker) {
      const person = byWorker.get(worker);
      if (!person) return [];
      const { areas, post } = person;
      return [...new Set([...areas, ...post!.grids].flatMap((code) => codes.above(code)))];
    },
    nameOf: (worker) => byWorker.get(worker)?.name,
  };
}
