/** Commands on accounts, sessions and keys, and what became of them. */
import type { UnknownCodes } from "../../dispatch/known_areas.ts";
import type { Person } from "../../store/person.ts";
import type { AdminWords } from "./words.ts";

export type Outcome =
  | { readonly kind: "idle" | "sending" | "unknown" }
  | { readonly kind: "done"; readonly person?: Person; readonly link?: string; readonly secret?: string }
  /** Somebody else changed the account meanwhile; it is now like this. */
  | { readonly kind: "stale"; readonly person: Person }
  | {
    readonly kind: "failed";
    readonly status: number;
    readonly error: string;
    readonly taken: boolean;
    /** A link to one's own account. */
    readonly own: boolean;
    /** Another account in use that is the worker already. */
    readonly holder?: { readonly worker: string; readonly login: string };
    readonly unknown?: UnknownCodes;
  };

const PATIENCE_MS = 8_000;

/** `unknown`: no answer came, so it may have been done. The version keeps a second try from undoing what others did. */
export async function send(method: string, url: string, body?: object): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method,
      headers: { "content-type": "application/json" },
      ...body ? { body: JSON.stringify(body) } : {},
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 204) return { kind: "done" };
    const answer = await response.json();
    if (response.ok) return { kind: "done", ...answer };
    if (answer.kind === "stale") return { kind: "stale", person: answer.person };
    const { status } = response;
    return {
      kind: "failed",
      status,
      error: answer.error,
      taken: answer.kind === "taken",
      own: answer.kind === "own-link",
      unknown: answer.unknown,
      ...answer.kind === "worker-taken" ? { holder: { worker: answer.worker, login: answer.login } } : {},
    };
  } catch {
    return { kind: "unknown" };
  }
}

export function personUrl(id: string): string {
  return `/api/people/${encodeURIComponent(id)}`;
}

export function outcomeText(outcome: Outcome, words: AdminWords): string {
  switch (outcome.kind) {
    case "idle":
    case "stale":
      return "";
    case "sending":
      return words.sending;
    case "unknown":
      return words.noAnswer;
    case "done":
      return words.done;
    case "failed":
      return failureText(outcome, words);
  }
}

function failureText(
  { status, error, taken, own, unknown, holder }: Outcome & { kind: "failed" },
  words: AdminWords,
): string {
  if (taken) return words.taken;
  if (own) return words.ownLink;
  if (holder) return words.workerTaken(holder.worker, holder.login);
  if (unknown) return words.unknownAreas(words.codes[unknown.field], unknown.codes.join(", "));
  switch (status) {
    case 400: {
      const field = error.split(/[.:]/)[0]!;
      return words.rules[field] ??
        words.invalid(words.parts[field as keyof AdminWords["parts"]] ?? field, error);
    }
    case 401:
      return words.signedOut;
    case 422:
      return words.lastAdmin;
    default:
      return error;
  }
}
