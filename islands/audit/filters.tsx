/** Which rows: by who, by what was done and to what. */
import { ACTION_WORDS } from "../../dispatch/action_words.ts";
import { Choice } from "../cases/filters.tsx";
import type { Speech } from "../say.ts";
import type { AuditAddress } from "./address.ts";
import { actionText } from "./line.tsx";
import type { AuditWords } from "./words.ts";

interface Props {
  readonly state: AuditAddress;
  readonly words: AuditWords;
  readonly speech: Speech;
  readonly onChange: (part: Partial<AuditAddress>) => void;
}

/** Looking is not recorded, but for tracks. */
const RECORDED = Object.keys(ACTION_WORDS).filter((action) => !action.endsWith(".look"));

export function AuditFilters({ state, words, speech, onChange }: Props) {
  const text = (name: "who" | "object", hint: string) => (
    <label class="audit-field">
      <span>{words[name]}</span>
      <input
        value={state[name]}
        placeholder={hint}
        maxLength={200}
        onChange={(event) => onChange({ [name]: event.currentTarget.value, before: "" })}
      />
    </label>
  );
  return (
    <form class="cases-filters" onSubmit={(event) => event.preventDefault()}>
      {text("who", "")}
      {text("object", words.objectHint)}
      <Choice
        label={words.action}
        value={state.action}
        first={words.any}
        options={[...RECORDED, ...Object.keys(words.sessions)].map((
          action,
        ): [string, string] => [action, actionText(action, words, speech)])}
        onChange={(action) => onChange({ action, before: "" })}
      />
    </form>
  );
}
