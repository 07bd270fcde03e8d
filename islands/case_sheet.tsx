/** The page `/cases/:id`: what a case is, its clocks and all that happened, in the order of time. Made to be printed and passed on. */
import { useMemo, useState } from "preact/hooks";
import { CaseClocks } from "./cases/clocks.tsx";
import { CaseFacts } from "./cases/facts.tsx";
import { Timeline } from "./cases/timeline.tsx";
import type { DetailAnswer, Who } from "./cases/use_cases.ts";
import { caseWords } from "./cases/words.ts";
import { type SheetWords, sheetWords } from "./case_sheet/words.ts";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme } from "./desk_city.ts";
import { DeskHead } from "./desk_head.tsx";
import { readLook, withLook } from "./look.ts";
import { Speech } from "./say.ts";
import { useKept } from "./wall/kept.ts";
import { useResource } from "./wall/resource.ts";
import { SeverityShape } from "./wall/shape.tsx";
import type { Lang } from "./words.ts";

const EVERY_MS = 15_000;

export default function CaseSheetIsland({ id }: { readonly id?: unknown }) {
  const city = useCity();
  const { lang, theme } = readLook(location.search);
  useDeskTheme(theme);
  if (!city) return <p class="cases-message" role="status">{sheetWords(lang).loading}</p>;
  return <SheetPage city={city} id={String(id)} lang={lang} />;
}

function SheetPage({ city, id, lang }: { city: CityDescription; id: string; lang: Lang }) {
  const words = sheetWords(lang);
  const speech = useMemo(() => new Speech(lang, city.timeZone, city), [lang, city]);
  const [turn, setTurn] = useState(0);
  const read = useKept<DetailAnswer>(`/api/cases/${encodeURIComponent(id)}`, turn, EVERY_MS);
  return (
    <main class="cases case-sheet">
      <DeskHead
        city={city}
        lang={lang}
        words={words}
        hrefOf={(other) =>
          withLook(`/cases/${encodeURIComponent(id)}`, { ...readLook(location.search), ...other })}
      />
      {read.kind === "loading"
        ? <p class="cases-message" role="status">{words.loading}</p>
        : read.kind === "failed"
        ? (
          <div class="cases-message" role="alert">
            <strong>{words.failed}</strong>
            <p>{read.error}</p>
            <button type="button" onClick={() => setTurn(turn + 1)}>{words.retry}</button>
          </div>
        )
        : (
          <article class="sheet">
            {read.stale ? <p class="cases-old" role="alert">{words.old(speech.clock(read.at))}</p> : null}
            <Sheet detail={read.value} words={words} speech={speech} />
          </article>
        )}
    </main>
  );
}

interface SheetProps {
  readonly detail: DetailAnswer;
  readonly words: SheetWords;
  readonly speech: Speech;
}

function Sheet({ detail, words, speech }: SheetProps) {
  const { id, title, severity, stage, version } = detail.case;
  const { lang } = speech;
  const ofCases = caseWords(lang);
  const [who] = useResource<Who>("/api/session", 60_000);
  const may = who.kind === "ready" ? who.value.may ?? [] : [];
  const name = who.kind === "ready" && who.value.person ? speech.name(who.value.person.name) : "";
  const open = (other: string) => location.assign(`/cases/${encodeURIComponent(other)}${location.search}`);
  return (
    <>
      <header>
        <h2>
          <SeverityShape severity={severity} name={ofCases.severities[severity]!} /> {speech.name(title)}
        </h2>
        <p>
          <strong>{id}</strong> · {ofCases.severities[severity]} · {ofCases.stages[stage]} ·{" "}
          {words.version(version)}
        </p>
        <Tools id={id} lang={lang} words={words} />
      </header>
      <div class="sheet-columns">
        <CaseFacts
          detail={detail}
          words={ofCases}
          speech={speech}
          tracks={may.includes("track.read")}
          onOpen={open}
        />
        <div>
          <CaseClocks detail={detail} words={ofCases} speech={speech} />
        </div>
      </div>
      <h3>{words.timeline(detail.events.length)}</h3>
      <Timeline detail={detail} words={ofCases} speech={speech} oldestFirst />
      <p class="sheet-printed">
        {words.printed(name, speech.yearClock(detail.asOf, detail.asOf))} · {location.origin}
        {location.pathname}
      </p>
    </>
  );
}

function Tools({ id, lang, words }: { id: string; lang: Lang; words: SheetWords }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      // Without a secure context there is no clipboard.
      await navigator.clipboard.writeText(location.origin + location.pathname);
      setSaid(words.copied);
    } catch {
      setSaid(words.copyFailed);
    }
  };
  const back = new URLSearchParams({ case: id, ...(lang === "en" && { lang }) });
  return (
    <div class="sheet-tools">
      <button type="button" class="primary" onClick={() => print()}>{words.print}</button>
      <button type="button" onClick={() => void copy()}>{words.copy}</button>
      <a href={`/cases?${back}`}>{words.cases}</a>
      <span role="status">{said}</span>
    </div>
  );
}
