/** Sending somebody to a case or an incident, and taking it back: each command once, whatever becomes of the answer. */
import type { AssignAnswer } from "../../streams/record.ts";
import { readJson, Refused } from "../city.ts";
import { answerText } from "../cases/answer_text.ts";
import { Desk } from "../cases/command.ts";
import type { DetailAnswer } from "../cases/use_cases.ts";
import type { CaseWords } from "../cases/words.ts";
import { NotReached } from "../post.ts";
import type { Live } from "../live.ts";
import type { Speech } from "../say.ts";
import { randomKey } from "../wall/sending.ts";
import { type Target, targetKey } from "./ranking.ts";

export interface Wish {
  readonly target: Target;
  readonly worker: string;
  /** Of the worker, where it is known: for the screen alone. */
  readonly name?: string | null;
  readonly helpers?: readonly string[];
  /** To the reason of a return. */
  readonly answer?: string;
}

export type SendState =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly worker: string }
  | { readonly kind: "sent"; readonly worker: string; readonly case: string }
  /** Somebody was first, or it may not be: said in words, nothing was sent. */
  | { readonly kind: "lost"; readonly why: string; readonly case: string | null }
  /** No answer: whether it was done is unknown. The same command goes again. */
  | { readonly kind: "unknown" };

export const IDLE: SendState = { kind: "idle" };

export interface SendWords {
  readonly cases: CaseWords;
  readonly speech: Speech;
}

/** Keys of commands whose fate is unknown, by what was wished: the same wish goes with the same key. */
export class Sender {
  readonly #keys = new Map<string, string>();
  readonly #desks = new Map<string, Desk>();

  constructor(private readonly live: Pick<Live, "assign">) {}

  async send(wish: Wish, words: SendWords): Promise<SendState> {
    const { target, worker } = wish;
    if (target.kind === "incident") return await this.#assign(target, worker, words);
    const version = await versionOf(target.id).catch((error: Error) => error);
    if (version instanceof Error) {
      const why = whyUnread(version, words.cases, words.cases.commands.dispatch);
      return { kind: "lost", why, case: target.id };
    }
    return await this.dispatch(target.id, version, wish, words);
  }

  /** By the version that the person saw. */
  async dispatch(
    id: string,
    version: number,
    wish: Omit<Wish, "target">,
    words: SendWords,
  ): Promise<SendState> {
    const command = {
      kind: "dispatch",
      worker: wish.worker,
      ...(wish.helpers?.length && { helpers: wish.helpers }),
      ...(wish.answer && { answer: wish.answer }),
    };
    return await this.#command(id, { version, command }, { worker: wish.worker, words });
  }

  /** Takes the last command on a case back; the words of what became of it, "" when it was done. */
  async undo(id: string, { cases, speech }: SendWords): Promise<string> {
    const what = cases.commands.undo;
    const url = `/api/cases/${encodeURIComponent(id)}`;
    const version = await versionOf(id).catch((error: Error) => error);
    if (version instanceof Error) return whyUnread(version, cases, what);
    const body = { version, command: { kind: "undo" } };
    const given = await this.#desk(id).give(`${url}/commands`, body, what);
    const done = given.kind === "answered" && given.answer.kind === "done";
    return done ? "" : answerText(given, cases, speech);
  }

  async #command(
    id: string,
    body: { version: number; command: object },
    { worker, words: { cases, speech } }: { worker: string; words: SendWords },
  ): Promise<SendState> {
    const url = `/api/cases/${encodeURIComponent(id)}/commands`;
    const given = await this.#desk(id).give(url, { ...body }, cases.commands.dispatch);
    if (given.kind === "unknown") return { kind: "unknown" };
    if (given.kind === "answered" && given.answer.kind === "done") return { kind: "sent", worker, case: id };
    return { kind: "lost", why: answerText(given, cases, speech), case: id };
  }

  async #assign(
    target: Extract<Target, { kind: "incident" }>,
    worker: string,
    { cases, speech }: SendWords,
  ): Promise<SendState> {
    const wish = `${targetKey(target)}\u0000${worker}`;
    const tried = this.#keys.get(wish), key = tried ?? randomKey();
    let answer: AssignAnswer;
    try {
      answer = await this.live.assign({ key, source: target.source, incident: target.id, worker, by: "" });
    } catch (error) {
      // Of what was sent before, it stays unknown whether it was done.
      if (error instanceof NotReached && !tried) {
        return { kind: "lost", why: cases.unsent(cases.commands.dispatch), case: null };
      }
      this.#keys.set(wish, key);
      return { kind: "unknown" };
    }
    this.#keys.delete(wish);
    switch (answer.kind) {
      case "assigned":
        return { kind: "sent", worker: answer.assignment.worker, case: answer.case };
      case "taken":
        return {
          kind: "lost",
          why: speech.words.taken(speech.name(answer.assignment.by), answer.assignment.worker),
          case: null,
        };
      case "refused":
        return { kind: "lost", why: speech.words.refused[answer.reason], case: null };
    }
  }

  #desk(id: string): Desk {
    let desk = this.#desks.get(id);
    if (!desk) this.#desks.set(id, desk = new Desk(randomKey));
    return desk;
  }
}

async function versionOf(id: string): Promise<number> {
  return (await readJson<DetailAnswer>(`/api/cases/${encodeURIComponent(id)}`)).case.version;
}

/** Why the case could not be read, and so nothing was sent: the server said no, or is gone. */
function whyUnread(error: Error, cases: CaseWords, what: string): string {
  return error instanceof Refused ? cases.unknownCase : cases.unsent(what);
}
