/** What came in during the window, by class of category and by district, each beside what is usual at this hour. */
import type { Figures } from "../../dashboards/figures.ts";
import type { Speech } from "../say.ts";
import { Aged, Asked } from "./asked.tsx";
import { useWall } from "./model.ts";
import { useRows } from "./rows.ts";
import { byDistrict, byGroup, scaleOf, type ShareRow, shareRows } from "./shares.ts";

export function Breakdown() {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const { window } = model.screen.value;
  return (
    <section class="panel list-panel breakdown" aria-labelledby="breakdown-title">
      <h2 id="breakdown-title">
        {words.breakdown(words.window[window])}
        <Against />
      </h2>
      <Asked
        resource={model.figures.value}
        speech={speech}
        empty={({ total }) => total === 0 ? words.nothingCame : null}
      >
        {(figures) => <Lists figures={figures} speech={speech} />}
      </Asked>
    </section>
  );
}

/** What the marks mean, or why there are none. */
function Against() {
  const { figures: { value: figures }, speech: { value: speech } } = useWall();
  if (figures.kind !== "ready") return null;
  const { words } = speech;
  const { usual } = figures.value;
  return (
    <Aged resource={figures} speech={speech}>
      {usual.kind === "known" ? words.usualMark(usual.basis, usual.periods) : words.noUsual[usual.why]}
    </Aged>
  );
}

function Lists({ figures, speech }: { figures: Figures; speech: Speech }) {
  const model = useWall();
  const rows = useRows("breakdown");
  const groups = byGroup(figures.categories, (code) => speech.group(code));
  const districts = byDistrict(figures.districts, (name) => speech.name(name));
  const [first, second] = shareRows(rows, groups.length, districts.length);
  const { filter } = model.screen.value;
  const filtered = (codes: readonly string[]) =>
    filter.categories.length > 0 && codes.every((code) => filter.categories.includes(code));
  const toggle = ({ codes }: ShareRow) =>
    model.change({ filter: { ...filter, categories: filtered(codes) ? [] : codes } });
  return (
    <>
      <Bars
        rows={groups.slice(0, first)}
        speech={speech}
        pressed={(row) => filtered(row.codes)}
        onPick={toggle}
      />
      {second > 0
        ? (
          <>
            <h3>{figures.district ? speech.words.byStreet : speech.words.byDistrict}</h3>
            <Bars
              rows={districts.slice(0, second)}
              speech={speech}
              pressed={({ key }) => model.screen.value.preset === `district-${key}`}
              {...figures.district ? {} : { onPick: ({ key }: ShareRow) => model.scene(`district-${key}`) }}
            />
          </>
        )
        : null}
    </>
  );
}

interface BarsProps {
  readonly rows: readonly ShareRow[];
  readonly speech: Speech;
  readonly pressed: (row: ShareRow) => boolean;
  /** Rows that nothing can be done with are no buttons. */
  readonly onPick?: (row: ShareRow) => void;
}

function Bars({ rows, speech, pressed, onPick }: BarsProps) {
  const scale = scaleOf(rows);
  return (
    <ul class="bars">
      {rows.map((row) => {
        const { name, count, usual } = row;
        const title = speech.words.share(name, speech.count(count), usual === null ? null : usual.toFixed(1));
        const bar = (
          <>
            <span class="bar-name">{name}</span>
            <span class="bar" aria-hidden="true">
              <i class="bar-all" style={{ width: `${scale(count)}%` }} />
              <i class="bar-severe" style={{ width: `${scale(row.severe)}%` }} />
              {usual === null ? null : <i class="bar-usual" style={{ left: `${scale(usual)}%` }} />}
            </span>
            <span class="bar-count">{speech.count(count)}</span>
          </>
        );
        return (
          <li key={row.key}>
            {onPick
              ? (
                <button
                  type="button"
                  class="bar-row"
                  aria-pressed={pressed(row)}
                  title={title}
                  onClick={() => onPick(row)}
                >
                  {bar}
                </button>
              )
              : <div class="bar-row" title={title}>{bar}</div>}
          </li>
        );
      })}
    </ul>
  );
}
