/** Changing one's own password: asks for the old one, so that a screen left open is not enough. */
import { useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import { type Outcome, outcomeText, personUrl, send } from "./command.ts";
import { Panel } from "./panel.tsx";
import type { Voice } from "./say_person.ts";

interface Props {
  /** Whoever is signed in. */
  readonly person: { readonly id: string; readonly login?: string };
  readonly voice: Voice;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const EMPTY = { old: "", fresh: "", again: "" };

export function OwnPassword({ person, voice: { words }, onDone, onClose }: Props) {
  const [typed, setTyped] = useState(EMPTY);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const [differ, setDiffer] = useState(false);
  const { password } = words;
  const change = async () => {
    setDiffer(typed.fresh !== typed.again);
    if (typed.fresh !== typed.again) return;
    setOutcome({ kind: "sending" });
    const body = { old: typed.old, password: typed.fresh };
    const answer = await send("POST", `${personUrl(person.id)}/password`, body);
    setOutcome(answer);
    if (answer.kind !== "done") return;
    setTyped(EMPTY);
    onDone();
  };
  const field = (name: keyof typeof EMPTY, first = false) => (
    <Secret
      name={password[name]}
      kept={name === "old" ? "current-password" : "new-password"}
      value={typed[name]}
      first={first}
      onType={(text) => {
        setTyped({ ...typed, [name]: text });
        setOutcome({ kind: "idle" });
        setDiffer(false);
      }}
    />
  );
  return (
    <Panel title={password.title} words={words} onClose={onClose}>
      <form
        class="case-form"
        aria-label={password.title}
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        {/* For whatever keeps passwords: which account it is. */}
        <label class="cases-field">
          <span>{password.login}</span>
          <input type="text" autocomplete="username" readOnly value={person.login ?? ""} />
        </label>
        {field("old", true)}
        {field("fresh")}
        {field("again")}
        <p class="case-form-foot">
          <button type="submit" class="primary" disabled={outcome.kind === "sending"}>{password.save}</button>
          <button type="button" onClick={onClose}>{words.cancel}</button>
        </p>
        <p class="case-said" role="status">{differ ? password.differ : saidOf(outcome, words)}</p>
      </form>
    </Panel>
  );
}

interface SecretProps {
  readonly name: string;
  readonly kept: "current-password" | "new-password";
  readonly value: string;
  readonly first: boolean;
  readonly onType: (text: string) => void;
}

function Secret({ name, kept, value, first, onType }: SecretProps) {
  return (
    <label class="cases-field">
      <span>{name}</span>
      <input
        type="password"
        autocomplete={kept}
        required
        value={value}
        ref={first ? focusOnce : null}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}

function saidOf(outcome: Outcome, words: Voice["words"]): string {
  const { password } = words;
  if (outcome.kind === "done") return password.done;
  if (outcome.kind !== "failed") return outcomeText(outcome, words);
  const known: Readonly<Record<number, string>> = {
    400: password.bad,
    422: password.wrong,
    429: password.wait,
  };
  return known[outcome.status] ?? outcomeText(outcome, words);
}
