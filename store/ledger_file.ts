/** The ledger's file, room by room: what the thread of ledger_worker.ts can be asked for. */
import { LedgerAlerts } from "./ledger_alerts.ts";
import { LedgerAudit } from "./ledger_audit.ts";
import { LedgerCases } from "./ledger_cases.ts";
import { LedgerCommands } from "./ledger_commands.ts";
import { LedgerDb } from "./ledger_db.ts";
import { LedgerDeeds } from "./ledger_deeds.ts";
import { LedgerDevices } from "./ledger_devices.ts";
import { LedgerEvidence } from "./ledger_evidence.ts";
import { LedgerFences } from "./ledger_fences.ts";
import { LedgerHandovers } from "./ledger_handovers.ts";
import { LedgerKeys } from "./ledger_keys.ts";
import { LedgerLinks } from "./ledger_links.ts";
import { LedgerPeople } from "./ledger_people.ts";
import { LedgerEnrolment } from "./ledger_enrolment.ts";
import { LedgerPush } from "./ledger_push.ts";
import { LedgerRecord } from "./ledger_record.ts";
import { LedgerSessions } from "./ledger_sessions.ts";
import { LedgerShifts } from "./ledger_shifts.ts";
import { vouchForOlder } from "./ledger_vouching.ts";
import { LedgerWatches } from "./ledger_watches.ts";

export class LedgerFile {
  readonly db: LedgerDb;
  readonly record: LedgerRecord;
  readonly audit: LedgerAudit;
  readonly cases: LedgerCases;
  readonly sessions: LedgerSessions;
  readonly links: LedgerLinks;
  readonly people: LedgerPeople;
  readonly evidence: LedgerEvidence;
  readonly keys: LedgerKeys;
  readonly shifts: LedgerShifts;
  readonly enrolment: LedgerEnrolment;
  readonly devices: LedgerDevices;
  readonly push: LedgerPush;
  readonly watches: LedgerWatches;
  readonly alerts: LedgerAlerts;
  readonly fences: LedgerFences;
  readonly handovers: LedgerHandovers;

  constructor(file: string) {
    this.db = new LedgerDb(file);
    this.record = new LedgerRecord(this.db);
    this.audit = new LedgerAudit(this.db);
    vouchForOlder(this.db, this.audit, Date.now());
    const commands = new LedgerCommands(this.db);
    const deeds = new LedgerDeeds(this.audit, commands);
    this.cases = new LedgerCases(this.db, this.audit, this.record, commands);
    this.sessions = new LedgerSessions(this.db, this.audit);
    this.links = new LedgerLinks(this.db, this.audit);
    this.people = new LedgerPeople(this.db, this.audit, this.sessions, this.links);
    this.evidence = new LedgerEvidence(this.db, this.audit);
    this.keys = new LedgerKeys(this.db, this.audit);
    this.shifts = new LedgerShifts(this.db, this.audit);
    this.enrolment = new LedgerEnrolment(this.db, this.audit, this.sessions, this.links);
    this.devices = new LedgerDevices(this.db, this.audit);
    this.push = new LedgerPush(this.db, this.audit);
    this.watches = new LedgerWatches(this.db, this.audit);
    this.alerts = new LedgerAlerts(this.db, deeds);
    this.fences = new LedgerFences(this.db, this.audit);
    this.handovers = new LedgerHandovers(this.db, deeds);
  }
}

/** The rooms that can be asked, and what in each. */
export type Rooms = Omit<LedgerFile, "db">;
export type Room = keyof Rooms;
export type MethodOf<R extends Room> = keyof Rooms[R] & string;
