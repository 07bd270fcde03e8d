/** Incidents as they are now: each is its newest revision. What is in a revision feeds wrote, and no row vouches for that. */
import type { Check } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";

export class NewestRevisions implements Check {
  constructor(private readonly db: Reading) {}

  compare(): RecordFault | null {
    const odd = this.db.first<{ source: string; id: string }>(
      `WITH newest AS (SELECT source, id, max(revision) AS revision FROM revisions GROUP BY source, id)
       SELECT coalesce(n.source, i.source) AS source, coalesce(n.id, i.id) AS id
       FROM newest n FULL JOIN incidents i ON i.source = n.source AND i.id = n.id
       LEFT JOIN revisions r ON r.source = n.source AND r.id = n.id AND r.revision = n.revision
       WHERE i.seq IS NOT r.seq OR i.revision IS NOT r.revision OR i.received IS NOT r.received
         OR i.status IS NOT json_extract(r.body, '$.status') LIMIT 1`,
    );
    return odd ? { kind: "incident-differs", ...odd } : null;
  }
}
