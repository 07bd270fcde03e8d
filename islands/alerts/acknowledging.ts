/** Acknowledging an alert: a key that a second try keeps, so that nothing is done twice, and what became of it. */
import { signal } from "@preact/signals";
import type { Alert } from "../../store/alert.ts";
import type { AlertWords } from "./words.ts";
import { NotReached, post } from "../post.ts";
import { randomKey } from "../wall/sending.ts";

export type Acknowledging =
  | { readonly kind: "sending" }
  | { readonly kind: "done"; readonly alert: Alert }
  /** Somebody else was first: the alert says who. */
  | { readonly kind: "taken"; readonly alert: Alert }
  | { readonly kind: "failed"; readonly error: string }
  /** The server is gone, and nobody was told. */
  | { readonly kind: "unsent" }
  /** No answer: whether it was done is unknown. The same goes again. */
  | { readonly kind: "unknown" };

export type Answered = Extract<Acknowledging, { kind: "done" | "taken" }>;

/** How long it is said who was first. */
const SAID_MS = 8_000;

type Post = (url: string, body: object) => Promise<unknown>;

/** What is said where somebody pressed `what` and nobody heard; null while there is nothing to say. */
export function unheard(state: Acknowledging | undefined, words: AlertWords, what: string): string | null {
  switch (state?.kind) {
    case "failed":
      return words.failed(state.error);
    case "unsent":
      return words.unsent(what);
    case "unknown":
      return words.unknown(what);
    default:
      return null;
  }
}

export class AlertDesk {
  /** What became of each, by id. */
  readonly sent = signal<ReadonlyMap<string, Acknowledging>>(new Map());
  /** Those that were answered a moment ago: whoever pressed is told who it was. */
  readonly said = signal<readonly Answered[]>([]);
  readonly #keys = new Map<string, string>();

  constructor(private readonly send: Post = post, private readonly makeKey = randomKey) {}

  async acknowledge(id: string, note?: string): Promise<void> {
    if (this.sent.peek().get(id)?.kind === "sending") return;
    const tried = this.#keys.get(id), key = tried ?? this.makeKey();
    this.#set(id, { kind: "sending" });
    try {
      const answer = read(
        await this.send(`/api/alerts/${id}/acknowledge`, { key, ...(note ? { note } : {}) }),
      );
      this.#set(id, answer);
      if (answer.kind === "done" || answer.kind === "taken") this.#say(answer);
    } catch (error) {
      // Of what was sent before, it stays unknown whether it was done.
      if (error instanceof NotReached && !tried) return this.#set(id, { kind: "unsent" });
      this.#keys.set(id, key);
      return this.#set(id, { kind: "unknown" });
    }
    // It was answered: whatever is tried after this is something new.
    this.#keys.delete(id);
  }

  #say(answer: Answered): void {
    this.said.value = [...this.said.peek(), answer];
    setTimeout(() => this.said.value = this.said.peek().filter((one) => one !== answer), SAID_MS);
  }

  #set(id: string, state: Acknowledging): void {
    this.sent.value = new Map([...this.sent.peek(), [id, state]]);
  }
}

function read(answer: unknown): Acknowledging {
  const { kind, alert, error } = answer as { kind?: unknown; alert?: Alert; error?: unknown };
  if ((kind === "done" || kind === "taken") && alert) return { kind, alert };
  return { kind: "failed", error: typeof error === "string" ? error : JSON.stringify(answer) };
}
