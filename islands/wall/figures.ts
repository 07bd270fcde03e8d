/** The figures beside the map, read again and again: what came in, where, and how that compares with what is usual. */
import { effect, type Signal } from "@preact/signals";
import type { Figures } from "../../dashboards/figures.ts";
import { readJson } from "../city.ts";
import type { Resource } from "./resource.ts";
import type { WallModel } from "./model.ts";

export type FiguresResource = Resource<Figures>;

const EVERY_MS = 5_000;

/** Reads while the wall is there; what was read stays, marked stale, while a later reading fails. Returns its undo. */
export function followFigures({ screen, figures }: Pick<WallModel, "screen"> & {
  readonly figures: Signal<FiguresResource>;
}): () => void {
  let stop = new AbortController();
  let window = 0;
  const undo = effect(() => {
    if (screen.value.window === window) return;
    window = screen.value.window;
    stop.abort();
    stop = new AbortController();
    figures.value = { kind: "loading" };
    void follow(figures, `/api/figures?window=${window}`, stop.signal);
  });
  return () => {
    undo();
    stop.abort();
  };
}

async function follow(figures: Signal<FiguresResource>, url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const value = await readJson<Figures>(url, signal);
      figures.value = { kind: "ready", value, stale: false };
    } catch (error) {
      if (signal.aborted) return;
      const held = figures.peek();
      figures.value = held.kind === "ready"
        ? { ...held, stale: true }
        : { kind: "failed", error: String(error) };
    }
    await new Promise((wake) => setTimeout(wake, EVERY_MS));
  }
}
