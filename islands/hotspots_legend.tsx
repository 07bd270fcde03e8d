/** The legend of both maps: one scale of counts for both periods, and the scale of differences when it is shown. */
import { cssColour, differenceSteps, HEAT_RAMP, type Theme } from "../geo/layers/heat_ramp.ts";
import type { Rgba } from "../geo/layers/ramp.ts";
import type { HeatPicture } from "./hotspots_maps.tsx";
import type { Beside } from "./hotspots_state.ts";
import type { HotspotWords } from "./hotspots_words.ts";
import type { Speech } from "./say.ts";

interface Props {
  readonly picture: HeatPicture;
  readonly beside: Beside;
  readonly theme: Theme;
  readonly words: HotspotWords;
  readonly speech: Speech;
}

export function HotspotLegend({ picture, beside, theme, words, speech }: Props) {
  const counts = picture.breaks.map((least, i) => ({
    label: i === picture.breaks.length - 1 ? `${speech.count(least)}+` : speech.count(least),
    colour: HEAT_RAMP[theme][i]!,
  }));
  return (
    <div class="hot-legend">
      <Scale title={words.perCell} steps={counts} />
      {beside === "difference"
        ? (
          <Scale
            title={words.differenceLegend}
            steps={differenceSteps(picture.differenceBreaks, theme)}
          />
        )
        : null}
      <span class="hot-key">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 1.5 17.4 5.7v8.6L10 18.5 2.6 14.3V5.7Z" />
        </svg>
        {words.hotLegend}
      </span>
    </div>
  );
}

function Scale({ title, steps }: { title: string; steps: readonly { label: string; colour: Rgba }[] }) {
  return (
    <div
      class="hot-scale"
      role="img"
      aria-label={`${title}: ${steps.map(({ label }) => label).filter(Boolean).join(", ")}`}
    >
      <span>{title}</span>
      <ol aria-hidden="true">
        {steps.map(({ label, colour }, i) => (
          <li key={i}>
            <i style={{ background: cssColour(colour) }} />
            {label}
          </li>
        ))}
      </ol>
    </div>
  );
}
