/** Devices of workers in the ledger's database: every change with its audit row in one transaction. Synchronous. */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";

/** Another app that sends where a worker is. */
export interface Device {
  readonly id: string;
  /** Id of the account whose worker it stands for. */
  readonly person: string;
  readonly name: string;
  /** Epoch ms. */
  readonly made: number;
  /** When it last sent, to some minutes; null: not yet. */
  readonly used: number | null;
  readonly revoked: number | null;
}

/** With the SHA-256 of what is typed into the app, in hex. */
export type HashedDevice = Device & { readonly digest: string };

export interface DeviceDraft extends Pick<HashedDevice, "person" | "name" | "digest"> {
  /** Without its object, which is the device. */
  readonly audit: Omit<AuditEntry, "object">;
}

type Row = Omit<HashedDevice, "id"> & { readonly number: number };

export class LedgerDevices {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  all(): Json<HashedDevice[]> {
    return this.db.list(
      "SELECT * FROM devices ORDER BY number",
      [],
      (row: Row) => JSON.stringify(deviceOf(row)),
    );
  }

  add({ person, name, digest, audit }: DeviceDraft): HashedDevice {
    const { number } = this.db.sql("SELECT coalesce(max(number), 0) + 1 AS number FROM devices").get() as {
      number: number;
    };
    this.db.sql("INSERT INTO devices (number, digest, person, name, made) VALUES (?, ?, ?, ?, ?)")
      .run(number, digest, person, name, audit.at);
    this.audit.add({ ...audit, object: `device d${number}` }, [["device", number]]);
    return this.#find(`d${number}`)!;
  }

  /** As a list: the device as it is then, or empty. Of one that was revoked before nothing changes. */
  revoke(id: string, audit: Omit<AuditEntry, "object">): HashedDevice[] {
    const device = this.#find(id);
    if (!device) return [];
    if (device.revoked !== null) return [device];
    this.db.sql("UPDATE devices SET revoked = ? WHERE number = ?").run(audit.at, numberOf(id));
    this.audit.add({ ...audit, object: `device ${id}` }, [["device", numberOf(id)]]);
    return [this.#find(id)!];
  }

  touch(id: string, at: number): void {
    this.db.sql("UPDATE devices SET used = max(coalesce(used, 0), ?) WHERE number = ?").run(at, numberOf(id));
  }

  #find(id: string): HashedDevice | null {
    const row = this.db.sql("SELECT * FROM devices WHERE number = ?").get(numberOf(id));
    return row ? deviceOf(row as unknown as Row) : null;
  }
}

/** 0 is the number of no device. */
function numberOf(id: string): number {
  return Number(/^d(\d{1,9})$/.exec(id)?.[1] ?? 0);
}

function deviceOf({ number, digest, person, name, made, used, revoked }: Row): HashedDevice {
  return { id: `d${number}`, digest, person, name, made, used, revoked };
}
