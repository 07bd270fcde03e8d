/** The page `/cases`: what people work on, as a list and as one case with all that can be done to it. All of it in the URL. */
import { useMemo, useState } from "preact/hooks";
import { askedOf, type CasesAddress, readAddress, writeAddress } from "./cases/address.ts";
import { CaseFilters } from "./cases/filters.tsx";
import { CasePanel } from "./cases/panel.tsx";
import { CaseTable } from "./cases/table.tsx";
import { NewCase } from "./cases/new_case.tsx";
import { WaitingTable } from "./cases/waiting.tsx";
import { useCases } from "./cases/use_cases.ts";
import { type CaseWords, caseWords } from "./cases/words.ts";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme, useDistrictNames } from "./desk_city.ts";
import { Speech } from "./say.ts";
import { useAddress } from "./use_address.ts";

const ADDRESS = { read: readAddress, write: writeAddress };

export default function CasesIsland() {
  const city = useCity();
  const first = useMemo(() => readAddress(location.search), []);
  useDeskTheme(first.theme);
  if (!city) return <p class="cases-message" role="status">{caseWords(first.lang).loading}</p>;
  return <CasesPage city={city} />;
}

function CasesPage({ city }: { city: CityDescription }) {
  const [state, change] = useAddress(ADDRESS);
  const [adding, setAdding] = useState(false);
  const { list, detail, who, lostSince, refresh } = useCases(askedOf(state).toString(), state.case || null);
  const districts = useDistrictNames(city);
  const words = caseWords(state.lang);
  const speech = useMemo(() => new Speech(state.lang, city.timeZone, city), [state.lang, city]);
  const value = list.kind === "ready" ? list.value : null;
  // Whoever has no such tab may still follow a link to it.
  const waiting = state.waiting && (!who || (who.may?.includes("incidents.look") ?? false));
  const open = (id: string) => {
    setAdding(false);
    change({ case: id });
  };
  return (
    <main class={`cases ${lostSince === null ? "" : "lost"}`}>
      <Head
        city={city}
        state={state}
        waiting={waiting}
        words={words}
        speech={speech}
        who={who}
        onNew={() => setAdding(true)}
        onList={(waiting) => change({ waiting })}
      />
      {lostSince === null
        ? null
        : <p class="cases-lost" role="alert">{words.lost(speech.clock(lostSince))}</p>}
      {waiting ? null : (
        <CaseFilters
          state={state}
          counts={value?.counts ?? null}
          words={words}
          speech={speech}
          onChange={change}
        />
      )}
      <div class={`cases-body ${state.case || adding ? "split" : ""}`}>
        {waiting
          ? (
            <WaitingTable
              mayTakeUp={who?.may?.includes("case.report") ?? false}
              words={words}
              speech={speech}
              onDone={open}
            />
          )
          : (
            <CaseTable
              list={list}
              state={state}
              districts={districts}
              words={words}
              speech={speech}
              onOpen={open}
              onChange={change}
              onRetry={refresh}
            />
          )}
        {adding
          ? (
            <NewCase
              city={city}
              words={words}
              speech={speech}
              onDone={open}
              onClose={() => setAdding(false)}
            />
          )
          : state.case
          ? (
            <CasePanel
              key={state.case}
              id={state.case}
              detail={detail}
              signedIn={who?.person !== undefined}
              tracks={who?.may?.includes("track.read") ?? false}
              words={words}
              speech={speech}
              onClose={() => change({ case: "" })}
              onOpen={open}
              onChanged={refresh}
            />
          )
          : null}
      </div>
    </main>
  );
}

interface HeadProps {
  readonly city: CityDescription;
  readonly state: CasesAddress;
  readonly waiting: boolean;
  readonly words: CaseWords;
  readonly speech: Speech;
  readonly who: ReturnType<typeof useCases>["who"];
  readonly onNew: () => void;
  readonly onList: (waiting: boolean) => void;
}

function Head({ city, state, waiting, words, speech, who, onNew, onList }: HeadProps) {
  const other = document.documentElement.dataset["theme"] === "light" ? "dark" : "light";
  const mayReport = who?.may?.includes("case.report") ?? false;
  const seesWaiting = who?.may?.includes("incidents.look") ?? false;
  const person = who?.person;
  return (
    <header class="cases-head">
      <h1>
        {city.names[state.lang]} <span>{words.title}</span>
      </h1>
      <div class="cases-triage" role="group" aria-label={words.title}>
        <button type="button" aria-pressed={!waiting} onClick={() => onList(false)}>
          {words.cases}
        </button>
        {seesWaiting
          ? (
            <button type="button" aria-pressed={waiting} onClick={() => onList(true)}>
              {words.waiting}
            </button>
          )
          : null}
      </div>
      {mayReport ? <button type="button" onClick={onNew}>{words.newCase}</button> : null}
      <nav>
        {person
          ? (
            <span>
              {words.as(
                speech.name(person.name),
                person.roles.map((role) => speech.words.roleNames[role]).join(
                  state.lang === "zh" ? "、" : ", ",
                ),
              )}
            </span>
          )
          : null}
        {who?.session
          ? <button type="button" class="link" onClick={() => void signOut()}>{words.signOut}</button>
          : <a href={`/signin?next=${encodeURIComponent(`/cases${writeAddress(state)}`)}`}>{words.signIn}</a>}
        {who?.may?.includes("cells.look")
          ? <a href={`/wall${state.lang === "en" ? "?lang=en" : ""}`}>{words.wall}</a>
          : null}
        <a href={`/cases${writeAddress({ ...state, theme: other })}`}>{words[other]}</a>
        <a href={`/cases${writeAddress({ ...state, lang: state.lang === "zh" ? "en" : "zh" })}`}>
          {words.lang}
        </a>
      </nav>
    </header>
  );
}

async function signOut(): Promise<void> {
  await fetch("/api/session", { method: "DELETE" });
  location.reload();
}
