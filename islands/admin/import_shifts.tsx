/** Importing a table of duty shifts: choose a file, see what would come of it, enter all of it or nothing. */
import { useRef, useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import { csvText } from "../csv_text.ts";
import { download } from "../download.ts";
import type { Voice } from "./say_person.ts";
import { faultText, sendShifts, type ShiftOutcome, shiftText } from "./send_shifts.ts";

interface Props {
  readonly voice: Voice;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

type Step =
  | { readonly kind: "choose" }
  | { readonly kind: "busy"; readonly text: string }
  | { readonly kind: "looked" | "written"; readonly file: string; readonly outcome: ShiftOutcome };

export function ImportShifts({ voice, onDone, onClose }: Props) {
  const { imports } = voice.words.shifts;
  const [step, setStep] = useState<Step>({ kind: "choose" });
  const chosen = useRef<ArrayBuffer | null>(null);
  const look = async (file: File) => {
    setStep({ kind: "busy", text: imports.looking });
    // Read once: what is written later is what was looked at, whatever becomes of the file.
    chosen.current = await file.arrayBuffer();
    setStep({
      kind: "looked",
      file: file.name,
      outcome: await sendShifts("/api/shifts/csv?trial=1", chosen.current),
    });
  };
  const write = async (file: string) => {
    setStep({ kind: "busy", text: imports.writing });
    const outcome = await sendShifts("/api/shifts/csv", chosen.current!);
    setStep({ kind: "written", file, outcome });
    if (outcome.kind === "done") onDone();
  };
  return (
    <section
      class="cases-list admin-import"
      aria-label={imports.title}
      onKeyDown={(event) => {
        if (event.key === "Escape" && step.kind === "choose") onClose();
      }}
    >
      <header>
        <h2>{imports.title}</h2>
        <button type="button" onClick={onClose}>{voice.words.imports.back}</button>
      </header>
      {step.kind === "choose"
        ? <Choose voice={voice} onLook={(file) => void look(file)} />
        : step.kind === "busy"
        ? (
          <div class="admin-step">
            <p role="status">{step.text}</p>
            <progress aria-label={step.text} />
          </div>
        )
        : (
          <Result
            step={step}
            voice={voice}
            onWrite={() => void write(step.file)}
            onAgain={() => setStep({ kind: "choose" })}
          />
        )}
    </section>
  );
}

function Choose({ voice, onLook }: { readonly voice: Voice; readonly onLook: (file: File) => void }) {
  const { imports } = voice.words.shifts;
  return (
    <div class="admin-step">
      <p>{imports.how}</p>
      <p>{imports.columns}</p>
      <p>{imports.limit}</p>
      {/* A browser writes its own language into its own button. */}
      <label class="admin-file">
        <span>{imports.choose}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          ref={focusOnce}
          onChange={({ currentTarget: { files } }) => {
            if (files?.[0]) onLook(files[0]);
          }}
        />
      </label>
      <p>
        <button
          type="button"
          class="link"
          onClick={() => download("shifts.csv", csvText([["worker", "starts", "ends"]]))}
        >
          {imports.template}
        </button>
      </p>
    </div>
  );
}

interface ResultProps {
  readonly step: Extract<Step, { file: string }>;
  readonly voice: Voice;
  readonly onWrite: () => void;
  readonly onAgain: () => void;
}

function Result({ step: { kind, file, outcome }, voice, onWrite, onAgain }: ResultProps) {
  const { words: { shifts: { imports } }, speech } = voice;
  const again = (ref: typeof focusOnce | null) => (
    <button type="button" ref={ref} onClick={onAgain}>{imports.another}</button>
  );
  if (outcome.kind === "done") {
    const n = speech.count(outcome.count);
    return (
      <div class="admin-step">
        <p role="status" class="admin-fresh">{kind === "looked" ? imports.fits(n, file) : imports.done(n)}</p>
        <p class="case-form-foot">
          {kind === "looked"
            ? (
              <button type="button" class="primary" ref={focusOnce} onClick={onWrite}>
                {imports.write(n)}
              </button>
            )
            : null}
          {again(kind === "looked" ? null : focusOnce)}
        </p>
      </div>
    );
  }
  if (outcome.kind !== "refused") {
    return (
      <div class="admin-step" role="alert">
        <p>{shiftText(outcome, voice)}</p>
        {again(focusOnce)}
      </div>
    );
  }
  return (
    <div class="admin-preview">
      <p class="admin-stale" role="alert">{imports.refused(speech.count(outcome.refused), file)}</p>
      <p>{again(focusOnce)}</p>
      <Refused outcome={outcome} voice={voice} />
    </div>
  );
}

function Refused({ outcome: { rows, refused }, voice }: {
  readonly outcome: ShiftOutcome & { kind: "refused" };
  readonly voice: Voice;
}) {
  const { imports } = voice.words.shifts;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{imports.heads.line}</th>
            <th scope="col">{imports.heads.fault}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              <td>
                {faultText(row, voice)}
                <small>{row.detail}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {refused > rows.length
        ? <p class="cases-old">{imports.more(voice.speech.count(refused - rows.length))}</p>
        : null}
    </>
  );
}
