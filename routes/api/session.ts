/** Signing in and out over HTTP, and the sessions that go on. */
import type { Context as Request, Hono } from "hono";
import { type Action, ACTIONS, may } from "../../dispatch/rights.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { type Session, SESSION_IDLE_MS, SESSION_LIFE_MS } from "../../store/session.ts";
import { commandOf, smallBody } from "../command.ts";
import { type Entry, signIn, signOut } from "../entry.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf, senderOf } from "../who.ts";

/** More are found by searching than by scrolling. */
const MOST = 500;

export function mountSession(app: Hono): void {
  app.post("/api/session", smallBody, async (c) => {
    const { login, password } = await commandOf(c);
    if (typeof login !== "string" || typeof password !== "string") {
      throw new HttpError(400, 'Send {"login": "…", "password": "…"}');
    }
    const entry = await signIn(c, login, password);
    if (entry.kind !== "in") throw refusal(entry);
    const { person, session } = entry;
    return c.json(describe({ person, origin: session.address, session: session.id }));
  });
  app.get("/api/session", (c) => c.json(describe(senderOf(c)), 200, { "cache-control": "no-store" }));
  app.delete("/api/session", async (c) => {
    senderOf(c);
    await signOut(c);
    return c.body(null, 204);
  });
  app.get("/api/sessions", (c) => {
    const everybody = c.req.query("of") === "all";
    const sender = everybody ? allow(c, "sessions.manage") : senderOf(c);
    return c.json(listFor(c, sender, everybody), 200, { "cache-control": "no-store" });
  });
  app.delete("/api/sessions/:id", async (c) => {
    const sender = senderOf(c);
    const { sessions } = gateOf(c);
    const id = c.req.param("id");
    if (sessions.get(id)?.person !== sender.person.id) allow(c, "sessions.manage");
    if (!await sessions.end(sender, id)) throw new HttpError(404, `No session ${id} goes on`);
    return c.body(null, 204);
  });
}

/** Who somebody is, and what they may do somewhere: screens leave out what would be refused. */
function describe({ person, session }: Sender) {
  const { id, login, name, roles, areas, post } = person;
  const allowed = (Object.keys(ACTIONS) as Action[]).filter((action) => may(person, action).ok);
  return { person: { id, login, name, roles, areas, ...(post ? { post } : {}) }, session, may: allowed };
}

function listFor(c: Request, sender: Sender, everybody: boolean) {
  const { sessions, people } = gateOf(c);
  const wanted = (c.req.query("q") ?? "").trim().toLowerCase();
  const holds = (text: string | undefined) => text?.toLowerCase().includes(wanted);
  const found = sessions.find(({ person, address }) => {
    if (!everybody && person !== sender.person.id) return false;
    const { login, name } = people.get(person) ?? {};
    return wanted === "" || [login, name, address].some(holds);
  }, MOST);
  const rows = found.sessions.map((session) => {
    const { login, name } = people.get(session.person) ?? {};
    return { ...session, login, name, current: session.id === sender.session, until: endOf(session) };
  });
  return { sessions: rows, total: found.total };
}

/** When a session ends if nobody uses it any more. */
function endOf({ created, seen }: Session): number {
  return Math.min(seen + SESSION_IDLE_MS, created + SESSION_LIFE_MS);
}

function refusal(entry: Exclude<Entry, { kind: "in" }>): HttpError {
  switch (entry.kind) {
    case "wait":
      return new HttpError(429, `Too many tries: wait ${entry.seconds} s, then try again`, entry.seconds);
    case "needs-https":
      return new HttpError(
        403,
        "Signing in over the network needs HTTPS: put a TLS proxy in front and set BEHIND_PROXY=1",
      );
    default:
      return new HttpError(401, "Login or password is wrong; after a few tries there is a wait");
  }
}
