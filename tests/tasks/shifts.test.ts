/** Shifts from the command line: into the ledger of a server that runs, all or none, and what doctor says of them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startServer } from "../server.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-shift-task-"));
  cityWith("required");
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function cityWith(shifts: string): void {
  const city = JSON.parse(Deno.readTextFileSync(join(ROOT, "tests/cities/tiny/city.json")));
  writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, shifts }));
}

async function task(name: string, args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `tasks/${name}.ts`, ...args],
    cwd: ROOT,
    env: { PORT: "0", DATA_DIR: folder, CITY: folder },
    stdin: "null",
  }).output();
  return { code, said: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

/** A local time of the city, so many hours from now. */
const local = (hours: number) =>
  Temporal.Now.zonedDateTimeISO("Asia/Shanghai").add({ hours }).toPlainDateTime().toString().slice(0, 16)
    .replace("T", " ");

function imported(rows: readonly (readonly [string, number, number])[]) {
  const file = join(folder, "shifts.csv");
  const lines = rows.map(([worker, from, to]) => `${worker},${local(from)},${local(to)}`);
  writeFileSync(file, ["worker,starts,ends", ...lines].join("\n"));
  return task("import", ["shifts", file, "--city", folder]);
}

test("doctor says when a city requires shifts and has none for today, and when it has", async () => {
  const before = await task("doctor", []);
  expect(before.said).toMatch(
    /· shifts +required, and there are none for today .*off-duty; enter them at \/admin/,
  );
  expect((await imported([["w1", -1, 1], ["w2", -1, 1]])).said).toContain("✓ 2 shifts of 2 workers");
  expect((await task("doctor", [])).said).toMatch(/✓ shifts +required; 2 today/);
  cityWith("none");
  expect((await task("doctor", [])).said).toMatch(/✓ shifts +none: fixes are taken at any time/);
  const refused = await imported([["w1", 2, 3]]);
  expect([refused.code, refused.said]).toEqual([2, expect.stringContaining('say "shifts": "required"')]);
});

test("rows that are wrong, or in the way of each other, are named by their lines, and nothing is entered", async () => {
  const wrong = await imported([["w1", 0, 8], ["", 0, 8], ["w2", 0, 20]]);
  expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining("line 3: missing-field")]);
  const long = await imported([["w1", 0, 8], ["w2", 0, 20]]);
  expect(long.said).toContain("line 3: out-of-range: The shift lasts 20 h");
  const mixed = await imported([["w1", 0, 8], ["w1", 7, 9], ["", 0, 8], ["w2", 0, 20]]);
  expect(mixed.said).toContain("3 rows are refused");
  expect([...mixed.said.matchAll(/line (\d): ([a-z-]+)/g)].map(([, line, fault]) => [line, fault])).toEqual([
    ["3", "overlap"],
    ["4", "missing-field"],
    ["5", "out-of-range"],
  ]);
  const twice = await imported([["w1", 0, 8], ["w1", 7, 9]]);
  expect([twice.code, twice.said]).toEqual([2, expect.stringContaining("line 3: overlap")]);
  expect((await imported([["w1", 0, 8]])).code).toBe(0);
});

test("a server that runs takes what was imported beside it", async () => {
  await using server = await startServer({ env: { CITY: folder } });
  const fix = () =>
    server.post("/api/fixes", JSON.stringify({ worker: "w1", time: Date.now(), lat: 36.2, lon: 120.2 }));
  expect(await (await fix()).json()).toMatchObject({ accepted: 0, reasons: { "off-duty": 1 } });
  const { code, said } = await task("import", [
    ...["shifts", tableOf("w1"), "--city", folder, "--data", server.dataDir],
  ]);
  expect([code, said]).toEqual([0, expect.stringContaining("✓ 1 shifts of 1 workers")]);
  await expect.poll(async () => (await (await fix()).json()).accepted, { timeout: 15_000, interval: 500 })
    .toBe(1);
});

function tableOf(worker: string): string {
  const file = join(folder, "one.csv");
  writeFileSync(file, `worker,starts,ends\n${worker},${local(-1)},${local(1)}\n`);
  return file;
}
