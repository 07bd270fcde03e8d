/** The one class HTTP errors are thrown as; routes/app.ts is the one place that catches it. */
import { LedgerError } from "../store/ledger.ts";

export class HttpError extends Error {
  override name = "HttpError";

  constructor(
    /** HTTP status. */
    readonly status: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 422 | 429 | 500 | 503,
    message: string,
    /** Seconds after which to try again, for 429 and 503. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** What a request is told of an error: a ledger that is busy, or whose disk refused, is a reason to send again. */
export function asHttpError(error: unknown): unknown {
  return error instanceof LedgerError && error.fault !== "bug" ? new HttpError(503, error.message, 2) : error;
}

/** The same over a socket, where there is no status: an answer for what can be sent again, and anything else is thrown on. */
export function asSocketAnswer(error: unknown): { kind: "unavailable"; why: string; retryAfter: number } {
  const known = asHttpError(error);
  if (!(known instanceof HttpError) || known.status !== 503) throw error;
  return { kind: "unavailable", why: known.message, retryAfter: known.retryAfter ?? 2 };
}
