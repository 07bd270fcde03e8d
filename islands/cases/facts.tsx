/** What a case is: source, place, who is on it, and what is special about it. */
import type { Speech } from "../say.ts";
import { workerText } from "../worker_text.ts";
import type { DetailAnswer } from "./use_cases.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly detail: DetailAnswer;
  readonly words: CaseWords;
  readonly speech: Speech;
  /** Whether the account may read where somebody was. */
  readonly tracks: boolean;
  readonly onOpen: (id: string) => void;
}

export function CaseFacts(
  { detail: { case: c, conditions, names, asOf }, words, speech, tracks, onOpen }: Props,
) {
  const { facts } = words;
  const first = c.reports[0]!;
  const condition = c.filing && (conditions.find(({ id }) => id === c.filing!.condition)?.[speech.lang] ??
    c.filing.condition);
  const notes = [
    c.suspension && asOf < c.suspension.until ? facts.suspended(speech.dayClock(c.suspension.until)) : "",
    c.selfHandled ? facts.self : "",
    c.extension.approved > 0 ? facts.extended(c.extension.approved) : "",
    c.score === null ? "" : facts.score(c.score),
  ].filter((note) => note !== "");
  return (
    <dl class="case-facts">
      <Fact name={words.category}>{speech.category(c.category)}</Fact>
      <Fact name={facts.source}>
        {speech.source(first.source)}
        {c.reports.length > 1 ? ` · ${facts.reports(c.reports.length)}` : ""}
      </Fact>
      {first.reporter ? <Fact name={facts.reporter}>{first.reporter}</Fact> : null}
      <Fact name={facts.place}>
        <a
          href={`/wall?cell=${c.cell}&view=${c.lat.toFixed(5)},${c.lon.toFixed(5)},15${
            speech.lang === "en" ? "&lang=en" : ""
          }`}
        >
          {c.address ? speech.name(c.address) : speech.coordinates(c)}
        </a>
      </Fact>
      {condition ? <Fact name={facts.filedUnder}>{condition}</Fact> : null}
      {c.crew.length > 0
        ? (
          <Fact name={facts.crew}>
            {c.crew.map(({ worker, part, state }) => (
              <span key={worker} class="case-member">
                {workerText({ worker, name: nameIn(names, worker) }, speech)} · {words[part]} ·{" "}
                {words.crewStates[state]}
                {tracks
                  ? (
                    <>
                      {" "}
                      <a href={trackUrl(worker, speech.lang)}>{facts.track}</a>
                    </>
                  )
                  : null}
              </span>
            ))}
          </Fact>
        )
        : null}
      {c.mergedInto
        ? (
          <Fact name={facts.mergedInto}>
            <button type="button" class="link" onClick={() => onOpen(c.mergedInto!)}>{c.mergedInto}</button>
          </Fact>
        )
        : null}
      {c.text ? <Fact name={words.fields.text}>{speech.name(c.text)}</Fact> : null}
      {notes.length > 0 ? <Fact name="">{notes.join(" · ")}</Fact> : null}
    </dl>
  );
}

/** An id may be any text, also what every object has. */
function nameIn(names: DetailAnswer["names"], worker: string): string | null {
  return Object.hasOwn(names, worker) ? names[worker]! : null;
}

function trackUrl(worker: string, lang: Speech["lang"]): string {
  return `/track?worker=${encodeURIComponent(worker)}${lang === "en" ? "&lang=en" : ""}`;
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
