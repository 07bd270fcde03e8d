/**
 * `deno task proof`: the tests of the record notice when what they vouch for is taken out. Each mutant is a copy of the sources
 * with one line changed; the same tests that pass on the sources must fail on it.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;
const COPIED = ["store", "dispatch", "geo", "streams", "demo", "tests", "deno.json", "package.json"];
const TESTS = ["case", "commands", "record_proofs"].map((name) => `tests/dispatch/${name}.test.ts`);

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    name: "without the version check",
    file: "store/ledger_cases.ts",
    from: 'if (version !== expected) return { kind: "stale", id: after.id, version };',
    to: "",
  },
  {
    name: "without the fsync",
    file: "store/ledger_db.ts",
    from: "PRAGMA synchronous = FULL;",
    to: "PRAGMA synchronous = OFF;",
  },
  {
    name: "acknowledged before the commit",
    file: "store/ledger_worker.ts",
    from: "answers.push({ id: call.id, value: opened().db.savepoint(() => run(call)) });",
    to: "scope.postMessage({ id: call.id, value: opened().db.savepoint(() => run(call)) });",
  },
  {
    name: "without the role check",
    file: "dispatch/rights.ts",
    from: "if (reach === undefined) continue;",
    to: "if (reach === undefined) return ALLOWED;",
  },
  {
    name: "without the separation of handling and checking",
    file: "dispatch/case.ts",
    from: 'if (separate && tookPart(c, moment)) return "separation";',
    to: "",
  },
  {
    name: "without the answer to a return",
    file: "dispatch/case.ts",
    from:
      'if (move.forward && c.pending && !("answer" in command && command.answer)) return "answer-needed";',
    to: "",
  },
  {
    name: "without the idempotency key",
    file: "store/ledger_cases.ts",
    from: "if (known) return known;\n    for (const",
    to: "for (const",
  },
];

/** Whether the tests of the record pass on a copy of the sources. */
async function passes(mutant: Mutant | null): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-mutant-"));
  try {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(
      join(folder, "vitest.config.ts"),
      'export default { test: { pool: "forks", testTimeout: 240_000 } };\n',
    );
    if (mutant) {
      const file = join(folder, mutant.file);
      const text = readFileSync(file, "utf8");
      // A mutant that no longer fits the sources proves nothing.
      expect(text.split(mutant.from), `${mutant.name}: its line in ${mutant.file}`).toHaveLength(2);
      writeFileSync(file, text.replace(mutant.from, mutant.to));
    }
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "npm:vitest", "run", ...TESTS],
      cwd: folder,
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const HALF_AN_HOUR = 1_800_000;

it("the sources as they are pass", async () => expect(await passes(null)).toBe(true), HALF_AN_HOUR);

it.each(MUTANTS)("$name is noticed", async (mutant) => {
  expect(await passes(mutant)).toBe(false);
}, HALF_AN_HOUR);
