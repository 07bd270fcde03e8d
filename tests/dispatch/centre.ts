/** A ledger of its own with accounts and sessions over it, for tests of what people may do. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { People } from "../../dispatch/people.ts";
import { KnownAreas } from "../../dispatch/known_areas.ts";
import { hashPassword } from "../../dispatch/passwords.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { Sessions } from "../../dispatch/sessions.ts";
import type { AuditRow } from "../../store/audit.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { Person, Role } from "../../store/person.ts";

export const PASSWORD = "correct horse battery";
export const T0 = Date.parse("2026-11-27T08:00:00+08:00");

/** The city's tables, as far as codes go. */
export const TABLES = {
  districts: [{ code: "d1" }, { code: "d2" }],
  streets: [{ code: "d1s1" }],
  communities: [{ code: "d1s1c1" }],
  grids: [{ code: "g1" }, { code: "g2" }],
};

export interface Centre {
  readonly ledger: Ledger;
  readonly people: People;
  readonly sessions: Sessions;
  readonly file: string;
  /** The clock that everything here goes by. */
  time: number;
  audit(): Promise<AuditRow[]>;
  close(): Promise<void>;
  /** Closed, and opened again on the same file. */
  again(): Promise<Centre>;
  dispose(): Promise<void>;
}

/** As cheap as scrypt gets: how dear it is, is tested where passwords are. */
const cheap: typeof hashPassword = (password) => hashPassword(password, { logN: 4, r: 8, p: 1 });

export async function openCentre(
  folder = mkdtempSync(join(tmpdir(), "hexwall-people-")),
  time = T0,
): Promise<Centre> {
  const file = join(folder, "ledger.sqlite");
  const ledger = await openLedger(file);
  const now = () => centre.time;
  const late: { sessions?: Sessions } = {};
  const people = await People.open({
    ledger,
    now,
    hash: cheap,
    areas: new KnownAreas(TABLES),
    prove: (...sent) => late.sessions!.prove(...sent),
    onEnded: (ids) => late.sessions!.forget(ids),
  });
  const centre: Centre = {
    ledger,
    people,
    sessions: null as never,
    file,
    time,
    audit: () => ledger.audit.after(0, 1_000),
    close: () => ledger.close(),
    async again() {
      await ledger.close();
      return await openCentre(folder, centre.time);
    },
    async dispose() {
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const report = (_stage: string, error: unknown) => {
    throw error;
  };
  late.sessions = await Sessions.open({ ledger, now, report, person: (id) => people.get(id) });
  return Object.assign(centre, { sessions: late.sessions });
}

export const ADMIN: Sender = senderOf({ id: "p0", roles: ["admin"] });

export function senderOf(change: Partial<Person>, session: string | null = null): Sender {
  const person: Person = {
    id: "p0",
    login: "somebody",
    name: "某人",
    roles: [],
    areas: ["*"],
    active: true,
    version: 1,
    ...change,
  };
  return { person, origin: "10.1.2.3", session };
}

export const draft = (login: string, ...roles: Role[]) => ({
  login,
  name: `名 ${login}`,
  roles,
  areas: ["*"],
});

export async function account(centre: Centre, login: string, ...roles: Role[]): Promise<Person> {
  const made = await centre.people.create(ADMIN, draft(login, ...roles), PASSWORD);
  if (made.kind !== "done") throw new Error(`No account ${login}: ${JSON.stringify(made)}`);
  return made.person;
}
