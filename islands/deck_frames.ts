/** When deck.gl looks at its layers: not at every refresh of the screen, as it does by itself, but when something changed. */

type Callback = (time: number, frame?: unknown) => void;

/** What deck.gl settles by itself (a texture that came late) waits no longer than this. */
const GLANCE_MS = 1_000;

/** A frame source for deck.gl's loop, which costs a fifth of a millisecond at each refresh even when nothing happens. */
export class DeckFrames {
  #held: { id: number; callback: Callback } | null = null;
  #id = 0;
  #wanted = false;
  #soon = 0;
  #glance = 0;

  requestAnimationFrame(callback: Callback): number {
    this.#held = { id: ++this.#id, callback };
    if (this.#wanted) this.soon();
    clearTimeout(this.#glance);
    this.#glance = setTimeout(() => this.soon(), GLANCE_MS) as unknown as number;
    return this.#id;
  }

  cancelAnimationFrame(id: number): void {
    if (this.#held?.id !== id) return;
    this.#held = null;
    clearTimeout(this.#glance);
  }

  /** Lets deck.gl take in its new layers at once, so that the map's next picture shows them and no second one is needed. */
  now(): void {
    const held = this.#held;
    this.#wanted = held === null;
    if (!held) return;
    this.#held = null;
    held.callback(performance.now());
  }

  /** Lets deck.gl follow what others changed (the view, the size) with the next refresh. */
  soon(): void {
    if (this.#soon !== 0) return;
    this.#soon = requestAnimationFrame(() => {
      this.#soon = 0;
      this.now();
    });
  }
}
