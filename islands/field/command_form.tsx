/** What a command asks for: a few words and photos, with large targets, and the button that gives it at the bottom. */
import { useState } from "preact/hooks";
import type { Asked } from "./fields.ts";
import type { Shot } from "./model.ts";
import { Shots } from "./shots.tsx";
import type { FieldWords } from "./words.ts";

interface Props {
  readonly name: string;
  readonly asked: Asked;
  readonly words: FieldWords;
  readonly onGive: (fields: Readonly<Record<string, unknown>>, shots: readonly Shot[]) => void;
  readonly onCancel: () => void;
}

export function CommandForm({ name, asked, words, onGive, onCancel }: Props) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [choice, setChoice] = useState<boolean | null>(null);
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const photosOnly = asked.texts.length === 0 && asked.choice === undefined;
  const lacking = (asked.choice !== undefined && choice === null) || (photosOnly && shots.length === 0);
  const labels = { before: words.before, after: words.after } as Readonly<Record<string, string>>;
  const submit = (event: Event) => {
    event.preventDefault();
    const said = Object.entries(texts).map(([field, text]) => [field, text.trim()]).filter(([, text]) =>
      text !== ""
    );
    onGive({ ...Object.fromEntries(said), ...(asked.choice ? { [asked.choice]: choice } : {}) }, shots);
  };
  return (
    <form class="field-form" aria-label={name} onSubmit={submit}>
      <h3>{name}</h3>
      {asked.choice
        ? (
          <fieldset class="field-choice">
            <legend>{words.found}</legend>
            {[true, false].map((value) => (
              <button
                key={String(value)}
                type="button"
                class="field-big"
                aria-pressed={choice === value}
                onClick={() => setChoice(value)}
              >
                {value ? words.yes : words.no}
              </button>
            ))}
          </fieldset>
        )
        : null}
      {asked.photos.map((kind) => (
        <Shots
          key={kind}
          kind={kind}
          label={labels[kind] ?? words.near}
          shots={shots}
          words={words}
          onChange={setShots}
        />
      ))}
      {asked.texts.map(({ name: field, optional }) => (
        <label key={field}>
          <span>{field === "text" ? (optional ? words.remark : words.text) : words[field]}</span>
          <textarea
            rows={2}
            maxLength={2_000}
            required={!optional}
            value={texts[field] ?? ""}
            onInput={({ currentTarget }) => setTexts({ ...texts, [field]: currentTarget.value })}
          />
        </label>
      ))}
      <div class="field-steps">
        <button type="submit" class="field-big go" disabled={lacking}>{name}</button>
        <button type="button" class="field-big" onClick={onCancel}>{words.cancel}</button>
      </div>
    </form>
  );
}
