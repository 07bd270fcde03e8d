/** One field for places, addresses, case numbers, workers and coordinates; a list below it, by keyboard and pointer alike. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SearchAnswer, SearchHit } from "../../routes/api/search_answer.ts";
import { readJson } from "../city.ts";
import type { CaseWords } from "../cases/words.ts";
import type { Speech } from "../say.ts";
import { incidentKey } from "../state.ts";
import { type DispatchModel, useDispatch } from "./model.ts";
import type { DispatchWords } from "./words.ts";

const REST_MS = 180;

type Found =
  | { readonly kind: "none" }
  | { readonly kind: "found"; readonly hits: readonly SearchHit[] }
  | { readonly kind: "failed" };

export function SearchField() {
  const model = useDispatch();
  const words = model.words.value;
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found>({ kind: "none" });
  const [at, setAt] = useState(0);
  useEffect(() => {
    model.focusSearch = () => {
      input.current?.focus();
      input.current?.select();
    };
  }, []);
  useEffect(() => {
    setAt(0);
    if (typed.trim() === "") return setFound({ kind: "none" });
    const stop = new AbortController();
    const timer = setTimeout(() => {
      readJson<SearchAnswer>(`/api/search?q=${encodeURIComponent(typed)}`, stop.signal).then(
        ({ hits }) => setFound({ kind: "found", hits }),
        () => stop.signal.aborted || setFound({ kind: "failed" }),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);
  const hits = found.kind === "found" ? found.hits : [];
  const choose = (hit: SearchHit | undefined) => {
    if (!hit || !go(model, hit)) return;
    setTyped("");
    input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && hits.length > 0) setAt((at + by + hits.length) % hits.length);
    else if (event.key === "Enter") choose(hits[at]);
    else if (event.key === "Escape") {
      setTyped("");
      input.current?.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = typed.trim() !== "" && found.kind !== "none";
  return (
    <div class="dispatch-search" role="search">
      <input
        ref={input}
        type="search"
        role="combobox"
        list={undefined}
        aria-label={words.search}
        aria-keyshortcuts="/"
        aria-expanded={open}
        aria-controls="dispatch-hits"
        aria-autocomplete="list"
        {...(open && hits.length > 0 ? { "aria-activedescendant": `dispatch-hit-${at}` } : {})}
        placeholder={words.search}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul
        id="dispatch-hits"
        role="listbox"
        aria-label={words.searchShort}
        hidden={!open || hits.length === 0}
      >
        {hits.map((hit, i) => (
          <li
            key={`${hit.kind} ${i}`}
            id={`dispatch-hit-${i}`}
            role="option"
            aria-selected={i === at}
            aria-disabled={hit.kind === "coordinate" && hit.outside}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(hit);
            }}
          >
            <HitLine hit={hit} words={words} cases={model.caseWords.value} speech={model.speech.value} />
          </li>
        ))}
      </ul>
      <p class={open && hits.length === 0 ? "search-said" : "unseen"} role="status">
        {!open || hits.length > 0 ? "" : found.kind === "failed" ? words.searchFailed : words.searchEmpty}
      </p>
    </div>
  );
}

function HitLine({ hit, words, cases, speech }: {
  hit: SearchHit;
  words: DispatchWords;
  cases: CaseWords;
  speech: Speech;
}) {
  const { kind, title, more } = textOf(hit, { words, cases, speech });
  return (
    <>
      <small>{kind}</small> <strong>{title}</strong> <span>{more}</span>
    </>
  );
}

interface Said {
  readonly words: DispatchWords;
  readonly cases: CaseWords;
  readonly speech: Speech;
}

function textOf(
  hit: SearchHit,
  { words: { hits, swapped, outside }, cases, speech }: Said,
): { kind: string; title: string; more: string } {
  const where = (address: string | undefined) => address === undefined ? "" : speech.name(address);
  switch (hit.kind) {
    case "coordinate": {
      const more = [hit.swapped ? swapped : "", hit.outside ? outside : ""].filter(Boolean).join(" · ");
      return { kind: hits.coordinate, title: speech.coordinates(hit), more };
    }
    case "area":
      return { kind: hits.area[hit.level], title: speech.name(hit.name), more: hit.code };
    case "case":
      return {
        kind: hits.case,
        title: `${hit.id} ${speech.name(hit.title)}`,
        more: [cases.stages[hit.stage], where(hit.address)].filter(Boolean).join(" · "),
      };
    case "incident":
      return { kind: hits.incident, title: speech.name(hit.title), more: where(hit.address) };
    case "worker":
      return { kind: hits.worker, title: hit.worker, more: hit.name === null ? "" : speech.name(hit.name) };
  }
}

/** Shows what was found; the map may move, for a person asked. False where there is nowhere to go. */
function go(model: DispatchModel, hit: SearchHit): boolean {
  switch (hit.kind) {
    case "coordinate":
      if (hit.outside) return false;
      model.openPlace(hit);
      return true;
    case "area":
      model.openPlace(hit);
      return true;
    case "case":
      model.openCase(hit.id, hit);
      return true;
    case "incident": {
      const incident = model.incidents.peek().get(incidentKey(hit));
      if (incident) model.openIncident(incident, true);
      else model.openPlace(hit);
      return true;
    }
    case "worker":
      model.openWorker(hit.worker, hit);
      return true;
  }
}
