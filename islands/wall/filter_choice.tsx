/** Which incidents are shown: by category and by source, several of each. What is left out is said on the wall. */
import { type IncidentFilter, isEmpty, NO_FILTER } from "../../streams/incident_filter.ts";
import type { IncidentRecord } from "../../streams/wire.ts";
import { Icon } from "../icon.tsx";
import { X } from "../icons.ts";
import { useWall, type WallModel } from "./model.ts";

type Dimension = keyof IncidentFilter;

export function FilterChoice() {
  const model = useWall();
  const { words } = model.speech.value;
  const all = [...model.incidents.value.values()];
  return (
    <>
      <Choice title={words.byCategory} dimension="categories" options={optionsOf(all, "categories", model)} />
      <Choice title={words.bySource} dimension="sources" options={optionsOf(all, "sources", model)} />
    </>
  );
}

interface Option {
  readonly code: string;
  readonly name: string;
  readonly open: number;
}

function Choice({ title, dimension, options }: {
  title: string;
  dimension: Dimension;
  options: readonly Option[];
}) {
  const model = useWall();
  const { filter } = model.screen.value;
  const chosen = filter[dimension];
  const toggle = (code: string) =>
    model.change({ filter: { ...filter, [dimension]: toggled(chosen, code) } });
  return (
    <fieldset class="filter">
      <legend>{title}</legend>
      {options.length === 0 ? <p class="empty">{model.speech.value.words.nothingOpen}</p> : (
        <ul>
          {options.map(({ code, name, open }) => (
            <li key={code}>
              <button
                type="button"
                class="filter-option"
                aria-pressed={chosen.includes(code)}
                onClick={() => toggle(code)}
              >
                {name}
                <span class="age">{model.speech.value.count(open)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** Says on the wall what is left out, for as long as it is. */
export function FilterChip() {
  const model = useWall();
  const { filter } = model.screen.value;
  if (isEmpty(filter)) return null;
  const speech = model.speech.value;
  const { words } = speech;
  const names = [
    ...filter.categories.map((code) => nameOf(model, "categories", code)),
    ...filter.sources.map((code) => nameOf(model, "sources", code)),
  ];
  const hidden = model.incidents.value.size - model.shown.value.size;
  return (
    <div class="filter-chip panel" role="status">
      <strong>{words.only(names.join(words.comma))}</strong>
      <span>{words.hidden(speech.count(hidden))}</span>
      <button
        type="button"
        class="icon-button"
        aria-label={words.showAll}
        onClick={() => model.change({ filter: NO_FILTER })}
      >
        <Icon node={X} />
      </button>
    </div>
  );
}

/** What there is to choose: what is open now, and what is chosen already; the most frequent first. */
function optionsOf(all: readonly IncidentRecord[], dimension: Dimension, model: WallModel): Option[] {
  const counts = new Map<string, number>(model.screen.value.filter[dimension].map((code) => [code, 0]));
  const field = dimension === "categories" ? "category" : "source";
  for (const incident of all) counts.set(incident[field], (counts.get(incident[field]) ?? 0) + 1);
  return [...counts]
    .map(([code, open]) => ({ code, name: nameOf(model, dimension, code), open }))
    .sort((a, b) => b.open - a.open || (a.code < b.code ? -1 : 1));
}

function nameOf({ speech }: WallModel, dimension: Dimension, code: string): string {
  return dimension === "categories" ? speech.value.category(code) : speech.value.source(code);
}

export function toggled(codes: readonly string[], code: string): string[] {
  return codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code].sort();
}
