/** Small lines as SVG: a sparkline beside a figure, a trend with its axis. */

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

export interface TrendLine {
  readonly label: string;
  readonly tone: "more" | "second";
  readonly values: readonly number[];
}

/** Lines over the same hours, each to its own scale; the legend names the most of each. */
export function TrendChart({ lines, from, to, most }: {
  lines: readonly TrendLine[];
  from: string;
  to: string;
  /** How the most of a line is said. */
  most: (n: number) => string;
}) {
  return (
    <figure class="trend">
      <svg viewBox="0 -4 100 108" preserveAspectRatio="none" role="img" aria-label={describe(lines)}>
        <line class="trend-ground" x1="0" y1="100" x2="100" y2="100" />
        {lines.map(({ label, tone, values }) => (
          <polyline key={label} class={`tone-${tone}`} points={polyline(values)} />
        ))}
      </svg>
      <figcaption>
        <span>{from}</span>
        {lines.map(({ label, tone, values }) => (
          <span key={label} class={`trend-key tone-${tone}`}>
            {label} {most(Math.max(0, ...values))}
          </span>
        ))}
        <span>{to}</span>
      </figcaption>
    </figure>
  );
}

function describe(lines: readonly TrendLine[]): string {
  return lines.map(({ label, values }) => `${label}: ${Math.max(0, ...values)}`).join(", ");
}
