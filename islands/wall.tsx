/** The wall: the map is the canvas, panels float on it. Everything shown is in the address, and nothing moves the view. */
import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type CityDescription, readUntilThere } from "./city.ts";
import { readAddress, writeAddress } from "./wall/address.ts";
import { listenToKeys } from "./wall/keys.ts";
import { wordsOf } from "./words.ts";
import { displayOf, meets, type Size } from "./wall/display.ts";
import { Attribution } from "./wall/attribution.tsx";
import { Banner } from "./wall/banner.tsx";
import { CrowdList } from "./wall/crowd_list.tsx";
import { FilterChip } from "./wall/filter_choice.tsx";
import { Breakdown } from "./wall/breakdown.tsx";
import { Hottest } from "./wall/hottest.tsx";
import { SilentFeeds } from "./wall/silent_feeds.tsx";
import { Legend } from "./wall/legend.tsx";
import { MapPlace } from "./wall/map_place.tsx";
import type { ScreenState } from "./url_state.ts";
import { bodyOf, useWall, WallModel, WallProvider } from "./wall/model.ts";
import { boxStyle, Place } from "./wall/place.tsx";
import { NothingYet } from "./wall/nothing_yet.tsx";
import { Selection } from "./wall/selection.tsx";
import { shareScene } from "./wall/shared_scene.ts";
import { Shortcuts } from "./wall/shortcuts.tsx";
import { WallSos } from "./wall/sos.tsx";
import { Strip } from "./wall/strip.tsx";
import { Summary } from "./wall/summary.tsx";
import { Switcher } from "./wall/switcher.tsx";
import { Ticker } from "./wall/ticker.tsx";
import { Tiles } from "./wall/tiles.tsx";
import { Tooltip } from "./wall/tooltip.tsx";

const SECOND = 1_000;

export default function Wall() {
  const [model, setModel] = useState<WallModel | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    sizeType(bodyOf(displayOf(location.search, windowSize()), firstLook().lang));
    readUntilThere<CityDescription>("/api/city", stop.signal).then(
      (city) => setModel(open(city, stop.signal)),
      () => {},
    );
    return () => stop.abort();
  }, []);
  const { connecting } = wordsOf(firstLook().lang);
  if (!model) return <p class="wall-waiting">{connecting}</p>;
  return (
    <WallProvider value={model}>
      <Picture />
    </WallProvider>
  );
}

function Picture() {
  const { connection, screen, display, arrangement } = useWall();
  const lost = connection.value.kind === "lost";
  const { picture, part, scale, left, top } = display.value;
  const { strip, shape, stripLines } = arrangement.value;
  return (
    <main
      class={`wall ${shape} lines-${stripLines}${lost ? " lost" : ""}${
        screen.value.cell ? " selecting" : ""
      }`}
      style={{
        width: `${picture.width}px`,
        height: `${picture.height}px`,
        transform: `translate(${left}px, ${top}px) scale(${scale}) translate(${-part.x}px, ${-part.y}px)`,
      }}
    >
      <MapPlace />
      <WallSos />
      {meets(strip, part)
        ? (
          <div class="place place-strip" style={{ ...boxStyle(strip), "--lines": stripLines }}>
            <Strip />
          </div>
        )
        : null}
      <Place name="presets">
        <Switcher />
      </Place>
      <Place name="ticker">
        <Ticker />
      </Place>
      <Place name="selection">
        <Selection />
      </Place>
      <Place name="breakdown">
        <Breakdown />
      </Place>
      <Place name="hottest">
        <Hottest />
      </Place>
      <Place name="feeds">
        <SilentFeeds />
      </Place>
      <Place name="legend">
        <Legend />
      </Place>
      <Place name="tiles">
        <Tiles />
      </Place>
      <NothingYet />
      <FilterChip />
      <CrowdList />
      <Attribution />
      <Tooltip />
      <Shortcuts />
      <Banner />
      <Summary />
    </main>
  );
}

function open(city: CityDescription, stop: AbortSignal): WallModel {
  const model = new WallModel(city, signal(firstLook()), stop);
  const undo = [
    effect(() => {
      const state = model.screen.value;
      document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
      document.title = `${city.names[state.lang]} · ${wordsOf(state.lang).wall}`;
      document.documentElement.dataset["theme"] = state.theme;
      const address = writeAddress(state, location.search);
      if (address !== location.pathname + location.search) {
        history.replaceState(null, "", address + location.hash);
      }
    }),
    effect(() => {
      const { pulse } = model.live.state.value;
      if (pulse) model.history.add(pulse);
    }),
    effect(() => sizeType(model.body.value)),
    listenToKeys(model),
    shareScene(model),
  ];
  addEventListener("resize", () => {
    // A window that is put away may have no size; what it showed is shown when it is back.
    if (innerWidth > 0 && innerHeight > 0) model.window.value = windowSize();
  }, { signal: stop });
  const undoClock = tick(model);
  stop.addEventListener("abort", () => {
    undoClock();
    for (const end of undo) end();
    model.live.close();
  }, { once: true });
  return model;
}

/** Ticks as the server's second begins, so that all clocks of a wall tick together. */
function tick(model: WallModel): () => void {
  let timer = 0;
  const next = () => {
    model.now.value = model.live.now();
    timer = setTimeout(next, SECOND - model.live.now() % SECOND) as unknown as number;
  };
  next();
  return () => clearTimeout(timer);
}

function sizeType(body: number): void {
  document.documentElement.style.fontSize = `${body.toFixed(2)}px`;
}

function firstLook(): ScreenState {
  return readAddress(location.pathname, location.search);
}

function windowSize(): Size {
  return { width: innerWidth, height: innerHeight };
}
