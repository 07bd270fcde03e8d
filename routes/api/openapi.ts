/** The API described in OpenAPI 3.1, for people at /api/docs and for machines at /api/openapi.json. */
import { ALERT_PATHS } from "./openapi_alerts.ts";
import { CASE_PATHS } from "./openapi_cases.ts";
import { FIELD_PATHS } from "./openapi_field.ts";
import { HANDOVERS_PATHS } from "./openapi_handovers.ts";
import { KEYS_PATHS } from "./openapi_keys.ts";
import { SHIFT_PATHS } from "./openapi_shifts.ts";
import { AUDIT, PEOPLE_PATHS, TRACK } from "./openapi_people.ts";
import { ASSIGN, CAMERA, FAILURE, FIX, INCIDENT, json, TAKEN, text, WEATHER } from "./openapi_bodies.ts";

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

function get(summary: string, parameters: readonly string[] = [], note = "") {
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
        400: json(FAILURE),
        401: json(FAILURE, "Nobody is signed in"),
        403: json(FAILURE, "The role or the area does not allow it; the answer says which role would"),
        404: json(FAILURE),
      },
    },
  };
}

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

export const OPENAPI = {
  openapi: "3.1.0",
  info: {
    title: "Hexwall",
    version: "0.1.0",
    description:
      "The live map and video wall of a city's command centre. Places are WGS-84 unless the feed's system is set in city.json.",
  },
  components: {
    securitySchemes: {
      key: {
        type: "http",
        scheme: "bearer",
        description:
          "A key made at /admin or set with API_KEYS: scope ingest sends, scope read reads what is counted and reported",
      },
      session: { type: "apiKey", in: "cookie", name: "hexwall", description: "From POST /api/session" },
    },
  },
  // Whoever reads is signed in, or holds a key of scope read.
  security: [{ session: [] }, { key: ["read"] }],
  paths: {
    ...ALERT_PATHS,
    ...CASE_PATHS,
    ...PEOPLE_PATHS,
    ...KEYS_PATHS,
    ...HANDOVERS_PATHS,
    ...SHIFT_PATHS,
    ...FIELD_PATHS,
    "/api/fixes": ingest("fixes", FIX),
    "/api/incidents": {
      ...ingest("incidents", INCIDENT),
      ...get("Open incidents in one's areas that are no case yet, the newest first"),
    },
    "/api/cameras": {
      ...ingest("cameras", CAMERA),
      ...get(
        "Cameras of a part of the map, or those of the given ids with their streams",
        ["query:bounds", "query:id"],
        "bounds=west,south,east,north",
      ),
    },
    "/api/weather": ingest("weather", WEATHER),
    "/api/cameras/{id}": get("One camera with its streams", ["path:id"]),
    "/api/city": get("Names, bounds [west, south, east, north], time zone, resolutions, maps"),
    "/api/basemap/{z}/{x}/{y}": get(
      "A tile of the base map",
      ["path:z", "path:x", "path:y"],
      "y with the ending that /api/city names: .mvt (vector tiles of the Protomaps schema), .png, .jpg or .webp",
    ),
    "/api/basemap.pmtiles": BASEMAP_FILE,
    "/api/workers": get(
      "Live workers around a place, nearest first, at most 200",
      ["query:near", "query:metres"],
      "near=lat,lon; metres up to 2000, 50 without. `state` is free, assigned or onScene (within 80 m of the incident).",
    ),
    "/api/workers/{id}": get(
      "One worker: where, in which state, heading (degrees from north), speed (m/s), age of the fix",
      ["path:id"],
    ),
    "/api/workers/{id}/track": TRACK,
    "/api/audit": AUDIT,
    "/api/cells/{cell}": get(
      "Where a cell is, and its counts, incidents, workers and cameras now",
      ["path:cell"],
    ),
    "/api/cells/{cell}/trend": get(
      "A cell over the last hours, beside what is usual at those hours, or why that is not known",
      ["path:cell", "query:hours", "query:step"],
      "hours=24, step=1, 5, 15, 60, 180, 360 or 1440 minutes",
    ),
    "/api/incidents/{source}/{id}": get("One incident with its history", ["path:source", "path:id"]),
    "/api/candidates": get(
      "Who should go: ranked by arrival, the one proposed and why, nearer ones and why not, and when nobody arrives in time why",
      [
        ...["query:case", "query:source", "query:incident", "query:cell", "query:lat", "query:lon"],
        ...["query:category", "query:severity", "query:n"],
      ],
      "For case, or source and incident, or cell, or lat and lon (the last two also with category and severity); n up to 20, 8 " +
        "without. seconds is the travel time, drives: was seen driving lately; basis: by speeds learned on the way, the " +
        "usual ones of who walks or drives, or the default; due is the deadline that " +
        "inTime is judged by: the clock of the case, or 15 minutes. offDuty names who answers for the grid and is off duty, with " +
        "the start of the next shift, as far as one may see shifts; never where they are.",
    ),
    "/api/reach": get(
      "By cell: how many minutes of the limit would be left if the first free and able worker set out now",
      ["query:resolution", "query:category"],
      "resolution 8 or 9; category: of workers with its skill. Columns of one length; minutes below zero are late, null: " +
        "nobody within twice the limit; workers as far as the account may see them.",
    ),
    "/api/assignments": {
      post: {
        summary: "Send a worker to an incident",
        requestBody: { required: true, content: { "application/json": { schema: ASSIGN } } },
        responses: {
          200: { description: "Assigned, and on disk" },
          400: { description: "Not a command" },
          403: { description: "The role or the area does not allow it; the answer says which role would" },
          409: { description: "Somebody was first; the answer says who was sent, and by whom" },
          422: {
            description: "Refused: unknown-incident, unknown-worker, off-duty, not-open, stage or key-reused",
          },
        },
      },
    },
    "/api/evidence": {
      post: {
        summary: "Send a photo of a case: the body is the photo",
        description:
          "JPEG, PNG, WebP or HEIC by its content, at most 8 MB. It is kept without what it tells of its place " +
          "and camera, under the SHA-256 that the answer names and commands use. The same photo is kept once. Where it does not " +
          "say when and where it was taken, X-Photo-Taken (ISO 8601 with zone, or epoch ms) and X-Photo-Place (lat,lon) count.",
        requestBody: { required: true, content: { "image/*": {} } },
        responses: {
          201: { description: "Kept, on disk: {hash, type, bytes}" },
          403: json(FAILURE, "No role that adds evidence"),
          413: json(FAILURE, "More than 8 MB"),
          415: json(FAILURE, "No photo by its content, or not sent as the body"),
          422: json(FAILURE, "The photo is not whole"),
          503: json(FAILURE, "The disk is full: wait Retry-After seconds"),
        },
      },
    },
    "/api/evidence/{hash}": get("A photo of a case; it never changes", ["path:hash"]),
    "/api/usual/cells": get(
      "How many incidents each cell usually has: the mean of the same window at this local time in the last weeks, or days " +
        "while there are less than a week of them. `periods` 0: no history yet.",
      ["query:resolution", "query:window", "query:category", "query:source"],
    ),
    "/api/hotspots": get(
      "Heat of a period beside the same hours of the week before",
      ["query:from", "query:to", "query:last", "query:category", "query:source", "query:resolution"],
    ),
    "/api/figures": get(
      "What came in during a window, by category and district, and the hottest cells, beside what is usual",
      ["query:window", "query:district"],
      "window=15, 60 or 1440 minutes; district=its code: of one district, by its streets; live counts do not need the history store",
    ),
    "/api/demo/scenarios": {
      ...get("What runs in the demo city (only there)"),
      post: {
        summary: "Start or stop a scenario of the demo city",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { start: text("storm, marathon or blackout"), stop: { const: true } },
              },
            },
          },
        },
        responses: { 200: { description: "What runs now" }, 400: json(FAILURE), 415: json(FAILURE) },
      },
    },
    "/healthz": get("The process is alive"),
    "/readyz": get("Stores and state are up"),
    "/metrics": get("Figures in Prometheus' text form"),
  },
};
