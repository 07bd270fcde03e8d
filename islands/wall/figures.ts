/** The figures beside the map: what came in, where, and how that compares with what is usual. */
import { computed, type ReadonlySignal } from "@preact/signals";
import type { Figures } from "../../dashboards/figures.ts";
import type { ScreenState } from "../url_state.ts";
import { follow, type Resource } from "./resource.ts";

export type FiguresResource = Resource<Figures>;

const EVERY_MS = 5_000;

export function followFigures(
  screen: ReadonlySignal<ScreenState>,
  stop: AbortSignal,
): ReadonlySignal<FiguresResource> {
  const url = computed(() => `/api/figures?window=${screen.value.window}`);
  return follow<Figures>(url, { everyMs: EVERY_MS }, stop);
}
