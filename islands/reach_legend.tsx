/** What the colours of the reach stand for, and as of when: the same on the wall and the console. */
import { cssColour, type Theme } from "../geo/layers/heat_ramp.ts";
import { reachColours } from "../geo/layers/reach_classes.ts";
import type { ReachShown } from "./live_map.ts";
import type { Speech } from "./say.ts";

/** Minutes of the limit while it is not known yet. */
const USUAL_LIMIT = 15;

export interface ReachLegendProps {
  readonly shown: ReachShown | null;
  /** 0–1; with 0 there is none. */
  readonly strength: number;
  readonly theme: Theme;
  readonly speech: Speech;
  /** Server clock, epoch ms. */
  readonly now: number;
}

export function ReachLegend({ shown, strength, theme, speech, now }: ReachLegendProps) {
  const { words } = speech;
  if (strength === 0) return null;
  const limit = shown?.limitMinutes ?? USUAL_LIMIT;
  const part = (thirds: number) => speech.figure(Math.round(limit * thirds / 3));
  const labels = [
    ...[words.reachLeft(part(2), ""), words.reachLeft(part(1), part(2)), words.reachLeft("0", part(1))],
    ...[words.reachLate, words.reachNobody(speech.figure(2 * limit))],
  ];
  return (
    <figure class="reach-legend">
      <figcaption>
        {words.reachOf(speech.figure(limit))}
        <span class={shown?.failed ? "age warn" : "age"}>
          {shown ? speech.when(shown.asOf, now) : words.loading}
        </span>
      </figcaption>
      <ul class="hatches">
        {labels.map((label, i) => {
          const [red, green, blue, alpha] = reachColours(theme)[i]!;
          return (
            <li key={label}>
              <i class="swatch">
                <i style={{ background: cssColour([red, green, blue, alpha * strength]) }} />
              </i>
              {label}
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
