/** The record as the server opens it, over a real ledger in a file, for tests that act on cases. */
import { CaseBook } from "../../dispatch/book.ts";
import { Commands } from "../../dispatch/commands.ts";
import { CaseDesk } from "../../dispatch/desk.ts";
import { Openings } from "../../dispatch/openings.ts";
import { restoreCases } from "../../dispatch/restore.ts";
import { Sending } from "../../dispatch/send.ts";
import type { Sender } from "../../dispatch/sender.ts";
import type { CaseTables } from "../../dispatch/tables.ts";
import type { Bounds } from "../../geo/place.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { CityEvent, IncidentRecord } from "../../store/record.ts";
import { named } from "./people.ts";
import { CONDITION } from "./walk.ts";

/** One condition for everything, and a day to handle it. */
export const TABLES: CaseTables = {
  version: 7,
  knows: (category) => category !== "NOPE",
  conditionsOf: () => [CONDITION],
  closingOf: () => ["clean"],
  needsPreVerify: (_, source) => source === "12345",
  deadlineOf: (c) => c.marks.filed === undefined ? null : c.marks.filed + 86_400_000,
};

export const BOUNDS: Bounds = [121, 36, 122.5, 37];

export interface TestRecord {
  readonly ledger: Ledger;
  readonly book: CaseBook;
  readonly desk: CaseDesk;
  readonly openings: Openings;
  readonly commands: Commands;
  readonly sending: Sending;
  /** What a worker may be sent to. */
  readonly incidents: Map<string, IncidentRecord>;
  /** What the screens were told, in order. */
  readonly told: CityEvent[];
}

/** `offDuty`: workers who have no shift now. */
export async function openRecord(
  file: string,
  now: () => number = Date.now,
  offDuty: ReadonlySet<string> = new Set(),
): Promise<TestRecord> {
  const isOnDuty = (worker: string) => !offDuty.has(worker);
  const ledger = await openLedger(file);
  const book = new CaseBook();
  await restoreCases(ledger, book);
  const told: CityEvent[] = [];
  const desk = new CaseDesk({
    ledger,
    book,
    commit: (events) => void told.push(...events),
    dayOf: (at) => new Date(at).toISOString().slice(0, 10).replaceAll("-", ""),
    now,
  });
  const tables = () => TABLES;
  const whereIs = () => ({ cell: "8a30e0d8c4affff", areas: ["370211", "370211001"] });
  const openings = new Openings({ desk, tables, whereIs, bounds: BOUNDS });
  const commands = new Commands({ desk, tables, isOnDuty });
  const incidents = new Map<string, IncidentRecord>();
  const sending = new Sending({
    ...{ desk, openings, tables, isOnDuty },
    incident: (_, id) => incidents.get(id),
    isWorker: (id) => id.startsWith("w"),
  });
  return { ledger, book, desk, openings, commands, sending, incidents, told };
}

export function sender(who: string): Sender {
  return { person: named(who), origin: "127.0.0.1", session: null };
}

export const REPORT = {
  category: "C-02",
  severity: 3,
  title: "路面破损",
  lat: 36.56,
  lon: 121.88,
} as const;

let keys = 0;
/** New for each command of this process. */
export function newKey(): string {
  return `${Deno.pid}-${++keys}`;
}

/** Reports by hand and returns the number of the case. */
export async function reported({ openings }: TestRecord, key = newKey()): Promise<string> {
  const answer = await openings.report(sender("acceptor"), { key, report: REPORT });
  if (answer.kind !== "done") throw new Error(`Cannot report: ${JSON.stringify(answer)}`);
  return answer.cases[0]!.id;
}

/** Acts on a case as it is in the book. */
export function act(
  { commands, book }: TestRecord,
  who: string,
  id: string,
  command: object,
  key = newKey(),
) {
  return commands.execute(sender(who), { key, case: id, version: book.get(id)!.version, command });
}

/** An open incident of a feed. */
export function incident(id: string, change: Partial<IncidentRecord> = {}): IncidentRecord {
  return {
    ...{ ...REPORT, id, source: "12345", time: 0, status: "open" },
    ...{ cell: "8a30e0d8c4affff", revision: 1, received: 0, updated: 0 },
    ...change,
  };
}
