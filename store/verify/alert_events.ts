/**
 * Alerts beside their events: each is as its last event left it. No row vouches for what a rule raised, but an alert that is changed,
 * hidden or made up in one of the two places only shows.
 */
import type { Alert } from "../alert.ts";
import { sha256 } from "../audit.ts";
import type { Check } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

export class AlertEvents implements Check {
  constructor(private readonly db: Reading) {}

  compare(): RecordFault | null {
    const told = new Told<string>("alert");
    const events = this.db.rows<{ body: string }>(
      "SELECT body FROM events WHERE kind = 'alert' ORDER BY seq",
    );
    for (const { body } of events) {
      const { alert } = JSON.parse(body) as { alert: Alert };
      told.tell(alert.id, sha256(JSON.stringify(alert)));
    }
    return told.compare(this.db.rowsOf<{ number: number; body: string }>("alerts", "number, body"), {
      id: ({ number }) => `a${number}`,
      same: ({ body }, digest) => sha256(body) === digest,
    });
  }
}
