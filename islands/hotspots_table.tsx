/** The cells with the most incidents as a table: sorted by any column, a row selects its cell on both maps. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Hotspots, TopCell } from "../dashboards/hotspots.ts";
import { hotspotsCsv } from "./hotspots_csv.ts";
import { sorted } from "./hotspots_rows.ts";
import { type Sort, SORTS } from "./hotspots_state.ts";
import type { HotspotWords } from "./hotspots_words.ts";
import type { Speech } from "./say.ts";
import { SeverityShape } from "./wall/shape.tsx";

interface Props {
  readonly answer: Hotspots;
  readonly sort: Sort;
  readonly selected: string | null;
  readonly words: HotspotWords;
  readonly speech: Speech;
  readonly onSort: (sort: Sort) => void;
  readonly onSelect: (cell: string | null) => void;
}

export function HotspotTable({ answer, sort, selected, words, speech, onSort, onSelect }: Props) {
  const rows = useMemo(() => sorted(answer.top, sort), [answer, sort]);
  const { rules } = answer;
  const names: Readonly<Record<Sort, string>> = {
    count: words.count,
    before: words.beforeShort,
    difference: words.besideDifference,
    ratio: words.ratio,
    worst: words.worst,
    z: words.z,
  };
  return (
    <section class="hot-table" aria-label={words.table}>
      <header>
        <h2>{words.table}</h2>
        <CsvLink answer={answer} words={words} />
      </header>
      <div class="hot-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              {SORTS.map((name) => (
                <th key={name} scope="col" aria-sort={name === sort ? "descending" : "none"}>
                  <button
                    type="button"
                    title={words.sortBy(names[name])}
                    onClick={() =>
                      onSort(name)}
                  >
                    {names[name]}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cell) => (
              <Row
                key={cell.cell}
                cell={cell}
                selected={cell.cell === selected}
                leastForRatio={rules.leastForRatio}
                words={words}
                speech={speech}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        <p>{words.hotRule(`${rules.falseDiscovery * 100} %`, speech.count(rules.studyCells))}</p>
        <p>{words.ratioRule(rules.leastForRatio)} {words.countRule}</p>
      </footer>
    </section>
  );
}

interface RowProps extends Pick<Props, "words" | "speech" | "onSelect"> {
  readonly cell: TopCell;
  readonly selected: boolean;
  readonly leastForRatio: number;
}

function Row({ cell, selected, leastForRatio, words, speech, onSelect }: RowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const place = cell.address ? speech.name(cell.address) : cell.cell;
  const mainly = cell.count > 0
    ? words.mainly(speech.category(cell.category), speech.count(cell.categoryCount))
    : "";
  const toggle = () => onSelect(selected ? null : cell.cell);
  return (
    <tr ref={row} class={selected ? "selected" : ""} onClick={toggle}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={selected}
          title={words.select(place)}
          onClick={(event) => {
            event.stopPropagation();
            toggle();
          }}
        >
          {place}
        </button>
        <small title={mainly}>
          {cell.hot ? <span class="hot-badge">{words.hot}</span> : null}
          {mainly}
        </small>
      </th>
      <td>{speech.count(cell.count)}</td>
      <td>{speech.count(cell.before)}</td>
      <td class={cell.difference > 0 ? "more" : cell.difference < 0 ? "less" : ""}>
        {speech.difference(cell.difference)}
      </td>
      <td title={cell.ratio === null ? words.unknownRatio(leastForRatio) : undefined}>
        {cell.ratio === null ? "–" : `${cell.ratio.toFixed(1)}×`}
      </td>
      <td>
        {cell.worst === null ? "–" : (
          <span class="hot-worst">
            <SeverityShape severity={cell.worst} /> {words.severity[cell.worst]}
          </span>
        )}
      </td>
      <td>
        {cell.z === null ? "–" : cell.z.toFixed(1)}
      </td>
    </tr>
  );
}

function CsvLink({ answer, words }: { answer: Hotspots; words: HotspotWords }) {
  const url = useMemo(
    () => URL.createObjectURL(new Blob([hotspotsCsv(answer)], { type: "text/csv;charset=utf-8" })),
    [answer],
  );
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const day = new Date(answer.params.to).toISOString().slice(0, 10);
  return <a class="hot-link" href={url} download={`${words.csvName}-${day}.csv`}>{words.csv}</a>;
}
