/** The lists of a cell: one below the other where the wall is tall enough, else behind tabs, so that each has room. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOverflow } from "../overflow.ts";

export interface Section {
  readonly name: string;
  readonly title: string;
  /** How many there are in all. */
  readonly count: string;
  readonly content: ComponentChildren;
}

export function Stacked({ sections }: { sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ name, title, count, content }) => (
        <section key={name} class={`cell-section cell-section-${name}`} aria-labelledby={`cell-${name}`}>
          <h3 id={`cell-${name}`}>
            {title} <span class="figure">{count}</span>
          </h3>
          <Scrolled>{content}</Scrolled>
        </section>
      ))}
    </>
  );
}

/** Tabs as the ARIA practices have them: arrows, Home and End move between them, Tab goes on to the list. */
export function Tabbed({ sections, open }: {
  sections: readonly Section[];
  /** Opens a section whenever `by` is another; after that the person chooses. */
  open: { readonly name: string; readonly by: string } | null;
}) {
  const [chosen, choose] = useState(0);
  useEffect(() => {
    const wanted = sections.findIndex(({ name }) => name === open?.name);
    if (wanted >= 0) choose(wanted);
  }, [open?.name, open?.by]);
  const tabs = useRef<HTMLDivElement>(null);
  const shown = sections[chosen]!;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, chosen, sections.length);
    if (next === null) return;
    event.preventDefault();
    choose(next);
    (tabs.current!.children[next] as HTMLElement).focus();
  };
  return (
    <>
      <div class="cell-tabs" role="tablist" ref={tabs} onKeyDown={onKeyDown}>
        {sections.map(({ name, title, count }, i) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`cell-tab-${name}`}
            aria-selected={i === chosen}
            aria-controls="cell-tabpanel"
            tabIndex={i === chosen ? 0 : -1}
            onClick={() => choose(i)}
          >
            {title} <span class="figure">{count}</span>
          </button>
        ))}
      </div>
      <div
        class="cell-section"
        role="tabpanel"
        id="cell-tabpanel"
        aria-labelledby={`cell-tab-${shown.name}`}
      >
        <Scrolled key={shown.name}>{shown.content}</Scrolled>
      </div>
    </>
  );
}

/** Where a key leads among `count` tabs; null: nowhere. Pure. */
export function moved(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
  return null;
}

/** What goes on below fades, so that nobody takes the last whole line for the last one. */
function Scrolled({ children }: { children: ComponentChildren }) {
  const list = useRef<HTMLDivElement>(null);
  const { scrolls, more } = useOverflow(list);
  // What scrolls is reached by keyboard even where nothing in it can be pressed.
  const reach = scrolls ? { tabIndex: 0 } : {};
  return (
    <div ref={list} class={more ? "cell-list more" : "cell-list"} {...reach}>
      {children}
    </div>
  );
}
