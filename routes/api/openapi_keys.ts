/** Keys of programs, as the API describes them. */
import { FAILURE, json, text } from "./openapi_bodies.ts";
import { command, DENIED, path } from "./openapi_people.ts";
import { SCOPES } from "../../store/api_key.ts";

export const KEYS_PATHS = {
  "/api/keys": {
    get: {
      summary:
        "Keys of programs: name, scopes, how each begins, who made it, when it was last used; never the key (administrators and integrators)",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
    post: {
      summary: "Make a key; it is in this answer and never again (administrators and integrators)",
      requestBody: command({
        name: text(
          "Name of the key, and of the feed that sends with it: 1 to 64 letters without blanks, colons and commas",
        ),
        scopes: {
          type: "array",
          items: { type: "string", enum: SCOPES },
          description: "ingest sends, read reads what is counted and reported",
        },
      }),
      responses: {
        201: { description: "The key and its secret, shown this once" },
        400: json(FAILURE, "A field is wrong; the answer says which"),
        ...DENIED,
      },
    },
  },
  "/api/keys/{id}": {
    delete: {
      summary:
        "Revoke a key: it opens nothing from the next request on, and what it sends now breaks off (administrators and integrators)",
      parameters: [path("id")],
      responses: {
        204: { description: "Done" },
        404: json(FAILURE, "No such key was made here"),
        ...DENIED,
      },
    },
  },
};
