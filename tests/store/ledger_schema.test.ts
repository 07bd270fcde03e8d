/** A file that an older version wrote, brought up to date: what was there is found by what is new. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LedgerFile } from "../../store/ledger_file.ts";
import { LEDGER_STEPS } from "../../store/ledger_schema.ts";
import { DatabaseSync } from "../../store/sqlite.ts";

it("cases of an older file are found by their photos, and photos by who sent them", () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-older-"));
  const path = join(folder, "ledger.sqlite");
  const older = LEDGER_STEPS.findIndex((step) => step.includes("case_evidence"));
  const db = new DatabaseSync(path);
  for (const step of LEDGER_STEPS.slice(0, older)) db.exec(step);
  db.exec(`PRAGMA user_version = ${older}`);
  const body = JSON.stringify({ evidence: [{ hash: "a" }, { hash: "b" }, { hash: "a" }] });
  const insert =
    "INSERT INTO cases (id, version, stage, ended, reported, updated, body) VALUES (?, 1, 'x', 0, 1, 1, ?)";
  db.prepare(insert).run("c1", body);
  db.prepare(insert).run("c2", "{}");
  db.exec("INSERT INTO evidence VALUES ('a', 'o', 'image/png', 1, NULL, NULL, NULL, 'p1', 1)");
  db.close();
  const file = new LedgerFile(path);
  expect(["a", "b", "c"].map((hash) => file.cases.namingPhoto(hash))).toEqual([["c1"], ["c1"], []]);
  expect([file.evidence.sentBy("a", "p1"), file.evidence.sentBy("a", "p2")]).toEqual([true, false]);
  file.db.close();
  rmSync(folder, { recursive: true });
});
