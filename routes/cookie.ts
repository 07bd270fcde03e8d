/** The cookie that a session is held by: out of reach of scripts, never sent from other sites, bound to HTTPS where there is one. */
import { SESSION_LIFE_MS } from "../store/session.ts";

const NAME = "hexwall";
/** Browsers take this prefix only over HTTPS, for the whole host, and from no other one. */
const SECURE_NAME = `__Host-${NAME}`;

export function readSessionCookie(header: string | undefined, https: boolean): string | null {
  const name = https ? SECURE_NAME : NAME;
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** `Set-Cookie` for a token; null takes the cookie back. */
export function sessionCookie(token: string | null, https: boolean): string {
  const name = https ? SECURE_NAME : NAME;
  const age = token === null ? 0 : SESSION_LIFE_MS / 1000;
  const secure = https ? "; Secure" : "";
  return `${name}=${token ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}
