/** Colours of marks on the map: read from the page's tokens, so that map, legend and panels have one source. Pure. */

/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number];

export interface MarkColours {
  /** What lies over everything that is not selected. */
  readonly page: Rgb;
  /** Around every mark, between it and the ground. */
  readonly ink: Rgb;
  readonly text: Rgb;
  readonly free: Rgb;
  readonly assigned: Rgb;
  readonly onScene: Rgb;
  readonly silent: Rgb;
  readonly camera: Rgb;
  /** Severity 1–4. */
  readonly severity: readonly [Rgb, Rgb, Rgb, Rgb];
}

/** Token of each colour, without its dashes. */
export const MARK_TOKENS = {
  page: "map-page",
  ink: "mark-ink",
  text: "mark-text",
  free: "worker-free",
  assigned: "worker-assigned",
  onScene: "worker-on-scene",
  silent: "worker-silent",
  camera: "camera",
} as const;

/** `read` gives the value of a token; a token without one is grey. */
export function markColours(read: (token: string) => string): MarkColours {
  const single = Object.fromEntries(
    Object.entries(MARK_TOKENS).map(([name, token]) => [name, rgbOf(read(token))]),
  ) as Record<keyof typeof MARK_TOKENS, Rgb>;
  const severity = [1, 2, 3, 4].map((level) => rgbOf(read(`severity-${level}`)));
  return { ...single, severity: severity as unknown as MarkColours["severity"] };
}

/** Of `#rrggbb`, or `#rgb`, as a built sheet shortens it. */
export function rgbOf(hex: string): Rgb {
  const [, digits] = /^\s*#([0-9a-f]{6}|[0-9a-f]{3})\s*$/i.exec(hex) ?? [];
  if (digits === undefined) return [128, 128, 128];
  const long = digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join("");
  const value = parseInt(long, 16);
  return [value >> 16, value >> 8 & 255, value & 255];
}

export function cssOf([red, green, blue]: Rgb, alpha = 1): string {
  return alpha === 1 ? `rgb(${red} ${green} ${blue})` : `rgb(${red} ${green} ${blue} / ${alpha})`;
}
