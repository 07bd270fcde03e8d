/** Accounts over HTTP, for administrators. */
import type { Context as Request, Hono } from "hono";
import { unknownText } from "../../dispatch/known_areas.ts";
import type { LinkAnswer, PeopleAnswer } from "../../dispatch/people.ts";
import { PEOPLE_STATES, type PeopleQuery } from "../../dispatch/people_directory.ts";
import { ROLES } from "../../store/person.ts";
import { commandOf, smallBody } from "../command.ts";
import { linkPath } from "../../dispatch/secret.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf, refusalOf, senderOf } from "../who.ts";

/** More are found by searching than by scrolling. */
const MOST = 500;
const LONGEST_SEARCH = 200;
const NO_STORE = { "cache-control": "no-store" };

export function mountPeople(app: Hono): void {
  app.get("/api/people", (c) => {
    allow(c, "people.manage");
    const { people } = gateOf(c);
    const found = people.find(queryOf(c));
    return c.json({ ...found, unknownAreas: people.unknownAreas(found.people) }, 200, NO_STORE);
  });
  // Beside it, other addresses have a word there.
  app.get("/api/people/:id{p\\d+}", (c) => {
    allow(c, "people.manage");
    const { people } = gateOf(c), id = c.req.param("id");
    const person = people.get(id);
    if (!person) throw new HttpError(404, `No account ${id}`);
    return c.json({ person, unknownAreas: people.unknownAreas([person])[id] ?? [] }, 200, NO_STORE);
  });
  app.post("/api/people", smallBody, async (c) => {
    const sender = allow(c, "people.manage");
    const { password = null, ...draft } = await commandOf(c);
    return answer(c, await gateOf(c).people.create(sender, draft, password), 201);
  });
  app.put("/api/people/:id", smallBody, async (c) => {
    const sender = allow(c, "people.manage");
    const { version, ...draft } = await commandOf(c);
    return answer(c, await gateOf(c).people.change(sender, c.req.param("id"), version, draft));
  });
  app.post("/api/people/:id/password", smallBody, async (c) => {
    const { password, old } = await commandOf(c);
    return answer(c, await gateOf(c).people.setPassword(senderOf(c), c.req.param("id"), password, old));
  });
  app.post("/api/people/:id/link", async (c) => {
    const sender = allow(c, "people.manage");
    const given = await gateOf(c).people.linkFor(sender, c.req.param("id"));
    return given.kind === "link" ? c.json({ link: linkPath(given.secret) }, 201, NO_STORE) : noLink(c, given);
  });
}

function queryOf(c: Request): PeopleQuery {
  const { q = "", role, state = "all", limit = String(MOST) } = c.req.query();
  const known = <T extends string>(name: string, value: string, values: readonly T[]): T => {
    const found = values.find((one) => one === value);
    if (found) return found;
    throw new HttpError(400, `${name}=${value.slice(0, 40)}: use one of ${values.join(", ")}`);
  };
  if (!/^\d{1,6}$/.test(limit) || !(Number(limit) >= 1 && Number(limit) <= MOST)) {
    throw new HttpError(400, `limit=${limit.slice(0, 40)}: use 1 to ${MOST}`);
  }
  return {
    q: q.slice(0, LONGEST_SEARCH),
    role: role ? known("role", role, ROLES) : null,
    state: known("state", state, PEOPLE_STATES),
    limit: Number(limit),
  };
}

function noLink(c: Request, given: Exclude<LinkAnswer, { kind: "link" }>): Response {
  if (given.kind !== "own-link") return answer(c, given);
  const way = given.alone
    ? "change your password with the old one, or make another administrator, who can make the link"
    : "change your password with the old one, or ask another administrator for the link";
  return c.json({ error: `A link to your own account needs no old password: ${way}`, ...given }, 422);
}

function answer(c: Request, given: PeopleAnswer, status: 200 | 201 = 200): Response {
  switch (given.kind) {
    case "done":
      return c.json({ person: given.person }, status);
    case "taken":
      return c.json({ error: `login: ${given.login} is taken`, kind: "taken" }, 409);
    case "worker-taken":
      return c.json({
        error:
          `post.id: ${given.worker} is the worker of ${given.login}; change or disable that account first`,
        ...given,
      }, 409);
    case "stale":
      return c.json({
        error: `Somebody changed this account meanwhile; it is at version ${given.person.version}`,
        kind: "stale",
        person: given.person,
      }, 409);
    case "unknown":
      throw new HttpError(404, `No account ${given.id}`);
    case "last-admin":
      throw new HttpError(422, "Nobody could manage accounts any more: make another administrator first");
    case "invalid":
      throw new HttpError(400, given.why);
    case "wrong":
      return c.json({ error: "old: is not the password of this account", kind: "wrong" }, 422);
    case "wait":
      throw new HttpError(429, `Too many tries: wait ${given.seconds} s, then try again`, given.seconds);
    case "unknown-area":
      return c.json({ error: unknownText(given.unknown), ...given }, 400);
    case "spent":
      throw new HttpError(422, "The link was used or is too old");
    case "denied":
      throw new HttpError(403, refusalOf(senderOf(c).person, "people.manage", given.verdict.reason));
  }
}
