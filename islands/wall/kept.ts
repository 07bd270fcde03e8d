/** JSON of this server for a page that also learns in other ways that something changed. */
import { useEffect, useState } from "preact/hooks";
import { LOADING, poll, type Resource } from "./poll.ts";

/** Read again at each turn; what was read stays, marked stale while a later reading fails, until another question is asked. */
export function useKept<T>(url: string | null, turn: number, everyMs: number): Resource<T> {
  const [held, setHeld] = useState<{ url: string | null; resource: Resource<T> }>({ url, resource: LOADING });
  useEffect(() => {
    if (url === null) return;
    return poll<T>(url, { everyMs }, (read) =>
      setHeld((before) => {
        const kept = before.url === url && before.resource.kind === "ready" && read.kind === "failed";
        return { url, resource: kept ? { ...before.resource, stale: true } as Resource<T> : read };
      }));
  }, [url, turn, everyMs]);
  return held.url === url ? held.resource : LOADING;
}
