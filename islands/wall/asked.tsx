/** What a panel shows of something asked from the server: loading, failed, empty, or the thing, marked when it is stale. */
import type { ComponentChildren } from "preact";
import type { Speech } from "../say.ts";
import { useWall } from "./model.ts";
import type { Resource } from "./resource.ts";

interface Props<T> {
  readonly resource: Resource<T>;
  readonly speech: Speech;
  /** Why there is nothing to show, or null. */
  readonly empty: (value: T) => string | null;
  readonly children: (value: T) => ComponentChildren;
}

export function Asked<T>({ resource, speech, empty, children }: Props<T>) {
  const { now } = useWall();
  const { words } = speech;
  if (resource.kind === "loading") return <p class="empty">{words.loading}</p>;
  if (resource.kind === "failed") {
    return <p class="error">{words.figuresFailed(speech.moment(resource.since, now.value))}</p>;
  }
  const why = empty(resource.value);
  if (why !== null) return <p class="empty">{why}</p>;
  return <div class={`asked${resource.stale ? " stale" : ""}`}>{children(resource.value)}</div>;
}

/** What stands beside the title of such a panel: how old it is once it could not be read again, otherwise `children`. */
export function Aged({ resource, speech, children }: {
  readonly resource: Resource<{ readonly asOf: number }>;
  readonly speech: Speech;
  readonly children: ComponentChildren;
}) {
  const { now } = useWall();
  if (resource.kind !== "ready") return null;
  if (!resource.stale) return <span class="age">{children}</span>;
  return <span class="age warn">{speech.when(resource.value.asOf, now.value)}</span>;
}
