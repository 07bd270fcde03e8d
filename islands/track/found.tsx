/** What was found: how much, how far, and where somebody stayed; each stay shows itself on the map. */
import type { Track } from "../../dashboards/track.ts";
import { lengthOf, type Stop } from "../../geo/track.ts";
import type { Speech } from "../say.ts";
import type { TrackWords } from "./words.ts";

interface Props {
  readonly track: Track;
  readonly stops: readonly Stop[];
  readonly chosen: number | null;
  readonly words: TrackWords;
  readonly speech: Speech;
  readonly onChoose: (stop: number | null) => void;
}

export function Found({ track, stops, chosen, words, speech, onChoose }: Props) {
  const { points, elsewhere, more, recorded } = track;
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div class="track-found">
      <p class="track-recorded" role="status">{words.recorded(speech.count(recorded))}</p>
      {first && last
        ? (
          <>
            <dl>
              <Fact name={words.points} value={speech.count(points.length)} />
              <Fact name={words.length} value={speech.distance(lengthOf(points))} />
              <Fact name={words.first} value={speech.dayClock(first.time)} />
              <Fact name={words.last} value={speech.dayClock(last.time)} />
            </dl>
            <Notes elsewhere={elsewhere} more={more} words={words} speech={speech} />
            <h2>{words.stops}</h2>
            {stops.length === 0 ? <p class="track-hint">{words.noStops}</p> : (
              <ol>
                {stops.map(({ from, to, lat, lon }, i) => (
                  <li key={from}>
                    <button
                      type="button"
                      aria-pressed={i === chosen}
                      onClick={() => onChoose(i === chosen ? null : i)}
                    >
                      <span>{words.stay(speech.hourMinute(from), speech.hourMinute(to))}</span>
                      <strong>{words.minutes(speech.count(Math.round((to - from) / 60_000)))}</strong>
                      <span class="track-where">{speech.coordinates({ lat, lon })}</span>
                    </button>
                  </li>
                ))}
              </ol>
            )}
          </>
        )
        : (
          <p class="track-empty">
            {elsewhere > 0 ? words.onlyElsewhere(speech.count(elsewhere)) : words.none}
          </p>
        )}
    </div>
  );
}

function Notes({ elsewhere, more, words, speech }: Pick<Props, "words" | "speech"> & {
  elsewhere: number;
  more: boolean;
}) {
  return (
    <>
      {elsewhere > 0 ? <p class="track-hint">{words.elsewhere(speech.count(elsewhere))}</p> : null}
      {more ? <p class="track-hint">{words.more}</p> : null}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
