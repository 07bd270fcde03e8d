/** The base map: `GET /api/basemap/{z}/{x}/{y}.mvt`, tiles packed for the way, and `GET /api/basemap.pmtiles`, all of it. */
import { createHash } from "node:crypto";
import { gzip } from "node:zlib";
import { promisify } from "node:util";
import type { Hono } from "hono";
import type { BasemapChoice, Tone } from "../../store/base_map_kinds.ts";
import type { TileInfo } from "../../store/tile_source.ts";
import type { Context } from "../context.ts";
import { answerWithFile } from "../file_answer.ts";
import { HttpError } from "../http_error.ts";
import { senderOf } from "../who.ts";

const pack = promisify(gzip);

const TYPES: Readonly<Record<TileInfo["format"], string>> = {
  mvt: "application/vnd.mapbox-vector-tile",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};
/** A new map on the server is on the walls within the hour; between, tiles are asked for once. */
const CACHE = "private, max-age=3600, stale-while-revalidate=86400";

const LOST = "The base map cannot be read; live layers are not affected";

export function mountBasemap(app: Hono, { tiles, report }: Pick<Context, "tiles" | "report">): void {
  app.get("/api/basemap.pmtiles", async (c) => {
    senderOf(c);
    if (!tiles?.archive) throw new HttpError(404, "This city's base map is no PMTiles file");
    try {
      return await answerWithFile(c.req.raw, {
        path: tiles.archive,
        type: "application/vnd.pmtiles",
        cache: "private, max-age=3600",
      });
    } catch (error) {
      report("base map", error);
      throw new HttpError(503, LOST, 30);
    }
  });
  app.get("/api/basemap/:z/:x/:file", async (c) => {
    senderOf(c);
    if (!tiles) {
      throw new HttpError(404, "This city has no base map of its own; city.json names one as basemap");
    }
    const { format } = tiles.info;
    const [z, x, y] = numbersOf(c.req.param("z"), c.req.param("x"), c.req.param("file"), format);
    let bytes: Uint8Array<ArrayBuffer> | null;
    try {
      bytes = await tiles.tile(z, x, y);
    } catch (error) {
      report("base map", error);
      throw new HttpError(503, LOST, 30);
    }
    if (!bytes || bytes.length === 0) {
      return new Response(null, { status: 204, headers: { "cache-control": CACHE } });
    }
    const tag = `"${createHash("sha1").update(bytes).digest("base64url")}"`;
    const headers = {
      "cache-control": CACHE,
      etag: tag,
      vary: "accept-encoding",
      "content-type": TYPES[format],
    };
    if (c.req.header("if-none-match") === tag) return new Response(null, { status: 304, headers });
    if (format !== "mvt" || !/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) {
      return new Response(bytes, { headers });
    }
    return new Response(new Uint8Array(await pack(bytes)), {
      headers: { ...headers, "content-encoding": "gzip" },
    });
  });
}

const DEEPEST = 22;

function numbersOf(z: string, x: string, file: string, format: TileInfo["format"]): [number, number, number] {
  const [y = "", ending] = file.split(".");
  const numbers = [z, x, y].map((text) => /^\d{1,8}$/.test(text) ? Number(text) : NaN) as [
    number,
    number,
    number,
  ];
  const [zoom, column, row] = numbers;
  const side = 2 ** zoom;
  if (ending !== format || !(zoom <= DEEPEST) || !(column < side) || !(row < side)) {
    throw new HttpError(400, `${z}/${x}/${file}: is no tile; ask for {z}/{x}/{y}.${format}`);
  }
  return numbers;
}

/** How the screens are told of their base map. */
export function describeBasemap(basemap: BasemapChoice, tiles: TileInfo | null) {
  switch (basemap.kind) {
    case "raster": {
      const { url, tone = toneOf(url), ...rest } = basemap;
      return { ...rest, tiles: url, tone };
    }
    case "style":
      return basemap;
    default:
      return tiles
        ? describeTiles(tiles, "tone" in basemap ? basemap.tone : undefined)
        : { kind: "none" as const };
  }
}

function describeTiles({ format, schema, minZoom, maxZoom, attribution }: TileInfo, tone = toneOf(format)) {
  const shared = { tiles: `/api/basemap/{z}/{x}/{y}.${format}`, minZoom, maxZoom, attribution };
  return format === "mvt"
    ? { kind: "vector" as const, schema, ...shared }
    : { kind: "raster" as const, tileSize: 256, tone, ...shared };
}

/** Pictures from the air come as JPEG, drawn maps do not. */
function toneOf(name: string): Tone {
  return /jpe?g$/i.test(name) ? "photo" : "light";
}
