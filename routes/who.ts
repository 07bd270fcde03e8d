/** Who asks, and whether they may: every route goes through here, and the socket's handshake too. */
import type { IncomingMessage } from "node:http";
import type { Context as Request, MiddlewareHandler } from "hono";
import type { Devices } from "../dispatch/devices.ts";
import type { ApiKeys } from "../dispatch/api_keys.ts";
import type { People } from "../dispatch/people.ts";
import type { PeopleImport } from "../dispatch/people_import.ts";
import { type Action, ACTIONS, may, type Target } from "../dispatch/rights.ts";
import type { Sender } from "../dispatch/sender.ts";
import type { Sessions } from "../dispatch/sessions.ts";
import { type Person, WHOLE_CITY } from "../store/person.ts";
import { type Asked, type Caller, callerOf, isForwarded, isLoopback } from "./caller.ts";
import { readSessionCookie } from "./cookie.ts";
import { HttpError } from "./http_error.ts";
import { keyOf } from "./keys.ts";

export interface Gate {
  readonly people: People;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
  /** Other apps of workers. */
  readonly devices: Devices;
  readonly imports: PeopleImport;
  /** Whoever is not signed in is this person: only in the demo city on a loopback address. */
  readonly guest: Person | null;
  readonly behindProxy: boolean;
}

type Gated = Request<{ Variables: { gate: Gate } }>;

/** Lets {@link senderOf} and {@link allow} know the gate. */
export function gated(gate: Gate): MiddlewareHandler {
  return async (c, next) => {
    c.set("gate", gate);
    await next();
  };
}

export function gateOf(c: Request): Gate {
  const gate = (c as Gated).get("gate");
  if (!gate) throw new Error("No gate is mounted before this route");
  return gate;
}

export function callerOfRequest(c: Request): Caller {
  return callerOf(askedOf(c), gateOf(c).behindProxy);
}

/** Whoever sends a request; throws 401 where nobody is signed in. */
export function senderOf(c: Request): Sender {
  const sender = senderOrNull(c);
  if (!sender) throw new HttpError(401, "Sign in first: at /signin, or with POST /api/session");
  return sender;
}

export function senderOrNull(c: Request): Sender | null {
  const gate = gateOf(c);
  const asked = askedOf(c);
  return readerOf(gate, asked, c.req.method) ?? signedIn(gate, asked);
}

/** Who a handshake of a socket comes from; null when nobody is signed in. */
export function senderOfHandshake(gate: Gate, { headers, socket }: IncomingMessage): Sender | null {
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return signedIn(gate, { header, names: () => Object.keys(headers), remote: socket.remoteAddress });
}

/** The sender, if they may do this; throws 401, or 403 with words that say who could. */
export function allow(c: Request, action: Action, target?: Target): Sender {
  const sender = senderOf(c);
  const verdict = may(sender.person, action, target);
  if (verdict.ok) return sender;
  throw new HttpError(403, refusalOf(sender.person, action, verdict.reason));
}

/** What a key stands as in the record begins with; accounts have other ids. */
const KEY_ID = "key ";

/** Whether a program asks, with a key of scope `read`. */
export function isProgram({ person }: Sender): boolean {
  return person.id.startsWith(KEY_ID);
}

export function refusalOf(
  { id, name, roles, areas }: Person,
  action: Action,
  reason: "inactive" | "role" | "area" | "own",
): string {
  if (id.startsWith(KEY_ID)) {
    return `${action}: a key of scope read may not; it reads counts, incidents and cases, and nothing else`;
  }
  const able = Object.keys(ACTIONS[action]).join(", ");
  const has = `${name} has ${roles.length > 0 ? roles.join(", ") : "no role"}`;
  switch (reason) {
    case "inactive":
      return `${action}: the account of ${name} is closed; an administrator can open it`;
    case "role":
      return `${action}: needs one of the roles ${able}; ${has}`;
    case "area":
      return `${action}: lies outside the areas of ${name} (${areas.join(", ") || "none"}); ${has}`;
    case "own":
      return `${action}: is for the worker it concerns; ${has}`;
  }
}

/** Only paths of this site: what stands behind `next=` comes from an address that anybody can make up. */
export function samePath(text: string | undefined): string {
  if (!text || !/^\/(?![/\\])/.test(text) || /[\p{Cc}\\]/u.test(text)) return "/";
  const here = "http://here.invalid";
  if (!URL.canParse(text, here)) return "/";
  const { origin, pathname, search, hash } = new URL(text, here);
  // Dots are taken out of a path, and what is left may begin like the name of a host.
  return origin === here && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

function signedIn(gate: Gate, asked: Asked): Sender | null {
  const { address, https, host } = callerOf(asked, gate.behindProxy);
  const token = readSessionCookie(asked.header("cookie"), https);
  const sender = token === null ? null : gate.sessions.senderOf(token, address);
  if (sender) return sender;
  // A name of somebody else's that leads here brings that page's scripts with it: to them nobody is a guest.
  // A proxy that nobody has told us of may call us by our own name, and lead the whole network here.
  if (!gate.guest || !isLoopback(host) || isForwarded(asked)) return null;
  return { person: gate.guest, origin: address, session: null };
}

/** A machine that reads, with a key of scope `read`: what is counted and reported, not where people are, nor who reported. */
function readerOf(gate: Gate, asked: Asked, method: string): Sender | null {
  const authorization = asked.header("authorization");
  if (authorization === undefined || (method !== "GET" && method !== "HEAD")) return null;
  const { name } = keyOf(authorization, gate.keys, "read");
  const person: Person = {
    id: `${KEY_ID}${name}`,
    login: name,
    name,
    roles: ["acceptor"],
    areas: [WHOLE_CITY],
    active: true,
    version: 1,
  };
  return { person, origin: callerOf(asked, gate.behindProxy).address, session: null };
}

/** Who reported is personal data and none of a machine's business: no answer to a key has it, whatever route it comes from. */
export const withoutReporters: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method !== "GET" || c.req.header("authorization") === undefined) return;
  if (!/^application\/json\b/i.test(c.res.headers.get("content-type") ?? "")) return;
  const { status, headers } = c.res;
  const kept = JSON.parse(await c.res.text(), (key, value) => key === "reporter" ? undefined : value);
  const cut = new Headers(headers);
  cut.delete("content-length");
  c.res = new Response(JSON.stringify(kept), { status, headers: cut });
};

function askedOf(c: Request): Asked {
  const env = c.env as { incoming?: IncomingMessage } | undefined;
  return {
    header: (name) => c.req.header(name),
    names: () => [...c.req.raw.headers.keys()],
    remote: env?.incoming?.socket?.remoteAddress,
  };
}
