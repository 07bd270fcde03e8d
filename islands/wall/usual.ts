/** What is usual in the cells of the map, read again as time goes on. */
import { computed, type ReadonlySignal } from "@preact/signals";
import type { IncidentFilter } from "../../streams/incident_filter.ts";
import type { Window } from "../../streams/wire.ts";
import type { UsualCells } from "../usual_cells.ts";
import { follow } from "./resource.ts";

export type Usual =
  | { readonly kind: "loading" }
  /** `periods` 0: there is no history yet. `failed`: it could not be read again since. */
  | { readonly kind: "ready"; readonly cells: UsualCells; readonly failed: boolean }
  | { readonly kind: "failed" };

export interface UsualWanted {
  readonly resolution: number;
  readonly window: Window;
  readonly filter: IncidentFilter;
}

const EVERY_MS = 60_000;
/** While the map moves from one resolution to the next, only the last one is asked for. */
const SETTLE_MS = 250;

export function usualUrl({ resolution, window, filter }: UsualWanted): string {
  const query = new URLSearchParams({ resolution: String(resolution), window: String(window) });
  for (const category of filter.categories) query.append("category", category);
  for (const source of filter.sources) query.append("source", source);
  return `/api/usual/cells?${query}`;
}

/** `wanted` null: nobody looks at it. */
export function keepUsual(
  wanted: ReadonlySignal<UsualWanted | null>,
  stop: AbortSignal,
): ReadonlySignal<Usual> {
  const url = computed(() => wanted.value && usualUrl(wanted.value));
  const answer = follow<UsualCells>(url, { everyMs: EVERY_MS, settleMs: SETTLE_MS }, stop);
  return computed(() => {
    const resource = answer.value;
    return resource.kind === "ready"
      ? { kind: "ready", cells: resource.value, failed: resource.stale }
      : { kind: resource.kind };
  });
}
