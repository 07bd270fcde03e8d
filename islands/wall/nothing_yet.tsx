/** A city that nothing has come in for yet says so where its picture will be, and what to do. */
import { boxStyle } from "./place.tsx";
import { useWall } from "./model.ts";

export function NothingYet() {
  const { live, city, arrangement, connection, speech: { value: { words, lang } } } = useWall();
  const { pulse } = live.state.value;
  if (!pulse || connection.value.kind !== "live" || pulse.feeds.length > 0) return null;
  const { incidents, workers, cameras } = pulse.totals;
  if (incidents + workers + cameras > 0) return null;
  return (
    <section class="nothing-yet" style={boxStyle(arrangement.value.free)} aria-labelledby="nothing-yet">
      <div>
        <h2 id="nothing-yet">{words.nothingYet}</h2>
        <p>{words.nothingYetWhy}</p>
        {city.basemap.kind === "none" ? <p>{words.noBasemap}</p> : null}
        <p>
          <a href={`/api/docs${lang === "en" ? "?lang=en" : ""}`}>{words.apiDocs}</a>
        </p>
      </div>
    </section>
  );
}
