/** A file that an older version wrote, brought up to date: what was there is found by what is new. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LedgerFile } from "../../store/ledger_file.ts";
import { verifyRecord } from "../../store/audit_verify.ts";
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

it("shifts of an older file are worked on, and left out of what audit verify compares", () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-older-"));
  const path = join(folder, "ledger.sqlite");
  const older = LEDGER_STEPS.findIndex((step) => step.includes("unsummed"));
  const db = new DatabaseSync(path);
  for (const step of LEDGER_STEPS.slice(0, older)) db.exec(step);
  db.exec(`PRAGMA user_version = ${older}; UPDATE roster SET revision = 3;
    INSERT INTO shifts VALUES (100, 'w1', 200, 1), (100, 'w2', 200, 3), (300, 'w1', 300, 2), (100, 'w3', 200, 3)`);
  db.close();
  expect(verifyRecord(path).fault).toBeNull();
  const file = new LedgerFile(path);
  const audit = { at: 1, who: "p1", origin: "x", action: "shifts.manage", object: "shifts", detail: {} };
  file.shifts.end({ shift: { worker: "w2", starts: 100, ends: 150 }, audit });
  file.shifts.add({ shifts: [{ worker: "w1", starts: 300, ends: 400 }], audit });
  file.shifts.end({ shift: { worker: "w1", starts: 300, ends: 350 }, audit });
  expect(file.shifts.prune(101, 5)).toBe(0);
  expect(file.shifts.prune(250, 5)).toBe(3);
  file.db.close();
  expect(verifyRecord(path).fault).toBeNull();
  const changed = new DatabaseSync(path);
  changed.exec("UPDATE shifts SET ends = 399");
  changed.close();
  expect(verifyRecord(path).fault).toEqual({ kind: "shifts-differ" });
  rmSync(folder, { recursive: true });
});

it("alerts of an older file that are over are found by kind, area and worker, as if they had ended today", () => {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-older-"));
  const path = join(folder, "ledger.sqlite");
  const older = LEDGER_STEPS.findIndex((step) => step.includes("alerts_past"));
  const db = new DatabaseSync(path);
  for (const step of LEDGER_STEPS.slice(0, older)) db.exec(step);
  db.exec(`PRAGMA user_version = ${older}`);
  const insert = db.prepare("INSERT INTO alerts VALUES (?, ?, ?, ?, NULL, ?, ?)");
  const add = (number: number, kind: string, ended: number | null, subject: object) =>
    insert.run(number, kind, `c${number}`, number, ended, JSON.stringify({ id: `a${number}`, subject }));
  add(1, "silent", 5, { worker: "w1", areas: ["d1", "s1", "s1"] });
  add(2, "silent", null, { worker: "w1", areas: ["d1"] });
  add(3, "uncovered", 5, { areas: [] });
  db.close();
  const file = new LedgerFile(path);
  const found = (kind: "silent" | "uncovered", ...marks: string[]) =>
    JSON.parse(file.alerts.past(marks.map((mark) => ({ kind, mark })), null, 9).json)
      .map(({ id }: { id: string }) => id);
  expect([found("silent", ""), found("silent", "area s1", "area d1", "worker w1")]).toEqual([["a1"], ["a1"]]);
  expect([found("silent", "area d2"), found("uncovered", ""), found("uncovered", "area d1")]).toEqual([
    ...[[], ["a3"], []],
  ]);
  file.db.close();
  rmSync(folder, { recursive: true });
});
