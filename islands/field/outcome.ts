/** What an answer of the server means for the queue. Pure. */
import type { CommandAnswer } from "../../dispatch/desk.ts";
import type { Deed, Failure, Outcome } from "./queue.ts";

export interface Answer {
  /** 0: none came. */
  readonly status: number;
  /** The body as JSON; null when it is none. */
  readonly body: unknown;
}

/** `signed-out`: nobody is signed in any more; everything waits until somebody is. */
export type Verdict = Outcome | { readonly kind: "signed-out" };

interface Said {
  readonly kind?: string;
  readonly refusal?: string;
  readonly error?: string;
  readonly why?: string;
}
type Stale = CommandAnswer & { kind: "stale" };

export function verdictOf(deed: Deed, { status, body }: Answer): Verdict {
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: "again" };
  }
  if (status === 401) return { kind: "signed-out" };
  if (status >= 200 && status < 300) return { kind: "done" };
  const said = body as Said | null;
  // A shift has no key: who is on duty already, or off, is what was wanted.
  if (deed.kind === "shift" && (status === 409 || (status === 404 && said?.kind === "unknown"))) {
    return { kind: "done" };
  }
  if (said?.kind === "stale") {
    return failed({ kind: "stale", answer: body as Stale });
  }
  if (said?.kind === "refused") return failed({ kind: "refused", refusal: said.refusal ?? String(status) });
  return failed({ kind: "error", why: said?.error ?? said?.why ?? `HTTP ${status}` });
}

/** Of a photo that was sent before what it belongs to. */
export function photoVerdictOf(id: string, { status, body }: Answer): Verdict {
  const hash = (body as { hash?: unknown } | null)?.hash;
  if (status === 201 && typeof hash === "string") return { kind: "photo", id, hash };
  if (status === 413 || status === 415 || status === 422 || status === 403 || status === 400) {
    const why = (body as { error?: unknown } | null)?.error;
    return failed({ kind: "error", why: typeof why === "string" ? why : `HTTP ${status}` });
  }
  return status === 401 ? { kind: "signed-out" } : { kind: "again" };
}

function failed(failure: Failure): Verdict {
  return { kind: "failed", failure };
}
