/** Geofences at the right: the list of all, or the one that is drawn or changed. */
import { useEffect, useState } from "preact/hooks";
import type { Fence } from "../../store/fence.ts";
import { middleOf } from "./fence_draft.ts";
import { FenceForm } from "./fence_form.tsx";
import { useDispatch } from "./model.ts";

export function FencePanel() {
  const model = useDispatch();
  const words = model.fenceWords.value;
  const { drawing } = model.fence;
  const { choice } = model;
  const fences = model.fences.fences.value;
  const wanted = choice.kind === "fences" ? choice.id : null;
  const asked = fences.find(({ id }) => id === wanted);
  useEffect(() => {
    if (!asked) return;
    // An address or an alert that names one shows it; what is being drawn is not lost for it.
    model.go(middleOf(asked.ring));
  }, [asked?.id]);
  useEffect(() => () => {
    model.fence.clicking.value = false;
  }, []);
  return (
    <section class="cell-panel fence-panel" aria-label={words.title}>
      <header>
        <h2>{drawing.value ? drawing.value.of ? words.editTitle : words.newTitle : words.title}</h2>
        <button type="button" class="case-close" onClick={() => model.close()}>
          {model.words.value.closePanel}
        </button>
      </header>
      {drawing.value ? <FenceForm drawing={drawing.value} /> : <FenceList fences={fences} wanted={wanted} />}
    </section>
  );
}

function FenceList({ fences, wanted }: { fences: readonly Fence[]; wanted: string | null }) {
  const model = useDispatch();
  const words = model.fenceWords.value;
  const state = model.fences.state.value;
  const manages = model.may("fences.manage");
  return (
    <>
      <Said />
      {manages
        ? <button type="button" class="primary" onClick={() => model.fence.begin()}>{words.draw}</button>
        : null}
      {state === "failed" ? <p class="error" role="alert">{words.failed}</p> : null}
      {state === "loading" ? <p class="faint" role="status">{model.words.value.loading}</p> : null}
      {state === "ready" && fences.length === 0
        ? (
          <div class="dispatch-message">
            <strong>{words.empty}</strong>
            <p>{manages ? words.emptyHint : words.emptyLook}</p>
          </div>
        )
        : (
          <ul class="fence-list">
            {fences.map((fence) => (
              <FenceLine key={fence.id} fence={fence} chosen={fence.id === wanted} manages={manages} />
            ))}
          </ul>
        )}
    </>
  );
}

function FenceLine({ fence, chosen, manages }: { fence: Fence; chosen: boolean; manages: boolean }) {
  const model = useDispatch();
  const words = model.fenceWords.value;
  const speech = model.speech.value;
  const [sure, setSure] = useState(false);
  const { workers, watches, hours, dwellSeconds, changed } = fence;
  const away = model.away || model.fence.keeping.value.kind === "sending";
  const comma = speech.words.comma;
  return (
    <li class={chosen ? "chosen" : ""}>
      <strong>{speech.name(fence.name)}</strong>
      <span>
        {watches.map((watch) => words.watches[watch]).join(comma)} ·{" "}
        {workers === "all" ? words.all : words.people(speech.count(workers.length))}
      </span>
      <small>
        {words.dwellOf(speech.count(dwellSeconds))} ·{" "}
        {hours ? `${daysOf(hours.days, words.days, comma)} ${hours.from}–${hours.to}` : words.always}
        {changed
          ? ` · ${words.by(speech.name(changed.name), speech.when(changed.at, model.live.now()))}`
          : ""}
      </small>
      <p class="fence-acts">
        <button
          type="button"
          aria-label={`${words.show} ${fence.name}`}
          onClick={() => {
            model.openFences(fence.id);
            model.go(middleOf(fence.ring));
          }}
        >
          {words.show}
        </button>
        {manages
          ? (
            <>
              <button
                type="button"
                aria-label={`${words.change} ${fence.name}`}
                onClick={() => {
                  model.openFences(fence.id);
                  model.fence.edit(fence);
                }}
              >
                {words.change}
              </button>
              {sure
                ? (
                  <>
                    <button
                      type="button"
                      class="danger"
                      disabled={away}
                      onClick={() => void model.fence.remove(fence).then(() => setSure(false))}
                    >
                      {words.removeSure}
                    </button>
                    <button type="button" onClick={() => setSure(false)}>{words.cancel}</button>
                  </>
                )
                : (
                  <button
                    type="button"
                    aria-label={`${words.remove} ${fence.name}`}
                    onClick={() => setSure(true)}
                  >
                    {words.remove}
                  </button>
                )}
            </>
          )
          : null}
      </p>
    </li>
  );
}

/** What became of what was done last. */
export function Said() {
  const model = useDispatch();
  const { fence } = model;
  const words = model.fenceWords.value;
  const state = fence.keeping.value;
  const drawing = fence.drawing.value !== null;
  const who = (changed: Fence["changed"]) => changed ? model.speech.value.name(changed.name) : words.somebody;
  switch (state.kind) {
    case "idle":
    case "sending":
      return null;
    case "kept":
      return <p class="fence-said" role="status">{words.kept(state.fence.name)}</p>;
    case "removed":
      return <p class="fence-said" role="status">{words.removed(state.name)}</p>;
    case "stale": {
      const { fence: { name, changed }, removing } = state;
      return (
        <div class="fence-said error" role="alert">
          <p>{(removing ? words.staleRemove : words.stale)(name, who(changed))}</p>
          {drawing
            ? (
              <p class="fence-acts">
                <button type="button" onClick={() => void fence.insist()}>{words.insist}</button>
                <button type="button" onClick={() => fence.yield()}>{words.yield}</button>
              </p>
            )
            : null}
        </div>
      );
    }
    case "gone":
      return (
        <div class="fence-said error" role="alert">
          <p>{drawing ? words.gone : words.goneRemove}</p>
          {drawing
            ? (
              <p class="fence-acts">
                <button type="button" onClick={() => void fence.insist()}>{words.asNew}</button>
              </p>
            )
            : null}
        </div>
      );
    case "denied":
      return <p class="fence-said error" role="alert">{words.denied}</p>;
    case "stranger":
      return <p class="fence-said error" role="alert">{words.stranger(state.worker)}</p>;
    case "refused":
      return <p class="fence-said error" role="alert">{words.refused(state.why)}</p>;
    case "unknown":
      return <p class="fence-said error" role="alert">{words.unknown}</p>;
  }
}

/** Days in a row by the first and the last. */
function daysOf(days: readonly number[], names: readonly string[], comma: string): string {
  const sorted = days.toSorted((a, b) => a - b), first = sorted[0]!, last = sorted.at(-1)!;
  if (sorted.length > 2 && last - first === sorted.length - 1) {
    return `${names[first - 1]}–${names[last - 1]}`;
  }
  return sorted.map((day) => names[day - 1]).join(comma);
}
