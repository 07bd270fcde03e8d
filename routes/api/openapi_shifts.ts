/** Duty shifts, as the API describes them. */
import { FAILURE, json, text, time, WRONG_PARAMETER } from "./openapi_bodies.ts";

const body = (schema: Record<string, unknown>, type = "application/json") => ({
  required: true,
  content: { [type]: { schema } },
});
const query = (name: string) => ({ name, in: "query", required: false, schema: { type: "string" } });

const SHIFT = {
  type: "object",
  required: ["worker", "starts", "ends"],
  properties: { worker: text("Id under which the worker's fixes come in"), starts: time, ends: time },
};
const DENIED = {
  401: json(FAILURE, "Nobody is signed in"),
  403: json(FAILURE, "The role or the area does not allow it; the answer says which role would"),
};
const NONE = json(FAILURE, "No such shift, or a city that knows no shifts");
const ENTERED = {
  200: { description: "Tried only: all of them could be entered" },
  201: { description: "Entered, and on disk: {count}" },
  400: json(FAILURE, "Not readable"),
  404: NONE,
  413: json(FAILURE, "More than 4 MB"),
  422: json(FAILURE, "Nothing was entered; the first 100 refused rows with fault and detail"),
  ...DENIED,
};

export const SHIFT_PATHS = {
  "/api/shifts": {
    get: {
      summary: "Duty shifts of a period, and how many are on duty now",
      description:
        "duty=now, day=today or a date of the city, or from and to as ISO 8601 with zone or epoch ms; worker=id, q=part of an id or name, limit up to " +
        "500; the answer has the first by time, and their total. A dispatcher sees workers of the own areas, a worker the own shifts.",
      parameters: ["duty", "day", "from", "to", "worker", "q", "limit"].map(query),
      responses: { 200: { description: "OK" }, 400: json(FAILURE, WRONG_PARAMETER), 404: NONE, ...DENIED },
    },
    post: {
      summary: "Enter duty shifts: one, or many as {shifts: […]}",
      description:
        "All or none, at most 20000. A shift lasts at most 16 hours and overlaps no other of the same worker. Times without an offset are local time of the city. trial=1 writes nothing.",
      parameters: [query("trial")],
      requestBody: body({
        oneOf: [SHIFT, { type: "object", properties: { shifts: { type: "array", items: SHIFT } } }],
      }),
      responses: ENTERED,
    },
  },
  "/api/shifts/csv": {
    post: {
      summary: "Enter duty shifts as a table: worker,starts,ends",
      description: "Times without an offset are local time of the city. All or none; trial=1 writes nothing.",
      parameters: [query("trial")],
      requestBody: body({ type: "string" }, "text/csv"),
      responses: ENTERED,
    },
  },
  "/api/shifts/end": {
    post: {
      summary: "End a duty shift early, or withdraw one that has not begun",
      requestBody: body({
        type: "object",
        required: ["worker", "starts"],
        properties: {
          worker: text("Id under which the worker's fixes come in"),
          starts: { ...time, description: "When the shift starts: which one it is" },
          ends: { ...time, description: "When it shall end: now where left out, never in the past" },
        },
      }),
      responses: { 200: { description: "Done" }, 400: json(FAILURE, "Not readable"), 404: NONE, ...DENIED },
    },
  },
  "/api/shifts/own": {
    post: {
      summary: "A worker signs on or off",
      requestBody: body({
        type: "object",
        required: ["do"],
        properties: {
          do: { type: "string", enum: ["start", "end"] },
          hours: {
            type: "number",
            description: "How long, at most 16; 8 where left out, and not beyond the next shift",
          },
        },
      }),
      responses: {
        200: { description: "Done" },
        400: json(FAILURE, "Not readable"),
        404: NONE,
        409: json(FAILURE, "On duty already; the answer says until when"),
        ...DENIED,
      },
    },
  },
};
