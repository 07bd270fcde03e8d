/** The strip on top: city, clock and weather, figures with their change, and the health of what feeds them. */
import { Icon } from "../icon.tsx";
import { Languages } from "../icons.ts";
import { FeedsHealth } from "./feeds_health.tsx";
import { useWall } from "./model.ts";
import { ScenarioMenu } from "./scenario_menu.tsx";
import { StripFigures } from "./strip_figures.tsx";

export function Strip() {
  const model = useWall();
  const { city } = model;
  const district = model.district.value;
  const { words, lang } = model.speech.value;
  return (
    <header class="panel strip">
      <div class="strip-city">
        <h1>{city.names[lang]}</h1>
        <p class={district ? "strip-district" : undefined}>
          {district ? district.names[lang] : words.centre}
        </p>
        <p>
          {city.recorded ? <span class="badge" title={words.recordedLong}>{words.recorded}</span> : null}
          <ScenarioMenu />
        </p>
      </div>
      <Clock />
      <StripFigures />
      <FeedsHealth />
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

/** Time, date and weather, a line each: a warning takes the line of the weather, and nothing beside it moves. */
function Clock() {
  const { live, now, speech: { value: speech } } = useWall();
  const weather = live.state.value.pulse?.weather;
  const celsius = weather?.celsius === undefined ? "" : ` · ${speech.celsius(weather.celsius)}`;
  return (
    <div class="strip-clock">
      <time>{speech.clock(now.value)}</time>
      <p>{speech.date(now.value)}{celsius}</p>
      <WeatherNow />
    </div>
  );
}

/** Beyond this age the weather says when it was. */
const OLD_WEATHER_MS = 20 * 60_000;

function WeatherNow() {
  const { live, now, speech: { value: speech } } = useWall();
  const weather = live.state.value.pulse?.weather;
  if (!weather) return <p />;
  const age = now.value - weather.time;
  const old = age > OLD_WEATHER_MS;
  const said = speech.name(weather.text);
  const warning = weather.warning ? speech.name(weather.warning) : "";
  const since = old ? speech.words.weatherOld(speech.age(age)) : "";
  return (
    <p class={old ? "weather stale" : "weather"} title={[said, warning, since].filter(Boolean).join(" · ")}>
      {warning ? <strong class="badge">{warning}</strong> : said}
      {old ? ` · ${since}` : ""}
    </p>
  );
}
