/** A table of accounts over HTTP: `POST /api/people/preview` says what it would change, `POST /api/people/import` does it. */
import type { Context as Request, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import {
  type ImportAnswer,
  LARGEST_TABLE,
  type NewLink,
  type Plan,
  type PlanAnswer,
} from "../../dispatch/people_import.ts";
import type { Preview, PreviewRow, RowKind } from "../../dispatch/people_plan.ts";
import { linkPath } from "../../dispatch/secret.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf, refusalOf, senderOf } from "../who.ts";

/** Rows of each kind that an answer shows; the counts are of all. */
const SHOWN = 500;
const NO_STORE = { "cache-control": "no-store" };

const tableBody = bodyLimit({
  maxSize: LARGEST_TABLE,
  onError: () => {
    throw new HttpError(413, `A table of accounts has at most ${LARGEST_TABLE} bytes; send it in parts`);
  },
});

export function mountPeopleImport(app: Hono): void {
  app.post("/api/people/preview", tableBody, async (c) => {
    const sender = allow(c, "people.manage");
    const answer = await gateOf(c).imports.plan(sender, await tableOf(c));
    if (answer.kind !== "plan") throw refusal(c, answer);
    return c.json(previewOf(answer.plan), 200, NO_STORE);
  });
  app.post("/api/people/import", tableBody, async (c) => {
    const sender = allow(c, "people.manage");
    const { seen = "", links } = c.req.query();
    if (seen === "") throw new HttpError(400, "seen: send that of the preview which was looked at");
    const answer = await gateOf(c).imports.apply(sender, await tableOf(c), { seen, links: links === "yes" });
    switch (answer.kind) {
      case "done":
        return c.json(
          { ...previewOf(answer.plan), rows: [], links: answer.links.map(linkOf) },
          200,
          NO_STORE,
        );
      case "stale":
        return c.json({
          error: "Accounts changed since the preview; look at this one, and import again",
          kind: "stale",
          preview: previewOf(answer.plan),
        }, 409);
      case "refused":
        return c.json({
          error: refusedText(answer.plan.counts.refused),
          kind: "refused",
          preview: previewOf(answer.plan),
        }, 422);
      default:
        throw refusal(c, answer);
    }
  });
  app.get("/api/people/import", (c) => {
    allow(c, "people.manage");
    return c.json({ progress: gateOf(c).imports.progress }, 200, NO_STORE);
  });
}

/** The body, of a type that a page elsewhere cannot send without asking first, and asking is never answered. */
async function tableOf(c: Request): Promise<Uint8Array> {
  if (!/^(text\/csv|application\/octet-stream)\b/i.test(c.req.header("content-type") ?? "")) {
    throw new HttpError(415, "Send the table itself as the body, as text/csv");
  }
  return new Uint8Array(await c.req.arrayBuffer());
}

/** A password link as `POST /api/people/{id}/link` answers it, and whose it is. */
export interface PersonLink extends Pick<NewLink, "login" | "name"> {
  readonly link: string;
}

function linkOf({ login, name, secret }: NewLink): PersonLink {
  return { login, name, link: linkPath(secret) };
}

const refusedText = (n: number) => `${n} row${n === 1 ? " is" : "s are"} refused, so nothing was imported`;

function previewOf({ rows, counts, seen }: Plan): Preview {
  const left: Record<RowKind, number> = { refused: SHOWN, changed: SHOWN, new: SHOWN, same: SHOWN };
  const shown = rows.filter(({ kind }) => left[kind]-- > 0).map((row): PreviewRow => {
    if (row.kind === "refused" || row.kind === "new") return row;
    const { person: _, ...rest } = row;
    return rest;
  });
  return { counts, seen, rows: shown };
}

function refusal(
  c: Request,
  answer: Extract<PlanAnswer | ImportAnswer, { kind: "denied" | "busy" }>,
): HttpError {
  return answer.kind === "busy"
    ? new HttpError(429, "Another table of accounts is being read; wait until it is through", 5)
    : new HttpError(403, refusalOf(senderOf(c).person, "people.manage", answer.verdict.reason));
}
