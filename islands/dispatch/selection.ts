/** Several at once: cases that are ticked in the queue, and what lies within a line that was drawn around it. */
import { signal } from "@preact/signals";
import type { Place } from "../../geo/place.ts";

export class Selection {
  readonly ticked = signal<ReadonlySet<string>>(new Set());
  /** The line, as it was drawn; null: none. */
  readonly ring = signal<readonly Place[] | null>(null);
  /** Something else was opened since: several at once wait behind it. */
  readonly aside = signal(false);

  /** Whether there are several at once, in front or aside. */
  get any(): boolean {
    return this.ticked.value.size > 0 || this.ring.value !== null;
  }

  /** Ticks a case, or no longer. */
  tick(id: string): void {
    const ticked = new Set(this.ticked.peek());
    if (!ticked.delete(id)) ticked.add(id);
    this.ticked.value = ticked;
    this.aside.value = false;
  }

  circle(ring: readonly Place[]): void {
    this.ring.value = ring;
    this.aside.value = false;
  }

  end(): void {
    this.ring.value = null;
    this.ticked.value = new Set();
    this.aside.value = false;
  }
}
