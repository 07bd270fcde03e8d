/**
 * The numbers of all events, from 1 without a gap, and the revisions of incidents that share them. Feeds, and not people, write
 * those: no audit row vouches for what is in them.
 */
import type { Check } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";

export class EventNumbers implements Check {
  constructor(private readonly db: Reading) {}

  compare(): RecordFault | null {
    return this.#gap() ?? this.#revision();
  }

  #gap(): RecordFault | null {
    const { n, last } = this.db.only<{ n: number; last: number }>(
      "SELECT count(*) AS n, coalesce(max(seq), 0) AS last FROM events",
    );
    if (n === last) return null;
    const { seq } = this.db.only<{ seq: number }>(
      `SELECT seq FROM (SELECT 0 AS seq UNION ALL SELECT seq FROM events) e
       WHERE NOT EXISTS (SELECT 1 FROM events f WHERE f.seq = e.seq + 1) ORDER BY seq LIMIT 1`,
    );
    return { kind: "events-gap", after: Math.max(seq, 0) };
  }

  #revision(): RecordFault | null {
    const odd = this.db.first<{ seq: number }>(
      `SELECT seq FROM events e WHERE kind = 'incident' AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.seq = e.seq)
       UNION ALL
       SELECT seq FROM revisions r
       WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.seq = r.seq AND e.kind = 'incident') LIMIT 1`,
    );
    return odd ? { kind: "revision", seq: odd.seq } : null;
  }
}
