/** Sending a worker: one conditional change in the ledger. HTTP and socket take this one path. */
import type { AssignAnswer, AssignCommand, CityEvent } from "../streams/record.ts";

/** Longest name, key or id a command may carry. */
const LONGEST = 200;

export interface AssignPorts {
  readonly ledger: { assign(command: AssignCommand, at: number): Promise<AssignAnswer> };
  readonly city: { readonly workers: { find(id: string): number | undefined } };
  /** Takes a committed change into the live state and to every screen. */
  readonly commit: (event: CityEvent) => void;
  readonly now: () => number;
}

/** Checks what a client sent; null when it is no command. */
export function checkAssign(value: unknown): AssignCommand | null {
  if (typeof value !== "object" || value === null) return null;
  const field = (name: keyof AssignCommand): string | null => {
    const text = (value as Record<string, unknown>)[name];
    return typeof text === "string" && text.trim() !== "" && text.length <= LONGEST ? text.trim() : null;
  };
  const [key, source, incident, worker, by] = [
    field("key"),
    field("source"),
    field("incident"),
    field("worker"),
    field("by"),
  ];
  return key && source && incident && worker && by ? { key, source, incident, worker, by } : null;
}

/** Acknowledged only after the ledger's fsync. The same key always gets the same answer, so a client may repeat it. */
export function assigner(
  { ledger, city, commit, now }: AssignPorts,
): (value: unknown) => Promise<AssignAnswer> {
  return async (value) => {
    const command = checkAssign(value);
    if (!command) return { kind: "refused", reason: "bad-command" };
    if (city.workers.find(command.worker) === undefined) return { kind: "refused", reason: "unknown-worker" };
    const answer = await ledger.assign(command, now());
    if (answer.kind === "assigned") {
      commit({ kind: "assigned", seq: answer.seq, at: answer.assignment.at, assignment: answer.assignment });
    }
    return answer;
  };
}
