/** `POST /api/assignments`: send a worker to an incident. The same code path as the socket's `assign`. */
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";

/** A command is a few names; the same limit as on the socket. */
const LARGEST_COMMAND = 64 * 1024;

export function mountAssignments(app: Hono, { assign }: Pick<Context, "assign">): void {
  const onError = () => {
    throw new HttpError(413, `A command has at most ${LARGEST_COMMAND} bytes`);
  };
  app.post("/api/assignments", bodyLimit({ maxSize: LARGEST_COMMAND, onError }), async (c) => {
    // A page elsewhere can send a form but not this type without asking first, and asking is never answered.
    if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
      throw new HttpError(415, "Send the command as application/json");
    }
    const command = await c.req.json().catch(() => null);
    const answer = await assign(command);
    switch (answer.kind) {
      case "assigned":
        return c.json(answer, 200);
      case "taken":
        return c.json(answer, 409);
      case "refused":
        return c.json(answer, answer.reason === "bad-command" ? 400 : 422);
    }
  });
}
