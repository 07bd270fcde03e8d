/** What became of a command, in words. */
import type { CommandAnswer } from "../../dispatch/desk.ts";
import type { Speech } from "../say.ts";
import type { Given } from "./command.ts";
import { eventName } from "./timeline.tsx";
import type { CaseWords } from "./words.ts";

export function answerText(given: Given, words: CaseWords, speech: Speech): string {
  switch (given.kind) {
    case "idle":
      return "";
    case "sending":
      return words.sending;
    case "unsent":
      return words.unsent(given.what);
    case "unknown":
      return words.noAnswer(given.what);
    case "failed":
      return given.error;
    case "answered":
      return said(given.answer, words, speech);
  }
}

function said(answer: CommandAnswer, words: CaseWords, speech: Speech): string {
  switch (answer.kind) {
    case "done":
      return words.done;
    case "refused":
      return words.refusals[answer.refusal] ?? answer.refusal;
    case "stale": {
      const last = answer.events.at(-1);
      return last
        ? words.stale(speech.name(last.name) || last.by, eventName(last, words))
        : words.refusals.stage!;
    }
    case "unknown-case":
      return words.unknownCase;
    case "claimed":
      return words.claimed(answer.case);
    case "bad-command":
      return answer.why;
  }
}
