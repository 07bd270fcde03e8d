/** Something new that the worker stands before: what it is, how bad, a photo, and the phone's own place. */
import { useState } from "preact/hooks";
import type { Lang } from "../words.ts";
import { focusOnce } from "../cases/focus.ts";
import type { PartProps } from "./field.tsx";
import type { Shot } from "./model.ts";
import { distanceText } from "./say.ts";
import { Shots } from "./shots.tsx";
import { fieldWords } from "./words.ts";

const USUAL_SEVERITY = 3;

export function ReportForm({ model, state, lang, onDone }: PartProps & { readonly onDone: () => void }) {
  const words = fieldWords(lang);
  const [filled, setFilled] = useState({
    category: "",
    title: "",
    address: "",
    severity: USUAL_SEVERITY,
    self: false,
  });
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const { fix, located } = state;
  const change = (part: Partial<typeof filled>) => setFilled({ ...filled, ...part });
  const submit = (event: Event) => {
    event.preventDefault();
    if (!fix) return;
    const { category, title, address, severity, self } = filled;
    const report = {
      ...{ category: category.trim(), severity, title: title.trim(), lat: fix.lat, lon: fix.lon },
      ...(address.trim() === "" ? {} : { address: address.trim() }),
      ...(self ? { selfHandled: true } : {}),
    };
    void model.act({ kind: "report", report }, shots);
    onDone();
  };
  return (
    <form class="field-form" onSubmit={submit} aria-label={words.reportTitle}>
      <p class={`field-note ${fix ? "" : "strong"}`} role="status">
        {fix
          ? words.reportPlace(words.accuracy(distanceText(Math.max(10, fix.accuracy), words)))
          : `${located.kind === "found" ? words.noWay : words.locate[located.kind]}. ${words.needsPlace}`}
      </p>
      <label>
        <span>{words.category}</span>
        <Category
          value={filled.category}
          {...{ state, lang }}
          onChange={(category) => change({ category })}
        />
      </label>
      <label>
        <span>{words.what}</span>
        <input
          type="text"
          required
          maxLength={200}
          value={filled.title}
          onInput={({ currentTarget }) => change({ title: currentTarget.value })}
        />
      </label>
      <fieldset class="field-choice four">
        <legend>{words.severity}</legend>
        {[1, 2, 3, 4].map((severity) => (
          <button
            key={severity}
            type="button"
            class="field-big"
            aria-pressed={filled.severity === severity}
            onClick={() => change({ severity })}
          >
            {words.severities[severity]}
          </button>
        ))}
      </fieldset>
      <Shots kind="near" label={words.near} shots={shots} words={words} onChange={setShots} />
      <label>
        <span>{words.where}</span>
        <input
          type="text"
          maxLength={200}
          value={filled.address}
          onInput={({ currentTarget }) => change({ address: currentTarget.value })}
        />
      </label>
      <label class="field-check">
        <input
          type="checkbox"
          checked={filled.self}
          onChange={({ currentTarget }) => change({ self: currentTarget.checked })}
        />
        <span>{words.selfHandled}</span>
      </label>
      <div class="field-steps">
        <button type="submit" class="field-big go" disabled={!fix}>{words.send}</button>
        <button type="button" class="field-big" onClick={onDone}>{words.cancel}</button>
      </div>
    </form>
  );
}

interface CategoryProps extends Pick<PartProps, "state"> {
  readonly lang: Lang;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** Chosen by classes; typed in a city without a table. */
function Category({ state, lang, value, onChange }: CategoryProps) {
  const categories = state.city?.categories ?? [];
  const common = { required: true, value, ref: focusOnce };
  if (categories.length === 0) {
    return <input type="text" {...common} onInput={({ currentTarget }) => onChange(currentTarget.value)} />;
  }
  const groups = [...new Set(categories.map(({ group }) => group[lang]))];
  return (
    <select {...common} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{fieldWords(lang).choose}</option>
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {categories.filter((one) => one.group[lang] === group).map((one) => (
            <option key={one.code} value={one.code}>{one[lang]}</option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
