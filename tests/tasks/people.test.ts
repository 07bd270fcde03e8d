import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LedgerFile } from "../../store/ledger_file.ts";
import { cityOfTwo, startEmpty } from "../routes/entrance.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
let folder: string, city: ReturnType<typeof cityOfTwo>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-import-"));
  city = cityOfTwo();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  city.remove();
});

async function importPeople(file: string | Uint8Array, ...more: string[]) {
  const path = join(folder, "people.csv");
  writeFileSync(path, file);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tasks/import.ts", "people", path, "--city", city.folder, "--data", folder, ...more],
    cwd: ROOT,
    stdin: "null",
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  expect(said, "no stack trace").not.toMatch(/^\s+at /m);
  return { code, said };
}

function accounts() {
  const file = new LedgerFile(join(folder, "two", "ledger.sqlite"));
  const people = JSON.parse(file.people.all().json);
  file.db.close();
  return people;
}

test("import people says what would change, and writes only when told to; links go to a file of one's own", async () => {
  const text = "账号,姓名,角色,区域\nroot,根,管理员,全市\nli,=李,派遣员,west\n";
  const looked = await importPeople(text);
  expect([looked.code, looked.said]).toEqual([0, expect.stringContaining("2 new, 0 changed, 0 the same")]);
  expect(looked.said).toContain("nothing was written: add --apply");
  expect(accounts()).toEqual([]);
  const links = join(folder, "links.csv");
  const done = await importPeople(text, "--apply", "--links", links, "--url", "https://city.example");
  expect([done.code, done.said]).toEqual([0, expect.stringContaining("2 accounts made, 0 changed")]);
  expect(accounts().map(({ login }: { login: string }) => login)).toEqual(["root", "li"]);
  const table = Deno.readTextFileSync(links);
  expect(table).toMatch(/^li,'=李,https:\/\/city\.example\/signin\?link=[\w-]{43}\r$/m);
  expect(statSync(links).mode & 0o077).toBe(0);
  expect((await importPeople(text, "--apply")).said).toContain("0 accounts made, 0 changed");
});

test("import people takes whoever has a role for areas and none of them, and says so", async () => {
  const { code, said } = await importPeople("login,name,roles,areas\nli,李,受理员,\nwu,吴,管理员,\n");
  expect([code, said]).toEqual([0, expect.stringContaining("2 new, 0 changed")]);
  expect(said).toMatch(/! line 2: li: .*没有区域.* has none/);
  expect(said).not.toContain("line 3");
});

test("import people names every refused row in both languages, and refuses the whole", async () => {
  const { code, said } = await importPeople("login,name,areas,roles\na1,甲,nowhere,国王\n,乙,,\n", "--apply");
  expect(code).toBe(2);
  expect(said).toContain(
    'line 2: 区域 areas "nowhere": 本市没有这个区域编码 · The city has no area of this code',
  );
  expect(said).toContain('line 2: 角色 roles "国王": 没有这个角色 · There is no such role');
  expect(said).toContain("line 3: 账号 login: 账号为空 · The login is empty");
  // Rows, not faults: the first has two.
  expect(said).toContain("2 rows are refused");
  expect(accounts()).toEqual([]);
});

test("import people leaves a running server alone, and says where to import instead", async () => {
  await using _server = await startEmpty(city.folder, { dataDir: folder });
  const { code, said } = await importPeople("login,name\nli,李\n", "--apply");
  expect([code, said]).toEqual([2, expect.stringContaining("import at /admin")]);
});
