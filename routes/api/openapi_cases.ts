/** Cases and the commands that change them, as the API describes them. */
import { z } from "zod";
import { COMMAND_KINDS, type CommandKind, COMMANDS } from "../../dispatch/case_command.ts";
import { FAILURE, json, text } from "./openapi_bodies.ts";

const body = (properties: Record<string, unknown>) => ({
  required: true,
  content: {
    "application/json": { schema: { type: "object", required: Object.keys(properties), properties } },
  },
});
const path = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const query = (name: string, description: string) => ({
  ...{ name, in: "query", required: false, description },
  schema: { type: "string" },
});

const KEY = text("Made by the client and new for each command: the same key gets the first answer again");
const DENIED = {
  401: json(FAILURE, "Nobody is signed in"),
  403: json(
    FAILURE,
    "No role of yours does this, or not there; refusal says which, and error says it in words",
  ),
};

/** A kind with the fields that the server itself checks it by. */
function commandSchema(kind: CommandKind) {
  const { $schema: _, properties, required = [], ...rest } = z.toJSONSchema(COMMANDS[kind], { io: "input" });
  return {
    ...{ title: kind, ...rest },
    properties: { kind: { const: kind }, ...properties },
    required: ["kind", ...required],
  };
}

/** Said in the description of the commands; the API page translates it by this very sentence. */
export const CASE_COMMANDS = `The same over the socket: command {key, case, version, command}. Kinds: ${
  COMMAND_KINDS.join(", ")
}`;

const WATCHED = {
  200: { description: "Whether it is watched now, on disk" },
  404: json(FAILURE, "No such case, or not one's own"),
  ...DENIED,
};

export const CASE_PATHS = {
  "/api/cases": {
    get: {
      summary: "Cases, the least time left first, with counts of what needs attention",
      parameters: [
        query("stage", "Stages with commas; without it everything that is worked on"),
        query(
          "triage",
          "late, short (under a quarter of the limit left), unassigned, answer, mine (waits for whoever asks) or watched",
        ),
        query("area", "Code of a district, street, community or grid"),
        query("category", "Code of a category"),
        query("severity", "1 to 4; 1 is the most severe"),
        query("worker", "Id of a worker"),
        query("q", "Part of the number, title, address or text"),
        query("ids", "Numbers of cases with commas, at most 200: only these, where the filter holds them"),
        query("limit", "Up to 500 rows; 200 without"),
      ],
      responses: { 200: { description: "OK" }, 400: json(FAILURE, "A parameter is unknown"), ...DENIED },
    },
    post: {
      summary: "Take a report in by hand: it becomes a case",
      requestBody: body({
        key: KEY,
        report: {
          type: "object",
          description:
            "category, severity, title, lat, lon; optional text, address, reporter, selfHandled, evidence",
        },
      }),
      responses: {
        201: { description: "The number of the case, on disk" },
        400: { description: "Not a report; why says what is wrong" },
        422: { description: "Refused; refusal says why" },
        ...DENIED,
      },
    },
  },
  "/api/cases/{id}": {
    get: {
      summary:
        "One case: its events and the time left after each, its clocks and those of its reporters and earlier rounds, what one may do to it now, and the names of its crew for whoever may see workers there",
      parameters: [path("id")],
      responses: {
        200: { description: "OK" },
        404: json(FAILURE, "No such case, or not one's own"),
        ...DENIED,
      },
    },
  },
  "/api/cases/{id}/watch": {
    post: { summary: "Keep an eye on a case", parameters: [path("id")], responses: WATCHED },
    delete: { summary: "Watch a case no longer", parameters: [path("id")], responses: WATCHED },
  },
  "/api/search": {
    get: {
      summary: "One question for places, addresses, cases, workers and coordinates",
      description:
        "Of each kind a few, by what one may see; workers by name or id, accounts' and the city's register's alike. Coordinates in either order: the city's bounds say which number is which.",
      parameters: [query("q", "A name, an address, a number, or two numbers in degrees")],
      responses: { 200: { description: "OK" }, 400: json(FAILURE, "Nothing is looked for"), ...DENIED },
    },
  },
  "/api/within": {
    get: {
      summary: "Workers, cases and incidents within a line drawn on the map, at most 100 of each",
      parameters: [query("ring", "3 to 500 corners in degrees: lat,lon;lat,lon;…")],
      responses: { 200: { description: "OK" }, 400: json(FAILURE, "No such line"), ...DENIED },
    },
  },
  "/api/cases/{id}/commands": {
    post: {
      summary: "Give a command on a case",
      description: CASE_COMMANDS,
      parameters: [path("id")],
      requestBody: body({
        key: KEY,
        version: { type: "integer", description: "Version of the case that was seen" },
        command: {
          type: "object",
          description: "kind and what it asks for",
          oneOf: COMMAND_KINDS.map(commandSchema),
        },
      }),
      responses: {
        200: { description: "Done, and on disk: the version and stage of each case it changed" },
        400: { description: "Not a command; why says what is wrong" },
        404: { description: "No such case" },
        409: { description: "Somebody changed the case since: the case as it is, and what happened" },
        422: { description: "Refused; refusal says why" },
        ...DENIED,
      },
    },
  },
  "/api/incidents/{source}/{id}/case": {
    post: {
      summary: "Make an incident a case",
      parameters: [path("source"), path("id")],
      requestBody: body({ key: KEY }),
      responses: {
        201: { description: "The number of the case, on disk" },
        404: json(FAILURE, "No such incident"),
        409: { description: "It is a case already: which" },
        ...DENIED,
      },
    },
  },
};
