/** Calls for help and acknowledgements. What a rule raised and nobody acknowledged is no deed of a person's: no row vouches for it. */
import type { Alert } from "../alert.ts";
import { sha256 } from "../audit.ts";
import { digestOfAlert } from "../ledger_alerts.ts";
import type { Check, Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

/** Digests of an alert's event, and of the alert as a person left it. */
interface Vouched {
  readonly id: string;
  readonly seq: number;
  readonly event: string;
  readonly kept: string;
}

interface AlertRow {
  readonly number: number;
  readonly kind: string;
  readonly cause: string;
  readonly at: number;
  readonly acknowledged: number | null;
  readonly ended: number | null;
  readonly body: string;
}

export class KeptAlerts implements Check {
  readonly #told = new Told<string>("alert");
  readonly #eventOf: (seq: number) => { body: string } | undefined;

  constructor(private readonly db: Reading) {
    this.#eventOf = db.finder("SELECT body FROM events WHERE kind = 'alert' AND seq = ?");
  }

  hear({ number, action, detail }: Said): RecordFault | null {
    const alert = detail["alert"] as Vouched | undefined;
    if (!alert || !/^(?:sos|alert)\./.test(action)) return null;
    const { id, seq, event, kept } = alert;
    this.#told.tell(id, kept);
    const row = this.#eventOf(seq);
    if (!row) return { kind: "event-gone", number, seq };
    return sha256(row.body) === event ? null : { kind: "event-edited", number, seq };
  }

  compare(): RecordFault | null {
    const rows = this.db.rowsOf<AlertRow>("alerts", "number, kind, cause, at, acknowledged, ended, body");
    return this.#told.compare(rows, {
      id: ({ number }) => `a${number}`,
      same: (row, digest) => isAlert(row) && digest === digestOfAlert(JSON.parse(row.body)),
      untold: (row) =>
        !isAlert(row) ? "differs" : row.kind === "sos" || row.acknowledged !== null ? "added" : null,
    });
  }
}

/** Whether the columns say the same as the alert. */
function isAlert({ number, kind, cause, at, acknowledged, ended, body }: AlertRow): boolean {
  const kept = JSON.parse(body) as Alert;
  return kept.id === `a${number}` && kept.kind === kind && kept.cause === cause && kept.at === at &&
    kept.ended === ended &&
    (kept.acknowledged?.at ?? null) === acknowledged &&
    // A call for help is over when somebody acknowledges it, and by nothing else.
    (kind !== "sos" || (ended === null) === (acknowledged === null));
}
