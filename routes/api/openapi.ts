/** The API described in OpenAPI 3.1, for people at /api/docs and for machines at /api/openapi.json. */
import { ALERT_PATHS } from "./openapi_alerts.ts";
import { CASE_PATHS } from "./openapi_cases.ts";
import { CITY_PATHS, get } from "./openapi_city.ts";
import { FIELD_PATHS } from "./openapi_field.ts";
import { HANDOVERS_PATHS } from "./openapi_handovers.ts";
import { KEYS_PATHS } from "./openapi_keys.ts";
import { SHIFT_PATHS } from "./openapi_shifts.ts";
import { AUDIT, DENIED, path, PEOPLE_PATHS } from "./openapi_people.ts";
import { ASSIGN, FAILURE, json, text, WRONG_FIELD } from "./openapi_bodies.ts";
import { inOrder, TAGS } from "./openapi_tags.ts";

/** What the machines that watch this one ask, without a key. */
function watched(summary: string, answers: Record<number, { readonly description: string }>) {
  return { get: { summary, security: [], responses: answers } };
}

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
          "A program sends a key, made at /admin or set with API_KEYS, with each request: scope ingest sends, scope read reads what is counted and reported",
      },
      session: {
        type: "apiKey",
        in: "cookie",
        name: "hexwall",
        description:
          "A person has the cookie of POST /api/session, as the pages do; it opens what docs/rights.md says of the account's roles and areas",
      },
    },
  },
  // Whoever reads is signed in, or holds a key of scope read.
  security: [{ session: [] }, { key: ["read"] }],
  tags: TAGS.map(({ name, description }) => ({ name, description })),
  paths: inOrder({
    ...ALERT_PATHS,
    ...CASE_PATHS,
    ...PEOPLE_PATHS,
    ...KEYS_PATHS,
    ...HANDOVERS_PATHS,
    ...SHIFT_PATHS,
    ...FIELD_PATHS,
    ...CITY_PATHS,
    "/api/audit": AUDIT,
    "/api/candidates": get(
      "Who should go: ranked by arrival, the one proposed and why, nearer ones and why not, and when nobody arrives in time why",
      {
        parameters: [
          ...["query:case", "query:source", "query:incident", "query:cell", "query:lat", "query:lon"],
          ...["query:category", "query:severity", "query:n"],
        ],
        note:
          "For case, or source and incident, or cell, or lat and lon (the last two also with category and severity); n up to 20, 8 " +
          "without. seconds is the travel time, drives: was seen driving lately; basis: by speeds learned on the way, the " +
          "usual ones of who walks or drives, or the default; due is the deadline that " +
          "inTime is judged by: the clock of the case, or 15 minutes. offDuty names who answers for the grid and is off duty, with " +
          "the start of the next shift, as far as one may see shifts; never where they are.",
        missing: "No such case or open incident, or none that one may see",
      },
    ),
    "/api/reach": get(
      "By cell: how many minutes of the limit would be left if the first free and able worker set out now",
      {
        parameters: ["query:resolution", "query:category"],
        note:
          "resolution 8 or 9; category: of workers with its skill. Columns of one length; minutes below zero are late, null: " +
          "nobody within twice the limit; workers as far as the account may see them.",
      },
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
    "/api/evidence/{hash}": {
      get: {
        summary: "A photo of a case; it never changes",
        parameters: [path("hash")],
        responses: {
          200: { description: "OK" },
          304: { description: "It is still the same" },
          404: json(FAILURE, "No such photo is kept, or none that one may see"),
          ...DENIED,
        },
      },
    },
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
        responses: {
          200: { description: "What runs now" },
          400: json(FAILURE, WRONG_FIELD),
          415: json(FAILURE, "Not sent as application/json"),
          ...DENIED,
        },
      },
    },
    "/healthz": watched("The process is alive", { 200: { description: "It is" } }),
    "/readyz": watched("Stores and state are up", {
      200: { description: "They are" },
      503: { description: "They are not; why says what is missing" },
    }),
    "/metrics": watched("Figures in Prometheus' text form", { 200: { description: "OK" } }),
  }),
};
