/** Acknowledging an alert: a key that a second try keeps, so that nothing is done twice, and what became of it. */
import { signal } from "@preact/signals";
import type { Alert } from "../../store/alert.ts";
import { randomKey } from "../wall/sending.ts";

export type Acknowledging =
  | { readonly kind: "sending" }
  | { readonly kind: "done"; readonly alert: Alert }
  /** Somebody else was first: the alert says who. */
  | { readonly kind: "taken"; readonly alert: Alert }
  | { readonly kind: "failed"; readonly error: string }
  /** No answer: whether it was done is unknown. The same goes again. */
  | { readonly kind: "unknown" };

export type Answered = Extract<Acknowledging, { kind: "done" | "taken" }>;

const PATIENCE_MS = 8_000;
/** How long it is said who was first. */
const SAID_MS = 8_000;

type Post = (url: string, body: object) => Promise<unknown>;

export class AlertDesk {
  /** What became of each, by id. */
  readonly sent = signal<ReadonlyMap<string, Acknowledging>>(new Map());
  /** Those that were answered a moment ago: whoever pressed is told who it was. */
  readonly said = signal<readonly Answered[]>([]);
  readonly #keys = new Map<string, string>();

  constructor(private readonly post: Post = postJson, private readonly makeKey = randomKey) {}

  async acknowledge(id: string, note?: string): Promise<void> {
    if (this.sent.peek().get(id)?.kind === "sending") return;
    const key = this.#keys.get(id) ?? this.makeKey();
    this.#keys.set(id, key);
    this.#set(id, { kind: "sending" });
    try {
      const answer = read(
        await this.post(`/api/alerts/${id}/acknowledge`, { key, ...(note ? { note } : {}) }),
      );
      this.#set(id, answer);
      if (answer.kind === "done" || answer.kind === "taken") this.#say(answer);
    } catch {
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

async function postJson(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return await response.json();
}
