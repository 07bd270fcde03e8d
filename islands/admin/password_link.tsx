/** An address that sets a password once: shown this once, to be handed over. */
import { useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import { type Outcome, outcomeText, personUrl, send } from "./command.ts";
import { ShownOnce } from "./shown_once.tsx";
import type { AdminWords } from "./words.ts";

interface Props {
  readonly id: string;
  /** Whether this is what comes next, as for a new account. */
  readonly first: boolean;
  readonly words: AdminWords;
}

export function PasswordLink({ id, first, words }: Props) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  if (outcome.kind === "done" && outcome.link) {
    const address = new URL(outcome.link, location.href).href;
    return <ShownOnce title={words.linkTitle} secret={address} why={words.linkWhy} words={words} />;
  }
  const make = async () => {
    setOutcome({ kind: "sending" });
    setOutcome(await send("POST", `${personUrl(id)}/link`));
  };
  return (
    <div class="case-actions">
      <button
        type="button"
        class={first ? "primary" : ""}
        ref={first ? focusOnce : null}
        disabled={outcome.kind === "sending"}
        onClick={() => void make()}
      >
        {words.link}
      </button>
      <p class="case-said" role="status">{outcomeText(outcome, words)}</p>
    </div>
  );
}
