/** Who is being sent where, what became of it, and what can be taken back. */
import { signal } from "@preact/signals";
import { type Target, targetKey } from "./ranking.ts";
import { IDLE, type Sender, type SendState, type SendWords, type Wish } from "./sending.ts";

/** Somebody was sent a moment ago; it can be taken back until then, this machine's clock. */
export interface JustSent {
  readonly case: string;
  readonly worker: string;
  readonly name: string | null;
  readonly until: number;
}

/** As long as the server takes it (dispatch/case.ts). */
const UNDO_MS = 10_000;

export interface SendsOptions {
  readonly sender: Sender;
  readonly words: () => SendWords;
  /** Nothing is sent while the server is away. */
  readonly away: () => boolean;
  /** Told when something was sent, or an undo tried: what is shown may be another now. */
  readonly onSent: () => void;
  readonly onUndone: () => void;
}

export class Sends {
  readonly #states = signal<ReadonlyMap<string, SendState>>(new Map());
  readonly sent = signal<JustSent | null>(null);
  /** What was said of the last undo, when it was not done. */
  readonly undoSaid = signal("");

  constructor(private readonly options: SendsOptions) {}

  of(target: Target): SendState {
    return this.#states.value.get(targetKey(target)) ?? IDLE;
  }

  /** Sends somebody; `version` is that of the case which the person saw. What became of it is kept by its target. */
  async send(wish: Wish, version?: number): Promise<SendState> {
    const { target, worker, name = null } = wish, { sender, words, away, onSent } = this.options;
    if (away() || this.of(target).kind === "sending") return this.of(target);
    this.#note(target, { kind: "sending", worker });
    const state =
      await (target.kind === "case" && version !== undefined
        ? sender.dispatch(target.id, version, wish, words())
        : sender.send(wish, words())).catch((): SendState => ({ kind: "unknown" }));
    this.#note(target, state);
    if (state.kind === "sent") {
      this.undoSaid.value = "";
      this.sent.value = { case: state.case, worker, name, until: Date.now() + UNDO_MS };
    }
    onSent();
    return state;
  }

  forget(target: Target): void {
    this.#note(target, IDLE);
  }

  async undo(): Promise<void> {
    const sent = this.sent.peek();
    if (!sent) return;
    const said = await this.options.sender.undo(sent.case, this.options.words());
    this.undoSaid.value = said;
    if (said === "" && this.sent.peek() === sent) this.sent.value = null;
    if (said === "") this.#states.value = new Map();
    this.options.onUndone();
  }

  #note(target: Target, state: SendState): void {
    const states = new Map(this.#states.peek());
    if (state.kind === "idle") states.delete(targetKey(target));
    else states.set(targetKey(target), state);
    this.#states.value = states;
  }
}
