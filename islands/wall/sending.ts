/** One command to send a worker: a state machine that never loses its key, so that a second try sends nobody twice. Pure. */
import type { AssignAnswer, AssignCommand, AssignRefusal } from "../../streams/record.ts";
import { NotReached } from "../post.ts";

export type Sending =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly command: AssignCommand }
  | { readonly kind: "sent"; readonly worker: string }
  | { readonly kind: "taken"; readonly by: string; readonly worker: string }
  | { readonly kind: "refused"; readonly reason: AssignRefusal }
  /** The server is gone, and nobody was sent. */
  | { readonly kind: "unsent" }
  /** No answer: whether it was done is unknown. The same command goes again. */
  | { readonly kind: "unknown"; readonly command: AssignCommand };

export const IDLE: Sending = { kind: "idle" };

/** The command to send now: the one whose fate is unknown when it is the same wish, else a new one. */
export function commandFor(
  wish: Omit<AssignCommand, "key">,
  state: Sending,
  makeKey: () => string,
): AssignCommand {
  if (state.kind === "unknown" && sameWish(state.command, wish)) return state.command;
  return { ...wish, key: makeKey() };
}

/** What became of a command without an answer; of one that was tried before, it stays unknown. */
export function unanswered(error: unknown, command: AssignCommand, before: Sending): Sending {
  const tried = before.kind === "unknown" && before.command.key === command.key;
  return error instanceof NotReached && !tried ? { kind: "unsent" } : { kind: "unknown", command };
}

export function answered(answer: AssignAnswer): Sending {
  switch (answer.kind) {
    case "assigned":
      return { kind: "sent", worker: answer.assignment.worker };
    case "taken":
      return { kind: "taken", by: answer.assignment.by, worker: answer.assignment.worker };
    case "refused":
      return { kind: "refused", reason: answer.reason };
  }
}

function sameWish(a: Omit<AssignCommand, "key">, b: Omit<AssignCommand, "key">): boolean {
  return a.source === b.source && a.incident === b.incident && a.worker === b.worker && a.by === b.by;
}

/** Random enough to be unique among all screens; works without a secure context, unlike crypto.randomUUID. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
