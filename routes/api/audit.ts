/** The audit record: the newest rows first, narrowed by whoever asks. */
import type { Hono } from "hono";
import { instantOf } from "../../dashboards/instant.ts";
import type { AuditRow } from "../../store/audit.ts";
import type { AuditQuery } from "../../store/ledger_audit.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf } from "../who.ts";

const ROWS = 100;
const LONGEST = 200;

/** A row as it is answered: with the name of the account, where it is one. */
export interface AuditLine extends AuditRow {
  readonly name: string | null;
}

export interface AuditAnswer {
  readonly rows: readonly AuditLine[];
  /** There are older ones that fit. */
  readonly more: boolean;
  /** Number and hash of the newest row of all: written down elsewhere, it shows whether rows were cut off. */
  readonly head: { readonly number: number; readonly hash: string };
  readonly asOf: number;
}

export function mountAudit(
  app: Hono,
  { pipeline, city, now }: Pick<Context, "pipeline" | "city" | "now">,
): void {
  app.get("/api/audit", async (c) => {
    allow(c, "audit.read");
    const { people } = gateOf(c);
    const word = (name: string) => {
      const text = c.req.query(name)?.trim() || undefined;
      if (text && text.length > LONGEST) throw new HttpError(400, `${name}: at most ${LONGEST} letters`);
      return text;
    };
    const time = (name: string) => {
      const text = word(name);
      const at = text === undefined ? undefined : instantOf(text, city.timeZone);
      if (typeof at === "string") {
        throw new HttpError(400, `${name}=${text}: is no time such as 2026-11-27T08:00`);
      }
      return at;
    };
    const before = word("before");
    if (before !== undefined && !/^\d{1,15}$/.test(before)) {
      throw new HttpError(400, `before=${before}: is the number of a row`);
    }
    const who = word("who");
    const query = {
      // A login is what people know each other by; the record has the id.
      who: people.all.find(({ login }) => login === who)?.id ?? who,
      object: word("object"),
      action: word("action"),
      from: time("from"),
      to: time("to"),
      before: before === undefined ? undefined : Number(before),
      limit: ROWS + 1,
    };
    const { audit } = pipeline.ledger;
    const [found, head] = await Promise.all([audit.find(given(query)), audit.head()]);
    const rows = found.slice(0, ROWS).map((row) => ({ ...row, name: people.get(row.who)?.name ?? null }));
    const answer: AuditAnswer = { rows, more: found.length > ROWS, head, asOf: now() };
    return c.json(answer, 200, { "cache-control": "no-store" });
  });
}

function given(
  query: { [K in keyof AuditQuery]: AuditQuery[K] | undefined } & { limit: number },
): AuditQuery {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as unknown as AuditQuery;
}
