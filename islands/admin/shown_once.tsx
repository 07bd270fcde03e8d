/** A secret that is shown this once, to be copied and handed over. */
import { useRef, useState } from "preact/hooks";
import { focusOnce } from "../cases/focus.ts";
import type { AdminWords } from "./words.ts";

interface Props {
  readonly title: string;
  readonly secret: string;
  /** That it is not shown again, and what to do with it. */
  readonly why: string;
  readonly words: AdminWords;
}

export function ShownOnce({ title, secret, why, words }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    field.current?.select();
    setSaid(await copied(secret) ? words.copied : words.copyFailed);
  };
  return (
    <div class="case-form" role="group" aria-label={title}>
      <h3>{title}</h3>
      <p class="admin-link">
        <input ref={field} type="text" readOnly value={secret} aria-label={title} />
        <button type="button" class="primary" ref={focusOnce} onClick={() => void copy()}>
          {words.copy}
        </button>
      </p>
      <p>{why}</p>
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
