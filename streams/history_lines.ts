/** What whoever starts the server is told of the city's history as it comes back. */
import type { History } from "./history.ts";

/** How long a start waits for ClickHouse before it goes on; history then comes when it can. */
const WAIT_MS = 5_000;

/** What came back, or that it is waited for no longer. */
export async function readyLine({ ready }: Pick<History, "ready">): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(
      () => resolve("ClickHouse does not answer yet; live layers and dispatch work without it"),
      WAIT_MS,
    );
  });
  return await Promise.race([ready, late]).finally(() => clearTimeout(timer));
}

/** Once the windows of the whole last day are there; null where nobody had to wait for them. */
export async function wholeLine({ whole }: Pick<History, "whole">): Promise<string | null> {
  const began = performance.now();
  await whole;
  const seconds = (performance.now() - began) / 1000;
  return seconds > 1 ? `windows of the whole last day, after ${seconds.toFixed(1)} s` : null;
}
