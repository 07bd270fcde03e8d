/** What the colours and marks on the map stand for; and the door to the panel that switches them. */
import { useState } from "preact/hooks";
import { isWindowed } from "../../geo/layers/cell_measure.ts";
import { cssColour } from "../../geo/layers/heat_ramp.ts";
import { hatchSteps, legendSteps } from "../../geo/layers/legend_steps.ts";
import type { Rgba } from "../../geo/layers/ramp.ts";
import { Icon } from "../icon.tsx";
import { Layers as LayersIcon } from "../icons.ts";
import type { Layers } from "../layers.ts";
import type { Words } from "../words.ts";
import { LayerPanel } from "./layer_panel.tsx";
import { useWall } from "./model.ts";
import { useLate } from "./late_layer.tsx";
import { SeverityShape } from "./shape.tsx";

export function Legend() {
  const { speech: { value: { words } }, screen } = useWall();
  const [open, setOpen] = useState(false);
  const { layers } = screen.value;
  return (
    <>
      {open ? <LayerPanel onClose={() => setOpen(false)} /> : null}
      <section class="panel legend" aria-label={words.legend}>
        <CellsLegend />
        <Marks words={words} layers={layers} />
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

function Steps() {
  const { breaks, speech: { value: speech }, screen, theme } = useWall();
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
        {hatchSteps(measure, theme.value).map(({ name, colour, under }) => (
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

function Marks({ words, layers }: { words: Words; layers: Layers }) {
  const { pulse } = useWall().live.state.value;
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
        : (["free", "assigned", "silent"] as const).map((state) => (
          <li key={state}>
            <i class={`dot dot-${state}`} />
            {words.workerState[state]}
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
