/** The one class HTTP errors are thrown as; routes/app.ts is the one place that catches it. */
export class HttpError extends Error {
  override name = "HttpError";

  constructor(
    /** HTTP status. */
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503,
    message: string,
    /** Seconds after which to try again, for 429 and 503. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}
