/** An address that sets a password once: shown this once, to be handed over. */
import { useRef, useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import { type Outcome, outcomeText, personUrl, send } from "./command.ts";
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
    return <Link address={new URL(outcome.link, location.href).href} words={words} />;
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

function Link({ address, words }: { readonly address: string; readonly words: AdminWords }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    field.current?.select();
    setSaid(await copied(address) ? words.copied : words.copyFailed);
  };
  return (
    <div class="case-form" role="group" aria-label={words.linkTitle}>
      <h3>{words.linkTitle}</h3>
      <p class="admin-link">
        <input ref={field} type="text" readOnly value={address} aria-label={words.linkTitle} />
        <button type="button" class="primary" ref={focusOnce} onClick={() => void copy()}>
          {words.copy}
        </button>
      </p>
      <p>{words.linkWhy}</p>
      <p class="case-said" role="status">{said}</p>
    </div>
  );
}

/** The clipboard exists on HTTPS and on this machine only; elsewhere the text stays selected for the keys. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
