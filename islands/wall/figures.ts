/** The figures beside the map: what came in, where, and how that compares with what is usual. */
import { computed, type ReadonlySignal } from "@preact/signals";
import type { Figures } from "../../dashboards/figures.ts";
import type { ScreenState } from "../url_state.ts";
import { districtOf } from "./scene_name.ts";
import { follow, type Resource } from "./resource.ts";

export type FiguresResource = Resource<Figures>;

const EVERY_MS = 5_000;

export function followFigures(
  screen: ReadonlySignal<ScreenState>,
  stop: AbortSignal,
): ReadonlySignal<FiguresResource> {
  const url = computed(() => {
    const { window, preset } = screen.value;
    const district = districtOf(preset);
    return `/api/figures?window=${window}${
      district === null ? "" : `&district=${encodeURIComponent(district)}`
    }`;
  });
  return follow<Figures>(url, { everyMs: EVERY_MS }, stop);
}
