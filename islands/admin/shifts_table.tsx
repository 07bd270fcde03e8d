/** Who is on duty when: the shifts of a day, each to be ended early, or withdrawn before it begins. */
import { useRef, useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import type { Resource } from "../wall/resource.ts";
import { type AdminAddress, type Change, NO_FILTER } from "./address.ts";
import { NothingFits, NotThere } from "./message.tsx";
import type { Voice } from "./say_person.ts";
import { sendShifts, shiftText, spanText } from "./send_shifts.ts";
import type { ShiftLine, ShiftsAnswer } from "./use_admin.ts";

interface Props {
  readonly shifts: Resource<ShiftsAnswer>;
  readonly state: AdminAddress;
  readonly voice: Voice;
  readonly onChange: Change;
  readonly onRefresh: () => void;
}

export function ShiftsTable({ shifts, state, voice, onChange, onRefresh }: Props) {
  const { words, speech } = voice;
  const [said, setSaid] = useState("");
  const saying = useRef<HTMLParagraphElement>(null);
  if (shifts.kind !== "ready") {
    return <NotThere resource={shifts} failed={words.shifts.none} words={words} onRetry={onRefresh} />;
  }
  const { value, at, stale } = shifts;
  const rows = value.shifts, filtered = state.q !== "" || state.duty !== "";
  const end = async (row: ShiftLine, asOf: number) => {
    const { worker, starts } = row;
    const outcome = await sendShifts("/api/shifts/end", { worker, starts });
    const done = starts > asOf ? words.shifts.withdrawn : words.shifts.ended;
    setSaid(outcome.kind === "done" ? done(nameText(row, voice)) : shiftText(outcome, voice));
    // The button that was pressed goes.
    saying.current?.focus();
    onRefresh();
  };
  return (
    <div class="cases-list admin-sessions admin-shifts">
      {stale ? <p class="cases-old" role="status">{words.old(speech.clock(at))}</p> : null}
      <p class="admin-on-duty">
        <strong>{words.shifts.onDuty(speech.count(value.onDuty))}</strong> · {speech.date(value.from)}
      </p>
      <p class="admin-said" role="status" tabIndex={-1} ref={saying}>{said}</p>
      {rows.length === 0
        ? (
          <NothingFits
            text={filtered ? words.shifts.noFit : words.shifts.noneYet}
            words={words}
            onClear={filtered ? () => onChange(NO_FILTER) : null}
          />
        )
        : <Table rows={rows} asOf={value.asOf} voice={voice} onEnd={(row) => void end(row, value.asOf)} />}
      {rows.length < value.total
        ? <p class="cases-old">{words.shifts.shown(speech.count(rows.length), speech.count(value.total))}</p>
        : null}
    </div>
  );
}

interface TableProps {
  readonly rows: readonly ShiftLine[];
  readonly asOf: number;
  readonly voice: Voice;
  readonly onEnd: (row: ShiftLine) => void;
}

function Table({ rows, asOf, voice, onEnd }: TableProps) {
  const { columns } = voice.words.shifts;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.worker}</th>
          <th scope="col">{columns.starts}</th>
          <th scope="col">{columns.ends}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.end}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.starts} ${row.worker}`} row={row} asOf={asOf} voice={voice} onEnd={onEnd} />
        ))}
      </tbody>
    </table>
  );
}

type Phase = "now" | "later" | "over";

function Row({ row, asOf, voice, onEnd }: Omit<TableProps, "rows"> & { readonly row: ShiftLine }) {
  const { words, speech } = voice;
  const phase: Phase = asOf >= row.ends ? "over" : asOf >= row.starts ? "now" : "later";
  return (
    <tr class={phase === "over" ? "faint" : phase}>
      <th scope="row">
        <strong>{nameText(row, voice)}</strong>
        {row.name === undefined ? null : <small>{row.worker}</small>}
      </th>
      <td>{speech.dayClock(row.starts)}</td>
      <td>{speech.dayClock(row.ends)}</td>
      <td>{words.shifts.states[phase]}</td>
      <td>
        {phase === "over"
          ? null
          : <End row={row} withdraws={phase === "later"} voice={voice} onEnd={onEnd} />}
      </td>
    </tr>
  );
}

interface EndProps extends Pick<TableProps, "voice" | "onEnd"> {
  readonly row: ShiftLine;
  readonly withdraws: boolean;
}

/** Sending somebody home is asked for twice. */
function End({ row, withdraws, voice, onEnd }: EndProps) {
  const [step, setStep] = useState<"" | "asked" | "kept">("");
  const { words } = voice, { shifts } = words;
  const name = nameText(row, voice);
  const label = (withdraws ? shifts.withdrawOf : shifts.endOf)(name, spanText(row, voice));
  const text = withdraws ? shifts.withdraw : shifts.end;
  if (step !== "asked") {
    return (
      <button
        type="button"
        aria-label={label}
        ref={step === "kept" ? focusOnce : null}
        onClick={() => setStep("asked")}
      >
        {text}
      </button>
    );
  }
  return (
    <div
      class="admin-sure"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === "Escape") setStep("kept");
      }}
    >
      <p>{(withdraws ? shifts.withdrawWhy : shifts.endWhy)(name)}</p>
      <button type="button" class="primary" ref={focusOnce} onClick={() => onEnd(row)}>{text}</button>
      <button type="button" onClick={() => setStep("kept")}>{words.cancel}</button>
    </div>
  );
}

function nameText({ worker, name }: ShiftLine, { speech }: Voice): string {
  return name === undefined ? worker : speech.name(name);
}
