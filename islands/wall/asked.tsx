/** What a panel shows of something asked from the server: loading, failed, empty, or the thing, marked when it is stale. */
import type { ComponentChildren } from "preact";
import type { Words } from "../words.ts";
import type { Resource } from "./resource.ts";

interface Props<T> {
  readonly resource: Resource<T>;
  readonly words: Words;
  /** Why there is nothing to show, or null. */
  readonly empty: (value: T) => string | null;
  readonly children: (value: T) => ComponentChildren;
}

export function Asked<T>({ resource, words, empty, children }: Props<T>) {
  if (resource.kind === "loading") return <p class="empty">{words.loading}</p>;
  if (resource.kind === "failed") return <p class="error">{words.figuresFailed}</p>;
  const why = empty(resource.value);
  if (why !== null) return <p class="empty">{why}</p>;
  return <div class={`asked${resource.stale ? " stale" : ""}`}>{children(resource.value)}</div>;
}
