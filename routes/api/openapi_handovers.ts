/** Handovers of shifts, as the API describes them. */
import { FAILURE, json, text } from "./openapi_bodies.ts";
import { command, DENIED, path } from "./openapi_people.ts";

export const HANDOVERS_PATHS = {
  "/api/handovers": {
    get: {
      summary: "Shifts handed over that one signed or may take over, the newest first",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
    post: {
      summary: "Sign a handover: the server puts down what is so now, and waits for whoever comes",
      requestBody: command({
        key: text("Made by the client, new for each command: sent again, it gets the first answer"),
        note: text("What else to know, up to 2,000 characters; may be left out"),
        promises: {
          type: "array",
          description: "What somebody was told would happen; up to 50",
          items: {
            type: "object",
            required: ["text"],
            properties: {
              text: text("Up to 500 characters"),
              case: text("Number of a case"),
              until: {
                type: ["integer", "string"],
                description: "By when: epoch ms, or local time of the city",
              },
            },
          },
        },
      }),
      responses: {
        201: { description: "Signed, after it is on the disk" },
        400: json(FAILURE, "A field is wrong; the answer says which"),
        422: { description: "The key was used for something else" },
        ...DENIED,
      },
    },
  },
  "/api/handovers/draft": {
    get: {
      summary: "What a handover would say now: changes since the last one, what is late next, who is silent",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
  },
  "/api/handovers/{id}/take": {
    post: {
      summary: "Take a shift over: the second signature, of somebody else who may answer for its areas",
      parameters: [path("id")],
      requestBody: command({
        key: text("Made by the client, new for each command: sent again, it gets the first answer"),
        note: text("Up to 2,000 characters; may be left out"),
      }),
      responses: {
        200: { description: "Signed, after it is on the disk" },
        404: json(FAILURE, "There is none, or one may not take it over"),
        409: { description: "Somebody else took it over; the answer says who" },
        422: { description: "It is one's own, or the key was used for something else" },
        ...DENIED,
      },
    },
  },
  "/api/since": {
    get: {
      summary: "What happened since one was last signed in, and how many handovers wait",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
  },
};
