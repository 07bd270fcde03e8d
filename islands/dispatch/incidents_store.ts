/** Incidents that nobody took up yet: read again when something happened, never more often than every few seconds. */
import { type Signal, signal } from "@preact/signals";
import type { WaitingAnswer } from "../../routes/api/incidents.ts";
import type { IncidentRecord, WireEvent } from "../../streams/wire.ts";
import { readJson } from "../city.ts";

const EVERY_MS = 3_000;

export class IncidentsStore {
  /** Null until they were read. */
  readonly waiting: Signal<readonly IncidentRecord[] | null> = signal(null);
  readonly more = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = -Infinity;

  constructor(private readonly stop: AbortSignal) {
    stop.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  take(events: readonly WireEvent[] | null): void {
    const touched = events === null ||
      events.some(({ kind }) => kind === "incident" || kind === "case" || kind === "hidden");
    if (touched) this.refresh();
  }

  refresh(): void {
    if (this.stop.aborted) return;
    const wait = Math.max(200, this.#readAt + EVERY_MS - performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#readAt = performance.now();
      readJson<WaitingAnswer>("/api/incidents", this.stop).then(({ incidents, more }) => {
        this.waiting.value = incidents;
        this.more.value = more;
      }, () => {
        // What was read stays; the next event, or the next connection, reads again.
      });
    }, wait);
  }
}
