/** Keys of programs over HTTP. A key is told once, in the answer that makes it. */
import type { Context as Request, Hono } from "hono";
import type { Denied } from "../../dispatch/api_keys.ts";
import type { Deed, KeptKey } from "../../store/api_key.ts";
import { commandOf, smallBody } from "../command.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf, refusalOf, senderOf } from "../who.ts";

const SECRET = { "cache-control": "no-store" };

export function mountKeys(app: Hono): void {
  app.get("/api/keys", (c) => {
    allow(c, "keys.manage");
    const { keys } = gateOf(c);
    const given = keys.given.map(({ name, scopes }) => ({ name, scopes: [...scopes] }));
    return c.json({ keys: keys.all.map((key) => describe(c, key)), given }, 200, SECRET);
  });
  app.post("/api/keys", smallBody, async (c) => {
    const sender = allow(c, "keys.manage");
    const made = await gateOf(c).keys.create(sender, await commandOf(c));
    if (made.kind === "invalid") throw new HttpError(400, made.why);
    if (made.kind === "denied") throw denied(c, made);
    return c.json({ key: describe(c, made.key), secret: made.secret }, 201, SECRET);
  });
  app.delete("/api/keys/:id", async (c) => {
    const sender = allow(c, "keys.manage");
    const answer = await gateOf(c).keys.revoke(sender, c.req.param("id"));
    if (answer.kind === "unknown") throw new HttpError(404, `No key ${answer.id} was made here`);
    if (answer.kind === "denied") throw denied(c, answer);
    return c.body(null, 204);
  });
}

/** With names, which whoever manages keys may not look up among the accounts. */
function describe(c: Request, { made, revoked, ...key }: KeptKey) {
  const named = ({ by, at }: Deed) => ({ by, at, name: gateOf(c).people.get(by)?.name ?? by });
  return { ...key, made: named(made), revoked: revoked && named(revoked) };
}

/** Lost meanwhile: the role was there at the door. */
function denied(c: Request, { verdict }: Denied): HttpError {
  return new HttpError(403, refusalOf(senderOf(c).person, "keys.manage", verdict.reason));
}
