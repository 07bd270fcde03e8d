/** The legend is also the switch: what cells count, over which window, how strongly they are drawn. */
import { RAMP } from "../../geo/layers/ramp.ts";
import { MEASURES, WINDOWS } from "../../streams/wire.ts";
import type { Words } from "../words.ts";
import { useWall } from "./model.ts";
import { SeverityShape } from "./shape.tsx";

/** Measures of which only the last minutes or hours make sense; the others are as of now. */
const WINDOWED = new Set(["incidents", "fixes"]);

export function Legend() {
  const model = useWall();
  const { words } = model.speech.value;
  const { measure, window, opacity } = model.screen.value;
  const windowed = WINDOWED.has(measure);
  return (
    <section class="panel legend" aria-label={words.legend}>
      <div class="segments" role="radiogroup" aria-label={words.legend}>
        {MEASURES.map((name) => (
          <Segment
            key={name}
            on={name === measure}
            onPick={() => model.change({ measure: name })}
          >
            {words.measure[name]}
          </Segment>
        ))}
      </div>
      <div class="segments" role="radiogroup" aria-disabled={!windowed}>
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
      <Classes title={words.perCell(words.measure[measure], windowed ? words.window[window] : "")} />
      <label class="strength">
        <span>{words.opacity}</span>
        <input
          type="range"
          min="0.2"
          max="1"
          step="0.05"
          value={opacity}
          onInput={(event) => model.change({ opacity: Number(event.currentTarget.value) })}
        />
      </label>
      <Marks words={words} />
    </section>
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

function Classes({ title }: { title: string }) {
  const { breaks, speech: { value: speech } } = useWall();
  return (
    <figure class="classes">
      <figcaption>{title}</figcaption>
      <ol>
        {breaks.value.map((least, i) => (
          <li key={i}>
            <i style={{ background: `rgb(${RAMP[i]!.slice(0, 3).join(" ")})` }} />
            {i === RAMP.length - 1 ? `${speech.count(least)}+` : speech.count(least)}
          </li>
        ))}
      </ol>
    </figure>
  );
}

function Marks({ words }: { words: Words }) {
  const crowded = useWall().live.state.value.pulse?.crowded;
  return (
    <ul class="marks">
      {[1, 2, 3, 4].map((severity) => (
        <li key={severity}>
          <SeverityShape severity={severity} name="" />
          {words.severity[severity]}
        </li>
      ))}
      <li>
        <i class="dot dot-free" />
        {words.free}
      </li>
      <li>
        <i class="dot dot-assigned" />
        {words.legendAssigned}
      </li>
      <li>
        <i class="dot dot-silent" />
        {words.legendSilent}
      </li>
      {crowded ? <li class="age">{words.crowded}</li> : null}
    </ul>
  );
}
