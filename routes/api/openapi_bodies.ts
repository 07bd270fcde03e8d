/** What the API takes and answers, as JSON Schema. */
import { LONGEST_WORKER } from "../../streams/parse/fix_row.ts";
import { SKIES } from "../../streams/weather.ts";
import { REASONS } from "../../streams/parse/rejection.ts";

const number = (description: string) => ({ type: "number", description });
export const text = (description: string) => ({ type: "string", description });
export const time = {
  oneOf: [{ type: "string", format: "date-time" }, { type: "integer" }],
  description: "ISO 8601 with zone, or epoch ms",
};
const place = { lat: number("Latitude in degrees"), lon: number("Longitude in degrees") };

export const FIX = {
  type: "object",
  required: ["worker", "time", "lat", "lon"],
  properties: {
    worker: text(`Worker id, at most ${LONGEST_WORKER} characters`),
    time,
    ...place,
    accuracy: number("Metres"),
    speed: number("m/s"),
    heading: number("Degrees from north, 0–360"),
    battery: number("Per cent, 0–100"),
  },
};

export const INCIDENT = {
  type: "object",
  required: ["id", "source", "category", "time", "lat", "lon", "severity", "title"],
  properties: {
    id: text("Unique within the source; a second message with the same id is an update"),
    source: text("Who reports: 12345, patrol, sensor …"),
    category: text("The city's category code or name"),
    time,
    ...place,
    severity: { type: "integer", minimum: 1, maximum: 4, description: "1 is the most severe" },
    title: text("One line"),
    text: text("All that was said"),
    reporter: text("Who said it"),
    address: text("Where, in words"),
    status: { type: "string", enum: ["open", "closed", "withdrawn"], default: "open" },
  },
};

export const CAMERA = {
  type: "object",
  required: ["id", "name", "lat", "lon", "streams"],
  properties: {
    id: text("Unique in the city"),
    name: text("Name on the tile"),
    ...place,
    bearing: number("Degrees from north"),
    fov: number("Width of view in degrees"),
    streams: {
      type: "array",
      items: {
        type: "object",
        required: ["url", "kind"],
        properties: {
          url: text("Absolute or on this server"),
          kind: { type: "string", enum: ["hls", "still"] },
          quality: text("Label"),
        },
      },
    },
    owner: text("Who runs it"),
  },
};

export const WEATHER = {
  type: "object",
  required: ["time", "sky", "text"],
  properties: {
    time,
    sky: { type: "string", enum: [...SKIES] },
    text: text("In words, in two languages as: 小雨 · Light rain"),
    celsius: number("Degrees Celsius"),
    wind: number("m/s"),
    warning: text("A warning in force, in words"),
  },
};

export const TAKEN = {
  type: "object",
  required: ["accepted", "rejected", "rejections", "reasons"],
  properties: {
    accepted: { type: "integer" },
    rejected: { type: "integer" },
    flagged: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "Stored and not shown: future, old, jump, late",
    },
    reasons: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "Refusals by reason, complete",
    },
    rejections: {
      type: "array",
      description: "The first 100 refusals",
      items: {
        type: "object",
        properties: {
          index: { type: "integer" },
          reason: { type: "string", enum: [...REASONS] },
          detail: { type: "string" },
        },
      },
    },
  },
};

export const ASSIGN = {
  type: "object",
  required: ["key", "source", "incident", "worker", "by"],
  properties: {
    key: text("Made by the client; the same key gets the first answer again"),
    source: text("Source of the incident"),
    incident: text("Id of the incident"),
    worker: text("Who goes"),
    by: text("Name of the dispatcher"),
  },
};

export const FAILURE = { type: "object", properties: { error: { type: "string" } } };
/** Said of 400 wherever the answer itself names what is wrong. */
export const WRONG_FIELD = "A field is wrong; the answer says which";
export const WRONG_PARAMETER = "A parameter cannot be read; the answer says which, and what to use";
export const json = (schema: unknown, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
