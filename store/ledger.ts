/** The ledger: what must not be lost. Every promise to write resolves after the fsync, and not before. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { SetupError } from "./city_folder.ts";
import type { Answer, Call, Operations } from "./ledger_worker.ts";
import type {
  AssignAnswer,
  AssignCommand,
  Assignment,
  Camera,
  CityEvent,
  Incident,
  IncidentRecord,
} from "./record.ts";

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
  /** Stores what is new, as a new revision, all rows or none. A source has no revisions: contents are compared. */
  putIncidents(rows: readonly IncidentRow[], at: number): Promise<PutResult[]>;
  putCameras(cameras: readonly Camera[], at: number): Promise<CamerasResult>;
  /** One conditional change: of all who try, one wins, once. The same key always gets the first answer again. */
  assign(command: AssignCommand, at: number): Promise<AssignAnswer>;
  openIncidents(): Promise<IncidentRecord[]>;
  /** Everything first heard of at or after an instant, open or not, in the order of arrival. */
  incidentsSince(received: number): Promise<IncidentRecord[]>;
  cameras(): Promise<Camera[]>;
  /** Of open incidents. */
  assignments(): Promise<Assignment[]>;
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
  readonly resolve: (value: never) => void;
  readonly reject: (error: LedgerError) => void;
  readonly weight: number;
}

class WorkerLedger implements Ledger {
  readonly #worker = new Worker(new URL("./ledger_worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, Waiting>();
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
    return rows.length === 0 ? Promise.resolve([]) : this.#call("putIncidents", [rows, at], rows.length);
  }

  putCameras(cameras: readonly Camera[], at: number): Promise<CamerasResult> {
    if (cameras.length === 0) return Promise.resolve({ changed: 0 });
    return this.#call("putCameras", [cameras, at], cameras.length);
  }

  assign(command: AssignCommand, at: number): Promise<AssignAnswer> {
    return this.#call("assign", [command, at]);
  }

  openIncidents(): Promise<IncidentRecord[]> {
    return this.#read("openIncidents", []);
  }

  incidentsSince(received: number): Promise<IncidentRecord[]> {
    return this.#read("incidentsSince", [received]);
  }

  cameras(): Promise<Camera[]> {
    return this.#read("cameras", []);
  }

  assignments(): Promise<Assignment[]> {
    return this.#read("assignments", []);
  }

  history(source: string, id: string): Promise<IncidentRecord[]> {
    return this.#read("history", [source, id]);
  }

  events(after: number, limit: number): Promise<CityEvent[]> {
    return this.#read("events", [after, limit]);
  }

  seq(): Promise<number> {
    return this.#call("seq", []);
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

  /** Lists come as JSON text: cheaper between threads than a clone of thousands of objects. */
  async #read<
    K extends "openIncidents" | "incidentsSince" | "cameras" | "assignments" | "history" | "events",
  >(
    op: K,
    args: Parameters<Operations[K]>,
  ): Promise<never> {
    return JSON.parse(await this.#call(op, args)) as never;
  }

  #call<K extends keyof Operations>(
    op: K,
    args: Parameters<Operations[K]>,
    weight = 1,
  ): Promise<ReturnType<Operations[K]>> {
    if (this.#fault) return Promise.reject(this.#fault);
    if (this.#weight > 0 && this.#weight + weight > MOST_WAITING) {
      return Promise.reject(
        new LedgerError("busy", `${this.#weight} rows wait for the ledger's disk; send again in a second`),
      );
    }
    const id = this.#next++;
    this.#weight += weight;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject, weight });
      this.#worker.postMessage({ id, op, args } as Call);
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    this.#weight -= waiting.weight;
    if ("value" in answer) waiting.resolve(answer.value as never);
    else waiting.reject(new LedgerError(answer.fault, answer.message));
  }

  #fail(error: LedgerError): void {
    this.#fault = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
