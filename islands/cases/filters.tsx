/** What the list shows: what needs attention first, then stage, category, severity and a search. */
import { useEffect, useState } from "preact/hooks";
import type { CaseList } from "../../dispatch/case_list.ts";
import { CASE_TRIAGE, type Stage, STAGES } from "../../streams/record.ts";
import type { Speech } from "../say.ts";
import type { CasesAddress } from "./address.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly state: CasesAddress;
  readonly counts: CaseList["counts"] | null;
  readonly words: CaseWords;
  readonly speech: Speech;
  readonly onChange: (change: Partial<CasesAddress>, how?: "quietly") => void;
}

export function CaseFilters({ state, counts, words, speech, onChange }: Props) {
  return (
    <form class="cases-filters" onSubmit={(event) => event.preventDefault()}>
      <div class="cases-triage" role="group">
        {CASE_TRIAGE.map((triage) => (
          <button
            key={triage}
            type="button"
            // Of nothing that is late nobody is alarmed.
            class={`triage-${counts?.triage[triage] ? triage : "none"}`}
            aria-pressed={state.triage === triage}
            onClick={() => onChange({ triage: state.triage === triage ? "" : triage })}
          >
            {words.triage[triage]} <strong>{counts ? speech.count(counts.triage[triage]) : "…"}</strong>
          </button>
        ))}
      </div>
      <Choice
        label={words.stage}
        value={state.stage}
        first={words.anyStage}
        options={STAGES.map((stage) => [stage, stageText(stage, counts, words, speech)])}
        onChange={(stage) => onChange({ stage })}
      />
      <Choice
        label={words.category}
        value={state.category}
        first={words.any}
        options={Object.keys(counts?.categories ?? {}).map((
          code,
        ): [string, string] => [code, speech.category(code)])
          .sort(([, a], [, b]) => a < b ? -1 : 1)}
        onChange={(category) => onChange({ category })}
      />
      <Choice
        label={words.severity}
        value={state.severity}
        first={words.any}
        options={["1", "2", "3", "4"].map((one) => [one, words.severities[Number(one)]!])}
        onChange={(severity) => onChange({ severity })}
      />
      <Search value={state.q} label={words.search} onChange={(q) => onChange({ q }, "quietly")} />
    </form>
  );
}

function stageText(stage: Stage, counts: Props["counts"], words: CaseWords, speech: Speech): string {
  const count = counts?.stages[stage];
  return count === undefined ? words.stages[stage] : `${words.stages[stage]} ${speech.count(count)}`;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly first: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

export function Choice({ label, value, first, options, onChange }: ChoiceProps) {
  const known = value === "" || options.some(([one]) => one === value);
  return (
    <label class="cases-field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{first}</option>
        {known ? null : <option value={value}>{value}</option>}
        {options.map(([one, text]) => <option key={one} value={one}>{text}</option>)}
      </select>
    </label>
  );
}

/** Asked once the typing rests. */
export function Search({ value, label, onChange }: {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), 300);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label class="cases-field">
      <span>{label}</span>
      <input type="search" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
    </label>
  );
}
