/** Making a key: its name, what it may do, and then the key itself, once. */
import { useId, useState } from "preact/hooks";
import { type Scope, SCOPES } from "../../store/api_key.ts";
import { focusOnce } from "../cases/focus.ts";
import { type Outcome, outcomeText, send } from "./command.ts";
import { Panel } from "./panel.tsx";
import type { Voice } from "./say_person.ts";
import { ShownOnce } from "./shown_once.tsx";

interface Props {
  readonly voice: Voice;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function NewKey({ voice: { words }, onDone, onClose }: Props) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const secret = outcome.kind === "done" ? outcome.secret : undefined;
  const make = async (name: string, scopes: readonly Scope[]) => {
    setOutcome({ kind: "sending" });
    const answer = await send("POST", "/api/keys", { name, scopes });
    setOutcome(answer);
    if (answer.kind === "done") onDone();
  };
  return (
    <Panel title={words.keys.fresh} words={words} onClose={onClose}>
      {secret === undefined
        ? (
          <KeyForm
            words={words}
            outcome={outcome}
            onMake={(name, scopes) => void make(name, scopes)}
            onClose={onClose}
          />
        )
        : (
          <>
            <ShownOnce title={words.keys.secret} secret={secret} why={words.keys.secretWhy} words={words} />
            <p>
              {words.keys.how} <code>Authorization: Bearer {secret.slice(0, 10)}…</code>
            </p>
          </>
        )}
    </Panel>
  );
}

interface FormProps {
  readonly words: Voice["words"];
  readonly outcome: Outcome;
  readonly onMake: (name: string, scopes: readonly Scope[]) => void;
  readonly onClose: () => void;
}

function KeyForm({ words, outcome, onMake, onClose }: FormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [missing, setMissing] = useState(false);
  const { keys } = words;
  return (
    <form
      class="case-form"
      aria-label={keys.fresh}
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(scopes.length === 0);
        if (scopes.length > 0) onMake(name.trim(), scopes);
      }}
    >
      <label class="cases-field">
        <span>{keys.name}</span>
        <input
          type="text"
          autocomplete="off"
          value={name}
          required
          maxLength={64}
          ref={focusOnce}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <fieldset class="admin-post">
        <legend>{keys.scope}</legend>
        {SCOPES.map((scope) => (
          <ScopeCheck
            key={scope}
            name={keys.scopes[scope]}
            why={keys.scopesWhy[scope]}
            checked={scopes.includes(scope)}
            onCheck={(on) => setScopes(SCOPES.filter((one) => one === scope ? on : scopes.includes(one)))}
          />
        ))}
      </fieldset>
      <p class="case-form-foot">
        <button type="submit" class="primary" disabled={outcome.kind === "sending"}>{keys.make}</button>
        <button type="button" onClick={onClose}>{words.cancel}</button>
      </p>
      <p class="case-said" role="status">
        {missing && scopes.length === 0 ? keys.needScope : keyText(outcome, words)}
      </p>
    </form>
  );
}

interface CheckProps {
  readonly name: string;
  readonly why: string;
  readonly checked: boolean;
  readonly onCheck: (on: boolean) => void;
}

function ScopeCheck({ name, why, checked, onCheck }: CheckProps) {
  const id = useId();
  return (
    <span class="admin-check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-why`}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <label for={id}>{name}</label>
      <small id={`${id}-why`}>{why}</small>
    </span>
  );
}

/** What became of a command on a key. */
export function keyText(outcome: Outcome, words: Voice["words"]): string {
  const rule = outcome.kind === "failed" && outcome.status === 400
    ? words.keys.rules[outcome.error.split(/[.:]/)[0]!]
    : undefined;
  return rule ?? outcomeText(outcome, words);
}
