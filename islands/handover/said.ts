/** What became of a signature, in words. Pure. */
import type { HandoverAnswer } from "../../dispatch/handovers.ts";
import type { Given } from "../cases/command.ts";
import type { Speech } from "../say.ts";
import type { HandoverWords } from "./words.ts";

export function saidOf(
  given: Given<HandoverAnswer>,
  done: string,
  words: HandoverWords,
  speech: Speech,
): string {
  switch (given.kind) {
    case "idle":
      return "";
    case "sending":
      return words.signing;
    case "failed":
      return given.error;
    case "unsent":
      return words.unsent(given.what);
    case "unknown":
      return words.unknown(given.what);
    case "answered":
      break;
  }
  const { answer } = given;
  switch (answer.kind) {
    case "done":
      return done;
    case "taken":
      return words.taken(speech.name(answer.handover.taken!.name));
    case "refused":
      return words.refused[answer.refusal];
    case "unknown":
      return words.failed;
    case "invalid":
      return answer.why;
  }
}
