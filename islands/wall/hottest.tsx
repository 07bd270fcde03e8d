/** The cells that stand out, with the reason: what came there, since when, and how that compares. */
import type { HotCell } from "../../dashboards/breakdown.ts";
import type { Figures } from "../../dashboards/figures.ts";
import { placeOf } from "../../geo/cell.ts";
import type { Speech } from "../say.ts";
import { Aged, Asked } from "./asked.tsx";
import { useWall } from "./model.ts";
import { useRows } from "./rows.ts";
import { SeverityShape } from "./shape.tsx";

export function Hottest() {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const rows = useRows("hottest");
  return (
    <section class="panel list-panel hottest" aria-labelledby="hottest-title">
      <h2 id="hottest-title">
        {words.hottest}
        <Rule />
      </h2>
      <Asked
        resource={model.figures.value}
        speech={speech}
        empty={({ hottest }) => hottest.length === 0 ? words.nothingHot : null}
      >
        {({ hottest }: Figures) => (
          <ol>
            {hottest.slice(0, rows).map((hot) => <HotLine key={hot.cell} hot={hot} speech={speech} />)}
          </ol>
        )}
      </Asked>
    </section>
  );
}

/** By which rule a cell is called hot. */
function Rule() {
  const { figures: { value: figures }, speech: { value: speech } } = useWall();
  return (
    <Aged resource={figures} speech={speech}>
      {figures.kind === "ready" ? speech.words.hotRule[figures.value.against] : null}
    </Aged>
  );
}

function HotLine({ hot, speech }: { hot: HotCell; speech: Speech }) {
  const model = useWall();
  const { words } = speech;
  const now = model.now.value;
  const chosen = model.screen.value.cell === hot.cell;
  const reason = words.hotReason(
    speech.category(hot.category),
    speech.count(hot.categoryCount),
    speech.moment(hot.since, now),
  );
  return (
    <li>
      <button
        type="button"
        class={`line hot-line${chosen ? " chosen" : ""}`}
        aria-pressed={chosen}
        onClick={() => {
          model.change({ cell: hot.cell, incident: null, camera: null, worker: null });
          model.go(placeOf(hot.cell));
        }}
      >
        <SeverityShape severity={hot.worst} name={words.severity[hot.worst]!} />
        <span class="line-title">{placeName(hot, speech)}</span>
        <span class="hot-figure">
          {speech.count(hot.count)} <small>{timesUsual(hot, speech)}</small>
        </span>
        <span class="line-where">{hot.rising ? `${reason} · ${words.rising}` : reason}</span>
      </button>
    </li>
  );
}

function placeName({ address, district, cell }: HotCell, speech: Speech): string {
  return address ? speech.road(address) : district ? speech.name(district) : cell;
}

function timesUsual({ count, usual }: HotCell, speech: Speech): string {
  if (usual === null) return "";
  return usual < 0.5 ? speech.words.neverBefore : `${(count / usual).toFixed(count / usual < 10 ? 1 : 0)} ×`;
}
