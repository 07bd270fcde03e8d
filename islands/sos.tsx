/** The SOS strip of a page that has no connection of its own: asks every few seconds, and makes room for what it shows. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { AlertsAnswer } from "./alerts/answer.ts";
import { AlertDesk } from "./alerts/acknowledging.ts";
import { addressOfCall, linkTo } from "./alerts/call_place.ts";
import { askWhoIAm, me } from "./alerts/me.ts";
import type { Voice } from "./alerts/say_alert.ts";
import { alertWords } from "./alerts/words.ts";
import type { CityDescription } from "./city.ts";
import { readJson, readUntilThere, Refused } from "./city.ts";
import { pageVisible } from "./page_visible.ts";
import { callsIn, SosStrip } from "./sos_strip.tsx";
import { Speech } from "./say.ts";
import { poll } from "./wall/poll.ts";
import type { Lang } from "./words.ts";

const EVERY_MS = 3_000;
const URL = "/api/alerts?open=1&kind=sos";

export default function SosIsland({ lang }: { readonly lang: Lang }) {
  const answer = useAnswer();
  const city = useCityFor(answer !== null && answer.alerts.length > 0);
  const desk = useMemo(() => new AlertDesk(), []);
  const voice = useMemo((): Voice | null => city && voiceOf(lang, city), [lang, city]);
  const place = useRef<HTMLDivElement>(null);
  const now = useClock(answer);
  useRoom(place);
  const calls = callsIn(answer?.alerts ?? []).filter(({ id }) => !over(desk, id));
  return (
    <div ref={place} class="sos-top">
      {voice
        ? (
          <SosStrip
            {...{ calls, desk, voice, now }}
            linkOf={(call) => linkTo(addressOfCall(call, me.value, lang))}
          />
        )
        : null}
    </div>
  );
}

/** Between two answers of the server it is known already that somebody acknowledged. */
function over(desk: AlertDesk, id: string): boolean {
  const kind = desk.sent.value.get(id)?.kind;
  return kind === "done" || kind === "taken";
}

function voiceOf(lang: Lang, city: CityDescription): Voice {
  return { words: alertWords(lang), speech: new Speech(lang, city.timeZone, city) };
}

/** The last answer, with when it came; whoever may not hear of any asks no more. */
function useAnswer(): (AlertsAnswer & { readonly at: number }) | null {
  const [answer, setAnswer] = useState<(AlertsAnswer & { at: number }) | null>(null);
  useEffect(() => {
    const stop = poll<AlertsAnswer | null>(URL, { everyMs: EVERY_MS }, (resource) => {
      if (resource.kind !== "ready" || resource.stale) return;
      if (resource.value === null) stop();
      else setAnswer({ ...resource.value, at: resource.at });
    }, {
      read: (url, signal) => readJson<AlertsAnswer>(url, signal).catch(nobodyTold),
      page: pageVisible,
      random: Math.random,
    });
    return stop;
  }, []);
  return answer;
}

function nobodyTold(error: unknown): null {
  if (error instanceof Refused && (error.status === 401 || error.status === 403)) return null;
  throw error;
}

/** Only a page on which somebody calls needs the city's zone, and to know whose page it is. */
function useCityFor(wanted: boolean): CityDescription | null {
  const [city, setCity] = useState<CityDescription | null>(null);
  useEffect(() => {
    if (!wanted || city) return;
    const stop = new AbortController();
    askWhoIAm(stop.signal);
    readUntilThere<CityDescription>("/api/city", stop.signal).then(setCity, () => {});
    return () => stop.abort();
  }, [wanted]);
  return city;
}

/** The server's clock, once a second while something is shown. */
function useClock(answer: (AlertsAnswer & { readonly at: number }) | null): number {
  const [now, setNow] = useState(Date.now());
  const ticking = answer !== null && answer.alerts.length > 0;
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return answer ? now + answer.asOf - answer.at : now;
}

/** Pages that fill the window leave so much of it to the strip. */
function useRoom(place: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const root = document.documentElement;
    const observer = new ResizeObserver(() =>
      root.style.setProperty("--sos-room", `${place.current?.offsetHeight ?? 0}px`)
    );
    observer.observe(place.current!);
    return () => {
      observer.disconnect();
      root.style.removeProperty("--sos-room");
    };
  }, []);
}
