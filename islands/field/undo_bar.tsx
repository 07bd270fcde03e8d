/** The last step, said, and for ten seconds the button that takes it back; counted down, and not read out each second. */
import { caseWords } from "../cases/words.ts";
import type { PartProps } from "./field.tsx";
import { fieldWords } from "./words.ts";

export function UndoBar({ model, state, lang }: PartProps) {
  const words = fieldWords(lang);
  const { justDone } = state;
  const left = justDone ? Math.ceil((justDone.until - Date.now()) / 1_000) : 0;
  // What could not be done needs no taking back: it is among what is not sent.
  const failed = state.queue.some(({ key, failed }) => failed !== null && key === justDone?.key);
  const shown = justDone && left > 0 && !failed ? justDone : null;
  return (
    <div class="field-undo" role="status">
      {shown
        ? (
          <p>
            <span>{words.justDone(words.commands[shown.kind] ?? shown.kind)}</span>
            <button type="button" class="field-big" onClick={() => void model.undo()}>
              {words.commands["undo"]} <small aria-hidden="true">{caseWords(lang).undoLeft(left)}</small>
            </button>
          </p>
        )
        : null}
    </div>
  );
}
