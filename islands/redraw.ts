/** When a picture is drawn next: with the next refresh of the screen, or after a while; never twice for one change. */
export class Redraw {
  #frame = 0;
  #timer = 0;

  /** `draw` is given this machine's clock. */
  constructor(private readonly draw: (now: number) => void) {}

  soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.draw(performance.now());
    });
  }

  /** Does nothing while an earlier call waits. */
  after(ms: number, then = () => this.soon()): void {
    if (this.#timer !== 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      then();
    }, ms) as unknown as number;
  }
}
