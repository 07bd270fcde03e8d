/**
 * The count from the server: loading, there (and renewed while its period moves), refused in the server's own words, or out of
 * reach. Out of reach it is asked again by itself, ever more seldom, and at once when the server answers anything again.
 */
import { useEffect, useState } from "preact/hooks";
import type { Hotspots } from "../dashboards/hotspots.ts";
import { backOff } from "./back_off.ts";
import { poll } from "./wall/poll.ts";

export type Trouble =
  /** What was asked for is wrong, and asking again would not help. */
  | { readonly kind: "refused"; readonly why: string }
  /** Nobody answers, or only to say that it cannot. `since`: epoch ms. */
  | { readonly kind: "gone"; readonly since: number };

export interface Answer {
  /** The last count that came, also while another is on its way. */
  readonly value: Hotspots | null;
  /** When it came, epoch ms. */
  readonly at: number;
  readonly loading: boolean;
  readonly trouble: Trouble | null;
}

const FIRST: Answer = { value: null, at: 0, loading: true, trouble: null };
const RENEW_MS = 60_000;
const RETRY_MOST_MS = 10_000;
/** How soon a page whose period stands still sees that its server is gone, or back. */
const WATCH_MS = 5_000;

/** Reads `/api/hotspots?query`; `moving` says that the period ends now, so that the count is renewed every minute. */
export function useHotspots(query: string, moving: boolean): [Answer, retry: () => void] {
  const [answer, setAnswer] = useState(FIRST);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const later = (ms: number) => timer = setTimeout(read, ms);
    const read = async () => {
      try {
        const value = await readHotspots(query, stop.signal);
        failures = 0;
        setAnswer({ value, at: Date.now(), loading: false, trouble: null });
        if (moving) later(RENEW_MS);
      } catch (error) {
        if (stop.signal.aborted) return;
        setAnswer((before) => ({ ...before, loading: false, trouble: troubleOf(error, before.trouble) }));
        if (!(error instanceof Refused)) later(backOff(failures++, Math.random(), RETRY_MOST_MS));
      }
    };
    // What is wrong stays said until an answer comes: a page that tries again has not found its server yet.
    setAnswer((before) => ({
      ...before,
      loading: true,
      trouble: before.trouble?.kind === "gone" ? before.trouble : null,
    }));
    void read();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [query, moving, attempt]);
  const retry = () => setAttempt((n) => n + 1);
  useWatch(setAnswer, retry);
  return [answer, retry];
}

/** Says that the server is gone although nothing is asked of it, and reads again once it is back. */
function useWatch(change: (next: (before: Answer) => Answer) => void, retry: () => void): void {
  useEffect(() => {
    let lost = false;
    return poll<unknown>("/healthz", { everyMs: WATCH_MS }, (found) => {
      const gone = found.kind === "failed" || found.kind === "ready" && found.stale;
      if (gone) {
        change((before) => ({ ...before, trouble: before.trouble ?? { kind: "gone", since: Date.now() } }));
      } else if (lost) retry();
      lost = gone;
    });
  }, []);
}

function troubleOf(error: unknown, before: Trouble | null): Trouble {
  if (error instanceof Refused) return { kind: "refused", why: error.message };
  return before?.kind === "gone" ? before : { kind: "gone", since: Date.now() };
}

class Refused extends Error {}

async function readHotspots(query: string, signal: AbortSignal): Promise<Hotspots> {
  const response = await fetch(`/api/hotspots?${query}`, { signal });
  if (response.ok) return await response.json() as Hotspots;
  const refusal = await response.json().catch(() => null) as { error?: string } | null;
  const why = refusal?.error ?? `/api/hotspots answered ${response.status}`;
  throw response.status < 500 && response.status !== 429 ? new Refused(why) : new Error(why);
}
