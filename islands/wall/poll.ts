/**
 * JSON of this server, read again and again, the one way that parts of the screen do so: at once, then every so often; soon
 * after a failure, then ever more seldom; not while nobody can see the page; and what was read stays, marked stale, while a
 * later reading fails. Only what the server says is there no more goes at once.
 */
import { backOff } from "../back_off.ts";
import { readJson, Refused } from "../city.ts";
import { type PageVisible, pageVisible } from "../page_visible.ts";

export type Resource<T> =
  | { readonly kind: "loading" }
  /** `at`: when it was read, by this machine's clock. */
  | { readonly kind: "ready"; readonly value: T; readonly at: number; readonly stale: boolean }
  /** `since`: when it failed first, by this machine's clock. */
  | { readonly kind: "failed"; readonly error: string; readonly since: number };

export interface PollOptions {
  readonly everyMs: number;
  /** The first reading waits for so long: an address that changes at once again is then never read. */
  readonly settleMs?: number;
}

/** What reading needs of the world. */
export interface Reader {
  readonly read: (url: string, signal: AbortSignal) => Promise<unknown>;
  readonly page: PageVisible;
  readonly random: () => number;
}

const BROWSER: Reader = { read: readJson, page: pageVisible, random: Math.random };

/** A server that takes a request and never answers counts as one that failed. */
export const PATIENCE_MS = 15_000;
/** When the server is back, nothing is to be old for longer than this. */
const BACK_OFF_MOST_MS = 10_000;

export const LOADING = { kind: "loading" } as const;

/** Reads until the returned function is called, and reports every outcome; the first report comes with the first answer. */
export function poll<T>(
  url: string,
  options: PollOptions,
  report: (resource: Resource<T>) => void,
  reader: Reader = BROWSER,
): () => void {
  const poller = new Poller<T>(url, options, report, reader);
  poller.start();
  return () => poller.stop();
}

class Poller<T> {
  #held: Resource<T> = LOADING;
  #failures = 0;
  #due: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: AbortController | null = null;
  #unwatch: () => void = () => {};
  #ended = false;

  constructor(
    private readonly url: string,
    private readonly options: PollOptions,
    private readonly report: (resource: Resource<T>) => void,
    private readonly reader: Reader,
  ) {
    this.#due = Date.now() + (options.settleMs ?? 0);
  }

  start(): void {
    this.#unwatch = this.reader.page.onChange(() => this.#schedule());
    this.#schedule();
  }

  stop(): void {
    this.#ended = true;
    this.#unwatch();
    clearTimeout(this.#timer);
    this.#reading?.abort();
  }

  /** What is due is read at once when the page is seen again; what is not waits for its time. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#ended || this.#reading || !this.reader.page.now()) return;
    this.#timer = setTimeout(() => void this.#read(), Math.max(0, this.#due - Date.now()));
  }

  async #read(): Promise<void> {
    const own = this.#reading = new AbortController();
    const patience = setTimeout(
      () => own.abort(new Error(`${this.url} did not answer in ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    try {
      this.#took(await this.reader.read(this.url, own.signal) as T);
    } catch (error) {
      if (!this.#ended) this.#missed(error);
    } finally {
      clearTimeout(patience);
      this.#reading = null;
    }
    this.#schedule();
  }

  #took(value: T): void {
    if (this.#ended) return;
    this.#failures = 0;
    this.#due = Date.now() + this.options.everyMs;
    this.#say({ kind: "ready", value, at: Date.now(), stale: false });
  }

  #missed(error: unknown): void {
    this.#due = Date.now() + backOff(this.#failures++, this.reader.random(), BACK_OFF_MOST_MS);
    const held = this.#held;
    // What the server says is there no more, such as the place of somebody off duty, is not shown as old.
    const gone = error instanceof Refused && error.status === 404;
    if (held.kind === "ready" && !gone) return this.#say({ ...held, stale: true });
    this.#say({
      kind: "failed",
      error: error instanceof Error ? error.message : String(error),
      since: held.kind === "failed" ? held.since : Date.now(),
    });
  }

  #say(resource: Resource<T>): void {
    this.#held = resource;
    this.report(resource);
  }
}
