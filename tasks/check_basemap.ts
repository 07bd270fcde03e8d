/** What the doctor says of a city's base map: a file is read, a host is asked as a screen would ask it. */
import { pickTiles, tilesUnder } from "../geo/tile_range.ts";
import { addressesOf, blockedOrigins, readForeignStyle } from "../islands/foreign_style.ts";
import type { BasemapChoice } from "../store/base_map_kinds.ts";
import { openBaseMap } from "../store/base_map_file.ts";
import { judge, percent } from "../store/base_map_verdict.ts";
import { type CityFile, readCityFolder } from "../store/city_folder.ts";
import { surveyTiles } from "../store/tile_survey.ts";
import { fault, type Finding, note, ok } from "./finding.ts";

type Of<Kind> = Extract<BasemapChoice, { kind: Kind }>;

const PATIENCE_MS = 8_000;
/** Where a path of this server would be, while it does not run. */
const HERE = "http://this-server.invalid";

export async function checkBasemap(folder: string | null): Promise<Finding> {
  if (folder === null) return ok("drawn by Haiwan itself");
  const city = readCityFolder(folder), { basemap } = city;
  switch (basemap.kind) {
    case "none":
      return note("none: cells are drawn on an empty ground; deno task import basemap brings one");
    case "pmtiles":
    case "mbtiles":
      return await checkFile(folder, city);
    case "raster":
      return await checkRaster(basemap, city);
    case "style":
      return await checkStyle(basemap);
  }
}

/** Opens the file as a start does, and reads some of its tiles, which a start does not. */
async function checkFile(folder: string, city: CityFile): Promise<Finding> {
  const tiles = openBaseMap(folder, city)!;
  try {
    const survey = await surveyTiles(tiles, { bounds: city.bounds }), { info } = tiles;
    const { refused, notes } = judge(info, survey, city.bounds);
    if (refused) return fault(`${refused.name}: ${refused.found}`);
    const kind = info.format === "mvt" ? "vector" : info.format;
    const covers = percent(survey.found / survey.asked);
    const text = `${kind} tiles, zooms ${info.minZoom}–${info.maxZoom}, ${covers} of the city`;
    return notes.length === 0 ? ok(text) : note([text, ...notes].join(". "));
  } finally {
    tiles.close?.();
  }
}

/** Asks for the tile in the middle of the city's first view. */
async function checkRaster(
  { url, minZoom, maxZoom, attribution }: Of<"raster">,
  city: CityFile,
): Promise<Finding> {
  if (url.startsWith("/")) {
    return note(`images of tiles at ${url} of this server; asked when a screen is open`);
  }
  const { lat, lon, zoom } = city.view, z = Math.max(minZoom, Math.min(maxZoom, Math.round(zoom)));
  const [[x, y]] = [...pickTiles(tilesUnder([lon, lat, lon, lat], z), 1)] as [[number, number]];
  const tile = url.replace("{z}", `${z}`).replace("{x}", `${x}`).replace("{y}", `${y}`);
  try {
    const response = await fetch(tile, asScreen());
    const type = response.headers.get("content-type") ?? "no type";
    await response.body?.cancel();
    if (!response.ok) return fault(`${tile} answers ${response.status}; mend basemap.url in city.json`);
    if (!type.startsWith("image/")) return fault(`${tile} is ${type} where an image was expected`);
    if (!readable(response)) return fault(`${tile} ${UNREADABLE}`);
    const text = `images of tiles (${type}) from ${new URL(tile).host}`;
    return attribution ? ok(text) : note(`${text}; say whose they are in basemap.attribution`);
  } catch (error) {
    return fault(unanswered(tile, error));
  }
}

/** Reads the style and what its sources say, and looks whether every host is named. */
async function checkStyle(basemap: Of<"style">): Promise<Finding> {
  if (basemap.url.startsWith("/")) {
    return note(`a style at ${basemap.url} of this server; screens say which of its hosts are not named`);
  }
  try {
    const style = await readForeignStyle(basemap, HERE, AbortSignal.timeout(PATIENCE_MS));
    const addresses = addressesOf(style);
    for (const source of Object.values(style.sources)) {
      const { url } = source as { url?: string };
      if (url) addresses.push(...await tilesOf(url));
    }
    const blocked = blockedOrigins(addresses, basemap, HERE);
    if (blocked.length > 0) {
      return fault(
        `${basemap.url} loads from ${blocked.join(", ")}: name them in basemap.hosts of city.json`,
      );
    }
    const hosts = new Set(addresses.map((one) => new URL(one).host));
    return ok(`a style of ${style.layers.length} layers, from ${[...hosts].join(", ") || "nowhere else"}`);
  } catch (error) {
    return fault(unanswered(basemap.url, error));
  }
}

/** Addresses of tiles, as the description of a source (TileJSON) has them. */
async function tilesOf(url: string): Promise<string[]> {
  const response = await fetch(url, asScreen());
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const { tiles } = await response.json() as { tiles?: unknown };
  return Array.isArray(tiles) ? tiles.filter((one) => typeof one === "string" && URL.canParse(one)) : [];
}

const UNREADABLE = "answers without access-control-allow-origin: browsers do not let a map read it";

function readable(response: Response): boolean {
  return response.headers.has("access-control-allow-origin");
}

const asScreen = () => ({ signal: AbortSignal.timeout(PATIENCE_MS), headers: { origin: HERE } });

function unanswered(url: string, error: unknown): string {
  return `${url}: ${(error as Error).message}; check basemap in city.json, or the way to that host`;
}
