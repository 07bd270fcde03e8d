/** The ledger: what must not be lost. Every promise to write resolves after the fsync, and not before. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { SetupError } from "./city_folder.ts";
import type { Json } from "./ledger_db.ts";
import type { Room, Rooms } from "./ledger_file.ts";
import type { Answer, Call, Operation } from "./ledger_worker.ts";
import type { Camera, CityEvent, Incident, IncidentRecord } from "./record.ts";

export interface IncidentRow {
  readonly incident: Incident;
  /** H3 index at the finest resolution. */
  readonly cell: string;
}

/** What became of one row. `same`: a re-send that says nothing new; it is stored once, and makes no event. */
export interface PutResult {
  readonly kind: "new" | "changed" | "same";
  readonly event?: CityEvent & { kind: "incident" };
}

export interface CamerasResult {
  readonly changed: number;
  readonly event?: CityEvent & { kind: "cameras" };
}

/**
 * Answers come in the order of the events' numbers: whoever awaits two writes sees the one with the lower number first.
 * All times are epoch ms. Rejects with {@link LedgerError}; nothing of a rejected call is stored.
 */
export interface Ledger {
  readonly audit: Door<Rooms["audit"]>;
  readonly cases: Door<Rooms["cases"]>;
  readonly people: Door<Rooms["people"]>;
  readonly sessions: Door<Rooms["sessions"]>;
  readonly links: Door<Rooms["links"]>;
  readonly evidence: Door<Rooms["evidence"]>;
  readonly keys: Door<Rooms["keys"]>;
  readonly shifts: Door<Rooms["shifts"]>;
  readonly enrolment: Door<Rooms["enrolment"]>;
  readonly devices: Door<Rooms["devices"]>;
  readonly push: Door<Rooms["push"]>;
  readonly watches: Door<Rooms["watches"]>;
  readonly alerts: Door<Rooms["alerts"]>;
  readonly fences: Door<Rooms["fences"]>;
  readonly handovers: Door<Rooms["handovers"]>;
  /** Stores what is new, as a new revision, all rows or none. A source has no revisions: contents are compared. */
  putIncidents(rows: readonly IncidentRow[], at: number): Promise<PutResult[]>;
  putCameras(cameras: readonly Camera[], at: number): Promise<CamerasResult>;
  openIncidents(): Promise<IncidentRecord[]>;
  /** Everything first heard of at or after an instant, open or not, in the order of arrival. */
  incidentsSince(received: number): Promise<IncidentRecord[]>;
  cameras(): Promise<Camera[]>;
  /** Every revision, the first one first. */
  history(source: string, id: string): Promise<IncidentRecord[]>;
  /** The events numbered above `after`, in order, without a gap. */
  events(after: number, limit: number): Promise<CityEvent[]>;
  /** Number of the last event; 0 before the first. */
  seq(): Promise<number>;
  close(): Promise<void>;
}

/** `busy`: too much is waiting; `storage`: the disk refused; `closed`: no ledger any more; `bug`: anything else. */
export type LedgerFault = "busy" | "storage" | "closed" | "bug";

export class LedgerError extends Error {
  override name = "LedgerError";
  constructor(readonly fault: LedgerFault, message: string) {
    super(message);
  }
}

/** Rows that may wait for their commit; about two seconds of a slow disk. */
const MOST_WAITING = 20_000;

/** Opens or makes the ledger in `file`. One thread of its own writes it; several processes may share one file. */
export async function openLedger(file: string): Promise<Ledger> {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new SetupError(
      `Cannot make ${dirname(file)} for the ledger (${
        (error as Error).message
      }); set DATA_DIR to a writable folder`,
    );
  }
  const ledger = new WorkerLedger();
  try {
    await ledger.open(file);
  } catch (error) {
    ledger.terminate();
    throw new SetupError(
      `Cannot open the ledger ${file} (${(error as Error).message}); check its owner and the free space, ` +
        "or move the file away to begin an empty one",
    );
  }
  return ledger;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: LedgerError) => void;
  readonly weight: number;
}

/** A room as seen from another thread: everything takes a while, and lists come as the JSON they were sent as. */
export type Door<T> = {
  readonly [M in keyof T]: T[M] extends (...args: infer A) => infer V ? (...args: A) => Promise<Sent<V>>
    : never;
};
type Sent<V> = V extends Json<infer T> ? T : V;

function isJson(value: unknown): value is Json<unknown> {
  return typeof value === "object" && value !== null && "json" in value;
}

/** What a call weighs: the rows it writes. */
function weightOf([rows]: readonly unknown[]): number {
  return Array.isArray(rows) ? rows.length : 1;
}

class WorkerLedger implements Ledger {
  readonly #worker = new Worker(new URL("./ledger_worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, Waiting>();
  readonly #record = this.#door("record");
  readonly audit = this.#door("audit");
  readonly cases = this.#door("cases");
  readonly people = this.#door("people");
  readonly sessions = this.#door("sessions");
  readonly links = this.#door("links");
  readonly evidence = this.#door("evidence");
  readonly keys = this.#door("keys");
  readonly shifts = this.#door("shifts");
  readonly enrolment = this.#door("enrolment");
  readonly devices = this.#door("devices");
  readonly push = this.#door("push");
  readonly watches = this.#door("watches");
  readonly alerts = this.#door("alerts");
  readonly fences = this.#door("fences");
  readonly handovers = this.#door("handovers");
  #weight = 0;
  #next = 1;
  #fault: LedgerError | null = null;

  constructor() {
    this.#worker.onmessage = (event: MessageEvent<Answer>) => this.#settle(event.data);
    this.#worker.onerror = (event) => {
      // Otherwise an error in the worker would end the whole server.
      event.preventDefault();
      this.#fail(
        new LedgerError("closed", `The ledger's thread died (${event.message}); restart the server`),
      );
    };
  }

  async open(file: string): Promise<void> {
    await this.#call("open", [file]);
  }

  putIncidents(rows: readonly IncidentRow[], at: number): Promise<PutResult[]> {
    return rows.length === 0 ? Promise.resolve([]) : this.#record.putIncidents(rows, at);
  }

  putCameras(cameras: readonly Camera[], at: number): Promise<CamerasResult> {
    return cameras.length === 0 ? Promise.resolve({ changed: 0 }) : this.#record.putCameras(cameras, at);
  }

  openIncidents(): Promise<IncidentRecord[]> {
    return this.#record.openIncidents();
  }

  incidentsSince(received: number): Promise<IncidentRecord[]> {
    return this.#record.incidentsSince(received);
  }

  cameras(): Promise<Camera[]> {
    return this.#record.cameras();
  }

  history(source: string, id: string): Promise<IncidentRecord[]> {
    return this.#record.history(source, id);
  }

  events(after: number, limit: number): Promise<CityEvent[]> {
    return this.#record.events(after, limit);
  }

  seq(): Promise<number> {
    return this.#record.seq();
  }

  async close(): Promise<void> {
    if (this.#fault) return;
    const closed = this.#call("close", []);
    this.#fault = new LedgerError("closed", "The ledger is closed");
    await closed;
    this.terminate();
  }

  terminate(): void {
    this.#worker.terminate();
  }

  /** A room of the file, as seen from this thread. */
  #door<R extends Room>(room: R): Door<Rooms[R]> {
    return new Proxy({} as Door<Rooms[R]>, {
      get: (_, method) => async (...args: unknown[]) => {
        const value = await this.#call(`${room}.${String(method)}` as Operation, args);
        return isJson(value) ? JSON.parse(value.json) : value;
      },
    });
  }

  #call(op: Operation, args: readonly unknown[]): Promise<unknown> {
    if (this.#fault) return Promise.reject(this.#fault);
    const weight = weightOf(args);
    if (this.#weight > 0 && this.#weight + weight > MOST_WAITING) {
      return Promise.reject(
        new LedgerError("busy", `${this.#weight} rows wait for the ledger's disk; send again in a second`),
      );
    }
    const id = this.#next++;
    this.#weight += weight;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, weight });
      this.#worker.postMessage({ id, op, args } satisfies Call);
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    this.#weight -= waiting.weight;
    if ("value" in answer) waiting.resolve(answer.value);
    else waiting.reject(new LedgerError(answer.fault, answer.message));
  }

  #fail(error: LedgerError): void {
    this.#fault = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
