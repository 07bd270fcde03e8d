/** What lies on the map: what cells say and over which window, which layers are drawn and how strongly, and what is left out. */
import { useEffect, useRef } from "preact/hooks";
import { CELL_MEASURES, isWindowed } from "../../geo/layers/cell_measure.ts";
import { WINDOWS } from "../../streams/wire.ts";
import { Icon } from "../icon.tsx";
import { X } from "../icons.ts";
import { FIRST_LAYERS, type LayerName, LAYERS, LEAST_OPACITY, withLayer } from "../layers.ts";
import { GUTTER } from "./arrange/panels.ts";
import { FilterChoice } from "./filter_choice.tsx";
import { useLate } from "./late_layer.tsx";
import { LayerKey } from "./map_keys.tsx";
import { useWall, type WallModel } from "./model.ts";

export function LayerPanel({ onClose }: { onClose: () => void }) {
  const model = useWall();
  const { words } = model.speech.value;
  const { below, room } = roomBeside(model);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <section
      id="layer-panel"
      class={`panel layer-panel${below ? " below" : ""}`}
      style={{ maxHeight: `${room}px` }}
      aria-labelledby="layer-panel-title"
      ref={panel}
      onKeyDown={onKey}
    >
      <header>
        <h2 id="layer-panel-title">{words.layers}</h2>
        <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon node={X} />
        </button>
      </header>
      <MeasureChoice />
      <h3>{words.onTheMap}</h3>
      <ul class="layer-list">
        {[...LAYERS].reverse().map((name) => <LayerLine key={name} name={name} />)}
      </ul>
      <FilterChoice />
    </section>
  );
}

/** Between legend and strip, or below the legend where that is more: it never lies over the strip. */
function roomBeside({ arrangement, display, body }: WallModel): { below: boolean; room: number } {
  const { strip, panels: { legend } } = arrangement.value;
  if (!legend) return { below: false, room: 0 };
  const gaps = 2 * GUTTER * body.value;
  const above = legend.y - strip.y - strip.height - gaps;
  const under = display.value.picture.height - legend.y - legend.height - gaps;
  return { below: under > above, room: Math.floor(Math.max(above, under)) };
}

function MeasureChoice() {
  const model = useWall();
  const { words } = model.speech.value;
  const { measure, window } = model.screen.value;
  const windowed = isWindowed(measure);
  return (
    <>
      <h3 id="measure-title">{words.cellsSay}</h3>
      <div class="segments measures" role="radiogroup" aria-labelledby="measure-title">
        {CELL_MEASURES.map((name) => (
          <Segment
            key={name}
            on={name === measure}
            onPick={() => model.change({ measure: name })}
          >
            {words.measure[name]}
          </Segment>
        ))}
      </div>
      <div class="segments" role="radiogroup" aria-label={words.windowChoice} aria-disabled={!windowed}>
        {WINDOWS.map((minutes) => (
          <Segment
            key={minutes}
            on={windowed && minutes === window}
            off={!windowed}
            onPick={() => model.change({ window: minutes })}
          >
            {words.window[minutes]}
          </Segment>
        ))}
      </div>
    </>
  );
}

function Segment({ on, off = false, onPick, children }: {
  on: boolean;
  off?: boolean;
  onPick: () => void;
  children: string;
}) {
  return (
    <button type="button" role="radio" aria-checked={on} disabled={off} class="segment" onClick={onPick}>
      {children}
    </button>
  );
}

function LayerLine({ name }: { name: LayerName }) {
  const model = useWall();
  const { words } = model.speech.value;
  const { layers } = model.screen.value;
  const opacity = layers[name];
  const late = useLate(name);
  const set = (next: number) => model.change({ layers: withLayer(layers, name, next) });
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={opacity > 0}
          onChange={() => set(opacity > 0 ? 0 : FIRST_LAYERS[name] || 1)}
        />
        {words.layer[name]}
        <LayerKey name={name} />
        {late ? <span class="age warn">{late}</span> : null}
      </label>
      <input
        type="range"
        aria-label={`${words.layer[name]} · ${words.opacity}`}
        min={LEAST_OPACITY}
        max="1"
        step="0.05"
        disabled={opacity === 0}
        value={opacity || 1}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
    </li>
  );
}
