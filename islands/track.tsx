/** The page `/track`: where a worker was. Whoever reads it says why; that is on record before anything is read. */
import { useMemo, useState } from "preact/hooks";
import { linesOf, stopsOf } from "../geo/track.ts";
import type { CityDescription } from "./city.ts";
import { useCity, useDeskTheme } from "./desk_city.ts";
import { DeskHead } from "./desk_head.tsx";
import { Speech } from "./say.ts";
import { readTrackAddress, type TrackAddress, writeTrackAddress } from "./track/address.ts";
import { askTrack, type Reading, type TrackForm as Filled } from "./track/ask.ts";
import { Found } from "./track/found.tsx";
import { TrackForm } from "./track/form.tsx";
import { TrackMap } from "./track/map.tsx";
import { type TrackWords, trackWords } from "./track/words.ts";

export default function TrackIsland() {
  const city = useCity();
  const address = useMemo(() => readTrackAddress(location.search), []);
  useDeskTheme(address.theme);
  if (!city) return <p class="cases-message" role="status">{trackWords(address.lang).loading}</p>;
  return <TrackPage city={city} first={address} />;
}

function TrackPage({ city, first }: { city: CityDescription; first: TrackAddress }) {
  const [address, setAddress] = useState(first);
  const [reading, setReading] = useState<Reading>({ kind: "idle" });
  const [chosen, setChosen] = useState<number | null>(null);
  const words = trackWords(address.lang);
  const speech = useMemo(() => new Speech(address.lang, city.timeZone, city), [address.lang, city]);
  const track = reading.kind === "read" ? reading.track : null;
  const [lines, stops] = useMemo(() => {
    const points = track?.points ?? [];
    return [linesOf(points), stopsOf(points)];
  }, [track]);
  const picture = useMemo(() => ({ lines, stops, chosen }), [lines, stops, chosen]);
  const read = async (form: Filled) => {
    const { worker, from, to } = form;
    const next = { ...address, worker, from, to };
    history.replaceState(null, "", `/track${writeTrackAddress(next)}`);
    setAddress(next);
    setChosen(null);
    setReading({ kind: "reading" });
    setReading(await askTrack(form));
  };
  return (
    <main class="cases track">
      <DeskHead
        city={city}
        lang={address.lang}
        words={words}
        hrefOf={(other) => `/track${writeTrackAddress({ ...address, ...other })}`}
      />
      <div class="track-body">
        <div class="track-side">
          <TrackForm
            address={address}
            timeZone={city.timeZone}
            words={words}
            busy={reading.kind === "reading"}
            onRead={(form) => void read(form)}
          />
          {reading.kind === "failed" ? <Failure reading={reading} words={words} /> : null}
          {reading.kind === "idle" ? <p class="track-empty">{words.before}</p> : null}
          {track
            ? (
              <Found
                track={track}
                stops={stops}
                chosen={chosen}
                words={words}
                speech={speech}
                onChoose={setChosen}
              />
            )
            : null}
        </div>
        <TrackMap city={city} picture={picture} words={words} speech={speech} />
      </div>
    </main>
  );
}

function Failure({ reading: { status, error }, words: { failed } }: {
  reading: Reading & { kind: "failed" };
  words: TrackWords;
}) {
  const known = failed[status as keyof TrackWords["failed"]] ?? failed.other;
  return (
    <div class="track-failed" role="alert">
      <strong>{known}</strong>
      {status === 401 || status === 0 ? null : <p>{error}</p>}
    </div>
  );
}
