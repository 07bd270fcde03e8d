/** A MapLibre style of somebody else's: read, checked, its addresses made whole, and the hosts that it loads from. */
import type { BasemapDescription } from "./city.ts";
import type { StyleSpecification } from "./maplibre.ts";

type Foreign = Extract<BasemapDescription, { kind: "style" }>;

/**
 * Reads the style that the city's file names. Rejects when it cannot be read or is no valid style: MapLibre would wait for a
 * style that never comes, and live layers with it.
 *
 * @param origin of this server
 */
export async function readForeignStyle(
  { url }: Foreign,
  origin: string,
  signal: AbortSignal,
): Promise<StyleSpecification> {
  const whole = new URL(url, origin).href;
  const response = await fetch(whole, { signal });
  if (!response.ok) throw new Error(`${whole} answered ${response.status}`);
  const style = wholeStyle(await response.json() as StyleSpecification, whole);
  // Loaded only here: it is larger than the rest of this page, and most cities have no such map.
  const { validateStyleMin } = await import("@maplibre/maplibre-gl-style-spec");
  const [fault] = validateStyleMin(style as never);
  if (fault) throw new Error(`${whole}: ${fault.message}`);
  return style;
}

/**
 * The style with addresses as from anywhere. Of the rest only what a flat map has is kept: a globe, a view and fonts of its
 * own are left out; letters that its glyphs lack are drawn from ours. Pure.
 */
export function wholeStyle(style: StyleSpecification, base: string): StyleSpecification {
  const { version, layers, light, state, sprite, glyphs, sources } = style;
  const whole = (address: string) => wholeAddress(address, base);
  return {
    version,
    ...(light ? { light } : {}),
    ...(state ? { state } : {}),
    ...(glyphs ? { glyphs: whole(glyphs) } : {}),
    ...(sprite ? { sprite: wholeSprite(sprite, whole) } : {}),
    sources: Object.fromEntries(
      Object.entries(sources ?? {}).map(([name, source]) => [name, wholeSource(source, whole)]),
    ),
    layers,
  };
}

type Whole = (address: string) => string;

function wholeSprite(sprite: NonNullable<StyleSpecification["sprite"]>, whole: Whole) {
  return typeof sprite === "string" ? whole(sprite) : sprite.map((one) => ({ ...one, url: whole(one.url) }));
}

function wholeSource(source: StyleSpecification["sources"][string], whole: Whole) {
  const held = { ...source } as Record<string, unknown>;
  for (const key of ["url", "data"]) if (typeof held[key] === "string") held[key] = whole(held[key]);
  if (Array.isArray(held["tiles"])) held["tiles"] = held["tiles"].map(whole);
  return held as StyleSpecification["sources"][string];
}

/** Braces stand for numbers and stay. */
function wholeAddress(address: string, base: string): string {
  if (!URL.canParse(address, base)) return address;
  return new URL(address, base).href.replaceAll("%7B", "{").replaceAll("%7D", "}");
}

/** Every address that a whole style loads from. Pure. */
export function addressesOf({ sprite, glyphs, sources }: StyleSpecification): string[] {
  const sprites = sprite === undefined
    ? []
    : typeof sprite === "string"
    ? [sprite]
    : sprite.map(({ url }) => url);
  const found: unknown[] = [glyphs, ...sprites];
  for (const source of Object.values(sources)) {
    const { url, data, tiles = [] } = source as { url?: unknown; data?: unknown; tiles?: unknown[] };
    found.push(url, data, ...tiles);
  }
  return found.filter((one): one is string => typeof one === "string");
}

/** Origins of addresses that the city's file does not name, and that this page may not load from. Pure. */
export function blockedOrigins(
  addresses: readonly string[],
  { url, hosts }: Foreign,
  origin: string,
): string[] {
  const allowed = new Set([origin, new URL(url, origin).origin, ...hosts]);
  const origins = addresses.filter((one) => /^https?:/.test(one)).map((one) => new URL(one).origin);
  return [...new Set(origins)].filter((one) => !allowed.has(one));
}

/** Whose map it is, as each of its sources says. Pure. */
export function attributionOf({ sources }: StyleSpecification): string {
  const said = Object.values(sources).map((source) => (source as { attribution?: string }).attribution);
  return [...new Set(said.filter(Boolean))].join(" ");
}
