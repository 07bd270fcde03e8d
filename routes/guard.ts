/** What holds for every answer and every request: headers that keep other sites out, and no commands from elsewhere. */
import type { Context as Request, MiddlewareHandler } from "hono";
import { readSessionCookie } from "./cookie.ts";
import { HttpError } from "./http_error.ts";
import { callerOfRequest, senderOrNull } from "./who.ts";

const HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), serial=(), midi=()",
};
/** A year: browsers then ask for nothing of this host without encryption. */
const HSTS = "max-age=31536000";

export function securityHeaders(policy: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // A file of somebody's, such as a photo, may be shut in tighter than a page.
    if (!c.res.headers.has("content-security-policy")) c.header("content-security-policy", policy);
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (callerOfRequest(c).https) c.header("strict-transport-security", HSTS);
  };
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Browsers add the cookie to requests of any site that is open beside this one, so a command counts only when it says that
 * it comes from here. A key in a header is added by nobody on its own; a password for a proxy in front is.
 */
export const ownOriginOnly: MiddlewareHandler = async (c, next) => {
  const hasKey = /^bearer\b/i.test(c.req.header("authorization") ?? "");
  if (!SAFE.has(c.req.method) && !hasKey && isForeign(c)) {
    throw new HttpError(403, "This command comes from another site; send it from a page of this one");
  }
  await next();
};

function isForeign(c: Request): boolean {
  const { host, https } = callerOfRequest(c);
  const origin = c.req.header("origin");
  if (origin !== undefined) return !isOf(origin, host);
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  // Every browser sends one of the two with a command; whoever holds a cookie is a browser.
  return readSessionCookie(c.req.header("cookie"), https) !== null;
}

function isOf(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/** Names the account that did something, where it is sent later: by then somebody else may be signed in on the same phone. */
export const MEANT_FOR = "x-hexwall-person";

export const fromWhoDidIt: MiddlewareHandler = async (c, next) => {
  const meant = c.req.header(MEANT_FOR);
  if (meant !== undefined && senderOrNull(c)?.person.id !== meant) {
    throw new HttpError(
      401,
      `This was done by ${meant.slice(0, 40)}, who is not signed in here; sign in as them`,
    );
  }
  await next();
};
