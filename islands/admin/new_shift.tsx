/** Entering one duty shift; the panel stays, because shifts are entered one after the other. */
import { useRef, useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import { Panel } from "./panel.tsx";
import type { Voice } from "./say_person.ts";
import { sendShifts, type ShiftOutcome, shiftText } from "./send_shifts.ts";

interface Props {
  /** The day that the list shows, `2026-11-27`. */
  readonly day: string;
  readonly voice: Voice;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Where most shifts lie. */
const USUAL = ["08:00", "16:00"] as const;

export function NewShift({ day, voice, onDone, onClose }: Props) {
  const { words } = voice, { shifts } = words;
  const [worker, setWorker] = useState("");
  const [starts, setStarts] = useState(`${day}T${USUAL[0]}`);
  const [ends, setEnds] = useState(`${day}T${USUAL[1]}`);
  const [outcome, setOutcome] = useState<ShiftOutcome>({ kind: "idle" });
  const [entered, setEntered] = useState("");
  const first = useRef<HTMLInputElement | null>(null);
  const enter = async () => {
    // The button stays as it is: one that is disabled would drop the focus.
    if (outcome.kind === "sending") return;
    setOutcome({ kind: "sending" });
    const answer = await sendShifts("/api/shifts", { worker: worker.trim(), starts, ends });
    setOutcome(answer);
    if (answer.kind !== "done") return;
    setEntered(worker.trim());
    setWorker("");
    first.current?.focus();
    onDone();
  };
  return (
    <Panel title={shifts.fresh} words={words} onClose={onClose}>
      <form
        class="case-form"
        aria-label={shifts.fresh}
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <label class="cases-field">
          <span>{shifts.worker}</span>
          <input
            type="text"
            autocomplete="off"
            required
            maxLength={128}
            value={worker}
            ref={(input) => {
              first.current = input;
              focusOnce(input);
            }}
            onInput={(event) => setWorker(event.currentTarget.value)}
          />
        </label>
        <Moment label={shifts.starts} value={starts} onInput={setStarts} />
        <Moment label={shifts.ends} value={ends} onInput={setEnds} />
        <p class="case-form-foot">
          <button type="submit" class="primary">{shifts.make}</button>
          <button type="button" onClick={onClose}>{words.close}</button>
        </p>
        <p class="case-said" role="status">
          {outcome.kind === "done" ? shifts.added(entered) : shiftText(outcome, voice)}
        </p>
      </form>
    </Panel>
  );
}

function Moment({ label, value, onInput }: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}) {
  return (
    <label class="cases-field">
      <span>{label}</span>
      <input
        type="datetime-local"
        required
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
