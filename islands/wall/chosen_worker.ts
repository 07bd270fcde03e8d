/** The worker whom a person clicked: asked about again and again while chosen, wherever they go. */
import { computed, type ReadonlySignal } from "@preact/signals";
import { readJson } from "../city.ts";
import type { Hit } from "../hit.ts";
import type { ScreenState } from "../url_state.ts";
import { follow, type Resource } from "./resource.ts";
import type { WorkerAnswer, WorkersAnswer } from "./workers_answer.ts";

const EVERY_MS = 2_000;
/** A worker may have gone so far since the frame that was clicked. */
const AROUND_M = 150;

export type ChosenWorker = Resource<WorkerAnswer>;

export function followWorker(
  screen: ReadonlySignal<ScreenState>,
  stop: AbortSignal,
): ReadonlySignal<ChosenWorker> {
  const id = computed(() => screen.value.worker);
  const url = computed(() => id.value === null ? null : `/api/workers/${encodeURIComponent(id.value)}`);
  return follow<WorkerAnswer>(url, { everyMs: EVERY_MS }, stop);
}

/** The address that tells who a mark is: frames carry numbers, no ids. */
export function whoIsUrl({ lat, lon }: Extract<Hit, { kind: "worker" }>): string {
  return `/api/workers?near=${lat.toFixed(5)},${lon.toFixed(5)}&metres=${AROUND_M}`;
}

export function whoIs(answer: WorkersAnswer, slot: number): WorkerAnswer | null {
  return answer.workers.find((one) => one.slot === slot) ?? null;
}

/** Null where the server does not answer, or the worker is silent and in no list of the living. */
export async function idOf(hit: Extract<Hit, { kind: "worker" }>): Promise<string | null> {
  try {
    const answer = await readJson(whoIsUrl(hit), AbortSignal.timeout(5_000)) as WorkersAnswer;
    return whoIs(answer, hit.slot)?.worker ?? null;
  } catch {
    return null;
  }
}
