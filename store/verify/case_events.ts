/** The events of cases, beside the audit rows that vouch for them: both are written in one transaction, and so in one order. */
import { sha256 } from "../audit.ts";
import type { CaseEvent, CaseSummary } from "../case.ts";
import type { Check, Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly body: string | null;
  readonly id: string | null;
  readonly version: number | null;
}

interface Vouched {
  readonly events?: readonly [seq: number, digest: string][];
}

export class CaseEvents implements Check {
  /** Of each case, the last event seen. */
  readonly last = new Map<string, { version: number; seq: number }>();
  readonly #events: Iterator<EventRow>;
  #next: EventRow | undefined;

  constructor(db: Reading) {
    this.#events = db.rows<EventRow>(
      `SELECT e.seq, e.at, e.body, c.case_id AS id, c.version FROM events e LEFT JOIN case_events c USING (seq)
       WHERE e.kind = 'case' ORDER BY e.seq`,
    );
    this.#step();
  }

  hear({ number, detail }: Said): RecordFault | null {
    const { events = [] } = detail as Vouched;
    for (const [seq, digest] of events) {
      const row = this.#next;
      if (row && row.seq < seq) return { kind: "event-added", seq: row.seq };
      if (!row || row.seq > seq) return { kind: "event-gone", number, seq };
      if (sha256(row.body ?? "") !== digest) return { kind: "event-edited", number, seq };
      const misplaced = this.#placed(row, number);
      if (misplaced) return misplaced;
      this.#step();
    }
    return null;
  }

  compare(): RecordFault | null {
    return this.#next ? { kind: "event-added", seq: this.#next.seq } : null;
  }

  /** The columns beside an event say what the event says. */
  #placed({ seq, at, body, id, version }: EventRow, number: number): RecordFault | null {
    const made = JSON.parse(body!) as { version: number; case: CaseSummary; event: CaseEvent };
    if (made.event.at !== at) return { kind: "event-edited", number, seq };
    const before = this.last.get(made.case.id)?.version ?? 0;
    if (id !== made.case.id || version !== made.version || version !== before + 1) {
      return { kind: "versions", case: made.case.id, version: before + 1 };
    }
    this.last.set(id, { version, seq });
    return null;
  }

  #step(): void {
    const { value, done } = this.#events.next();
    this.#next = done ? undefined : value;
  }
}
