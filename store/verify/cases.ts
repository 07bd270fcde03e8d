/** Cases as they are kept: what the last command on each left. */
import { isDeepStrictEqual } from "node:util";
import { sha256 } from "../audit.ts";
import { type Case, type CaseSummary, ENDED } from "../case.ts";
import type { CaseEvents } from "./case_events.ts";
import type { Check, Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";

interface CaseRow {
  readonly id: string;
  readonly version: number;
  readonly stage: string;
  readonly ended: number;
  readonly updated: number;
  readonly body: string;
}

interface Vouched {
  readonly kept?: readonly [id: string, digest: string][];
}

export class KeptCases implements Check {
  /** Of each case, the digest of how its last command left it. */
  readonly #kept = new Map<string, string>();

  constructor(private readonly db: Reading, private readonly events: CaseEvents) {}

  hear({ detail }: Said): null {
    for (const [id, digest] of (detail as Vouched).kept ?? []) this.#kept.set(id, digest);
    return null;
  }

  compare(): RecordFault | null {
    return this.#listed() ?? this.#left();
  }

  /** Every version that is listed names an event of a case. */
  #listed(): RecordFault | null {
    const odd = this.db.first<{ id: string; version: number }>(
      `SELECT case_id AS id, version FROM case_events c
       WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.seq = c.seq AND e.kind = 'case') LIMIT 1`,
    );
    return odd ? { kind: "versions", case: odd.id, version: odd.version } : null;
  }

  #left(): RecordFault | null {
    const eventOf = this.db.finder<{ body: string }>("SELECT body FROM events WHERE seq = ?");
    const lasts = new Map(this.events.last);
    for (const row of this.db.rows<CaseRow>("SELECT id, version, stage, ended, updated, body FROM cases")) {
      const last = lasts.get(row.id);
      const event = last && eventOf(last.seq);
      const digest = this.#kept.get(row.id);
      const asLeft = digest === undefined || digest === sha256(row.body);
      if (!event || !asLeft || row.version !== last.version || !leftBy(event.body, row)) {
        return { kind: "case-differs", case: row.id };
      }
      lasts.delete(row.id);
    }
    const [missing] = lasts.keys();
    return missing === undefined ? null : { kind: "case-differs", case: missing };
  }
}

/** Whether a case as it is kept says what its last event says of it, field by field. */
function leftBy(eventBody: string, row: CaseRow): boolean {
  const { case: summary } = JSON.parse(eventBody) as { case: CaseSummary };
  const kept = JSON.parse(row.body) as Case;
  return row.stage === summary.stage && row.ended === Number(ENDED.has(summary.stage)) &&
    row.updated === summary.updated &&
    Object.entries(summary).every(([field, value]) =>
      !(field in kept) || isDeepStrictEqual(kept[field as keyof Case], value)
    ) && kept.id === summary.id;
}
