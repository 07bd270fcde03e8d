/** What is counted: period, category, source, size of the hexagons. */
import { useState } from "preact/hooks";
import type { Choice, Hotspots } from "../dashboards/hotspots.ts";
import { FIRST_RESOLUTION, type HotspotState, localText, movingPeriod } from "./hotspots_state.ts";
import type { HotspotWords } from "./hotspots_words.ts";
import type { Speech } from "./say.ts";

interface Props {
  readonly state: HotspotState;
  readonly answer: Hotspots | null;
  readonly words: HotspotWords;
  readonly speech: Speech;
  readonly timeZone: string;
  readonly onChange: (change: Partial<HotspotState>) => void;
}

export function HotspotControls({ state, answer, words, speech, timeZone, onChange }: Props) {
  const moving = movingPeriod(state);
  // What the figures are of; what was asked for and is not there yet has an outline only.
  const shown = answer ? answer.params.last : moving;
  return (
    <div class="hot-controls">
      <fieldset class="hot-presets">
        <legend>{words.period}</legend>
        {Object.entries(words.presets).map(([last, name]) => (
          <button
            key={last}
            type="button"
            aria-pressed={shown === last}
            class={moving === last && shown !== last ? "asked" : undefined}
            onClick={() => onChange({ last, from: "", to: "" })}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <PeriodForm
        key={`${state.from}/${state.to}/${moving ?? ""}`}
        state={state}
        period={answer?.params ?? null}
        words={words}
        timeZone={timeZone}
        onChange={onChange}
      />
      <Select
        label={words.category}
        value={state.category}
        choices={answer?.categories ?? []}
        nameOf={(code) => speech.category(code)}
        words={words}
        speech={speech}
        onChange={(category) => onChange({ category })}
      />
      <Select
        label={words.source}
        value={state.source}
        choices={answer?.sources ?? []}
        nameOf={(code) => speech.source(code)}
        words={words}
        speech={speech}
        onChange={(source) => onChange({ source })}
      />
      <label class="hot-field">
        <span>{words.resolution}</span>
        <select
          value={state.resolution || FIRST_RESOLUTION}
          onChange={(event) => onChange({ resolution: event.currentTarget.value, cell: null })}
        >
          {Object.entries(words.sizes).map(([resolution, size]) => (
            <option key={resolution} value={resolution}>{size}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface PeriodProps extends Pick<Props, "state" | "words" | "timeZone" | "onChange"> {
  readonly period: Hotspots["params"] | null;
}

/** Two times in the city's zone; asked for when both are as the person wants them, not at every key. */
function PeriodForm({ state, period, words, timeZone, onChange }: PeriodProps) {
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const shown = (name: "from" | "to") =>
    typed[name] ?? (period ? localText(period[name], timeZone) : state[name].slice(0, 16));
  const field = (name: "from" | "to", label: string) => (
    <label class="hot-field">
      <span>{label}</span>
      <input
        type="datetime-local"
        required
        value={shown(name)}
        onInput={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <form
      class="hot-period"
      title={words.zone(timeZone)}
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ from: shown("from"), to: shown("to"), last: "" });
      }}
    >
      {field("from", words.from)}
      {field("to", words.to)}
      <button type="submit" disabled={typed.from === undefined && typed.to === undefined}>
        {words.show}
      </button>
    </form>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly nameOf: (code: string) => string;
  readonly words: HotspotWords;
  readonly speech: Speech;
  readonly onChange: (name: string) => void;
}

function Select({ label, value, choices, nameOf, words, speech, onChange }: SelectProps) {
  const total = choices.reduce((sum, { count }) => sum + count, 0);
  const known = value === "" || choices.some(({ name }) => name === value);
  return (
    <label class="hot-field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{words.all(speech.count(total))}</option>
        {known ? null : <option value={value}>{nameOf(value)}</option>}
        {choices.map(({ name, count }) => (
          <option key={name} value={name}>{words.option(nameOf(name), speech.count(count))}</option>
        ))}
      </select>
    </label>
  );
}
