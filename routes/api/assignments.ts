/** `POST /api/assignments`: send a worker to an incident. The same code path as the socket's `assign`. */
import type { Hono } from "hono";
import type { AssignRefusal } from "../../streams/record.ts";
import type { Context } from "../context.ts";
import { commandOf, smallBody } from "../command.ts";
import { allow } from "../who.ts";

const STATUS: Partial<Record<AssignRefusal, 400 | 403>> = { "bad-command": 400, forbidden: 403 };

export function mountAssignments(app: Hono, { assign }: Pick<Context, "assign">): void {
  app.post("/api/assignments", smallBody, async (c) => {
    const sender = allow(c, "case.dispatch");
    const answer = await assign(await commandOf(c), sender);
    switch (answer.kind) {
      case "assigned":
        return c.json(answer, 200);
      case "taken":
        return c.json(answer, 409);
      case "refused":
        return c.json(answer, STATUS[answer.reason] ?? 422);
    }
  });
}
