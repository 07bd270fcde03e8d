/** A wait that a signal ends. */

/** Resolves after so long, or at once when the signal aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    if (signal.aborted) return wake();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      wake();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
