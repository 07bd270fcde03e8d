/** Giving a command over HTTP: a key that a second try keeps, so that nothing is done twice, and what became of it. */
import type { CommandAnswer } from "../../dispatch/desk.ts";
import { NotReached, post } from "../post.ts";

export type Given<Answer = CommandAnswer> =
  | { readonly kind: "idle" }
  | { readonly kind: "sending" }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Refused at the door, in words: nobody is signed in, or the server cannot now. */
  | { readonly kind: "failed"; readonly error: string }
  /** The server is gone, and nothing was done; `what`: what was tried, as the button calls it. */
  | { readonly kind: "unsent"; readonly what: string }
  /** No answer: whether it was done is unknown. The same command goes again. */
  | { readonly kind: "unknown"; readonly what: string };

/** Whether somebody pressed, and it was not done as far as anybody knows: said so that it is not overlooked. */
export function isUndone({ kind }: Pick<Given, "kind">): boolean {
  return kind === "failed" || kind === "unsent" || kind === "unknown";
}

/** Remembers the key of a command whose fate is unknown. */
export class Desk<Answer extends { readonly kind: string } = CommandAnswer> {
  #unknown: { readonly command: string; readonly key: string } | null = null;

  constructor(
    private readonly makeKey: () => string,
    private readonly send: Post<Answer> = post as Post<Answer>,
  ) {}

  /** `what`: as the button calls it. */
  async give(url: string, body: Readonly<Record<string, unknown>>, what: string): Promise<Given<Answer>> {
    const command = JSON.stringify([url, body]);
    const again = this.#unknown?.command === command ? this.#unknown : null;
    const { key } = again ?? { key: this.makeKey() };
    try {
      const answer = await this.send(url, { key, ...body });
      this.#unknown = null;
      return "kind" in answer ? { kind: "answered", answer } : { kind: "failed", error: answer.error };
    } catch (error) {
      // Of what was sent before, it stays unknown whether it was done.
      if (error instanceof NotReached && !again) return { kind: "unsent", what };
      this.#unknown = { command, key };
      return { kind: "unknown", what };
    }
  }
}

type Post<Answer> = (url: string, body: object) => Promise<Answer | { error: string }>;
