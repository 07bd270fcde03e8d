/** The last day of a cell by hours, beside what is usual at each, or the reason why that is not known. */
import type { ComponentChildren } from "preact";
import type { Speech } from "../../say.ts";
import { TrendChart } from "../line_chart.tsx";
import { useWall } from "../model.ts";
import { useResource } from "../resource.ts";
import type { CellAnswer, TrendAnswer } from "./answer.ts";

const EVERY_MS = 60_000;

export function CellTrend({ cell, counts }: Pick<CellAnswer, "cell" | "counts">) {
  const { speech: { value: speech }, screen } = useWall();
  const { words } = speech;
  const { window } = screen.value;
  const [answer, retry] = useResource<TrendAnswer>(`/api/cells/${cell}/trend?hours=24&step=60`, EVERY_MS);
  return (
    <div class="trend-box">
      <h3>
        {words.trend}
        <span class="age">
          {words.trendWindow(words.window[window], speech.count(counts.incidents[window]))}
        </span>
      </h3>
      {answer.kind === "loading"
        ? <p class="empty trend-room">{words.loading}</p>
        : answer.kind === "failed"
        ? (
          <p class="error trend-room">
            {words.trendFailed}{" "}
            <button type="button" class="text-button" onClick={retry}>{words.retry}</button>
          </p>
        )
        : <Day trend={answer.value} stale={answer.stale} speech={speech} />}
    </div>
  );
}

function Day({ trend, stale, speech }: { trend: TrendAnswer; stale: boolean; speech: Speech }) {
  const { words } = speech;
  const incidents = trend.points.map((point) => point.incidents);
  const sum = total(incidents);
  if (trend.usual.kind === "none") {
    const why = words.trendNone[trend.usual.why];
    if (sum === 0) return <p class="empty trend-room">{words.trendEmpty} · {why}</p>;
    return (
      <TrendChart
        values={incidents}
        usual={null}
        label={words.trendSaid(speech.count(sum), null)}
        stale={stale}
      >
        <Ends from={trend.from} speech={speech}>
          <Now sum={sum} speech={speech} />
          <span>{why}</span>
        </Ends>
      </TrendChart>
    );
  }
  const { basis, periods, incidents: usual } = trend.usual;
  const usually = speech.figure(rounded(total(usual)));
  return (
    <TrendChart
      values={incidents}
      usual={usual}
      label={words.trendSaid(speech.count(sum), usually)}
      stale={stale}
    >
      <Ends from={trend.from} speech={speech}>
        <Now sum={sum} speech={speech} />
        <span class="trend-key is-usual">{words.trendUsual(usually, words.trendOf[basis](periods))}</span>
      </Ends>
    </TrendChart>
  );
}

function Now({ sum, speech }: { sum: number; speech: Speech }) {
  return <span class="trend-key is-now">{speech.words.trendSum(speech.count(sum))}</span>;
}

function Ends({ from, speech, children }: { from: number; speech: Speech; children: ComponentChildren }) {
  return (
    <>
      <span>{speech.hourMinute(from)}</span>
      {children}
      <span>{speech.words.trendNow}</span>
    </>
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A mean of a few weeks is no more exact than this. */
function rounded(n: number): number {
  return n < 10 ? Math.round(n * 10) / 10 : Math.round(n);
}
