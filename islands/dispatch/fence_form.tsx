/** The form of a fence: its name, its corners, what is watched, of whom and when. All of it goes by keyboard too. */
import { useState } from "preact/hooks";
import { readCoordinate } from "../../dispatch/search.ts";
import { FENCE_WATCHES } from "../../store/fence.ts";
import { type Drawing, LEAST_DWELL, LONGEST_NAME, MOST_DWELL, USUAL_HOURS } from "./fence_draft.ts";
import { Said } from "./fence_panel.tsx";
import { FenceWorkers } from "./fence_workers.tsx";
import { useDispatch } from "./model.ts";

export function FenceForm({ drawing }: { drawing: Drawing }) {
  const model = useDispatch();
  const { fence } = model;
  const words = model.fenceWords.value;
  const fault = fence.tried.value ? fence.fault.value : null;
  const sending = fence.keeping.value.kind === "sending";
  return (
    <form
      class="fence-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void fence.keep();
      }}
    >
      <label class="cases-field">
        <span>{words.name}</span>
        <input
          value={drawing.name}
          maxLength={LONGEST_NAME}
          onInput={(event) => fence.change({ name: event.currentTarget.value })}
        />
      </label>
      <CornersField drawing={drawing} />
      <fieldset>
        <legend>{words.when}</legend>
        {FENCE_WATCHES.map((watch) => (
          <label key={watch}>
            <input
              type="checkbox"
              checked={drawing.watches.includes(watch)}
              onChange={(event) =>
                fence.change({
                  watches: FENCE_WATCHES.filter((one) =>
                    one === watch ? event.currentTarget.checked : drawing.watches.includes(one)
                  ),
                })}
            />
            {words.watches[watch]}
          </label>
        ))}
      </fieldset>
      <FenceWorkers drawing={drawing} />
      <label class="cases-field">
        <span>{words.dwell}</span>
        <input
          type="number"
          min={LEAST_DWELL}
          max={MOST_DWELL}
          value={drawing.dwellSeconds}
          aria-describedby="fence-dwell"
          onInput={(event) => fence.change({ dwellSeconds: event.currentTarget.valueAsNumber })}
        />
        <small id="fence-dwell">{words.dwellHint}</small>
      </label>
      <HoursField drawing={drawing} />
      {fault ? <p class="error" role="alert">{words.faults[fault]}</p> : null}
      {model.away ? <p class="error" role="status">{words.away}</p> : null}
      <Said />
      <p class="fence-acts">
        <button type="submit" class="primary" disabled={sending || model.away}>
          {sending ? words.keeping : words.keep}
        </button>
        <button type="button" disabled={sending} onClick={() => fence.leave()}>{words.discard}</button>
      </p>
    </form>
  );
}

function CornersField({ drawing: { corners } }: { drawing: Drawing }) {
  const model = useDispatch();
  const { fence, speech } = model;
  const words = model.fenceWords.value;
  const [typed, setTyped] = useState("");
  const [bad, setBad] = useState(false);
  const add = () => {
    const place = readCoordinate(typed, model.city.bounds);
    setBad(!place || place.outside);
    if (!place || place.outside) return;
    fence.point(place);
    setTyped("");
  };
  return (
    <fieldset>
      <legend>
        {words.area} · {words.corners(corners.length)}
      </legend>
      <p class="fence-acts">
        <button
          type="button"
          aria-pressed={fence.clicking.value}
          onClick={() => fence.clicking.value = !fence.clicking.value}
        >
          {fence.clicking.value ? words.stopDrawing : words.drawMore}
        </button>
        <button type="button" onClick={() => fence.point(model.view.peek())}>{words.middle}</button>
        <button type="button" disabled={corners.length === 0} onClick={() => fence.undo()}>
          {words.undo}
        </button>
      </p>
      <div class="cases-field">
        <label for="fence-typed">{words.typed}</label>
        <span class="fence-typed">
          <input
            id="fence-typed"
            value={typed}
            aria-invalid={bad}
            {...(bad ? { "aria-describedby": "fence-bad" } : {})}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" onClick={add}>{words.add}</button>
        </span>
      </div>
      {bad ? <p class="error" id="fence-bad" role="alert">{words.notPlace}</p> : null}
      {corners.length > 0
        ? (
          <ol class="fence-corners">
            {corners.map(([lon, lat], i) => (
              <li key={`${i} ${lon} ${lat}`}>
                <span>{speech.value.coordinates({ lat, lon })}</span>
                <button
                  type="button"
                  class="link"
                  aria-label={words.removeCorner(i + 1)}
                  onClick={() => fence.undo(i)}
                >
                  ×
                </button>
              </li>
            ))}
          </ol>
        )
        : null}
    </fieldset>
  );
}

function HoursField({ drawing: { hours } }: { drawing: Drawing }) {
  const model = useDispatch();
  const { fence } = model;
  const words = model.fenceWords.value;
  return (
    <fieldset>
      <legend>{words.hours}</legend>
      <label>
        <input
          type="radio"
          name="fence-hours"
          checked={!hours}
          onChange={() => fence.change({ hours: null })}
        />
        {words.always}
      </label>
      <label>
        <input
          type="radio"
          name="fence-hours"
          checked={hours !== null}
          onChange={() => fence.change({ hours: USUAL_HOURS })}
        />
        {words.hoursSome}
      </label>
      {hours
        ? (
          <div class="fence-hours">
            {words.days.map((name, i) => (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={hours.days.includes(i + 1)}
                  onChange={(event) => {
                    const others = hours.days.filter((day) => day !== i + 1);
                    const days = event.currentTarget.checked
                      ? [...others, i + 1].sort((a, b) => a - b)
                      : others;
                    fence.change({ hours: { ...hours, days } });
                  }}
                />
                {name}
              </label>
            ))}
            <span class="fence-clock">
              {(["from", "to"] as const).map((end) => (
                <label key={end}>
                  {words[end]}{" "}
                  <input
                    type="time"
                    value={hours[end]}
                    onInput={(event) =>
                      fence.change({ hours: { ...hours, [end]: event.currentTarget.value } })}
                  />
                </label>
              ))}
              {hours.from >= hours.to ? <small>{words.overnight}</small> : null}
            </span>
          </div>
        )
        : null}
    </fieldset>
  );
}
