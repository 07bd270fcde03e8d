/** Coming in and going out, for the page and the API alike. */
import type { Context as Request } from "hono";
import type { PeopleAnswer } from "../dispatch/people.ts";
import type { Person } from "../store/person.ts";
import type { Session } from "../store/session.ts";
import { isLoopback } from "./caller.ts";
import { sessionCookie } from "./cookie.ts";
import { callerOfRequest, gateOf, senderOrNull } from "./who.ts";

export type Entry =
  | { readonly kind: "in"; readonly person: Person; readonly session: Session }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number }
  /** A password would cross the network in the clear. */
  | { readonly kind: "needs-https" }
  | Exclude<PeopleAnswer, { kind: "done" }>;

/** On success the answer carries the cookie. */
export async function signIn(c: Request, login: string, password: string): Promise<Entry> {
  const { sessions } = gateOf(c);
  const caller = callerOfRequest(c);
  if (!isSafeWay(caller)) return { kind: "needs-https" };
  const answer = await sessions.signIn(login, password, caller);
  if (answer.kind !== "in") return answer;
  await endOwn(c);
  c.header("set-cookie", sessionCookie(answer.token, caller.https));
  return { kind: "in", person: answer.person, session: answer.session };
}

/** By a one-time link: the first administrator, or somebody's first password. */
export async function signInByLink(c: Request, link: string, form: LinkForm): Promise<Entry> {
  const { people, sessions } = gateOf(c);
  const caller = callerOfRequest(c);
  if (!isSafeWay(caller)) return { kind: "needs-https" };
  const known = await people.linkOf(link);
  if (!known) return { kind: "spent" };
  const { password, login, name } = form;
  const by = { link, origin: caller.address, password };
  const answer = known.purpose === "first-admin"
    ? await people.createFirst({ ...by, login, name })
    : await people.setPasswordByLink(by);
  if (answer.kind !== "done") return answer;
  const { token, session } = await sessions.begin(answer.person, caller);
  c.header("set-cookie", sessionCookie(token, caller.https));
  return { kind: "in", person: answer.person, session };
}

export interface LinkForm {
  readonly login: unknown;
  readonly name: unknown;
  readonly password: unknown;
}

/** Ends the session that a request comes with, if any, and takes the cookie back. */
export async function signOut(c: Request): Promise<void> {
  await endOwn(c);
  c.header("set-cookie", sessionCookie(null, callerOfRequest(c).https));
}

async function endOwn(c: Request): Promise<void> {
  const sender = senderOrNull(c);
  if (sender?.session) await gateOf(c).sessions.end(sender, sender.session);
}

/** Encrypted, or within one machine. */
export function isSafeWay({ https, address }: { https: boolean; address: string }): boolean {
  return https || isLoopback(address) || address === "unknown";
}
