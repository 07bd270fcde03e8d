/** The kinds of base map that city.json may name, and the hosts that screens may then load from. Pure. */
import { z } from "zod";
import { ORIGIN, origin } from "./origin.ts";

/** At a host of the web, or a path of this server. */
const isAddress = (text: string) =>
  text.startsWith("/") ? !text.startsWith("//") : ORIGIN.test(originOf(text) ?? "");
const NO_ADDRESS = {
  error: "must begin with https://, http:// or, for a path of this server, with one slash",
};

const PLACES = ["{z}", "{x}", "{y}"] as const;
const template = z.string()
  .refine((text) => PLACES.every((place) => text.includes(place)), { error: "must hold {z}, {x} and {y}" })
  .refine((text) => !/[{}]/.test(PLACES.reduce((rest, place) => rest.replace(place, ""), text)), {
    error: "may hold {z}, {x} and {y} once each and no other braces: name one host instead of {s}",
  })
  .refine(isAddress, NO_ADDRESS);

/** What images of tiles look like: decides how they are darkened for a dark wall. */
export const TONES = ["light", "dark", "photo"] as const;
export type Tone = (typeof TONES)[number];
const tone = z.enum(TONES).optional();

const zoom = z.number().int().min(0).max(24);

export const basemapSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /** Files of tiles, beside city.json or at an absolute path; `deno task import basemap` checks and names them. */
  z.strictObject({ kind: z.literal("pmtiles"), file: z.string().min(1), tone }),
  z.strictObject({ kind: z.literal("mbtiles"), file: z.string().min(1), tone }),
  /** Images of tiles (XYZ) from a host, which screens ask by themselves. */
  z.strictObject({
    kind: z.literal("raster"),
    url: template,
    /** Side of an image in its own pixels. */
    tileSize: z.union([z.literal(256), z.literal(512)]).default(256),
    minZoom: zoom.default(0),
    maxZoom: zoom.default(19),
    attribution: z.string().default(""),
    tone,
  }).refine(({ minZoom, maxZoom }) => minZoom <= maxZoom, { error: "has a minZoom above its maxZoom" }),
  /** A whole MapLibre style of somebody else's. */
  z.strictObject({
    kind: z.literal("style"),
    url: z.string().refine(isAddress, NO_ADDRESS),
    /** Origins of tiles, sprites and glyphs that the style names, beside its own; all others are blocked. */
    hosts: z.array(origin).default([]),
    /** Without one, what the style's sources say. */
    attribution: z.string().default(""),
  }),
]);

export type BasemapChoice = z.infer<typeof basemapSchema>;

/** Origins that screens may load the base map from, beside this server. */
export function basemapOrigins(basemap: BasemapChoice): string[] {
  switch (basemap.kind) {
    case "none":
    case "pmtiles":
    case "mbtiles":
      return [];
    case "raster":
      return distinct([originOf(basemap.url)]);
    case "style":
      return distinct([originOf(basemap.url), ...basemap.hosts]);
  }
}

function distinct(origins: readonly (string | null)[]): string[] {
  return [...new Set(origins.filter((one) => one !== null))];
}

/** null for a path of this server, and for what is no address. */
function originOf(text: string): string | null {
  if (text.startsWith("/") || !URL.canParse(text)) return null;
  return new URL(text).origin;
}
