/** Whom a fence is for: everybody, or some who are found by id or name. */
import { useEffect, useState } from "preact/hooks";
import type { SearchAnswer, SearchHit } from "../../routes/api/search_answer.ts";
import { readJson } from "../city.ts";
import type { Drawing } from "./fence_draft.ts";
import { useDispatch } from "./model.ts";

const REST_MS = 180, SHOWN = 6;
type Found = Pick<Extract<SearchHit, { kind: "worker" }>, "worker" | "name">;

export function FenceWorkers({ drawing: { workers } }: { drawing: Drawing }) {
  const model = useDispatch();
  const { fence } = model;
  const words = model.fenceWords.value;
  const named = workers === "all" ? [] : workers;
  const set = (next: readonly string[]) => fence.change({ workers: next });
  return (
    <fieldset>
      <legend>{words.who}</legend>
      <label>
        <input
          type="radio"
          name="fence-who"
          checked={workers === "all"}
          onChange={() => fence.change({ workers: "all" })}
        />
        {words.everybody}
      </label>
      <label>
        <input type="radio" name="fence-who" checked={workers !== "all"} onChange={() => set(named)} />
        {words.some}
      </label>
      {workers === "all" ? null : (
        <>
          {named.length > 0
            ? (
              <ul class="fence-named">
                {named.map((id) => (
                  <li key={id}>
                    {id}{" "}
                    <button
                      type="button"
                      class="link"
                      aria-label={words.drop(id)}
                      onClick={() => set(named.filter((one) => one !== id))}
                    >
                      ×
                    </button>
                  </li>
                ))}
              </ul>
            )
            : null}
          <Finder onFound={(id) => named.includes(id) || set([...named, id])} />
        </>
      )}
    </fieldset>
  );
}

function Finder({ onFound }: { onFound: (worker: string) => void }) {
  const model = useDispatch();
  const words = model.fenceWords.value;
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly Found[] | "failed" | null>(null);
  const wanted = typed.trim();
  useEffect(() => {
    setFound(null);
    if (wanted === "") return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      readJson<SearchAnswer>(`/api/search?q=${encodeURIComponent(wanted)}`, stop.signal).then(
        ({ hits }) => setFound(hits.flatMap((hit) => hit.kind === "worker" ? [hit] : []).slice(0, SHOWN)),
        () => stop.signal.aborted || setFound("failed"),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  const take = (worker: string) => {
    onFound(worker);
    setTyped("");
  };
  const list = found === "failed" || found === null ? [] : found;
  // Whoever is off duty is not found, and may be meant all the same.
  const byId = found !== null && wanted !== "" && !list.some(({ worker }) => worker === wanted);
  return (
    <div class="fence-find">
      <label class="cases-field">
        <span>{words.find}</span>
        <input
          type="search"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            if (found === null) return;
            const first = list[0]?.worker ?? wanted;
            if (first !== "") take(first);
          }}
        />
      </label>
      {found === "failed" ? <p class="error" role="alert">{model.words.value.searchFailed}</p> : null}
      {list.length > 0 || byId
        ? (
          <ul>
            {list.map(({ worker, name }) => (
              <li key={worker}>
                <button type="button" class="link" onClick={() => take(worker)}>
                  {worker} {name === null ? "" : model.speech.value.name(name)}
                </button>
              </li>
            ))}
            {byId
              ? (
                <li>
                  <button type="button" class="link" onClick={() => take(wanted)}>
                    {words.byId(wanted)}
                  </button>
                </li>
              )
              : null}
          </ul>
        )
        : null}
    </div>
  );
}
