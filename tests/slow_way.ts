/** One direction of a line: pieces in their order, each after a delay that may change between them. */
import type { Socket } from "node:net";

export class SlowWay {
  /** ms that what comes from now on takes longer. */
  delay = 0;
  /** A piece, or the end, and when it goes on. */
  readonly #queue: { readonly at: number; readonly piece: Uint8Array | null }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly to: Socket) {
    to.on("close", () => clearTimeout(this.#timer));
  }

  pass(piece: Uint8Array): void {
    if (piece.length > 0) this.#add(piece);
  }

  end(): void {
    this.#add(null);
  }

  #add(piece: Uint8Array | null): void {
    this.#queue.push({ at: performance.now() + this.delay, piece });
    if (this.#queue.length === 1) this.#next();
  }

  #next(): void {
    for (let head = this.#queue[0]; head; head = this.#queue[0]) {
      const wait = head.at - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#next(), wait);
        return;
      }
      if (this.to.writable) {
        if (head.piece) this.to.write(head.piece);
        else this.to.end();
      }
      this.#queue.shift();
    }
  }
}
