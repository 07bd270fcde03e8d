/** What the colours and marks on the map stand for; and the door to the panel that switches them. */
import { useState } from "preact/hooks";
import { CAMERAS_FROM_ZOOM } from "../../geo/layers/cameras.ts";
import { isWindowed } from "../../geo/layers/cell_measure.ts";
import { cssColour } from "../../geo/layers/heat_ramp.ts";
import { hatchSteps, legendSteps } from "../../geo/layers/legend_steps.ts";
import type { Rgba } from "../../geo/layers/ramp.ts";
import { DETAILED_FROM_ZOOM } from "../../geo/layers/workers_zoom.ts";
import { type BorderName, BORDERS } from "../borders.ts";
import { Icon } from "../icon.tsx";
import { ReachLegend } from "../reach_legend.tsx";
import { Layers as LayersIcon } from "../icons.ts";
import { LayerPanel } from "./layer_panel.tsx";
import { BorderKey, CameraKey, FenceKey, HeatKey, WORKER_STATES, WorkerKey } from "./map_keys.tsx";
import { useWall } from "./model.ts";
import { useLate } from "./late_layer.tsx";
import { SeverityShape } from "./shape.tsx";
import { isWatched } from "./watched.ts";

export function Legend() {
  const { words } = useWall().speech.value;
  const [open, setOpen] = useState(false);
  return (
    <>
      {open ? <LayerPanel onClose={() => setOpen(false)} /> : null}
      <section class="panel legend" aria-label={words.legend}>
        <CellsLegend />
        <Reach />
        <Marks />
        <DrawsLess />
        <button
          type="button"
          class="layers-button"
          aria-expanded={open}
          aria-controls="layer-panel"
          onClick={() => setOpen(!open)}
        >
          <Icon node={LayersIcon} />
          {words.layers}
        </button>
      </section>
    </>
  );
}

function CellsLegend() {
  const { screen, speech: { value: { words } } } = useWall();
  const { measure, window, layers } = screen.value;
  // The reach is drawn in hexagons too: that those of the figures are not would be a riddle.
  if (layers.cells === 0 && layers.reach > 0) return null;
  if (layers.cells === 0) return <p class="legend-off">{words.layerOff(words.layer.cells)}</p>;
  return (
    <figure class="classes">
      <figcaption>
        {words.perCell(words.measure[measure], isWindowed(measure) ? words.window[window] : "")}
      </figcaption>
      <Steps />
      {measure === "usual" ? <UsualAge /> : null}
    </figure>
  );
}

function Reach() {
  const { screen, theme, reach, now, speech } = useWall();
  return (
    <ReachLegend
      shown={reach.value}
      strength={screen.value.layers.reach}
      theme={theme.value}
      speech={speech.value}
      now={now.value}
    />
  );
}

function Steps() {
  const { breaks, live, speech: { value: speech }, screen, theme } = useWall();
  const watched = isWatched(live.state.value.pulse);
  const { measure } = screen.value;
  const strength = screen.value.layers.cells;
  const steps = legendSteps(measure, breaks.value, theme.value, (value) => speech.figure(value));
  const { words } = speech;
  return (
    <>
      <ol>
        {steps.map(({ colour, label }, i) => (
          <li key={i}>
            <i class="swatch">
              <i style={{ background: cssColour(faded(colour, strength)) }} />
            </i>
            {label}
          </li>
        ))}
      </ol>
      <ul class="hatches">
        {watched ? null : <li>{words.noWorkerFeed}</li>}
        {!watched ? null : hatchSteps(measure, theme.value).map(({ name, colour, under }) => (
          <li key={name}>
            <i class="swatch">
              <i style={{ background: stripes(colour, under) }} />
            </i>
            {words[name]}
          </li>
        ))}
      </ul>
    </>
  );
}

/** How old the comparison is, or that there is none. */
function UsualAge() {
  const { usual, speech: { value: speech }, now } = useWall();
  const { words } = speech;
  switch (usual.value.kind) {
    case "loading":
      return <p class="age">{words.loading}</p>;
    case "failed":
      return <p class="age warn">{words.usualFailed}</p>;
    case "ready": {
      const { cells, failed } = usual.value;
      if (cells.periods === 0) return <p class="age warn">{words.usualNone}</p>;
      const age = speech.when(cells.at, now.value);
      return <p class={failed ? "age warn" : "age"}>{words.usualOf[cells.basis](cells.periods, age)}</p>;
    }
  }
}

function Marks() {
  const { live, screen, speech, view, city } = useWall();
  const { pulse } = live.state.value;
  const { words } = speech.value;
  const { layers } = screen.value;
  const { zoom } = view.value;
  const near = zoom >= DETAILED_FROM_ZOOM;
  const borders = (Object.keys(BORDERS) as BorderName[]).filter((name) =>
    layers[name] > 0 && zoom >= BORDERS[name].from && city[name] !== undefined
  );
  const [noIncidents, noWorkers] = [useLate("incidents"), useLate("workers")];
  return (
    <ul class="marks">
      {layers.incidents === 0 ? null : [1, 2, 3, 4].map((severity) => (
        <li key={severity}>
          <SeverityShape severity={severity} />
          {words.severity[severity]}
        </li>
      ))}
      {layers.incidents === 0 || !noIncidents ? null : <li class="age warn">{noIncidents}</li>}
      {layers.workers === 0
        ? null
        : noWorkers
        ? <li class="age warn">{noWorkers}</li>
        : WORKER_STATES.map((state) => (
          <li key={state}>
            <WorkerKey state={state} />
            {words.workerState[state]}
          </li>
        ))}
      {layers.workers > 0 && !noWorkers && near
        ? (
          <li>
            <WorkerKey state="free" age={0.35} />
            {words.ageOfFix}
          </li>
        )
        : null}
      {layers.cameras > 0 && zoom >= CAMERAS_FROM_ZOOM
        ? (
          <li>
            <CameraKey />
            {words.layer.cameras}
          </li>
        )
        : null}
      {layers.heat > 0
        ? (
          <li>
            <HeatKey strength={layers.heat} />
            {words.layer.heat}
          </li>
        )
        : null}
      {layers.fences > 0
        ? (
          <li>
            <FenceKey strength={layers.fences} />
            {words.layer.fences}
          </li>
        )
        : null}
      {borders.map((name) => (
        <li key={name}>
          <BorderKey name={name} strength={layers[name]} />
          {words.layer[name]}
        </li>
      ))}
      {pulse?.crowded ? <li class="age">{words.crowded}</li> : null}
      {pulse?.unfiltered ? <li class="age warn">{words.unfiltered}</li> : null}
    </ul>
  );
}

/** A machine that draws less says so, and what it leaves out. */
function DrawsLess() {
  const { effort, speech } = useWall();
  const { step, software } = effort.value;
  if (step === "full") return null;
  const { words } = speech.value;
  return (
    <p class="draws-less" role="status" title={words.effortWhy}>
      {software ? `${words.noGraphics} · ` : ""}
      {words.effort[step]}
    </p>
  );
}

function faded([red, green, blue, alpha]: Rgba, strength: number): Rgba {
  return [red, green, blue, alpha * strength];
}

function stripes(colour: Rgba, under: Rgba | null): string {
  const line = cssColour(colour);
  const gap = under ? cssColour(under) : "transparent";
  return `repeating-linear-gradient(-45deg, ${line} 0 0.09rem, ${gap} 0.09rem 0.3rem)`;
}
