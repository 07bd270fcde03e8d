/** The last step, said, and for ten seconds the button that takes it back; counted down, and not read out each second. */
import { caseWords } from "../cases/words.ts";
import type { PartProps } from "./field.tsx";
import { stillJustDone } from "./queue.ts";
import { fieldWords } from "./words.ts";

export function UndoBar({ model, state, lang }: PartProps) {
  const words = fieldWords(lang);
  const { justDone } = state, now = Date.now();
  const open = stillJustDone(justDone, justDone?.person, now);
  // What could not be done needs no taking back: it is among what is not sent.
  const failed = state.queue.some(({ key, failed }) => failed !== null && key === justDone?.key);
  const shown = failed ? null : open;
  return (
    <div class="field-undo" role="status">
      {shown
        ? (
          <p>
            <span>{words.justDone(words.commands[shown.kind] ?? shown.kind)}</span>
            <button type="button" class="field-big" onClick={() => void model.undo()}>
              {words.commands["undo"]}{" "}
              <small aria-hidden="true">
                {caseWords(lang).undoLeft(Math.ceil((shown.until - now) / 1_000))}
              </small>
            </button>
          </p>
        )
        : null}
    </div>
  );
}
