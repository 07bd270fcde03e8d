/** Accounts of the demo city, one for each role, with a password that each data folder makes up for itself. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashPassword } from "../dispatch/passwords.ts";
import type { Ledger } from "../store/ledger.ts";
import type { PersonDraft } from "../store/ledger_people.ts";
import { type Person, type Role, WHOLE_CITY, WORKER_KINDS, type WorkerPost } from "../store/person.ts";
import { beatsOf } from "./beats.ts";
import { haiwan } from "./haiwan.ts";
import { kindOf, skillsOf } from "./kinds.ts";
import { workerId, workerName } from "./people_names.ts";
import { gridCodesOf, Posts } from "./posts.ts";

const NAMES: readonly (readonly [role: Role, name: string])[] = [
  ["acceptor", "演示受理员 · Demo acceptor"],
  ["dispatcher", "演示派遣员 · Demo dispatcher"],
  ["checker", "演示核查员 · Demo checker"],
  ["leader", "演示领导 · Demo leader"],
  ["operator", "演示值班员 · Demo operator"],
  ["integrator", "演示接入方 · Demo integrator"],
  ["admin", "演示管理员 · Demo administrator"],
  ["worker", workerName(0)],
];

/** Whoever looks at the demo without signing in. */
export const GUEST: Person = {
  id: "guest",
  login: "guest",
  name: "演示访客 · Demo guest",
  roles: ["operator", "leader", "dispatcher"],
  areas: [WHOLE_CITY],
  active: true,
  version: 1,
};

/** What the folder remembers of its demo accounts. */
interface Kept {
  readonly password: string;
  readonly ids: readonly string[];
}

export interface DemoAccounts {
  readonly file: string;
  readonly password: string;
  readonly logins: readonly string[];
  readonly ids: readonly string[];
}

/** Makes those that are missing. All share one password; with its hash, as everywhere, stands its own salt. */
export async function makeDemoAccounts(
  ledger: Pick<Ledger, "people">,
  dataDir: string,
  at: number,
): Promise<DemoAccounts> {
  const file = join(dataDir, "demo-password");
  const kept = readKept(file);
  const known = new Map((await ledger.people.all()).map((person) => [person.id, person]));
  if (kept?.ids.every((id) => known.has(id))) {
    return {
      file,
      ...kept,
      logins: kept.ids.map((id) => known.get(id)!.login),
    };
  }
  const password = kept?.password ?? readable();
  const hash = await hashPassword(password);
  const made: Person[] = [];
  for (const [role, name] of NAMES) {
    const written = await ledger.people.create({
      draft: draftOf(role, name),
      password: hash,
      audit: { at, who: "demo", origin: "start", action: "people.manage", detail: { did: "create", role } },
    });
    // Somebody made an account of this name in the demo: it is theirs.
    if (written.kind === "done") made.push(written.person);
  }
  const ids = made.map(({ id }) => id);
  writeFileSync(file, `${password}\n${ids.join(" ")}\n`, { mode: 0o600 });
  return { file, password, ids, logins: made.map(({ login }) => login) };
}

/** Ids of demo accounts that an earlier start made in this folder. */
export function demoAccountIds(dataDir: string): readonly string[] {
  return readKept(join(dataDir, "demo-password"))?.ids ?? [];
}

function draftOf(role: Role, name: string): PersonDraft {
  return {
    login: role,
    name,
    roles: [role],
    areas: [WHOLE_CITY],
    active: true,
    ...(role === "worker" ? { post: postOf(0) } : {}),
  };
}

/** The post that the register has somebody in. */
function postOf(worker: number): WorkerPost {
  const posts = new Posts(beatsOf(haiwan()), worker + 1);
  return {
    id: workerId(worker),
    kind: WORKER_KINDS[kindOf(worker)]!,
    skills: skillsOf(worker),
    grids: gridCodesOf(posts, worker),
  };
}

function readKept(file: string): Kept | null {
  if (!existsSync(file)) return null;
  const [password = "", ids = ""] = readFileSync(file, "utf8").split("\n");
  return { password, ids: ids.split(" ").filter((id) => id !== "") };
}

/** Sixty bits in letters that are not mistaken for each other, in groups to type. */
function readable(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const picked = [...randomBytes(12)].map((byte) => letters[byte % letters.length]!).join("");
  return picked.match(/.{4}/g)!.join("-");
}
