/**
 * The ledger's thread: the one writer. Commands that come within a few milliseconds share a transaction and its fsync,
 * each in a savepoint of its own, and are answered only after the commit.
 */
import type { LedgerFault } from "./ledger.ts";
import { LedgerFile, type MethodOf, type Room } from "./ledger_file.ts";

/** `open` comes first; the rest is `room.method` of {@link Rooms}. */
export type Operation = "open" | "close" | { [R in Room]: `${R}.${MethodOf<R>}` }[Room];

export interface Call {
  readonly id: number;
  readonly op: Operation;
  readonly args: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: LedgerFault; readonly message: string };

/** How long the first command of a group waits for company; an fsync takes about as long. */
const GROUP_MS = 2;
/** A group ends at this many rows, so that nobody waits for a stranger's bulk load. */
const GROUP_ROWS = 2_000;

const WRITES = new Set<Operation>([
  "record.putIncidents",
  "record.putCameras",
  "audit.add",
  "cases.commit",
  "cases.refuse",
  "cases.settleEnded",
  "people.create",
  "people.change",
  "people.setPassword",
  "sessions.begin",
  "sessions.end",
  "sessions.touch",
  "links.make",
  "evidence.add",
  "keys.add",
  "keys.revoke",
  "keys.touch",
  "shifts.add",
  "shifts.end",
  "shifts.prune",
  "enrolment.write",
  "devices.add",
  "devices.revoke",
  "devices.touch",
  "push.put",
  "push.drop",
  "watches.add",
  "watches.remove",
  "handovers.give",
  "handovers.take",
  "alerts.raise",
  "alerts.end",
  "alerts.sos",
  "alerts.acknowledge",
  "fences.create",
  "fences.change",
  "fences.remove",
]);

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Call>) => void;
  postMessage(answer: Answer): void;
};

// A module-level reference: a collected DatabaseSync closes its file, and with it drops the locks of the process.
let ledger: LedgerFile | null = null;
let queue: Call[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

scope.onmessage = ({ data }) => {
  queue.push(data);
  timer ??= setTimeout(drain, GROUP_MS);
};

function drain(): void {
  timer = undefined;
  const calls = queue;
  queue = [];
  for (let at = 0; at < calls.length;) {
    const group: Call[] = [];
    for (let rows = 0; at < calls.length && WRITES.has(calls[at]!.op) && rows < GROUP_ROWS; at++) {
      group.push(calls[at]!);
      rows += rowsOf(calls[at]!);
    }
    // One message an answer: the receiver's continuation runs before the next one comes, so order is kept for it.
    if (group.length > 0) { for (const answer of commit(group)) scope.postMessage(answer); }
    else scope.postMessage(single(calls[at++]!));
  }
}

function rowsOf(call: Call): number {
  return Array.isArray(call.args[0]) ? call.args[0].length : 1;
}

function single(call: Call): Answer {
  try {
    if (call.op === "open") {
      ledger = new LedgerFile(call.args[0] as string);
      return { id: call.id, value: undefined };
    }
    if (call.op === "close") {
      ledger?.db.close();
      ledger = null;
      return { id: call.id, value: undefined };
    }
    return { id: call.id, value: run(call) };
  } catch (error) {
    return refusal(call, error);
  }
}

function commit(group: readonly Call[]): Answer[] {
  try {
    const answers: Answer[] = [];
    opened().db.transaction(() => {
      for (const call of group) {
        try {
          answers.push({ id: call.id, value: opened().db.savepoint(() => run(call)) });
        } catch (error) {
          // The disk's refusal may have undone the whole transaction: then nobody of the group is answered "stored".
          if (faultOf(error) === "storage") throw error;
          answers.push(refusal(call, error));
        }
      }
    });
    return answers;
  } catch (error) {
    return group.map((call) => refusal(call, error));
  }
}

function run({ op, args }: Call): unknown {
  const [room, method] = op.split(".") as [Room, string];
  const place = opened()[room] as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  return place[method]!(...args);
}

function opened(): LedgerFile {
  if (!ledger) throw new Error("The ledger is not open");
  return ledger;
}

function refusal(call: Call, error: unknown): Answer {
  const fault = faultOf(error);
  const { message } = error as Error;
  return {
    id: call.id,
    fault,
    message: fault === "storage"
      ? `The ledger's disk refused ${call.op} (${message}): nothing of it is stored; look at the free space of DATA_DIR`
      : `The ledger cannot ${call.op}: ${message}`,
  };
}

/** SQLite's primary result codes that the disk, and not the code, is to blame for. */
const STORAGE_CODES = new Set([5, 8, 10, 13, 14]); // BUSY, READONLY, IOERR, FULL, CANTOPEN

function faultOf(error: unknown): LedgerFault {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && STORAGE_CODES.has(code & 0xff) ? "storage" : "bug";
}
