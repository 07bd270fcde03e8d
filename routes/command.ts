/** Commands over HTTP: a small JSON object, named as such. */
import type { Context as Request, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HttpError } from "./http_error.ts";

/** A command is a few names; the same limit as on the socket. */
const LARGEST_COMMAND = 64 * 1024;

export const smallBody: MiddlewareHandler = bodyLimit({
  maxSize: LARGEST_COMMAND,
  onError: () => {
    throw new HttpError(413, `A command has at most ${LARGEST_COMMAND} bytes`);
  },
});

/** The fields of a command; throws 415 or 400 where there is none. */
export async function commandOf(c: Request): Promise<Readonly<Record<string, unknown>>> {
  // A page elsewhere can send a form but not this type without asking first, and asking is never answered.
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw new HttpError(415, "Send the command as application/json");
  }
  const sent = await c.req.json().catch(() => null);
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) {
    throw new HttpError(400, "The command is no JSON object");
  }
  return sent as Record<string, unknown>;
}
