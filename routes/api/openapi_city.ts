/** The city as it is now and was, and feeds into it, as the API describes them. */
import { CAMERA, FAILURE, FIX, INCIDENT, json, TAKEN, WEATHER, WRONG_PARAMETER } from "./openapi_bodies.ts";
import { DENIED, TRACK } from "./openapi_people.ts";

function ingest(what: string, item: unknown) {
  return {
    post: {
      summary: `Send ${what}`,
      description:
        `NDJSON (one object a line) or a JSON array of ${what}, optionally with Content-Encoding: gzip.`,
      security: [{ key: ["ingest"] }],
      requestBody: {
        required: true,
        content: {
          "application/x-ndjson": { schema: item },
          "application/json": { schema: { type: "array", items: item } },
        },
      },
      responses: {
        202: json(TAKEN, "Taken; refused rows are named"),
        400: json(FAILURE, "Nothing was readable"),
        401: json(FAILURE, "No key, or an unknown one"),
        403: json(FAILURE, "The key lacks the scope ingest"),
        408: json(FAILURE, "The body stood still; send it again"),
        413: json(FAILURE, "The body is too large"),
        415: json(FAILURE, "Type or coding is not read here"),
        429: json(FAILURE, "Too much at once: wait Retry-After seconds, then send the rest"),
        503: json(FAILURE, "A store is away: wait Retry-After seconds"),
      },
    },
  };
}

interface Asked {
  /** As "query:name" or "path:name". */
  readonly parameters?: readonly string[];
  readonly note?: string;
  /** What 404 means, where something is asked by its name. */
  readonly missing?: string;
  /** Where the answer comes from a store that can be away. */
  readonly away?: string;
}

export function get(summary: string, { parameters = [], note, missing, away }: Asked = {}) {
  return {
    get: {
      summary,
      ...(note ? { description: note } : {}),
      parameters: parameters.map((name) => {
        const [at, key] = name.split(":") as [string, string];
        return { name: key, in: at, required: at === "path", schema: { type: "string" } };
      }),
      responses: {
        200: { description: "OK" },
        ...(parameters.length > 0 && { 400: json(FAILURE, WRONG_PARAMETER) }),
        ...DENIED,
        ...(missing && { 404: json(FAILURE, missing) }),
        ...(away && { 503: json(FAILURE, away) }),
      },
    },
  };
}

const NO_HISTORY = "The history store does not answer; live counts are not affected";

const BASEMAP_FILE = {
  get: {
    summary: "The whole base map as a PMTiles file (version 3), for other tools",
    description:
      "Where city.json names one. Takes one range and conditions, as PMTiles clients ask; HEAD too.",
    parameters: ["Range", "If-Range", "If-None-Match", "If-Match"].map((name) => ({
      name,
      in: "header",
      schema: { type: "string" },
    })),
    responses: {
      200: { description: "All of it", content: { "application/vnd.pmtiles": {} } },
      206: { description: "The bytes asked for", content: { "application/vnd.pmtiles": {} } },
      304: { description: "It is still the same" },
      404: json(FAILURE, "This city has no such file"),
      412: { description: "It is not the one of If-Match any more" },
      416: { description: "It has no such bytes; Content-Range says how many there are" },
      503: json(FAILURE, "It cannot be read now"),
    },
  },
};

export const CITY_PATHS = {
  "/api/fixes": ingest("fixes", FIX),
  "/api/incidents": {
    ...ingest("incidents", INCIDENT),
    ...get("Open incidents in one's areas that are no case yet, the newest first"),
  },
  "/api/cameras": {
    ...ingest("cameras", CAMERA),
    ...get("Cameras of a part of the map, or those of the given ids with their streams", {
      parameters: ["query:bounds", "query:id"],
      note: "bounds=west,south,east,north",
    }),
  },
  "/api/weather": ingest("weather", WEATHER),
  "/api/cameras/{id}": get("One camera with its streams", {
    parameters: ["path:id"],
    missing: "No such camera is known",
  }),
  "/api/city": get("Names, bounds [west, south, east, north], time zone, resolutions, maps"),
  "/api/basemap/{z}/{x}/{y}": get("A tile of the base map", {
    parameters: ["path:z", "path:x", "path:y"],
    note:
      "y with the ending that /api/city names: .mvt (vector tiles of the Protomaps schema), .png, .jpg or .webp",
    missing: "This city has no base map of its own; city.json names one as basemap",
    away: "It cannot be read now",
  }),
  "/api/basemap.pmtiles": BASEMAP_FILE,
  "/api/workers": get("Live workers around a place, nearest first, at most 200", {
    parameters: ["query:near", "query:metres"],
    note:
      "near=lat,lon; metres up to 2000, 50 without. `state` is free, assigned or onScene (within 80 m of the incident).",
  }),
  "/api/workers/{id}": get(
    "One worker: where, in which state, heading (degrees from north), speed (m/s), age of the fix",
    { parameters: ["path:id"], missing: "No such worker is on duty there and was heard of" },
  ),
  "/api/workers/{id}/track": TRACK,
  "/api/cells/{cell}": get(
    "Where a cell is, and its counts, incidents, workers and cameras now",
    { parameters: ["path:cell"] },
  ),
  "/api/cells/{cell}/trend": get(
    "A cell over the last hours, beside what is usual at those hours, or why that is not known",
    {
      parameters: ["path:cell", "query:hours", "query:step"],
      note: "hours=24, step=1, 5, 15, 60, 180, 360 or 1440 minutes",
      away: NO_HISTORY,
    },
  ),
  "/api/incidents/{source}/{id}": get("One incident with its history", {
    parameters: ["path:source", "path:id"],
    missing: "No such incident is known",
  }),
  "/api/usual/cells": get(
    "How many incidents each cell usually has: the mean of the same window at this local time in the last weeks, or days " +
      "while there are less than a week of them. `periods` 0: no history yet.",
    {
      parameters: ["query:resolution", "query:window", "query:category", "query:source"],
      away: NO_HISTORY,
    },
  ),
  "/api/hotspots": get(
    "Heat of a period beside the same hours of the week before",
    {
      parameters: [
        ...["query:from", "query:to", "query:last", "query:category", "query:source", "query:resolution"],
      ],
      away: NO_HISTORY,
    },
  ),
  "/api/figures": get(
    "What came in during a window, by category and district, and the hottest cells, beside what is usual",
    {
      parameters: ["query:window", "query:district"],
      note:
        "window=15, 60 or 1440 minutes; district=its code: of one district, by its streets; live counts do not need the history store",
      missing: "This city has no such district",
    },
  ),
};
