/** Who was just sent, and for as long as it can be taken back the button that does; counted down, and not read out each second. */
import { useEffect, useState } from "preact/hooks";
import { workerText } from "../worker_text.ts";
import { useDispatch } from "./model.ts";

const TICK_MS = 250;
/** How long it stays said that somebody was sent, after it cannot be taken back any more. */
const STAYS_MS = 5_000;

export function SentBar() {
  const model = useDispatch();
  const words = model.words.value;
  const sent = model.sends.sent.value;
  const said = model.sends.undoSaid.value;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!sent) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() > sent.until + STAYS_MS && model.sends.sent.peek() === sent) {
        model.sends.sent.value = null;
      }
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [sent]);
  const left = sent ? sent.until - now : 0;
  return (
    <div class="sent-bar" role="status">
      {sent
        ? (
          <p>
            <strong>{words.sent(workerText(sent, model.speech.value), sent.case)}</strong>
            <button type="button" class="link" onClick={() => model.openCase(sent.case)}>
              {words.openCase}
            </button>
            {left > 0
              ? (
                <button
                  type="button"
                  class="undo"
                  disabled={model.away}
                  onClick={() => void model.sends.undo()}
                >
                  {words.undo} <span aria-hidden="true">{words.undoLeft(Math.ceil(left / 1_000))}</span>
                </button>
              )
              : null}
          </p>
        )
        : null}
      {said ? <p class="warn">{said}</p> : null}
    </div>
  );
}
