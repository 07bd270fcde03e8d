/**
 * Alerts in the ledger's database: what became of each is a numbered event; what a person did to it has its audit row in the same
 * transaction. Of one cause there is at most one that has not ended. Synchronous; see ledger_worker.ts.
 */
import type { Acknowledgement, Alert, AlertDid, AlertDraft, AlertKind } from "./alert.ts";
import { sha256 } from "./audit.ts";
import type { KnownKey } from "./ledger_commands.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import type { Deed, DeedWrite, LedgerDeeds } from "./ledger_deeds.ts";
import type { CityEvent } from "./record.ts";

export type AlertEvent = CityEvent & { kind: "alert" };

/** What brought about an alert was over at an instant. */
export interface Ending {
  readonly cause: string;
  readonly at: number;
}

/** What is over of a kind: all of it (''), that of an area ("area CODE"), or that of a worker ("worker ID"). */
export interface PastMark {
  readonly kind: AlertKind;
  readonly mark: string;
}

/** Where a list goes on: the last alert that was listed. */
export interface PastPlace {
  readonly at: number;
  readonly number: number;
}

export interface SosWrite extends DeedWrite {
  readonly draft: AlertDraft;
}

export interface AcknowledgeWrite extends DeedWrite {
  readonly id: string;
  readonly acknowledged: Acknowledgement;
}

export type AlertWritten =
  | { readonly kind: "done"; readonly event: AlertEvent }
  | KnownKey
  /** Somebody else acknowledged it: the alert says who. */
  | { readonly kind: "taken"; readonly alert: Alert }
  | { readonly kind: "unknown" };

type Done = AlertWritten & { readonly kind: "done" };

/** What the audit row of an SOS or of an acknowledgement vouches for. That an alert ended is no person's deed. */
export function digestOfAlert(alert: Alert): string {
  return sha256(JSON.stringify({ ...alert, ended: null }));
}

export class LedgerAlerts {
  constructor(private readonly db: LedgerDb, private readonly deeds: LedgerDeeds) {}

  /** Raises what a rule found; what has an open alert already stays as it is, and makes no event. */
  raise(drafts: readonly AlertDraft[]): AlertEvent[] {
    return drafts.flatMap((draft) => this.#openOf(draft.cause) ? [] : [this.#insert(draft).event]);
  }

  /** Ends the open alerts of some causes. */
  end(endings: readonly Ending[]): AlertEvent[] {
    return endings.flatMap(({ cause, at }) => {
      const alert = this.#openOf(cause);
      return alert ? [this.#put({ ...alert, ended: Math.max(at, alert.at) }, "ended", at).event] : [];
    });
  }

  /** A worker calls for help. Called again before anybody acknowledged, it is the same alert, with what is known now. */
  sos(write: SosWrite): AlertWritten {
    return this.deeds.once<Done>(write, () => vouched(this.#call(write)));
  }

  /** One wins; whoever comes later is told who that was. An SOS is over with it. */
  acknowledge(write: AcknowledgeWrite): AlertWritten {
    return this.deeds.once(write, () => this.#acknowledge(write));
  }

  /** Those that have not ended, the oldest first. */
  open(): Json<Alert[]> {
    return this.db.list(
      "SELECT body FROM alerts WHERE ended IS NULL ORDER BY number",
      [],
      (row: { body: string }) => row.body,
    );
  }

  /** The newest first, whatever became of them. */
  latest(before: number, limit: number): Json<Alert[]> {
    return this.db.list(
      "SELECT body FROM alerts WHERE at < ? ORDER BY at DESC, number DESC LIMIT ?",
      [before, limit],
      (row: { body: string }) => row.body,
    );
  }

  /** The newest first of those that are over and have one of the marks, after the last one that was listed. */
  past(marks: readonly PastMark[], before: PastPlace | null, limit: number): Json<Alert[]> {
    const { at, number } = before ?? { at: Number.MAX_SAFE_INTEGER, number: 0 };
    // Each mark is a range of the index, of which no more is read than is newer than so many of the marks before.
    const of = this.db.sql(
      "SELECT number, at FROM alerts_past WHERE kind = ? AND mark = ? AND (at, number) < (?, ?) " +
        "AND (at, number) > (?, ?) ORDER BY at DESC, number DESC LIMIT ?",
    );
    let newest: readonly PastPlace[] = [];
    for (const { kind, mark } of marks) {
      const last = newest.length < limit ? NONE_OLDER : newest.at(-1)!;
      const more = of.all(kind, mark, at, number, last.at, last.number, limit) as unknown as PastPlace[];
      if (more.length > 0) newest = newestOf([...newest, ...more]).slice(0, limit);
    }
    const body = this.db.sql("SELECT body FROM alerts WHERE number = ?");
    return { json: `[${newest.map(({ number }) => (body.get(number) as { body: string }).body).join(",")}]` };
  }

  /** As a list: empty, or the one. */
  get(id: string): Json<Alert[]> {
    const alert = this.#get(id);
    return { json: JSON.stringify(alert ? [alert] : []) };
  }

  #call({ draft, audit }: SosWrite): Stored {
    const open = this.#openOf(draft.cause);
    const times = Number(open?.data["times"] ?? 0) + 1;
    const data = { ...draft.data, times };
    return open
      ? this.#put({ ...open, subject: draft.subject, data }, "repeated", audit.at)
      : this.#insert({ ...draft, data });
  }

  #acknowledge({ id, acknowledged }: AcknowledgeWrite): Deed<Done> | Exclude<AlertWritten, Done | KnownKey> {
    const alert = this.#get(id);
    if (!alert) return { kind: "unknown" };
    if (alert.acknowledged) return { kind: "taken", alert };
    const ended = alert.kind === "sos" ? acknowledged.at : alert.ended;
    return vouched(this.#put({ ...alert, acknowledged, ended }, "acknowledged", acknowledged.at));
  }

  #insert(draft: AlertDraft): Stored {
    const { number } = this.db.sql("SELECT coalesce(max(number), 0) + 1 AS number FROM alerts").get() as {
      number: number;
    };
    const alert: Alert = { id: `a${number}`, ...draft, acknowledged: null, ended: null };
    this.db.sql("INSERT INTO alerts (number, kind, cause, at, body) VALUES (?, ?, ?, ?, '')")
      .run(number, alert.kind, alert.cause, alert.at);
    return this.#put(alert, "raised", alert.at);
  }

  #put(alert: Alert, did: AlertDid, at: number): Stored {
    const text = JSON.stringify({ did, alert });
    const seq = this.db.event(at, "alert", text);
    this.db.sql("UPDATE alerts SET acknowledged = ?, ended = ?, body = ? WHERE number = ?")
      .run(alert.acknowledged?.at ?? null, alert.ended, JSON.stringify(alert), numberOf(alert.id));
    if (alert.ended !== null) this.#mark(alert);
    return { text, event: { seq, at, kind: "alert", did, alert } };
  }

  /** What is over stays where it was: nothing moves an alert that has ended. */
  #mark(alert: Alert): void {
    const put = this.db.sql("INSERT OR IGNORE INTO alerts_past (kind, mark, at, number) VALUES (?, ?, ?, ?)");
    for (const mark of marksOf(alert)) put.run(alert.kind, mark, alert.at, numberOf(alert.id));
  }

  #openOf(cause: string): Alert | null {
    const row = this.db.sql("SELECT body FROM alerts WHERE cause = ? AND ended IS NULL").get(cause);
    return row ? JSON.parse((row as { body: string }).body) : null;
  }

  #get(id: string): Alert | null {
    const number = numberOf(id);
    const row = Number.isNaN(number)
      ? undefined
      : this.db.sql("SELECT body FROM alerts WHERE number = ?").get(number);
    return row ? JSON.parse((row as { body: string }).body) : null;
  }
}

interface Stored {
  readonly text: string;
  readonly event: AlertEvent;
}

function vouched({ text, event }: Stored): Deed<Done> {
  const { seq, alert } = event;
  return {
    object: `alert ${alert.id}`,
    vouched: { alert: { id: alert.id, seq, event: sha256(text), kept: digestOfAlert(alert) } },
    answer: { kind: "done", alert },
    written: { kind: "done", event },
  };
}

const NONE_OLDER: PastPlace = { at: Number.MIN_SAFE_INTEGER, number: 0 };

/** Each once: one of several areas is found by several marks. */
function newestOf(places: readonly PastPlace[]): PastPlace[] {
  return [...new Map(places.map((place) => [place.number, place])).values()]
    .sort((a, b) => b.at - a.at || b.number - a.number);
}

/** Where an alert that is over is listed. */
export function marksOf({ subject: { areas, worker } }: Alert): readonly string[] {
  return ["", ...areas.map(markOfArea), ...worker === undefined ? [] : [markOfWorker(worker)]];
}

export const markOfArea = (code: string) => `area ${code}`;
export const markOfWorker = (worker: string) => `worker ${worker}`;

/** The number in an id; NaN where it is none. */
export function numberOf(id: string): number {
  return /^a\d{1,15}$/.test(id) ? Number(id.slice(1)) : NaN;
}
