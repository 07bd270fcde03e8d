/**
 * Reads the alerts that are over, page by page, again when something changed: one reading at a time, and what changes meanwhile
 * is read after it. Where something changes each second a slow line gets to read them all the same.
 */
import type { Alert } from "../../store/alert.ts";
import { PATIENCE_MS } from "../wall/poll.ts";
import type { AlertsAnswer } from "./answer.ts";

export type Over =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: string }
  | ({ readonly kind: "ready" } & Pages);

type Known = Exclude<Over, { kind: "loading" }>;

interface Pages {
  readonly alerts: readonly Alert[];
  /** So many were read. */
  readonly pages: number;
  /** There is another one after them. */
  readonly more: boolean;
}

type Read = (before: string, signal: AbortSignal) => Promise<Pick<AlertsAnswer, "alerts" | "next">>;

/** Several changes at once are one reading. */
const SETTLE_MS = 400;
const AGAIN_MS = 5_000;

export class PastReader {
  #pages = 1;
  #first = true;
  #reading = false;
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How long the timer waits; Infinity: there is none. */
  #wait = Infinity;
  readonly #stop = new AbortController();

  constructor(
    private readonly read: Read,
    private readonly report: (over: Known) => void,
  ) {}

  /** So many pages, soon; the first time at once. */
  ask(pages: number): void {
    this.#pages = pages;
    if (this.#reading) this.#asked = true;
    else this.#in(this.#first ? 0 : SETTLE_MS);
    this.#first = false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #in(ms: number): void {
    // Never put off: what changes more often than that is read every so often. A failure is waited out only while nobody asks.
    if (ms >= this.#wait) return;
    clearTimeout(this.#timer);
    this.#wait = ms;
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    const { signal } = this.#stop;
    [this.#wait, this.#reading, this.#asked] = [Infinity, true, false];
    const over = await this.#over();
    this.#reading = false;
    if (signal.aborted) return;
    this.report(over);
    if (over.kind === "failed") this.#in(AGAIN_MS);
    else if (this.#asked) this.#in(SETTLE_MS);
  }

  async #over(): Promise<Known> {
    try {
      const read = (before: string) =>
        this.read(before, AbortSignal.any([this.#stop.signal, AbortSignal.timeout(PATIENCE_MS)]));
      return { kind: "ready", ...await readPages(read, this.#pages) };
    } catch (error) {
      return { kind: "failed", error: String(error) };
    }
  }
}

/** Reads so many pages one after the other, fewer where there are no more; `before` of the first is empty. */
export async function readPages(read: (before: string) => ReturnType<Read>, pages: number): Promise<Pages> {
  const alerts: Alert[] = [];
  let next: string | null = "";
  for (let page = 0; page < pages && next !== null; page++) {
    const answer = await read(next);
    alerts.push(...answer.alerts);
    next = answer.next;
  }
  return { alerts, pages, more: next !== null };
}
