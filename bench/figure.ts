/** A measured figure beside its raw limit and its target, and the table they are printed in. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** How a value of this figure reads, such as "2.1 s". */
  readonly show: (value: number) => string;
  /** The same work with nothing but what it cannot do without, measured in the same run. */
  readonly floor?: number;
  /** What the project promises; none for figures that only explain others. */
  readonly target?: Target;
}

export type Target =
  | { readonly kind: "at-most"; readonly value: number }
  | { readonly kind: "at-least"; readonly value: number }
  /** Value / floor. */
  | { readonly kind: "ratio-at-most"; readonly value: number }
  /** Floor / value. */
  | { readonly kind: "times-less"; readonly value: number };

export type Verdict = "ok" | "miss" | "";

export function verdictOf({ value, floor, target }: Figure): Verdict {
  if (!target) return "";
  if (!Number.isFinite(value)) return "miss";
  switch (target.kind) {
    case "at-most":
      return value <= target.value ? "ok" : "miss";
    case "at-least":
      return value >= target.value ? "ok" : "miss";
    case "ratio-at-most":
      return floor !== undefined && value / floor <= target.value ? "ok" : "miss";
    case "times-less":
      return floor !== undefined && floor / value >= target.value ? "ok" : "miss";
  }
}

const HEAD = ["figure", "measured", "raw limit", "ratio", "target", ""] as const;

/** One line a figure, columns aligned, ready to print. */
export function tableOf(
  groups: readonly { readonly title: string; readonly figures: readonly Figure[] }[],
): string {
  const rows: string[][] = [[...HEAD]];
  for (const { title, figures } of groups) {
    rows.push([title]);
    for (const figure of figures) rows.push(rowOf(figure));
  }
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.filter((row) => row.length > 1).map((row) => row[column]!.length))
  );
  const lines = rows.map((row) =>
    row.length === 1
      ? `\n${row[0]}`
      : row.map((text, i) => i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)).join("  ")
        .trimEnd()
  );
  return lines.join("\n");
}

function rowOf(figure: Figure): string[] {
  const { name, value, show, floor, target } = figure;
  return [
    `  ${name}`,
    show(value),
    floor === undefined ? "" : show(floor),
    floor === undefined ? "" : ratioOf(value, floor),
    target ? targetText(target, show) : "",
    verdictOf(figure),
  ];
}

function ratioOf(value: number, floor: number): string {
  return value >= floor ? `${(value / floor).toFixed(2)} ×` : `1/${(floor / value).toFixed(1)}`;
}

function targetText(target: Target, show: (value: number) => string): string {
  switch (target.kind) {
    case "at-most":
      return `≤ ${show(target.value)}`;
    case "at-least":
      return `≥ ${show(target.value)}`;
    case "ratio-at-most":
      return `≤ ${target.value} ×`;
    case "times-less":
      return `≤ 1/${target.value}`;
  }
}

export const seconds = (value: number) => `${value.toFixed(2)} s`;
export const milliseconds = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
export const cores = (value: number) => `${value.toFixed(2)} core`;
export const count = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 0 });
export const megabytes = (value: number) => `${Math.round(value / 1e6)} MB`;
export const kilobytes = (value: number) => `${(value / 1e3).toFixed(1)} kB`;

/** The value that a share of the others does not exceed; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
