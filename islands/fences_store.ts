/** Geofences as the server has them: read every few seconds as long as somebody looks at them, and at once when asked. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Fence } from "../store/fence.ts";
import { poll } from "./wall/poll.ts";

/** There are few, and they change seldom. */
const EVERY_MS = 10_000;

export class FencesStore {
  readonly fences = signal<readonly Fence[]>([]);
  /** `failed`: nothing could be read, or not again since. */
  readonly state = signal<"loading" | "ready" | "failed">("loading");
  readonly #turn = signal(0);

  constructor(wanted: ReadonlySignal<boolean>, stop: AbortSignal) {
    const undo = effect(() => {
      void this.#turn.value;
      if (!wanted.value) return;
      return poll<{ fences: Fence[] }>("/api/fences", { everyMs: EVERY_MS }, (read) => {
        if (read.kind === "ready" && !read.stale) {
          this.fences.value = read.value.fences;
          this.state.value = "ready";
        } else if (read.kind !== "loading") this.state.value = "failed";
      });
    });
    stop.addEventListener("abort", undo, { once: true });
  }

  refresh(): void {
    this.#turn.value++;
  }
}
