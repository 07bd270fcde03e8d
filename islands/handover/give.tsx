/** The shift as it is now, the promises that go with it, and the first signature. */
import { useMemo, useState } from "preact/hooks";
import type { HandoverAnswer } from "../../dispatch/handovers.ts";
import type { HandoverSheet } from "../../store/handover.ts";
import { Desk, type Given, isUndone } from "../cases/command.ts";
import type { Speech } from "../say.ts";
import { randomKey } from "../wall/sending.ts";
import { SheetView } from "./sheet.tsx";
import { saidOf } from "./said.ts";
import type { HandoverWords } from "./words.ts";

interface Props {
  readonly sheet: HandoverSheet;
  readonly words: HandoverWords;
  readonly speech: Speech;
  readonly onSigned: () => void;
}

interface Draft {
  readonly text: string;
  readonly of: string;
  readonly until: string;
}

const BLANK: Draft = { text: "", of: "", until: "" };

export function GiveForm({ sheet, words, speech, onSigned }: Props) {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [note, setNote] = useState("");
  const [given, setGiven] = useState<Given<HandoverAnswer>>({ kind: "idle" });
  const desk = useMemo(() => new Desk<HandoverAnswer>(randomKey), []);
  const change = (at: number, part: Partial<Draft>) =>
    setDrafts(drafts.map((draft, i) => i === at ? { ...draft, ...part } : draft));
  const sign = async () => {
    setGiven({ kind: "sending" });
    const promises = drafts.flatMap((draft) => {
      const text = draft.text.trim(), of = draft.of.trim();
      if (text === "") return [];
      return [{ text, ...(of && { case: of }), ...(draft.until && { until: draft.until }) }];
    });
    const outcome = await desk.give("/api/handovers", { note: note.trim(), promises }, words.sign);
    setGiven(outcome);
    if (outcome.kind !== "answered" || outcome.answer.kind !== "done") return;
    setDrafts([]);
    setNote("");
    onSigned();
  };
  return (
    <section class="handover-give" aria-labelledby="handover-now">
      <h2 id="handover-now">{words.now}</h2>
      <SheetView sheet={sheet} promises={null} words={words} speech={speech} />
      <section>
        <h3>{words.promises}</h3>
        {drafts.map(({ text, of, until }, i) => (
          <div key={i} class="handover-promise">
            <input
              aria-label={words.promise}
              placeholder={words.promise}
              maxLength={500}
              value={text}
              onInput={(event) => change(i, { text: event.currentTarget.value })}
            />
            <input
              aria-label={words.promiseCase}
              placeholder={words.promiseCase}
              maxLength={40}
              value={of}
              onInput={(event) => change(i, { of: event.currentTarget.value })}
            />
            <input
              type="datetime-local"
              aria-label={words.promiseUntil}
              value={until}
              onInput={(event) => change(i, { until: event.currentTarget.value })}
            />
            <button
              type="button"
              aria-label={words.dropPromise(i + 1)}
              onClick={() => setDrafts(drafts.filter((_, at) => at !== i))}
            >
              ×
            </button>
          </div>
        ))}
        <button type="button" onClick={() => setDrafts([...drafts, BLANK])}>{words.addPromise}</button>
      </section>
      <label class="cases-field">
        <span>{words.note}</span>
        <textarea
          rows={3}
          maxLength={2_000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <p class="handover-sign">
        <button
          type="button"
          class="primary"
          disabled={given.kind === "sending"}
          onClick={() => void sign()}
        >
          {words.sign}
        </button>
        <span class={isUndone(given) ? "warn" : ""} role="status">
          {saidOf(given, words.signed, words, speech)}
        </span>
      </p>
    </section>
  );
}
