/** Shows what the server made at one moment at one moment on every screen of a wall: a fixed delay after it was made. */

export interface InStepOptions {
  /** ms after the server's time of what is shown; 0 shows at once. */
  readonly delay: number;
  /** Server clock, epoch ms. */
  readonly now: () => number;
  /** Calls back after so many ms; returns what {@link InStepOptions.cancel} takes. */
  readonly after: (ms: number, act: () => void) => unknown;
  readonly cancel: (timer: unknown) => void;
}

export class InStep {
  /** In the order of their arrival, which is never changed. */
  readonly #waiting: { readonly at: number; readonly act: () => void }[] = [];
  #timer: unknown = null;

  constructor(private readonly options: InStepOptions) {}

  /** `made`: server time at which what `act` shows was made, epoch ms. */
  show(made: number, act: () => void): void {
    const { delay } = this.options;
    if (delay === 0) return act();
    this.#waiting.push({ at: made + delay, act });
    this.#next();
  }

  /** What waits is of a connection that is gone. */
  clear(): void {
    this.#waiting.length = 0;
    if (this.#timer !== null) this.options.cancel(this.#timer);
    this.#timer = null;
  }

  #next(): void {
    const { now, after, delay } = this.options;
    while (this.#timer === null) {
      const first = this.#waiting[0];
      if (!first) return;
      // A clock that is wrong by hours must not stop the picture for hours.
      const wait = Math.min(first.at - now(), 2 * delay);
      if (wait > 0) {
        this.#timer = after(wait, () => {
          this.#timer = null;
          this.#show();
        });
      } else this.#show();
    }
  }

  #show(): void {
    this.#waiting.shift()?.act();
    this.#next();
  }
}

export const BROWSER_TIMERS = {
  after: (ms: number, act: () => void) => setTimeout(act, ms),
  cancel: (timer: unknown) => clearTimeout(timer as number),
};
