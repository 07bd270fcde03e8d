/** Time that is left, counted down each second outside of what is drawn: five hundred of them cost less than one list. */
import { useEffect, useRef } from "preact/hooks";
import type { NextDeadline } from "../../dispatch/case_clocks.ts";
import { spanText } from "../cases/clock_words.ts";
import type { CaseWords } from "../cases/words.ts";

/** `12:05` under an hour, `−3:20` over the limit, two units beyond. Pure. */
export function leftText(leftMs: number, words: CaseWords): string {
  const s = Math.floor(Math.abs(leftMs) / 1_000);
  const sign = leftMs < 0 ? "−" : "";
  if (s >= 3_600) return sign + spanText(leftMs, words);
  return `${sign}${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

interface Shown {
  readonly deadline: number;
  readonly urgency: NextDeadline["urgency"];
  readonly words: CaseWords;
}

/** All that is counted down on a page, by one timer. */
export class Countdowns {
  readonly #shown = new Map<HTMLElement, Shown>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `now`: the server's clock. */
  constructor(private readonly now: () => number) {}

  /** Returns its undo. */
  show(element: HTMLElement, shown: Shown): () => void {
    this.#shown.set(element, shown);
    write(element, shown, this.now());
    this.#timer ??= setInterval(() => this.#tick(), 1_000);
    return () => {
      this.#shown.delete(element);
      if (this.#shown.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #tick(): void {
    const now = this.now();
    for (const [element, shown] of this.#shown) write(element, shown, now);
  }
}

function write(element: HTMLElement, { deadline, urgency, words }: Shown, now: number): void {
  const left = deadline - now;
  const text = leftText(left, words);
  if (element.textContent !== text) element.textContent = text;
  const name = `left-${left < 0 ? "late" : urgency}`;
  if (element.className !== name) element.className = name;
}

export function Countdown({ next, words, countdowns }: {
  next: NextDeadline;
  words: CaseWords;
  countdowns: Countdowns;
}) {
  const place = useRef<HTMLSpanElement>(null);
  const { deadline, urgency } = next;
  useEffect(() => countdowns.show(place.current!, { deadline, urgency, words }), [deadline, urgency, words]);
  return <span ref={place} class={`left-${urgency}`} />;
}
