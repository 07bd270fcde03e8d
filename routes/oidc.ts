/** `/signin/oidc`: to the other house, and back with who somebody is. */
import type { Context as Request, Hono } from "hono";
import { accountOf, type Oidc } from "../dispatch/oidc.ts";
import { isSafeWay } from "./entry.ts";
import { sessionCookie } from "./cookie.ts";
import { HttpError } from "./http_error.ts";
import { callerOfRequest, gateOf, samePath } from "./who.ts";

/** Binds the way back to the browser that went: nobody is signed in with a return that another one began. */
const COOKIE = "hexwall-oidc";
const AWAY_S = 600;

export function mountOidc(
  app: Hono,
  oidc: Oidc | null,
  report: (stage: string, error: unknown) => void,
): void {
  if (!oidc) return;
  app.get("/signin/oidc", async (c) => {
    if (!isSafeWay(callerOfRequest(c))) return back(c, "needs-https");
    try {
      const { url, state } = await oidc.begin(backAddress(c), samePath(c.req.query("next")));
      c.header("set-cookie", cookie(c, state, AWAY_S));
      return c.redirect(url, 303);
    } catch (error) {
      report("sign-in with OpenID Connect", error);
      throw new HttpError(
        503,
        "The sign-in service of OIDC_ISSUER does not answer; sign in with a password",
        30,
      );
    }
  });
  app.get("/signin/oidc/back", async (c) => {
    const caller = callerOfRequest(c);
    const { people, sessions } = gateOf(c);
    const state = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(c.req.header("cookie") ?? "")?.[1] ?? "";
    const answer = await oidc.finish(new URL(c.req.url).search, state);
    c.header("set-cookie", cookie(c, "", 0));
    if (answer.kind === "stale") return back(c, "stale");
    if (answer.kind === "refused") {
      report("sign-in with OpenID Connect", new Error(answer.why));
      return back(c, "refused");
    }
    const person = accountOf(answer.logins, people.all);
    if (!person?.active) {
      await sessions.refused(answer.logins[0] ?? "?", caller);
      return back(c, "unknown", answer.logins[0]);
    }
    const { token } = await sessions.begin(person, caller);
    c.header("set-cookie", sessionCookie(token, caller.https), { append: true });
    return c.redirect(answer.next, 303);
  });
}

function backAddress(c: Request): string {
  const { https, host } = callerOfRequest(c);
  return `${https ? "https" : "http"}://${host}/signin/oidc/back`;
}

function back(c: Request, why: string, who?: string): Response {
  return c.redirect(`/signin?${new URLSearchParams({ why, ...(who ? { who } : {}) })}`, 303);
}

function cookie(c: Request, state: string, seconds: number): string {
  const secure = callerOfRequest(c).https ? "; Secure" : "";
  return `${COOKIE}=${state}; Path=/signin/oidc; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
