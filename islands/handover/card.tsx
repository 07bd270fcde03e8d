/** One handover: who gave it, what it tells, and the second signature where it waits for one. */
import { useMemo, useState } from "preact/hooks";
import type { HandoverAnswer } from "../../dispatch/handovers.ts";
import type { Handover } from "../../store/handover.ts";
import { Desk, type Given, isUndone } from "../cases/command.ts";
import type { Speech } from "../say.ts";
import { randomKey } from "../wall/sending.ts";
import { saidOf } from "./said.ts";
import { SheetView } from "./sheet.tsx";
import type { HandoverWords } from "./words.ts";

interface Props {
  readonly handover: Handover;
  /** Whether whoever looks may take it over: nobody takes over from themselves. */
  readonly mine: boolean;
  readonly words: HandoverWords;
  readonly speech: Speech;
  readonly onSigned: () => void;
}

export function HandoverCard({ handover, mine, words, speech, onSigned }: Props) {
  const { given, taken, sheet, promises } = handover;
  const line = [
    words.given(speech.name(given.name), speech.dayClock(given.at)),
    taken ? words.takenBy(speech.name(taken.name), speech.dayClock(taken.at)) : words.waits,
  ].join(" — ");
  return (
    <details class="handover-card" open={taken === null && !mine}>
      <summary class={taken ? "" : "warn"}>{line}</summary>
      {[given, taken].map((one) => one?.note ? <blockquote key={one.at}>{one.note}</blockquote> : null)}
      <SheetView sheet={sheet} promises={promises} words={words} speech={speech} />
      {taken === null && !mine
        ? <Take id={handover.id} words={words} speech={speech} onSigned={onSigned} />
        : null}
      <button type="button" class="handover-print" onClick={(event) => printOnly(event.currentTarget)}>
        {words.print}
      </button>
    </details>
  );
}

function Take(
  { id, words, speech, onSigned }: Pick<Props, "words" | "speech" | "onSigned"> & { id: string },
) {
  const [note, setNote] = useState("");
  const [given, setGiven] = useState<Given<HandoverAnswer>>({ kind: "idle" });
  const desk = useMemo(() => new Desk<HandoverAnswer>(randomKey), []);
  const sign = async () => {
    setGiven({ kind: "sending" });
    const outcome = await desk.give(`/api/handovers/${id}/take`, { note: note.trim() }, words.take);
    setGiven(outcome);
    if (outcome.kind === "answered") onSigned();
  };
  return (
    <div class="handover-sign">
      <label class="cases-field">
        <span>{words.takeNote}</span>
        <input maxLength={2_000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <button type="button" class="primary" disabled={given.kind === "sending"} onClick={() => void sign()}>
        {words.take}
      </button>
      <span class={isUndone(given) ? "warn" : ""} role="status">
        {saidOf(given, words.tookOver, words, speech)}
      </span>
    </div>
  );
}

/** Prints one card, and not the page around it. */
function printOnly(button: HTMLElement): void {
  const card = button.closest("details")!;
  card.classList.add("printed");
  print();
  card.classList.remove("printed");
}
