/** For which areas a worker answers, by the account: whoever may manage one of them may manage the worker's shifts. */
import type { AreaCodes } from "../geo/area_codes.ts";
import type { Person } from "../store/person.ts";

export interface WorkerAccounts {
  /** Codes of the areas, from the district down; none for a worker without an account. */
  areasOf(worker: string): readonly string[];
  /** As it stands in the record; undefined for a worker without an account. */
  nameOf(worker: string): string | undefined;
}

type Codes = Pick<AreaCodes, "above">;

export function workerAccounts(
  people: readonly Person[],
  codes: Codes,
  known = new WeakMap<Person, readonly string[]>(),
): WorkerAccounts {
  const byWorker = new Map<string, Person>();
  for (const person of people) if (person.post && person.active) byWorker.set(person.post.id, person);
  return {
    areasOf(worker) {
      const person = byWorker.get(worker);
      if (!person) return [];
      let areas = known.get(person);
      if (!areas) known.set(person, areas = areasOf(person, codes));
      return areas;
    },
    nameOf: (worker) => byWorker.get(worker)?.name,
  };
}

/**
 * The same accounts as long as nobody changed one: a list of shifts that is read every few seconds asks of 125,000 workers.
 * What is known of the areas of those that stayed as they were is kept beyond that.
 */
export function keptAccounts(
  people: { readonly all: readonly Person[]; readonly changes: number },
  codes: Codes,
): () => WorkerAccounts {
  const known = new WeakMap<Person, readonly string[]>();
  let kept: { readonly changes: number; readonly accounts: WorkerAccounts } | null = null;
  return () => {
    if (kept?.changes !== people.changes) {
      kept = { changes: people.changes, accounts: workerAccounts(people.all, codes, known) };
    }
    return kept.accounts;
  };
}

function areasOf({ areas, post }: Person, codes: Codes): readonly string[] {
  const { grids } = post!;
  // Most workers answer for one grid and hold no other area.
  if (areas.length + grids.length === 1) return codes.above(areas[0] ?? grids[0]!);
  return [...new Set([...areas, ...grids].flatMap((code) => codes.above(code)))];
}
