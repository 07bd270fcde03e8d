/** Which workers of the demo a person plays: those whose account somebody uses, at a phone that is not put away for long. */
import type { People } from "../dispatch/people.ts";
import type { Sessions } from "../dispatch/sessions.ts";

/** An open page asks every few seconds; after a break of so long the staff goes on, so that no case waits for ever. */
const BREAK_MS = 30 * 60_000;

export interface Gate {
  readonly sessions: Pick<Sessions, "list">;
  readonly people: Pick<People, "get">;
}

export function playedBy({ sessions, people }: Gate, now: number): ReadonlySet<string> {
  const fresh = sessions.list().filter(({ seen }) => now - seen < BREAK_MS);
  return new Set(fresh.flatMap(({ person }) => people.get(person)?.post?.id ?? []));
}
