/** Small charts as SVG: a sparkline beside a figure, a day of a cell beside what is usual. */
import type { ComponentChildren } from "preact";

/** Points of a polyline in a box of 100 × 100, y upwards; a flat line lies at the bottom. Pure. */
export function polyline(values: readonly number[], most = Math.max(1, ...values), least = 0): string {
  const span = Math.max(1e-9, most - least);
  const step = 100 / Math.max(1, values.length - 1);
  return values.map((value, i) => {
    const y = 100 - (value - least) / span * 100;
    return `${(i * step).toFixed(2)},${y.toFixed(2)}`;
  }).join(" ");
}

/** Only the shape matters: the box spans from the least to the most, with room for a line that hardly moves. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return <svg class="sparkline" aria-hidden="true" />;
  const most = Math.max(...values);
  const least = Math.min(...values);
  const room = Math.max(most - least, most * 0.04, 1);
  return (
    <svg class="sparkline" viewBox="0 -6 100 112" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={polyline(values, least + room, least)} />
    </svg>
  );
}

interface TrendProps {
  /** By hour, the one in progress last. */
  readonly values: readonly number[];
  readonly usual: readonly number[] | null;
  /** What it shows, in words. */
  readonly label: string;
  readonly stale: boolean;
  readonly children: ComponentChildren;
}

/** A column for each hour, the one in progress fainter, and a dashed line of what is usual, to the same scale. */
export function TrendChart({ values, usual, label, stale, children }: TrendProps) {
  const most = Math.max(1, ...values, ...usual ?? []);
  const each = 100 / values.length;
  return (
    <figure class={stale ? "trend stale" : "trend"}>
      <svg class="trend-chart" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {values.map((value, i) => (
          <rect
            key={i}
            class={i === values.length - 1 ? "trend-bar in-progress" : "trend-bar"}
            x={i * each + each * 0.12}
            width={each * 0.76}
            y={100 - value / most * 100}
            height={value / most * 100}
          />
        ))}
        {usual ? <path class="trend-usual" d={dashes(usual, most)} /> : null}
        <line class="trend-ground" x1="0" y1="100" x2="100" y2="100" />
      </svg>
      <figcaption>{children}</figcaption>
    </figure>
  );
}

/** A dash at the height of each value, in a box of 100 × 100, y upwards; what is nothing has none. Pure. */
export function dashes(values: readonly number[], most: number): string {
  const each = 100 / Math.max(1, values.length);
  return values.flatMap((value, i) =>
    value > 0
      ? [`M${(i * each).toFixed(2)} ${(100 - value / most * 100).toFixed(2)}h${(each * 0.86).toFixed(2)}`]
      : []
  ).join("");
}
