/** Sending a worker: the checks before the ledger decides. HTTP and socket take this one path. */
import type { AssignAnswer, AssignCommand } from "../streams/record.ts";
import type { Pipeline } from "../streams/pipeline.ts";

/** Longest name, key or id a command may carry. */
const LONGEST = 200;

const FIELDS = ["key", "source", "incident", "worker", "by"] as const;

/** Checks what a client sent; null when it is no command. */
export function checkAssign(value: unknown): AssignCommand | null {
  if (typeof value !== "object" || value === null) return null;
  const sent = value as Record<string, unknown>;
  const texts = FIELDS.map((name) => {
    const text = sent[name];
    return typeof text === "string" && text.trim() !== "" && text.length <= LONGEST ? text : null;
  });
  if (texts.includes(null)) return null;
  const command = Object.fromEntries(FIELDS.map((name, i) => [name, texts[i]])) as unknown as AssignCommand;
  // Only the name: an id is what its feed says, blanks included.
  return { ...command, by: command.by.trim() };
}

/** Acknowledged only after the ledger's fsync. The same key always gets the same answer, so a client may repeat it. */
export function assigner(
  pipeline: Pick<Pipeline, "assign" | "city">,
): (value: unknown) => Promise<AssignAnswer> {
  return async (value) => {
    const command = checkAssign(value);
    if (!command) return { kind: "refused", reason: "bad-command" };
    if (pipeline.city.workers.find(command.worker) === undefined) {
      return { kind: "refused", reason: "unknown-worker" };
    }
    return await pipeline.assign(command);
  };
}
