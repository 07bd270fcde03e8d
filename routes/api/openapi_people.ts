/** Sign-in, sessions and accounts, as the API describes them. */
import { FAILURE, json, text } from "./openapi_bodies.ts";

export const command = (
  properties: Record<string, unknown>,
  required: readonly string[] = Object.keys(properties),
) => ({
  required: true,
  content: { "application/json": { schema: { type: "object", required, properties } } },
});
export const path = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });

export const DENIED = {
  401: json(FAILURE, "Nobody is signed in"),
  403: json(FAILURE, "The role or the area does not allow it; the answer says which role would"),
};
const PERSON = {
  login: text("2 to 64 letters without blanks; capitals make no other login"),
  name: text("As it stands in the record"),
  roles: { type: "array", items: { type: "string" }, description: "See docs/rights.md" },
  areas: { type: "array", items: { type: "string" }, description: "Codes of areas; * is the whole city" },
  post: { type: "object", description: "For the role worker: id, kind, skills, grids" },
  active: { type: "boolean", description: "false: somebody who left" },
};
const CHANGED = {
  200: { description: "The account as it is now" },
  400: json(FAILURE, "A field is wrong, or the city has no such area; the answer says which"),
  404: json(FAILURE, "No such account"),
  409: json(
    FAILURE,
    "The login is taken, the worker is another account in use, which the answer names, or the version is stale; then the answer has the account as it is",
  ),
  ...DENIED,
};

const TABLE =
  "CSV in UTF-8 or GB 18030; columns login, name, roles, areas, worker id, kind, skills, grids, active, or their Chinese names; " +
  "semicolons part what a cell lists. What has no column stays as it is, and so do accounts that are not in the table.";
const table = { required: true, content: { "text/csv": { schema: text("The table itself") } } };
const READ = {
  413: json(FAILURE, "More than 64 MB"),
  415: json(FAILURE, "Not sent as text/csv"),
  429: json(FAILURE, "Another table is being read: wait Retry-After seconds"),
  ...DENIED,
};

/** Who did what. */
export const AUDIT = {
  get: {
    summary: "The audit record, the newest rows first, a hundred at once",
    description:
      "who: login or id; object: such as `case 20261127-00042`, `person p7`, `worker 0042`; action: see docs/rights.md; from, " +
      "to: times; before: number of a row. For administrators and leaders. `head` is the newest row of all.",
    parameters: ["who", "object", "action", "from", "to", "before"].map((name) => ({
      name,
      in: "query",
      required: false,
      schema: { type: "string" },
    })),
    responses: { 200: { description: "OK" }, 400: json(FAILURE, "A parameter is wrong"), ...DENIED },
  },
};

/** Where a worker was. */
export const TRACK = {
  post: {
    summary: "Read where a worker was: asks for a reason, and is recorded",
    description:
      "For dispatchers, in their areas, and administrators. A command and not a question: that it was read, by whom, from " +
      "where and why stands in the audit record before anything is read.",
    parameters: [path("id")],
    requestBody: command({
      from: text("Time with an offset, or in the city's zone"),
      to: text("At most 24 hours after from"),
      reason: text("4 to 500 letters"),
    }),
    responses: {
      200: {
        description:
          "points: [{time, lat, lon, accuracy, speed, heading}]; elsewhere: how many lie outside one's areas; recorded: " +
          "number of the row of audit",
      },
      400: json(FAILURE, "No reason, or a period that cannot be"),
      503: json(FAILURE, "The history store does not answer"),
      ...DENIED,
    },
  },
};

export const PEOPLE_PATHS = {
  "/api/session": {
    post: {
      summary: "Sign in",
      description:
        "The answer sets a cookie (HttpOnly, SameSite=Lax; over HTTPS Secure and with the prefix __Host-). Commands with a cookie " +
        "must come from this origin.",
      requestBody: command({ login: text("Login"), password: text("Password") }),
      responses: {
        200: { description: "Who one is, and what one may do" },
        401: json(FAILURE, "Login or password is wrong"),
        429: json(FAILURE, "Too many tries: wait Retry-After seconds"),
      },
    },
    get: {
      summary: "Who is signed in, and what they may do",
      responses: { 200: { description: "Who one is, and what one may do" }, 401: DENIED[401] },
    },
    delete: { summary: "Sign out", responses: { 204: { description: "Done" }, 401: DENIED[401] } },
  },
  "/api/sessions": {
    get: {
      summary: "One's own sessions, or with of=all everybody's (administrators)",
      description: "The 500 last used at most, and their total; q: part of a login, a name or an address",
      parameters: ["of", "q"].map((name) => ({
        name,
        in: "query",
        required: false,
        schema: { type: "string" },
      })),
      responses: { 200: { description: "OK" }, ...DENIED },
    },
  },
  "/api/sessions/{id}": {
    delete: {
      summary: "End a session; its screens go dark within a second",
      parameters: [path("id")],
      responses: { 204: { description: "Done" }, 404: json(FAILURE, "It goes on no more"), ...DENIED },
    },
  },
  "/api/people": {
    get: {
      summary: "Accounts that fit, the first by name, and how many there are (administrators)",
      description:
        "q: part of a login, a name or a worker id; role: see docs/rights.md; state: active, left or all; limit: up to 500, as " +
        "where it is left out. The answer is {people, total, unknownAreas}: the last are codes that the city has no more, by id.",
      parameters: ["q", "role", "state", "limit"].map((name) => ({
        name,
        in: "query",
        required: false,
        schema: { type: "string" },
      })),
      responses: { 200: { description: "OK" }, 400: json(FAILURE, "A parameter is wrong"), ...DENIED },
    },
    post: {
      summary: "Make an account (administrators)",
      requestBody: command(
        { ...PERSON, password: text("12 letters or more; without one, hand out a link") },
        ["login", "name", "roles", "areas"],
      ),
      responses: { 201: { description: "The account as it is now" }, ...CHANGED },
    },
  },
  "/api/people/preview": {
    post: {
      summary: "What a table of accounts would change; nothing is written (administrators)",
      description: TABLE,
      requestBody: table,
      responses: {
        200: { description: "Counts, rows as new, changed, same or refused, and seen, to import it with" },
        ...READ,
      },
    },
  },
  "/api/people/import": {
    get: {
      summary: "How far the table that is read just now has come (administrators)",
      responses: { 200: { description: "OK" }, ...DENIED },
    },
    post: {
      summary: "Import a table of accounts: all of it, in one transaction, or nothing (administrators)",
      description: TABLE,
      parameters: [
        {
          name: "seen",
          in: "query",
          required: true,
          schema: { type: "string" },
          description: "That of the preview",
        },
        {
          name: "links",
          in: "query",
          required: false,
          schema: { type: "string", enum: ["yes"] },
          description: "One-time links for the passwords of new accounts, shown this once",
        },
      ],
      requestBody: table,
      responses: {
        200: {
          description: "Counts, and of each new account login, name and link: an address of this server",
        },
        409: json(FAILURE, "Accounts changed since the preview; the answer has a new one"),
        422: json(FAILURE, "Rows are refused; the answer has the preview"),
        ...READ,
      },
    },
  },
  "/api/people/{id}": {
    get: {
      summary: "An account as it is now (administrators)",
      parameters: [path("id")],
      responses: { 200: { description: "OK" }, 404: CHANGED[404], ...DENIED },
    },
    put: {
      summary: "Change an account, all of it (administrators)",
      parameters: [path("id")],
      requestBody: command(
        { version: { type: "integer", description: "The version that was seen" }, ...PERSON },
        ["version", "login", "name", "roles", "areas"],
      ),
      responses: { ...CHANGED, 422: json(FAILURE, "Nobody could manage accounts any more") },
    },
  },
  "/api/people/{id}/password": {
    post: {
      summary: "Set a password: one's own, or anybody's (administrators); other sessions of the account end",
      parameters: [path("id")],
      requestBody: command({
        password: text("12 letters or more"),
        old: text("The password as it was; for one's own only"),
      }, ["password"]),
      responses: {
        ...CHANGED,
        422: json(FAILURE, "The old password is wrong"),
        429: json(FAILURE, "Too many tries: wait Retry-After seconds"),
      },
    },
  },
  "/api/people/{id}/link": {
    post: {
      summary: "An address that sets the account's password once, within 24 h (administrators)",
      parameters: [path("id")],
      responses: {
        201: { description: "The address, shown this once" },
        404: CHANGED[404],
        422: json(
          FAILURE,
          "One's own account: its password is changed with the old one, or by another administrator's link",
        ),
        ...DENIED,
      },
    },
  },
};
