/** What a part of the screen asks of this server: as a hook of one component, or as a signal that several share. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { LOADING, poll, type PollOptions, type Resource } from "./poll.ts";

export type { Resource } from "./poll.ts";

interface Held<T> {
  readonly url: string | null;
  readonly resource: Resource<T>;
}

/** `url` null: nothing is asked. */
export function useResource<T>(url: string | null, everyMs: number): [Resource<T>, retry: () => void] {
  const [held, setHeld] = useState<Held<T>>({ url, resource: LOADING });
  const [attempt, setAttempt] = useState(0);
  useEffect(
    () => url === null ? undefined : poll<T>(url, { everyMs }, (resource) => setHeld({ url, resource })),
    [url, everyMs, attempt],
  );
  const retry = () => {
    setHeld({ url, resource: LOADING });
    setAttempt((n) => n + 1);
  };
  // A reading of another address is no reading of this one.
  return [held.url === url ? held.resource : LOADING, retry];
}

/** The same for an address that is a signal, until `stop`. */
export function follow<T>(
  url: ReadonlySignal<string | null>,
  options: PollOptions,
  stop: AbortSignal,
): ReadonlySignal<Resource<T>> {
  const resource = signal<Resource<T>>(LOADING);
  const undo = effect(() => {
    const wanted = url.value;
    resource.value = LOADING;
    return wanted === null ? undefined : poll<T>(wanted, options, (read) => resource.value = read);
  });
  stop.addEventListener("abort", undo, { once: true });
  return resource;
}
