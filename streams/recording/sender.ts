/** Sends rows to a city over HTTP, as often as it takes: a replay waits for a busy or absent city and drops nothing. */
import type { Row, RowKind } from "./recording.ts";

export interface SenderOptions {
  /** Of the city, such as http://127.0.0.1:8000. */
  readonly url: string;
  /** Asked before the first request, and again when the city does not know the key: a restart may have made a new one. */
  readonly key: () => string | Promise<string>;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** Says why the sender waits, and null when it no longer does. */
  readonly onWait: (why: string | null) => void;
  readonly signal: AbortSignal;
}

/** What the city made of rows. */
export interface Receipt {
  readonly accepted: number;
  readonly rejected: number;
  readonly reasons: { readonly [reason: string]: number };
}

/** The city refuses the whole request, and always will. */
export class SendError extends Error {
  override name = "SendError";
}

const NOTHING: Receipt = { accepted: 0, rejected: 0, reasons: {} };
/** Waits without word from the city. */
const FIRST_MS = 500, MOST_MS = 10_000;

export class Sender {
  #key: string | null = null;

  constructor(private readonly options: SenderOptions) {}

  /** Resolves when the city has answered for every row. Throws {@link SendError}, or the signal's reason. */
  async send(kind: RowKind, rows: readonly Row[]): Promise<Receipt> {
    const { signal, sleep, onWait } = this.options;
    const body = rows.map((row) => JSON.stringify(row)).join("\n");
    for (let attempt = 0;; attempt++) {
      signal.throwIfAborted();
      const outcome = await this.#try(kind, body);
      if (outcome.kind === "answered") {
        if (attempt > 0) onWait(null);
        return outcome.receipt;
      }
      onWait(outcome.why);
      const step = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
      await sleep(outcome.afterMs ?? step * (0.5 + this.options.random() / 2), signal);
    }
  }

  async #try(kind: RowKind, body: string): Promise<Outcome> {
    const { url, signal } = this.options;
    const used = this.#key ??= await this.options.key();
    let response: Response, text: string;
    try {
      response = await fetch(new URL(`/api/${kind}`, url), {
        method: "POST",
        headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${used}` },
        body,
        redirect: "manual",
        signal,
      });
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      return { kind: "later", why: `${url} does not answer (${(error as Error).message})` };
    }
    const answer = receiptOf(text);
    const { status } = response;
    if (status === 202) return { kind: "answered", receipt: answer };
    if (status === 400 && answer.rejected > 0) return { kind: "answered", receipt: answer };
    if (status === 401) {
      this.#key = await this.options.key();
      if (this.#key !== used) return { kind: "later", why: "the city has a new key", afterMs: 0 };
    }
    if (status === 408 || status === 429 || status >= 500) {
      return { kind: "later", why: `the city answers ${status}`, afterMs: retryAfter(response) };
    }
    throw new SendError(`POST ${url}/api/${kind} is answered ${status}: ${text.slice(0, 300)}`);
  }
}

type Outcome =
  | { readonly kind: "answered"; readonly receipt: Receipt }
  | { readonly kind: "later"; readonly why: string; readonly afterMs?: number | undefined };

function receiptOf(text: string): Receipt {
  try {
    return { ...NOTHING, ...JSON.parse(text) as Partial<Receipt> };
  } catch {
    return NOTHING;
  }
}

/** `Retry-After` in seconds or as a date, at most ten minutes. */
function retryAfter(response: Response): number | undefined {
  const text = response.headers.get("retry-after");
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(600_000, Math.max(0, ms));
}
