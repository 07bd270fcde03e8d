/** Giving a command over HTTP: a key that a second try keeps, so that nothing is done twice, and what became of it. */
import type { CommandAnswer } from "../../dispatch/desk.ts";

export type Given<Answer = CommandAnswer> =
  | { readonly kind: "idle" }
  | { readonly kind: "sending" }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Refused at the door, in words: nobody is signed in, or the server cannot now. */
  | { readonly kind: "failed"; readonly error: string }
  /** No answer: whether it was done is unknown. The same command goes again. */
  | { readonly kind: "unknown" };

const PATIENCE_MS = 8_000;

/** Remembers the key of a command whose fate is unknown. */
export class Desk<Answer extends { readonly kind: string } = CommandAnswer> {
  #unknown: { readonly what: string; readonly key: string } | null = null;

  constructor(private readonly makeKey: () => string, private readonly send: Post<Answer> = post<Answer>) {}

  async give(url: string, body: Readonly<Record<string, unknown>>): Promise<Given<Answer>> {
    const what = JSON.stringify([url, body]);
    const key = this.#unknown?.what === what ? this.#unknown.key : this.makeKey();
    this.#unknown = { what, key };
    try {
      const answer = await this.send(url, { key, ...body });
      this.#unknown = null;
      return "kind" in answer ? { kind: "answered", answer } : { kind: "failed", error: answer.error };
    } catch {
      return { kind: "unknown" };
    }
  }
}

type Post<Answer> = (url: string, body: object) => Promise<Answer | { error: string }>;

async function post<Answer>(url: string, body: object): Promise<Answer | { error: string }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return await response.json();
}
