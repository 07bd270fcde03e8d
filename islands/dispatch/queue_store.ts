/**
 * The queue as the server has it: read whole when the filter changes, and from then on only what events say has changed. What
 * was read stays while the server is away, with its age.
 */
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CaseList, CaseRow } from "../../dispatch/case_list.ts";
import type { WireEvent } from "../../streams/wire.ts";
import { readJson } from "../city.ts";
import type { ListAnswer } from "../cases/use_cases.ts";
import { mergeRows } from "./queue_rows.ts";

export type QueueState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready" }
  /** Nothing could be read yet. */
  | { readonly kind: "failed"; readonly error: string };

/** A storm of events is one reading. */
const SETTLE_MS = 400;
/** Clocks run into their last quarter without an event. */
const WHOLE_EVERY_MS = 45_000;
/** More changes than this are read as a whole. */
const MOST_IDS = 60;
const PATIENCE_MS = 15_000;
const AGAIN_MS = 3_000;

export class QueueStore {
  readonly rows: Signal<readonly CaseRow[]> = signal([]);
  readonly counts: Signal<CaseList["counts"] | null> = signal(null);
  readonly state: Signal<QueueState> = signal({ kind: "loading" });
  /** When it was last read, this machine's clock. */
  readonly readAt: Signal<number> = signal(0);
  /** How many the filter holds beyond those that are listed. */
  readonly more = signal(0);
  #changed = new Set<string>();
  #all = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: AbortController | null = null;
  #asked = "";

  /** `asked`: the parameters of `GET /api/cases`. */
  constructor(asked: ReadonlySignal<string>, private readonly stop: AbortSignal) {
    const undo = effect(() => {
      const next = asked.value;
      if (next === this.#asked) return;
      this.#asked = next;
      this.refresh(0);
    });
    const whole = setInterval(
      () => document.visibilityState === "visible" && this.refresh(0),
      WHOLE_EVERY_MS,
    );
    stop.addEventListener("abort", () => {
      undo();
      clearInterval(whole);
      clearTimeout(this.#timer);
      this.#reading?.abort();
    }, { once: true });
  }

  /** Reads everything again; null: everything may have changed. */
  take(events: readonly WireEvent[] | null): void {
    if (events === null) return this.refresh();
    for (const event of events) if (event.kind === "case") this.#changed.add(event.case.id);
    if (this.#changed.size > 0) this.#soon(SETTLE_MS);
  }

  refresh(ms = SETTLE_MS): void {
    this.#all = true;
    this.#soon(ms);
  }

  #soon(ms: number): void {
    if (ms === 0) clearTimeout(this.#timer), this.#timer = undefined;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#read();
    }, ms);
  }

  async #read(): Promise<void> {
    const all = this.#all || this.#changed.size > MOST_IDS || this.more.peek() > 0;
    const ids = all ? null : new Set(this.#changed);
    if (!all && this.#reading) return this.#soon(SETTLE_MS);
    this.#changed.clear();
    this.#all = false;
    this.#reading?.abort();
    const reading = this.#reading = new AbortController();
    const patience = AbortSignal.any([reading.signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
      const list = ids ? `&ids=${[...ids].join(",")}` : "";
      this.#merge(await readJson<ListAnswer>(`/api/cases?${this.#asked}${list}`, patience), ids);
    } catch (error) {
      if (reading.signal.aborted) return;
      if (this.state.peek().kind !== "ready") {
        this.state.value = { kind: "failed", error: (error as Error).message };
      }
      this.#all = true;
      if (!this.stop.aborted) this.#soon(AGAIN_MS);
    } finally {
      if (this.#reading === reading) this.#reading = null;
    }
  }

  #merge({ rows, counts, total }: ListAnswer, ids: ReadonlySet<string> | null): void {
    this.rows.value = mergeRows(this.rows.peek(), rows, ids);
    this.counts.value = counts;
    if (!ids) this.more.value = total - rows.length;
    this.state.value = { kind: "ready" };
    this.readAt.value = Date.now();
  }
}
