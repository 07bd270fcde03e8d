/** The form of one command: what it asks for, and the button that gives it. */
import type { CommandKind } from "../../dispatch/case_command.ts";
import type { Speech } from "../say.ts";
import { ChoiceCard } from "../choice.tsx";
import { focusOnce } from "./focus.ts";
import { commandOf, type Field, FIELDS, fieldsOf } from "./fields.ts";
import { PhotosInput } from "./photos.tsx";
import type { DetailAnswer } from "./use_cases.ts";
import type { CaseWords } from "./words.ts";

/** What is filled in so far, by the names of the fields. */
export type Filled = Readonly<Record<string, string>>;

interface Props {
  readonly kind: keyof typeof FIELDS;
  readonly detail: DetailAnswer;
  readonly busy: boolean;
  /** It is not possible any more; what is filled in can still be read and copied. */
  readonly kept: boolean;
  readonly filled: Filled;
  readonly onFill: (filled: Filled) => void;
  readonly words: CaseWords;
  readonly speech: Speech;
  readonly onGive: (command: { readonly kind: CommandKind }) => void;
  readonly onCancel: () => void;
}

export function CommandForm(props: Props) {
  const { kind, detail, busy, kept, filled, onFill, words, speech, onGive, onCancel } = props;
  const fields = fieldsOf(kind, detail.case.pending !== null);
  return (
    <form
      class="case-form"
      aria-label={words.commands[kind]}
      onSubmit={(event) => {
        event.preventDefault();
        if (!kept) onGive(commandOf(kind, fields, filled));
      }}
    >
      <h3>{words.commands[kind]}</h3>
      {kept ? <p class="warn" role="status">{words.keptDraft(words.commands[kind])}</p> : null}
      {fields.map((field, i) => (
        <Input
          key={field.name}
          field={field}
          first={i === 0}
          value={filled[field.name] ?? ""}
          detail={detail}
          words={words}
          speech={speech}
          onChange={(text) => onFill({ ...filled, [field.name]: text })}
        />
      ))}
      {(kind === "dispatch" || kind === "reassign") && detail.nearest
        ? <ChoiceCard answer={detail.nearest} name={nameOf(detail.nearest)} speech={speech} />
        : null}
      <p class="case-form-foot">
        <button type="submit" class="primary" disabled={busy || kept}>
          {busy ? words.sending : words.commands[kind]}
        </button>
        <button type="button" onClick={onCancel}>{words.cancel}</button>
      </p>
    </form>
  );
}

function nameOf({ ranked, proposed }: NonNullable<DetailAnswer["nearest"]>): string | null {
  return ranked.find(({ worker }) => worker === proposed)?.name ?? null;
}

interface InputProps extends Pick<Props, "detail" | "words" | "speech"> {
  readonly field: Field;
  readonly first: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function Input({ field, first, value, detail, words, speech, onChange }: InputProps) {
  const { name, as, optional } = field;
  if (as === "photos") {
    return (
      <PhotosInput
        photos={JSON.parse(value || "[]")}
        first={detail.case.stage === "arrived" ? "after" : "near"}
        words={words}
        onChange={(photos) => onChange(JSON.stringify(photos))}
      />
    );
  }
  const choices = choicesOf(as, detail, words, speech);
  const common = {
    value,
    required: !optional,
    ...(first && { ref: focusOnce }),
    onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <>
      <label class="cases-field">
        <span>{words.fields[name]}</span>
        {choices
          ? (
            <select {...common}>
              <option value="" />
              {choices.map(([one, text]) => <option key={one} value={one}>{text}</option>)}
            </select>
          )
          : as === "text"
          ? <textarea rows={2} maxLength={2_000} {...common} />
          : as === "date"
          ? <input type="datetime-local" {...common} />
          : (
            <input
              type="text"
              maxLength={200}
              list={as === "worker" ? "case-workers" : undefined}
              {...common}
            />
          )}
      </label>
      {as === "worker"
        ? (
          <datalist id="case-workers">
            {detail.nearest?.ranked.map(({ worker, seconds, free }) => (
              <option key={worker} value={worker}>
                {words.awayFree(worker, speech.age(seconds * 1_000), free)}
              </option>
            ))}
          </datalist>
        )
        : null}
    </>
  );
}

/** What a field is chosen from; null where it is typed. */
function choicesOf(
  as: Field["as"],
  { conditions, closing }: DetailAnswer,
  words: CaseWords,
  speech: Speech,
): readonly (readonly [value: string, text: string])[] | null {
  const unlisted = [["unlisted", "—"]] as const;
  switch (as) {
    case "yesno":
      return [["yes", words.yes], ["no", words.no]];
    case "score":
      return ["5", "4", "3", "2", "1"].map((one) => [one, one]);
    case "condition":
      return conditions.length === 0 ? unlisted : conditions.map((one) => [one.id, one[speech.lang]]);
    case "rule":
      return closing.length === 0 ? unlisted : closing.map((one) => [one.id, one[speech.lang]]);
    default:
      return null;
  }
}
