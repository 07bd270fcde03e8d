/** Alerts and calls for help, as the API describes them. */
import { ALERT_KINDS } from "../../store/alert.ts";
import { FENCE_WATCHES } from "../../store/fence.ts";
import { ROLES } from "../../store/person.ts";
import { FAILURE, json, text, time, WRONG_FIELD, WRONG_PARAMETER } from "./openapi_bodies.ts";

const query = (name: string) => ({ name, in: "query", required: false, schema: { type: "string" } });
const body = (required: readonly string[], properties: Record<string, unknown>) => ({
  required: true,
  content: { "application/json": { schema: { type: "object", required, properties } } },
});
const KEY = text("Made by the client, new for each command: sent again, it gets the first answer");

const ALERT = {
  type: "object",
  properties: {
    id: text("a and a number"),
    kind: { type: "string", enum: ALERT_KINDS },
    cause: text("Of one cause there is at most one alert that has not ended"),
    at: time,
    severity: { type: "integer", enum: [1, 2, 3] },
    subject: {
      type: "object",
      description: "case, worker, cell, fence, lat and lon where there are any; codes of the areas",
    },
    to: { type: "array", items: { type: "string", enum: ROLES } },
    data: { type: "object", description: "What the words that tell of it need" },
    acknowledged: {
      type: ["object", "null"],
      properties: { by: text("Id of the account"), name: text("Of the account"), at: time, note: text("") },
    },
    ended: { description: "When it was over, epoch ms; null while it goes on", type: ["integer", "null"] },
  },
};
const DONE = { type: "object", properties: { kind: { const: "done" }, alert: ALERT } };
const DENIED = {
  401: json(FAILURE, "Nobody is signed in"),
  403: json(FAILURE, "The role or the area does not allow it; the answer says which role would"),
};

const FENCE = {
  name: text("What it is called"),
  ring: {
    type: "array",
    items: { type: "array", items: { type: "number" } },
    description: "Corners as [lon, lat]; all of them in one's areas",
  },
  watches: { type: "array", items: { type: "string", enum: FENCE_WATCHES } },
  workers: { description: "all, or ids of workers; absent needs them named" },
  hours: {
    type: ["object", "null"],
    description: "{days: 1 (Monday) to 7, from: 08:00, to: 18:00} of the city's time; null: always",
  },
  dwellSeconds: {
    type: "number",
    description: "How long somebody must be on the other side; 60 where left out",
  },
};
const VERSION = { type: "integer", description: "The version that was seen" };
const CHANGED = {
  type: "object",
  description: "Who drew or changed it last",
  properties: { name: text("Of the account"), at: time },
};
const FENCE_DONE = {
  type: "object",
  properties: { fence: { type: "object", properties: { ...FENCE, version: VERSION, changed: CHANGED } } },
};
const STALE = json(FAILURE, "Somebody changed it meanwhile: the answer has it as it is now");
const NO_FENCE = json(FAILURE, "No such fence, or none that one may see");
const idOf = { name: "id", in: "path", required: true, schema: { type: "string" } };

export const ALERT_PATHS = {
  "/api/fences": {
    get: {
      summary: "Geofences that touch one's areas",
      responses: {
        200: json({ type: "object", properties: { fences: { type: "array" } } }, "OK"),
        ...DENIED,
      },
    },
    post: {
      summary: "Draw a geofence",
      description:
        "Somebody is told when a worker enters, leaves, or should be inside and is not, after the dwell time and by fixes that are surely on that side: a drive-by or a noisy fix raises nothing.",
      requestBody: body(["name", "ring", "watches"], FENCE),
      responses: {
        201: json(FENCE_DONE, "Kept, and watched from now on"),
        400: json(FAILURE, WRONG_FIELD),
        ...DENIED,
      },
    },
  },
  "/api/fences/{id}": {
    put: {
      summary: "Change a geofence",
      parameters: [idOf],
      requestBody: body(["name", "ring", "watches", "version"], { ...FENCE, version: VERSION }),
      responses: {
        200: json(FENCE_DONE, "Kept, and watched from now on"),
        400: json(FAILURE, WRONG_FIELD),
        404: NO_FENCE,
        409: STALE,
        ...DENIED,
      },
    },
    delete: {
      summary: "Take a geofence away; its alerts end",
      parameters: [idOf, { name: "version", in: "query", required: true, schema: { type: "integer" } }],
      responses: {
        200: json(FENCE_DONE, "Taken away; as it was last"),
        400: json(FAILURE, WRONG_PARAMETER),
        404: NO_FENCE,
        409: STALE,
        ...DENIED,
      },
    },
  },
  "/api/alerts": {
    get: {
      summary: "Alerts in one's areas: those that go on, and the last ones that are over",
      description:
        "All that go on, and the 50 newest that are over, of those that one may see; next, as before, lists " +
        `the 50 before them. open=1: only those that go on; all=1: 500; kind=a,b of ${
          ALERT_KINDS.join(", ")
        }. ` +
        "Over the socket they come as events of kind alert, and with each hello.",
      parameters: ["open", "all", "kind", "before"].map(query),
      responses: {
        200: json({
          type: "object",
          properties: {
            alerts: { type: "array", items: ALERT },
            next: {
              type: ["string", "null"],
              description: "Where those that are over go on, for before; null where there are no more",
            },
            asOf: time,
          },
        }, "OK"),
        400: json(FAILURE, WRONG_PARAMETER),
        ...DENIED,
      },
    },
  },
  "/api/alerts/{id}/acknowledge": {
    post: {
      summary: "Acknowledge an alert, as one of the roles that it is for",
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      requestBody: body(["key"], { key: KEY, note: text("What is done about it") }),
      responses: {
        200: json(DONE, "Acknowledged, on disk, and told to every screen"),
        400: json(FAILURE, WRONG_FIELD),
        404: json(FAILURE, "No such alert, or none that one may see"),
        409: json(
          { type: "object", properties: { kind: { const: "taken" }, alert: ALERT } },
          "Somebody was first: the alert says who",
        ),
        422: json(FAILURE, "The key was used for something else"),
        ...DENIED,
      },
    },
  },
  "/api/sos": {
    post: {
      summary: "A worker calls for help",
      description:
        "Also without a place: the last known one is taken, and its age said. Every screen shows it until " +
        "somebody acknowledges it; called again before that, it is the same alert.",
      requestBody: body(["key"], {
        key: KEY,
        lat: { type: "number" },
        lon: { type: "number" },
        accuracy: { type: "number", description: "Metres" },
        at: { type: "integer", description: "When it was pressed, epoch ms; now where left out" },
        text: text("What happened"),
      }),
      responses: {
        201: json(DONE, "On disk, and told to every screen"),
        400: json(FAILURE, WRONG_FIELD),
        422: json(FAILURE, "The key was used for something else"),
        ...DENIED,
      },
    },
  },
};
