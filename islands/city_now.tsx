/** The city's state in one line of the start page: what is open, who is on duty, whether its feeds come, and as of when. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CellsStore } from "./cells_store.ts";
import { type CityDescription, readUntilThere } from "./city.ts";
import { Live } from "./live.ts";
import { Speech } from "./say.ts";
import type { LiveState } from "./state.ts";
import type { Lang } from "./words.ts";
import { silentFeeds } from "./wall/silent.ts";
import { WorkersStore } from "./workers_store.ts";

const SECOND = 1_000;

interface Now {
  readonly speech: Speech;
  readonly state: LiveState;
  /** By the server's clock. */
  readonly at: number;
}

export default function CityNow({ lang }: { lang: Lang }) {
  const [now, setNow] = useState<Now | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    readUntilThere<CityDescription>("/api/city", stop.signal).then(
      (city) => watch(city, lang, setNow, stop.signal),
      () => {},
    );
    return () => stop.abort();
  }, [lang]);
  if (!now?.state.pulse) return <p class="city-now" role="status" />;
  const { speech, state: { pulse, connection }, at } = now;
  const { words } = speech;
  const { incidents, unassigned, workers } = pulse.totals;
  const late = silentFeeds(pulse.feeds).length;
  const lost = connection.kind === "lost";
  return (
    <dl class={lost ? "city-now stale" : "city-now"}>
      <Fact name={words.open} value={speech.count(incidents)}>
        {words.unassigned(speech.count(unassigned))}
      </Fact>
      <Fact name={words.workersLive} value={speech.count(workers)} />
      <Fact name={words.feedsTitle} value={speech.count(pulse.feeds.length)}>
        {late > 0
          ? <span class="warn">{words.feedsLate(late)}</span>
          : pulse.feeds.length > 0
          ? words.feedsWell
          : words.noFeeds}
      </Fact>
      <Fact name={words.asOfNow} value={speech.when(pulse.now, at)}>
        {lost ? <span class="warn">{words.lost}</span> : ""}
      </Fact>
    </dl>
  );
}

function Fact({ name, value, children }: { name: string; value: string; children?: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong> <small>{children}</small>
      </dd>
    </div>
  );
}

function watch(city: CityDescription, lang: Lang, take: (now: Now) => void, stop: AbortSignal): void {
  const live = new Live({
    bounds: city.bounds,
    cells: new CellsStore(),
    workers: new WorkersStore(),
    onFrame: () => {},
    wall: null,
  });
  const speech = new Speech(lang, city.timeZone, city);
  const look = () => take({ speech, state: live.state.peek(), at: live.now() });
  const timer = setInterval(look, SECOND);
  const undo = live.state.subscribe(look);
  stop.addEventListener("abort", () => {
    clearInterval(timer);
    undo();
    live.close();
  }, { once: true });
}
