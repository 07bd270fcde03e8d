/** The wall: the map is the canvas, panels float on it. Everything shown is in the address, and nothing moves the view. */
import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type CityDescription, readUntilThere } from "./city.ts";
import { readState, writeState } from "./url_state.ts";
import { bodySize, readGeometry } from "./wall_type.ts";
import { wordsOf } from "./words.ts";
import { Banner } from "./wall/banner.tsx";
import { Legend } from "./wall/legend.tsx";
import { MapPlace } from "./wall/map_place.tsx";
import { useWall, WallModel, WallProvider } from "./wall/model.ts";
import { Selection } from "./wall/selection.tsx";
import { Strip } from "./wall/strip.tsx";
import { Summary } from "./wall/summary.tsx";
import { Ticker } from "./wall/ticker.tsx";
import { Tiles } from "./wall/tiles.tsx";
import { Tooltip } from "./wall/tooltip.tsx";

const TICK_MS = 1_000;

export default function Wall() {
  const [model, setModel] = useState<WallModel | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    sizeType();
    addEventListener("resize", sizeType, { signal: stop.signal });
    readUntilThere<CityDescription>("/api/city", stop.signal).then(
      (city) => setModel(open(city, stop.signal)),
      () => {},
    );
    return () => stop.abort();
  }, []);
  const { connecting } = wordsOf(readState(location.search).lang);
  if (!model) return <p class="wall-waiting">{connecting}</p>;
  return (
    <WallProvider value={model}>
      <Picture />
    </WallProvider>
  );
}

function Picture() {
  const { connection, screen } = useWall();
  const lost = connection.value.kind === "lost";
  return (
    <main class={`wall${lost ? " lost" : ""}${screen.value.cell ? " selecting" : ""}`}>
      <MapPlace />
      <Strip />
      <div class="side">
        <Selection />
        <Legend />
      </div>
      <Ticker />
      <Tiles />
      <Tooltip />
      <Banner />
      <Summary />
    </main>
  );
}

function open(city: CityDescription, stop: AbortSignal): WallModel {
  const model = new WallModel(city, signal(readState(location.search)));
  const undo = [
    effect(() => {
      const state = model.screen.value;
      document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
      document.title = `${city.names[state.lang]} · ${wordsOf(state.lang).wall}`;
      const query = writeState(state, location.search);
      if (query !== location.search) {
        history.replaceState(null, "", location.pathname + query + location.hash);
      }
    }),
    effect(() => {
      const { pulse } = model.live.state.value;
      if (pulse) model.history.add(pulse);
    }),
  ];
  const clock = setInterval(() => model.now.value = model.live.now(), TICK_MS);
  stop.addEventListener("abort", () => {
    clearInterval(clock);
    for (const end of undo) end();
    model.live.close();
  }, { once: true });
  return model;
}

/** Type comes from the wall's geometry or its pixels; everything else is measured in it. */
function sizeType(): void {
  const { innerWidth, innerHeight } = globalThis;
  const chinese = readState(location.search).lang === "zh";
  const px = bodySize(innerWidth, innerHeight, readGeometry(location.search), chinese);
  document.documentElement.style.fontSize = `${px.toFixed(2)}px`;
}
