/** The strip on top: city, clock, figures with their change, and the health of what feeds them. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { FeedHealth, FeedState, Pulse } from "../../streams/wire.ts";
import { Icon } from "../icon.tsx";
import { Languages } from "../icons.ts";
import type { Speech } from "../say.ts";
import type { Words } from "../words.ts";
import { Sparkline } from "./line_chart.tsx";
import { useWall } from "./model.ts";
import { ScenarioMenu } from "./scenario_menu.tsx";
import { Rolling } from "./rolling.tsx";
import { useOverflow } from "./overflow.ts";
import { HealthShape } from "./shape.tsx";

export function Strip() {
  const model = useWall();
  const { city } = model;
  const speech = model.speech.value;
  const { words, lang } = speech;
  const now = model.now.value;
  return (
    <header class="panel strip">
      <div class="strip-city">
        <h1>{city.names[lang]}</h1>
        <p>
          {words.centre}
          {city.recorded ? <span class="badge" title={words.recordedLong}>{words.recorded}</span> : null}
          <ScenarioMenu />
        </p>
      </div>
      <div class="strip-clock">
        <time>{speech.clock(now)}</time>
        <p>
          {speech.date(now)}
          <WeatherNow />
        </p>
      </div>
      <Figures />
      <Health />
      <button
        type="button"
        class="quiet-button strip-lang"
        aria-label={words.switchLang}
        onClick={() => model.change({ lang: lang === "zh" ? "en" : "zh" })}
      >
        <Icon node={Languages} />
        <span>{words.otherLang}</span>
      </button>
    </header>
  );
}

/** Beyond this age the weather says when it was. */
const OLD_WEATHER_MS = 20 * 60_000;

function WeatherNow() {
  const { live, now, speech: { value: speech } } = useWall();
  const weather = live.state.value.pulse?.weather;
  if (!weather) return null;
  const age = now.value - weather.time;
  const celsius = weather.celsius === undefined ? "" : ` ${speech.celsius(weather.celsius)}`;
  return (
    <span class={age > OLD_WEATHER_MS ? "weather stale" : "weather"}>
      {` · ${speech.name(weather.text)}${celsius}`}
      {age > OLD_WEATHER_MS ? ` (${speech.words.weatherOld(speech.age(age))})` : ""}
      {weather.warning ? <strong class="badge">{speech.name(weather.warning)}</strong> : null}
    </span>
  );
}

/** A display whose clock is off says so: its own times are corrected by the server's. */
const SKEW_MS = 2_000;

function Skew() {
  const { live, speech: { value: speech } } = useWall();
  const { offset, epoch } = live.state.value;
  if (epoch === null || Math.abs(offset) < SKEW_MS) return null;
  return <li class="health-quiet">{speech.words.clockSkew(speech.age(Math.abs(offset)))}</li>;
}

/** Sums of four quarters of an hour, ending with each. */
function hourly(quarters: readonly number[]): number[] {
  return quarters.slice(3).map((_, i) => quarters.slice(i, i + 4).reduce((sum, n) => sum + n, 0));
}

function Figures() {
  const { live, speech: { value: speech }, history, figures: { value: figures } } = useWall();
  const { pulse } = live.state.value;
  const { words } = speech;
  const list = useRef<HTMLUListElement>(null);
  const { scrolls } = useOverflow(list);
  const t = pulse?.totals;
  const day = figures.kind === "ready" ? figures.value.day : null;
  const usual = figures.kind === "ready" && figures.value.usual.kind === "known" ? figures.value.usual : null;
  const against = (now: number | undefined, then: number | null | undefined) => (
    <Difference now={now} usual={then} basis={usual} speech={speech} />
  );
  return (
    <ul ref={list} class="figures" {...scrolls ? { tabIndex: 0, "aria-label": words.figuresTitle } : {}}>
      <Kpi label={words.open} value={t?.incidents} line={history.of("incidents")}>
        {t
          ? (
            <span class={t.unassigned > 0 ? "note-warn" : "note"}>
              {words.unassigned(speech.count(t.unassigned))}
            </span>
          )
          : null}
      </Kpi>
      <Kpi label={words.arrived15} value={t?.arrived[0]} line={day?.incidents ?? null}>
        {against(t?.arrived[0], usual?.arrived[0])}
      </Kpi>
      <Kpi label={words.arrived60} value={t?.arrived[1]} line={day ? hourly(day.incidents) : null}>
        {against(t?.arrived[1], usual?.arrived[1])}
      </Kpi>
      <Kpi label={words.workersLive} value={t?.workers} line={day?.workers ?? null}>
        {against(t?.workers, usual?.workers)}
      </Kpi>
      <Kpi label={words.cameras} value={t?.cameras} line={null} />
    </ul>
  );
}

interface KpiProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly line: readonly number[] | null;
  readonly children?: ComponentChildren;
}

function Kpi({ label, value, line, children }: KpiProps) {
  const { speech } = useWall();
  return (
    <li class="kpi">
      <span class="kpi-label">{label}</span>
      <span class="kpi-row">
        {value === undefined
          ? <span class="figure kpi-none">–</span>
          : <Rolling value={value} say={(n) => speech.value.count(n)} />}
        <span class="kpi-side">
          {line ? <Sparkline values={line} /> : null}
          {children}
        </span>
      </span>
    </li>
  );
}

interface DifferenceProps {
  readonly now: number | undefined;
  readonly usual: number | null | undefined;
  readonly basis: { readonly basis: "weeks" | "days"; readonly periods: number } | null;
  readonly speech: Speech;
}

/** More or less than usual at this hour; without history it says so instead of comparing with something else. */
function Difference({ now, usual, basis, speech }: DifferenceProps) {
  if (now === undefined) return null;
  if (usual === null || usual === undefined || !basis) {
    return <span class="note">{speech.words.noUsualYet}</span>;
  }
  const n = Math.round(now - usual);
  return (
    <span
      class={n > 0 ? "note-more" : n < 0 ? "note-less" : "note"}
      title={speech.words.usualBasis(basis.basis, basis.periods)}
    >
      {speech.difference(n)}
    </span>
  );
}

const ORDER: Readonly<Record<FeedState, number>> = { down: 0, quiet: 1, live: 2, waiting: 3 };
const MOST_FEEDS = 5;

/** The worst first; those beyond the room of the strip are counted. */
function Health() {
  const { live, speech: { value: speech }, now: { value: now } } = useWall();
  const { words } = speech;
  const { pulse } = live.state.value;
  if (!pulse) return <div class="health" />;
  const feeds = [...pulse.feeds].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const shown = feeds.slice(0, MOST_FEEDS);
  return (
    <ul class="health" aria-label={words.feedsTitle}>
      <EngineState pulse={pulse} speech={speech} />
      {shown.map((feed) => (
        <li
          key={`${feed.feed}/${feed.kind}`}
          class={`health-${feed.state}`}
          title={`${feed.feed} ${feed.error ?? reasons(feed)}`}
        >
          <HealthShape state={feed.state} name={stateWord(feed.state, words)} />
          <span class="health-name">{feedName(feed, feeds, words)}</span>
          <span class="age">{feedAge(feed, now, speech)}</span>
        </li>
      ))}
      {feeds.length > shown.length
        ? <li class="age">{words.moreFeeds(feeds.length - shown.length)}</li>
        : null}
      <Skew />
      {pulse.progress
        ? <li class="age">{words.progress[pulse.progress.kind](speech.percent(pulse.progress.share))}</li>
        : null}
      {feeds.length === 0 ? <li class="age">{words.noFeeds}</li> : null}
    </ul>
  );
}

/** The kind alone says enough while it has one feed only. */
function feedName({ feed, kind }: FeedHealth, feeds: readonly FeedHealth[], words: Words): string {
  const alone = feeds.filter((other) => other.kind === kind).length === 1;
  return alone ? words.feedKind[kind] : `${words.feedKind[kind]} ${feed}`;
}

function EngineState({ pulse, speech }: { pulse: Pulse; speech: Speech }) {
  const { words } = speech;
  const state: FeedState = pulse.engine === "up" ? "live" : "down";
  return (
    <li class={`health-${state}`}>
      <HealthShape state={state} name={stateWord(state, words)} />
      <span class="health-name">
        {pulse.engine === "up" ? words.engineUp : words.engineDown(speech.count(pulse.backlog))}
      </span>
    </li>
  );
}

function feedAge({ state, last }: FeedHealth, now: number, speech: Speech): string {
  if (last === null) return speech.words.feedWaiting;
  return state === "down" ? `${speech.words.feedDown} ${speech.age(now - last)}` : speech.age(now - last);
}

function stateWord(state: FeedState, words: Words): string {
  return {
    live: words.feedLive,
    quiet: words.feedQuiet,
    down: words.feedDown,
    waiting: words.feedWaiting,
  }[state];
}

function reasons({ reasons }: FeedHealth): string {
  return Object.entries(reasons).map(([reason, n]) => `${reason} ${n}`).join(" · ");
}
