/** What opens beside the list; Escape closes it. */
import type { ComponentChildren } from "preact";
import type { AdminWords } from "./words.ts";

interface Props {
  readonly title: string;
  readonly under?: string;
  readonly words: AdminWords;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Panel({ title, under, words, onClose, children }: Props) {
  return (
    <section
      class="case-panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header>
        <h2>{title}</h2>
        {under ? <p>{under}</p> : null}
        <button type="button" class="case-close" onClick={onClose}>{words.close}</button>
      </header>
      {children}
    </section>
  );
}
