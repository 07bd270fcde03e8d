/** The console `/dispatch`: queue, map and case side by side; everything shown is in the address, and the view moves only by hand. */
import { effect, signal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { CityDescription } from "./city.ts";
import { useCity, useDistrictNames } from "./desk_city.ts";
import { type DispatchAddress, readAddress, writeAddress } from "./dispatch/address.ts";
import { AlertsButton, Sos } from "./dispatch/alerts.tsx";
import { listenToKeys, SHORTCUTS } from "./dispatch/keys.ts";
import { MapArea } from "./dispatch/map_area.tsx";
import { DispatchModel, DispatchProvider, useDispatch } from "./dispatch/model.ts";
import { Queue } from "./dispatch/queue.tsx";
import { SearchField } from "./dispatch/search_field.tsx";
import { Side } from "./dispatch/side.tsx";
import { dispatchWords } from "./dispatch/words.ts";
import { Icon } from "./icon.tsx";
import { Keyboard, PanelLeft, PanelRight } from "./icons.ts";
import { ShortcutList } from "./shortcuts.tsx";
import { useResource } from "./wall/resource.ts";
import type { Who } from "./cases/use_cases.ts";

export default function DispatchIsland() {
  const city = useCity();
  const { lang } = useMemo(() => readAddress(location.search), []);
  if (!city) return <p class="cases-message" role="status">{dispatchWords(lang).loading}</p>;
  return <Console city={city} />;
}

function Console({ city }: { city: CityDescription }) {
  const [model, setModel] = useState<DispatchModel | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    setModel(open(city, stop.signal));
    return () => stop.abort();
  }, []);
  if (!model) return null;
  return (
    <DispatchProvider value={model}>
      <Page />
    </DispatchProvider>
  );
}

function Page() {
  const model = useDispatch();
  const { queueHidden, sideHidden } = model.address.value;
  const names = useDistrictNames(model.city);
  const [who] = useResource<Who>("/api/session", 60_000);
  useEffect(() => {
    if (who.kind === "ready") model.who.value = who.value;
  }, [who]);
  const folded = `${queueHidden ? " no-queue" : ""}${sideHidden ? " no-side" : ""}`;
  return (
    <main class={`dispatch${folded}${model.away ? " lost" : ""}`}>
      <Sos />
      <Head />
      <Lost />
      <div class="dispatch-body">
        {queueHidden ? null : <Queue names={names} />}
        <MapArea />
        {sideHidden ? null : <Side />}
      </div>
      <Shortcuts />
    </main>
  );
}

function Head() {
  const model = useDispatch();
  const words = model.words.value;
  const speech = model.speech.value;
  const { lang, queueHidden, sideHidden } = model.address.value;
  const theme = model.theme.value === "light" ? "dark" : "light";
  const query = lang === "en" ? "?lang=en" : "";
  const person = model.who.value?.person;
  return (
    <header class="dispatch-head">
      <button
        type="button"
        class="fold"
        aria-pressed={!queueHidden}
        aria-keyshortcuts="["
        onClick={() => model.change({ queueHidden: !queueHidden })}
      >
        <Icon node={PanelLeft} /> {words.queue}
      </button>
      <h1>
        {model.city.names[lang]} <span>{words.title}</span>
      </h1>
      <SearchField />
      <nav>
        {person ? <span>{speech.name(person.name)}</span> : null}
        <AlertsButton />
        <a href={`/${query}`}>{words.home}</a>
        {model.may("cells.look") ? <a href={`/wall${query}`}>{words.wall}</a> : null}
        <a href={`/cases${query}`}>{words.cases}</a>
        {model.may("handover.sign") ? <a href={`/handover${query}`}>{words.handover}</a> : null}
        <button type="button" class="link" onClick={() => model.change({ theme })}>{words[theme]}</button>
        <button
          type="button"
          class="link"
          lang={lang === "zh" ? "en" : "zh-CN"}
          onClick={() => model.change({ lang: lang === "zh" ? "en" : "zh" })}
        >
          {words.lang}
        </button>
        <button
          type="button"
          class="link"
          aria-keyshortcuts="?"
          onClick={() => model.helping.value = true}
        >
          <Icon node={Keyboard} /> {words.keys}
        </button>
      </nav>
      <button
        type="button"
        class="fold"
        aria-pressed={!sideHidden}
        aria-keyshortcuts="]"
        onClick={() => model.change({ sideHidden: !sideHidden })}
      >
        {words.cases} <Icon node={PanelRight} />
      </button>
    </header>
  );
}

/** The server is gone: said at once, with since when, and how old what is shown has become. */
function Lost() {
  const model = useDispatch();
  const connection = model.connection.value;
  const [now, setNow] = useState(Date.now);
  const lost = connection.kind === "lost";
  useEffect(() => {
    if (!lost) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [lost]);
  const speech = model.speech.value;
  return (
    <div class="dispatch-lost" role="alert">
      {lost
        ? model.words.value.lost(
          speech.clock(connection.since),
          speech.age(Math.max(now - connection.since, 1_000)),
        )
        : null}
    </div>
  );
}

function Shortcuts() {
  const model = useDispatch();
  const words = model.words.value;
  const lines = SHORTCUTS.map(({ keys, says }) => ({ keys, says: words.shortcuts[says] }));
  const close = () => model.helping.value = false;
  return <ShortcutList title={words.keys} lines={lines} open={model.helping.value} onClose={close} />;
}

function open(city: CityDescription, stop: AbortSignal): DispatchModel {
  const address = signal<DispatchAddress>(readAddress(location.search));
  const model = new DispatchModel(city, address, stop);
  let { choice } = address.peek();
  const undo = [
    effect(() => {
      document.documentElement.dataset["theme"] = model.theme.value;
    }),
    effect(() => {
      const state = address.value;
      document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
      document.title = `${city.names[state.lang]} · ${dispatchWords(state.lang).title}`;
      const next = location.pathname + writeAddress(state);
      if (next === location.pathname + location.search) return;
      // What was opened is a step in the history; a filter or a moved map is none.
      if (state.choice !== choice) history.pushState(null, "", next);
      else history.replaceState(null, "", next);
      choice = state.choice;
    }),
    effect(() => {
      if (model.choice.kind !== "case") model.presence.looks();
    }),
    listenToKeys(model),
  ];
  // Going back opens what was open; the map stays where it is.
  const back = () => {
    const before = readAddress(location.search);
    choice = before.choice;
    model.change({ choice: before.choice, worker: before.worker });
  };
  addEventListener("popstate", back, { signal: stop });
  stop.addEventListener("abort", () => {
    for (const end of undo) end();
  }, { once: true });
  return model;
}
