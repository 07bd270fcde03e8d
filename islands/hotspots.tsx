/** The page `/hotspots`: where it burns in any period, the same hours of the week before beside it. All of it in the URL. */
import { useMemo, useState } from "preact/hooks";
import type { Theme } from "../geo/layers/heat_ramp.ts";
import { resolutionOf } from "../geo/cell.ts";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme } from "./desk_city.ts";
import { type Answer, useHotspots } from "./hotspots_answer.ts";
import { HotspotControls } from "./hotspots_controls.tsx";
import { HotspotLegend } from "./hotspots_legend.tsx";
import { heatPictureOf, HotspotMaps } from "./hotspots_maps.tsx";
import {
  askedOf,
  FIRST_RESOLUTION,
  type HotspotState,
  movingPeriod,
  readHotspotState,
  writeHotspotState,
} from "./hotspots_state.ts";
import { HotspotTable } from "./hotspots_table.tsx";
import { type HotspotWords, hotspotWords } from "./hotspots_words.ts";
import { Speech } from "./say.ts";
import { useAddress } from "./use_address.ts";

const ADDRESS = { read: readHotspotState, write: writeHotspotState };

export default function HotspotsIsland() {
  const city = useCity();
  const first = useMemo(() => readHotspotState(location.search), []);
  const theme = useDeskTheme(first.theme);
  if (!city) return <p class="hot-message" role="status">{hotspotWords(first.lang).loading}</p>;
  return <HotspotsPage city={city} theme={theme} />;
}

function HotspotsPage({ city, theme }: { city: CityDescription; theme: Theme }) {
  const [state, change] = useAddress(ADDRESS);
  const [goTo, setGoTo] = useState<{ cell: string } | null>(null);
  const [answer, retry] = useHotspots(askedOf(state).toString(), movingPeriod(state) !== null);
  const words = hotspotWords(state.lang);
  const speech = useMemo(() => new Speech(state.lang, city.timeZone, city), [state.lang, city]);
  const { value } = answer;
  const picture = useMemo(() => value && heatPictureOf(value), [value]);
  const resolution = value?.params.resolution ?? Number(state.resolution || FIRST_RESOLUTION);
  const selected = state.cell && resolutionOf(state.cell) === resolution ? state.cell : null;
  const besideName = state.beside === "before" ? words.before : words.difference;
  return (
    <main
      class={`hot${answer.loading ? " waiting" : ""}${answer.trouble ? " old" : ""}`}
      aria-busy={answer.loading}
    >
      <Head state={state} city={city} answer={answer} theme={theme} words={words} speech={speech} />
      <HotspotControls
        state={state}
        answer={value}
        words={words}
        speech={speech}
        timeZone={city.timeZone}
        onChange={change}
      />
      <div class="hot-body">
        <div class="hot-left">
          <HotspotMaps
            city={city}
            words={words}
            speech={speech}
            theme={theme}
            picture={picture}
            resolution={resolution}
            beside={state.beside}
            selected={selected}
            goTo={goTo}
            view={state.view}
            captions={[words.now, besideName]}
            onView={(view) => change({ view }, "quietly")}
            onSelect={(cell) => change({ cell }, "quietly")}
            onBeside={(beside) => change({ beside }, "quietly")}
          />
          {picture
            ? (
              <HotspotLegend
                picture={picture}
                beside={state.beside}
                theme={theme}
                words={words}
                speech={speech}
              />
            )
            : null}
        </div>
        <Side
          answer={answer}
          words={words}
          speech={speech}
          noBasemap={city.basemap.kind === "none"}
          onRetry={retry}
          onReset={() => change(RESET)}
        >
          {value && value.totals.count + value.totals.before > 0
            ? (
              <HotspotTable
                answer={value}
                sort={state.sort}
                selected={selected}
                words={words}
                speech={speech}
                onSort={(sort) => change({ sort }, "quietly")}
                onSelect={(cell) => {
                  change({ cell }, "quietly");
                  if (cell) setGoTo({ cell });
                }}
              />
            )
            : null}
        </Side>
      </div>
    </main>
  );
}

const RESET: Partial<HotspotState> = {
  from: "",
  to: "",
  last: "",
  category: "",
  source: "",
  resolution: "",
  cell: null,
};

interface HeadProps {
  readonly state: HotspotState;
  readonly city: CityDescription;
  readonly answer: Answer;
  readonly theme: Theme;
  readonly words: HotspotWords;
  readonly speech: Speech;
}

function Head({ state, city, answer, theme, words, speech }: HeadProps) {
  const { value } = answer;
  const moment = (time: number) => speech.moment(time, Infinity);
  const otherTheme = theme === "dark" ? "light" : "dark";
  return (
    <header class="hot-head">
      <h1>
        {city.names[state.lang]} <span>{words.title}</span>
      </h1>
      {value
        ? (
          <dl>
            <Figure name={words.now} value={words.incidents(speech.count(value.totals.count))}>
              {words.span(moment(value.params.from), moment(value.params.to))}
            </Figure>
            <Figure name={words.before} value={words.incidents(speech.count(value.totals.before))}>
              {words.span(moment(value.params.fromBefore), moment(value.params.toBefore))}
            </Figure>
            <Figure
              name={words.besideDifference}
              value={speech.difference(value.totals.count - value.totals.before)}
            >
              {words.hotCells(speech.count(value.totals.hot))}
            </Figure>
          </dl>
        )
        : null}
      <nav>
        <a href={`/wall${state.lang === "en" ? "?lang=en" : ""}`}>{words.wall}</a>
        <a href={`/hotspots${writeHotspotState({ ...state, theme: otherTheme })}`}>{words[otherTheme]}</a>
        <a href={`/hotspots${writeHotspotState({ ...state, lang: state.lang === "zh" ? "en" : "zh" })}`}>
          {words.lang}
        </a>
      </nav>
    </header>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong> <small>{children}</small>
      </dd>
    </div>
  );
}

interface SideProps {
  readonly answer: Answer;
  readonly words: HotspotWords;
  readonly speech: Speech;
  readonly noBasemap: boolean;
  readonly onRetry: () => void;
  readonly onReset: () => void;
  readonly children: preact.ComponentChildren;
}

/** Says what there is instead of a table: waiting, nothing, or what went wrong and what to do. */
function Side({ answer, words, speech, noBasemap, onRetry, onReset, children }: SideProps) {
  const { value, trouble, loading } = answer;
  const nothing = value && value.totals.count === 0;
  const never = nothing && value.rules.studyCells === 0;
  const moment = (time: number) => speech.moment(time, Infinity);
  return (
    <aside class="hot-side">
      <p class="hot-status" role="status">{loading && trouble?.kind !== "gone" ? words.loading : ""}</p>
      {trouble
        ? (
          <div class="hot-message" role="alert">
            <strong>
              {trouble.kind === "gone" ? words.gone(speech.hourMinute(trouble.since)) : words.failed}
            </strong>
            <p>{trouble.kind === "gone" ? words.goneHeals : trouble.why}</p>
            {value
              ? (
                <p>
                  {words.stale(
                    words.span(moment(value.params.from), moment(value.params.to)),
                    speech.hourMinute(answer.at),
                  )}
                </p>
              )
              : null}
            <button type="button" onClick={onRetry}>{words.retry}</button>
            <button type="button" onClick={onReset}>{words.reset}</button>
          </div>
        )
        : null}
      {nothing && !trouble
        ? (
          <div class="hot-message">
            <strong>{never ? words.never : words.empty}</strong>
            <p>{never ? words.neverHint : words.emptyHint}</p>
          </div>
        )
        : null}
      {noBasemap ? <p class="hot-message">{words.noBasemap}</p> : null}
      {children}
    </aside>
  );
}
