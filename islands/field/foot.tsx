/** What is always in reach of the thumb: the call for help, a report, and the shift. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { PartProps } from "./field.tsx";
import { clockText } from "./say.ts";
import { UndoBar } from "./undo_bar.tsx";
import { fieldWords } from "./words.ts";

type Props = PartProps & {
  /** Only the call for help: the place is needed. */
  readonly plain: boolean;
  readonly onReport: () => void;
};

export function Foot({ plain, onReport, ...part }: Props) {
  const words = fieldWords(part.lang);
  return (
    <footer class={`field-foot ${plain ? "plain" : ""}`}>
      <UndoBar {...part} />
      {plain ? null : <Duty {...part} />}
      <div class="field-always">
        <SosButton {...part} />
        {plain ? null : <button type="button" class="field-big" onClick={onReport}>{words.report}</button>}
        {plain ? null : <ShiftButton {...part} />}
      </div>
    </footer>
  );
}

function Duty({ state, lang }: PartProps) {
  const words = fieldWords(lang);
  const { duty } = state.known!.answer;
  const clock = (at: number) => clockText(at, lang, state.city?.timeZone);
  const sent = state.lostSince === null ? words.sharing : words.keeping;
  const place = state.sharing
    ? state.located.kind === "found" ? sent : words.locate[state.located.kind]
    : words.notSharing;
  const shift = duty &&
    (duty.until ? words.onDuty(clock(duty.until)) : [
      words.offDuty,
      duty.next ? words.nextShift(clock(duty.next)) : "",
    ].filter((text) => text !== "").join(" · "));
  return (
    <p class="field-duty" role="status">
      <i class={state.sharing && state.located.kind === "found" ? "on" : ""} aria-hidden="true" />
      {[shift, place].filter((text) => text).join(" · ")}
    </p>
  );
}

function ShiftButton({ model, state, lang }: PartProps) {
  const words = fieldWords(lang);
  const { duty } = state.known!.answer;
  const [asking, setAsking] = useState(false);
  const waits = state.queue.find(({ deed, failed }) => deed.kind === "shift" && !failed);
  if (!duty) {
    return (
      <button type="button" class="field-big" onClick={() => model.share(!state.wantsSharing)}>
        {state.wantsSharing ? words.unshare : words.share}
      </button>
    );
  }
  const on = duty.until !== null;
  if (asking) {
    return (
      <div class="field-ask" role="alertdialog" aria-label={words.endSure}>
        <p>{words.endSure}</p>
        <button
          type="button"
          class="field-big go"
          onClick={() => {
            setAsking(false);
            void model.act({ kind: "shift", do: "end" });
          }}
        >
          {words.end}
        </button>
        <button type="button" class="field-big" onClick={() => setAsking(false)}>{words.cancel}</button>
      </div>
    );
  }
  return (
    <button
      type="button"
      class={`field-big ${on ? "" : "go"}`}
      disabled={waits !== undefined}
      onClick={() => on ? setAsking(true) : void model.act({ kind: "shift", do: "start" })}
    >
      {waits ? words.queued : on ? words.end : words.begin}
    </button>
  );
}

const HOLD_MS = 2_000;

/** Held, so that no pocket calls for help; by finger or by a key. */
function SosButton({ model, lang }: PartProps) {
  const words = fieldWords(lang);
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const begin = () => {
    if (timer.current) return;
    setHolding(true);
    navigator.vibrate?.(50);
    timer.current = setTimeout(() => {
      end();
      navigator.vibrate?.([400, 100, 400]);
      const { fix } = model.state;
      const where = fix ? { lat: fix.lat, lon: fix.lon, accuracy: fix.accuracy } : {};
      void model.act({ kind: "sos", where });
    }, HOLD_MS);
  };
  const end = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHolding(false);
  };
  const isKey = ({ key }: KeyboardEvent) => key === " " || key === "Enter";
  return (
    <button
      type="button"
      class={`field-sos ${holding ? "holding" : ""}`}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => isKey(event) && begin()}
      onKeyUp={(event) => isKey(event) && end()}
    >
      <b>{words.sos}</b> <small>{holding ? words.sosHolding : words.sosHold}</small>
    </button>
  );
}
