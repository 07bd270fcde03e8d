/** JSON of this server for a part of the screen: loading, there (and kept fresh), or failed with a way to try again. */
import { useEffect, useState } from "preact/hooks";
import { readJson } from "../city.ts";

export type Resource<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly value: T; readonly stale: boolean }
  | { readonly kind: "failed"; readonly error: string };

interface Held<T> {
  readonly url: string | null;
  readonly resource: Resource<T>;
}

const LOADING = { kind: "loading" } as const;

/** Reads `url` at once and every `everyMs`; what was read stays, marked stale, while a later reading fails. */
export function useResource<T>(url: string | null, everyMs: number): [Resource<T>, retry: () => void] {
  const [held, setHeld] = useState<Held<T>>({ url, resource: LOADING });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (url === null) return;
    const stop = new AbortController();
    let timer: number | undefined;
    const read = async () => {
      try {
        const value = await readJson<T>(url, stop.signal);
        setHeld({ url, resource: { kind: "ready", value, stale: false } });
      } catch (error) {
        if (stop.signal.aborted) return;
        setHeld((before) => ({
          url,
          resource: failed(before.url === url ? before.resource : LOADING, error),
        }));
      }
      timer = setTimeout(read, everyMs) as unknown as number;
    };
    read();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [url, everyMs, attempt]);
  const retry = () => {
    setHeld({ url, resource: LOADING });
    setAttempt((n) => n + 1);
  };
  // A reading of another address is no reading of this one.
  return [held.url === url ? held.resource : LOADING, retry];
}

function failed<T>(before: Resource<T>, error: unknown): Resource<T> {
  if (before.kind === "ready") return { ...before, stale: true };
  return { kind: "failed", error: error instanceof Error ? error.message : String(error) };
}
