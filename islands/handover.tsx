/** The page `/handover`: the shift as it is now, to be signed by who leaves; and what waits to be signed by who comes. */
import { useMemo, useState } from "preact/hooks";
import type { Handover, HandoverSheet } from "../store/handover.ts";
import type { Who } from "./cases/use_cases.ts";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme } from "./desk_city.ts";
import { DeskHead } from "./desk_head.tsx";
import { HandoverCard } from "./handover/card.tsx";
import { GiveForm } from "./handover/give.tsx";
import { type HandoverWords, handoverWords } from "./handover/words.ts";
import { type Look, readLook, withLook } from "./look.ts";
import { Speech } from "./say.ts";
import { useKept } from "./wall/kept.ts";
import { useResource } from "./wall/resource.ts";

const EVERY_MS = 15_000;

interface Listed {
  readonly handovers: readonly Handover[];
  readonly asOf: number;
}

export default function HandoverIsland() {
  const city = useCity();
  const look = useMemo(() => readLook(location.search), []);
  useDeskTheme(look.theme);
  if (!city) return <p class="cases-message" role="status">{handoverWords(look.lang).loading}</p>;
  return <HandoverPage city={city} look={look} />;
}

function HandoverPage({ city, look }: { city: CityDescription; look: Look }) {
  const { lang } = look;
  const words = handoverWords(lang);
  const speech = useMemo(() => new Speech(lang, city.timeZone, city), [lang, city]);
  const [turn, setTurn] = useState(0);
  const draft = useKept<HandoverSheet>("/api/handovers/draft", turn, EVERY_MS);
  const list = useKept<Listed>("/api/handovers", turn, EVERY_MS);
  const again = () => setTurn((n) => n + 1);
  const stale = draft.kind === "ready" && draft.stale
    ? draft
    : list.kind === "ready" && list.stale
    ? list
    : null;
  return (
    <main class="cases handover">
      <DeskHead
        city={city}
        lang={lang}
        words={words}
        hrefOf={(other) => withLook("/handover", { ...look, ...other })}
      />
      {stale ? <p class="cases-lost" role="alert">{words.old(speech.clock(stale.at))}</p> : null}
      <div class="handover-body">
        {draft.kind === "ready"
          ? (
            <GiveForm
              sheet={draft.value}
              words={words}
              speech={speech}
              onSigned={again}
            />
          )
          : <Waiting failed={draft.kind === "failed" ? draft.error : null} words={words} onRetry={again} />}
        {list.kind === "ready"
          ? <Handovers list={list.value.handovers} words={words} speech={speech} onSigned={again} />
          : <Waiting failed={list.kind === "failed" ? list.error : null} words={words} onRetry={again} />}
      </div>
    </main>
  );
}

function Waiting({ failed, words, onRetry }: {
  failed: string | null;
  words: HandoverWords;
  onRetry: () => void;
}) {
  if (failed === null) return <p class="cases-message" role="status">{words.loading}</p>;
  return (
    <div class="cases-message" role="alert">
      <strong>{words.failed}</strong>
      <p>{failed}</p>
      <button type="button" onClick={onRetry}>{words.retry}</button>
    </div>
  );
}

function Handovers({ list, words, speech, onSigned }: {
  list: readonly Handover[];
  words: HandoverWords;
  speech: Speech;
  onSigned: () => void;
}) {
  const [who] = useResource<Who>("/api/session", 60_000);
  const me = who.kind === "ready" ? who.value.person?.id : undefined;
  const waiting = list.filter(({ taken }) => taken === null),
    past = list.filter(({ taken }) => taken !== null);
  const cards = (some: readonly Handover[]) =>
    some.map((handover) => (
      <HandoverCard
        key={handover.id}
        handover={handover}
        mine={handover.given.by === me}
        words={words}
        speech={speech}
        onSigned={onSigned}
      />
    ));
  return (
    <section class="handover-taken" aria-labelledby="handover-waiting">
      <h2 id="handover-waiting">{words.waiting}</h2>
      {waiting.length === 0 ? <p class="faint">{words.noWaiting}</p> : cards(waiting)}
      {past.length === 0 ? null : (
        <>
          <h2>{words.past}</h2>
          {cards(past)}
        </>
      )}
    </section>
  );
}
