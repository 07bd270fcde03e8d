/** An account and a session in a city's data folder, for tests and tools that look at a server of their own. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../dispatch/secret.ts";
import { readCityFolder } from "../store/city_folder.ts";
import { LedgerFile } from "../store/ledger_file.ts";
import { ROLES, WHOLE_CITY } from "../store/person.ts";

/** Holds every role in the whole city but that of a worker, which needs one. */
const LOGIN = "tester";
const TOKEN = "test-session".padEnd(43, "0");

/** The cookie of the session. The server must not run yet. */
export function testAccount(dataDir: string, city: string): string {
  const folder = join(dataDir, readCityFolder(city).id);
  mkdirSync(folder, { recursive: true });
  const file = new LedgerFile(join(folder, "ledger.sqlite"));
  const at = Date.now();
  const audit = { at, who: "test", origin: "test", action: "people.manage", detail: {} };
  file.db.transaction(() => {
    const roles = ROLES.filter((role) => role !== "worker");
    const draft = { login: LOGIN, name: "测试员", roles, areas: [WHOLE_CITY], active: true };
    const written = file.people.create({ draft, password: null, audit });
    if (written.kind !== "done") return;
    const session = {
      id: "test",
      person: written.person.id,
      created: at,
      seen: at,
      address: "test",
      agent: "test",
    };
    file.sessions.begin({ ...session, token: digestOf(TOKEN) }, audit);
  });
  file.db.close();
  return `hexwall=${TOKEN}`;
}
