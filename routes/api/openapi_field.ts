/** The phone of a worker, and other apps in its place, as the API describes them. */
import { FAILURE, FIX, json, TAKEN, text } from "./openapi_bodies.ts";
import { command, DENIED, path } from "./openapi_people.ts";

const { worker: _, ...OF_FIX } = FIX.properties;
const OSMAND = {
  summary: "Where a worker is, as Traccar Client, OsmAnd and their like say it",
  description:
    "Parameters of the address or of a form (id, lat, lon or location, timestamp, accuracy, speed in knots, bearing, batt), or the " +
    "JSON object of newer versions (device_id, location). id is a device id made at /field; it stands for one worker.",
  security: [],
  responses: {
    200: json(TAKEN, "Taken; refused rows are named"),
    400: json(FAILURE, "Nothing was readable"),
    401: json(FAILURE, "No such device id: a worker makes one at /field"),
    413: json(FAILURE, "The body is too large"),
    429: json(FAILURE, "Too much at once: wait Retry-After seconds, then send the rest"),
  },
};

export const FIELD_PATHS = {
  "/api/field": {
    get: {
      summary:
        "What the phone of a worker shows: the own cases with time left and what may be done, the shift, and the own call for help with who took it up",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
  },
  "/api/field/fixes": {
    post: {
      summary: "Send where one is, as the worker who is signed in",
      description: "At most 1000 at once; they go the way of every fix, and only within a duty shift.",
      requestBody: command({
        fixes: { type: "array", items: { ...FIX, required: ["time", "lat", "lon"], properties: OF_FIX } },
      }),
      responses: {
        202: json(TAKEN, "Taken; refused rows are named"),
        400: json(FAILURE, "Nothing was readable"),
        413: json(FAILURE, "The body is too large"),
        429: json(FAILURE, "Too much at once: wait Retry-After seconds, then send the rest"),
        ...DENIED,
      },
    },
  },
  "/api/field/devices": {
    get: {
      summary:
        "Other apps that send where one is: name, when made, when last heard; never the id that is typed in",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
    post: {
      summary:
        "Make a device id for another app, such as Traccar Client; it is in this answer and never again",
      requestBody: command({ name: text("What the phone is called") }),
      responses: {
        201: { description: "The device and its id, shown this once" },
        400: json(FAILURE, "A field is wrong; the answer says which"),
        ...DENIED,
      },
    },
  },
  "/api/field/devices/{id}": {
    delete: {
      summary: "Take a device id away: what is sent with it is refused from the next request on",
      parameters: [path("id")],
      responses: { 204: { description: "Done" }, 404: json(FAILURE, "No such device"), ...DENIED },
    },
  },
  "/api/push": {
    get: {
      summary:
        "The public key by which a worker's browser subscribes to be told of new cases; null: nothing is pushed",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
  },
  "/api/push/subscription": {
    put: {
      summary: "Be told of new cases by the push service of one's browser, while the page is closed",
      description:
        "What is told: number, category and address of the case. Only https: endpoints outside private networks.",
      requestBody: command({
        endpoint: text("Address of the push service, as the browser names it"),
        keys: { type: "object", properties: { p256dh: text("base64url"), auth: text("base64url") } },
        lang: { type: "string", enum: ["zh", "en"] },
      }),
      responses: {
        204: { description: "Done" },
        400: json(FAILURE, "A field is wrong; the answer says which"),
        404: json(FAILURE, "This server pushes nothing"),
        ...DENIED,
      },
    },
    delete: {
      summary: "Be told no more there",
      requestBody: command({ endpoint: text("Address of the push service, as the browser names it") }),
      responses: { 204: { description: "Done" }, 404: json(FAILURE, "No such subscription"), ...DENIED },
    },
  },
  "/osmand": { get: OSMAND, post: OSMAND },
};
