/** The count from the server: loading, there (and renewed while its period moves), or failed in the server's own words. */
import { useEffect, useState } from "preact/hooks";
import type { Hotspots } from "../dashboards/hotspots.ts";

export interface Answer {
  /** The last count that came, also while another is on its way. */
  readonly value: Hotspots | null;
  /** When it came, epoch ms. */
  readonly at: number;
  readonly loading: boolean;
  readonly error: string | null;
}

const FIRST: Answer = { value: null, at: 0, loading: true, error: null };
const RENEW_MS = 60_000;

/** Reads `/api/hotspots?query`; `moving` says that the period ends now, so that the count is renewed every minute. */
export function useHotspots(query: string, moving: boolean): [Answer, retry: () => void] {
  const [answer, setAnswer] = useState(FIRST);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      try {
        const value = await readHotspots(query, stop.signal);
        setAnswer({ value, at: Date.now(), loading: false, error: null });
      } catch (error) {
        if (stop.signal.aborted) return;
        const text = error instanceof Error ? error.message : String(error);
        setAnswer((before) => ({ ...before, loading: false, error: text }));
      }
      if (moving && !stop.signal.aborted) timer = setTimeout(read, RENEW_MS);
    };
    setAnswer((before) => ({ ...before, loading: true, error: null }));
    void read();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [query, moving, attempt]);
  return [answer, () => setAttempt((n) => n + 1)];
}

async function readHotspots(query: string, signal: AbortSignal): Promise<Hotspots> {
  const response = await fetch(`/api/hotspots?${query}`, { signal });
  if (response.ok) return await response.json() as Hotspots;
  const refusal = await response.json().catch(() => null) as { error?: string } | null;
  throw new Error(refusal?.error ?? `/api/hotspots answered ${response.status}`);
}
