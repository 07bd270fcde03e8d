/** What is usual in the cells of the map, read again as time goes on. */
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { filterKey, type IncidentFilter } from "../../streams/incident_filter.ts";
import type { Window } from "../../streams/wire.ts";
import { readJson } from "../city.ts";
import type { UsualCells } from "../usual_cells.ts";

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
export function keepUsual(wanted: ReadonlySignal<UsualWanted | null>, signal_: AbortSignal): Signal<Usual> {
  const usual = signal<Usual>({ kind: "loading" });
  let key = "";
  let timer: number | undefined;
  let reading: AbortController | null = null;
  const read = async (url: string) => {
    const own = reading = new AbortController();
    try {
      usual.value = { kind: "ready", cells: await readJson<UsualCells>(url, own.signal), failed: false };
    } catch {
      if (own.signal.aborted) return;
      const before = usual.peek();
      usual.value = before.kind === "ready" ? { ...before, failed: true } : { kind: "failed" };
    }
    timer = setTimeout(() => read(url), EVERY_MS) as unknown as number;
  };
  const stop = effect(() => {
    const next = wanted.value;
    const nextKey = next ? `${next.resolution}/${next.window}/${filterKey(next.filter)}` : "";
    if (nextKey === key) return;
    key = nextKey;
    clearTimeout(timer);
    reading?.abort();
    usual.value = { kind: "loading" };
    if (next) timer = setTimeout(() => read(usualUrl(next)), SETTLE_MS) as unknown as number;
  });
  signal_.addEventListener("abort", () => {
    stop();
    clearTimeout(timer);
    reading?.abort();
  }, { once: true });
  return usual;
}
