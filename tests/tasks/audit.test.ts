import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Head, type Verdict, verifyRecord } from "../../store/audit_verify.ts";
import type { FenceDraft } from "../../store/fence.ts";
import { DatabaseSync } from "../../store/sqlite.ts";
import { act, newKey, openRecord, reported, type TestRecord } from "../dispatch/a_record.ts";
import { CONDITION } from "../dispatch/walk.ts";
import { row } from "../store/ledger_suite_rows.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
let folder = "";
let file = "";
/** The ledger as it was before anybody got at it, in one file. */
let still = "";
let record: TestRecord;
let whole: Verdict;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-audit-"));
  file = join(folder, "ledger.sqlite");
  still = join(folder, "still.sqlite");
  record = await openRecord(file);
  for (let i = 0; i < 4; i++) {
    const [one, two] = [await reported(record), await reported(record)];
    await record.ledger.putIncidents([row(`i${i}`)], Date.now());
    await act(record, "acceptor", one, { kind: "file", condition: CONDITION });
    await act(record, "dispatcher", one, { kind: "dispatch", worker: "w1" });
    // One row that vouches for two events, and one for none.
    await act(record, "acceptor", two, { kind: "merge", into: one });
    await record.ledger.audit.add({
      at: Date.now(),
      who: "p1",
      origin: "10.0.0.1",
      action: "track.look",
      object: "worker w1",
      detail: { reason: "missing" },
    });
  }
  for (const [i, letter] of ["a", "b"].entries()) {
    const hash = letter.repeat(64);
    await record.ledger.evidence.add(
      {
        ...{ hash, original: "c".repeat(64), type: "image/png", bytes: 100, by: "p1", at: Date.now() },
        ...i === 0
          ? { taken: Date.now(), lat: 36, lon: 121.87654321 }
          : { taken: null, lat: null, lon: null },
      },
      {
        ...{ at: Date.now(), who: "p1", origin: "10.0.0.1", action: "case.add_evidence" },
        ...{ object: `evidence ${hash}`, detail: { type: "image/png" } },
      },
    );
  }
  await alerts(record);
  await fences(record);
  const { ledger: { shifts } } = record;
  const of = (worker: string, day: number) => ({
    worker,
    starts: day * 86_400_000,
    ends: day * 86_400_000 + 1_000,
  });
  const manage = {
    at: 1,
    who: "p1",
    origin: "10.0.0.1",
    action: "shifts.manage",
    object: "shifts",
    detail: {},
  };
  await shifts.add({ shifts: [of("w1", 1), of("w1", 2), of("w2", 2), of("w3", 3)], audit: manage });
  await shifts.end({
    shift: { ...of("w1", 2), ends: of("w1", 2).starts + 7 },
    audit: { ...manage, action: "shift.own" },
  });
  await shifts.end({ shift: { ...of("w2", 2), ends: 0 }, audit: manage });
  await shifts.add({ shifts: [of("w2", 2)], audit: manage });
  expect(await shifts.prune(of("w1", 2).starts, 2)).toBe(1);
  const audit = { at: Date.now(), who: "start", origin: "start", action: "people.manage" };
  const person = { login: "li", name: "李", roles: ["dispatcher"], areas: ["d1"], active: true } as const;
  const { ledger: { people } } = record;
  // As the demo makes accounts: without their words in the record.
  await people.create({
    draft: { ...person, login: "demo" },
    password: null,
    audit: { ...audit, detail: {} },
  });
  await people.create({ draft: person, password: null, audit: { ...audit, detail: { person } } });
  const left = { ...person, active: false };
  await people.change({
    person: { ...left, id: "p2", version: 1 },
    expected: 1,
    audit: { ...audit, detail: { person: left } },
  });
  await people.setPassword({ id: "p2", password: "x", audit: { ...audit, detail: { did: "password" } } });
  // Of this one nothing is kept but its row.
  await record.ledger.audit.add({ ...audit, action: "session.refuse", object: "session", detail: {} });
  whole = verifyRecord(file);
  const source = new DatabaseSync(file, { readOnly: true });
  source.exec(`VACUUM INTO '${still}'`);
  source.close();
});
afterAll(async () => {
  await record.ledger.close();
  rmSync(folder, { recursive: true });
});

/** Two that a rule raised, one of them acknowledged and over, and an SOS that was called twice and acknowledged. */
async function alerts({ ledger: { alerts } }: TestRecord): Promise<void> {
  const at = 1_000, told = { at, severity: 2, to: ["dispatcher"], data: {} } as const;
  const draft = (kind: "sos" | "silent", worker: string) => ({
    ...{ ...told, kind, cause: `${kind}/${worker}`, subject: { worker, areas: ["d1"] } },
  });
  await alerts.raise([draft("silent", "w1"), draft("silent", "w2")]);
  const by = { at, who: "p1", origin: "10.0.0.1", detail: {} };
  for (const key of ["one", "two"]) {
    await alerts.sos({ key, body: "", draft: draft("sos", "w3"), audit: { ...by, action: "sos.send" } });
  }
  for (const [id, action] of [["a3", "sos.acknowledge"], ["a1", "alert.acknowledge"]] as const) {
    const acknowledged = { by: "p1", name: "李", at };
    await alerts.acknowledge({ key: id, body: "", id, acknowledged, audit: { ...by, action } });
  }
  await alerts.end([{ cause: "silent/w1", at: at + 1 }]);
}

/** One that was drawn and changed, and one that was drawn and taken away. */
async function fences({ ledger: { fences } }: TestRecord): Promise<void> {
  const audit = { at: 1_000, who: "p1", origin: "10.0.0.1", action: "fences.manage", detail: {} };
  const draft: FenceDraft = {
    ...{ name: "工地", ring: [[120, 36], [121, 36], [121, 37], [120, 36]] as const, workers: "all" },
    ...{ watches: ["enter"], hours: null, dwellSeconds: 60, areas: ["d1"] },
  };
  await fences.create(draft, audit);
  await fences.create(draft, audit);
  await fences.change({ ...draft, id: "f1", version: 1, name: "别处" }, audit);
  await fences.remove("f2", 1, audit);
}

let copies = 0;
/** The ledger as somebody left it who got at the file. */
function edited(edit: (db: DatabaseSync) => void): string {
  const copy = join(folder, `copy-${++copies}.sqlite`);
  copyFileSync(still, copy);
  const db = new DatabaseSync(copy);
  db.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
  edit(db);
  db.close();
  return copy;
}

type Row = Record<string, string | number>;
/** Any row of a table that a condition holds for. */
function pick(db: DatabaseSync, table: string, nth: number, where = "1"): Row {
  const rows = db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all() as Row[];
  return rows[nth % rows.length]!;
}

/** Ways in which somebody may try to change what happened; each changes something whatever it picks. */
const EDITS: Readonly<Record<string, (db: DatabaseSync, nth: number, other: number) => void>> = {
  "a column of an audit row": (db, nth, other) => {
    const { number } = pick(db, "audit", nth);
    const column = ["at", "who", "origin", "action", "object", "detail", "hash"][other % 7]!;
    const value = column === "at"
      ? "at + 1"
      : column === "detail"
      ? "json_set(detail, '$.x', 1)"
      : `${column} || '1'`;
    db.exec(`UPDATE audit SET ${column} = ${value} WHERE number = ${number}`);
  },
  "an audit row taken out": (db, nth) => {
    const { number } = pick(db, "audit", nth, "number < (SELECT max(number) FROM audit)");
    db.exec(`DELETE FROM audit WHERE number = ${number}`);
  },
  "an audit row taken out, the others renumbered": (db, nth) => {
    const { number } = pick(db, "audit", nth, "number < (SELECT max(number) FROM audit)");
    db.exec(`DELETE FROM audit WHERE number = ${number};
      UPDATE audit SET number = -number + 1 WHERE number > ${number}; UPDATE audit SET number = -number WHERE number < 0`);
  },
  "two audit rows swapped": (db, nth, other) => {
    const one = Number(pick(db, "audit", nth).number);
    const two = Number(pick(db, "audit", other, `number <> ${one}`).number);
    db.exec(
      `UPDATE audit SET number = -1 WHERE number = ${one}; UPDATE audit SET number = ${one} WHERE number = ${two};
      UPDATE audit SET number = ${two} WHERE number = -1`,
    );
  },
  "an event's body": (db, nth) => {
    const { seq } = pick(db, "events", nth, "kind = 'case'");
    db.exec(`UPDATE events SET body = json_set(body, '$.event.by', 'somebody else') WHERE seq = ${seq}`);
  },
  "an event's time": (db, nth) => {
    db.exec(`UPDATE events SET at = at - 1 WHERE seq = ${pick(db, "events", nth, "kind = 'case'").seq}`);
  },
  "an event made one of another kind": (db, nth) => {
    db.exec(`UPDATE events SET kind = 'cameras' WHERE seq = ${pick(db, "events", nth, "kind = 'case'").seq}`);
  },
  "an event taken out": (db, nth) => {
    const { seq } = pick(db, "events", nth, "kind = 'case' OR seq < (SELECT max(seq) FROM events)");
    db.exec(`DELETE FROM events WHERE seq = ${seq}`);
  },
  "two events swapped": (db, nth, other) => {
    const one = Number(pick(db, "events", nth, "kind = 'case'").seq);
    const two = Number(pick(db, "events", other, `kind = 'case' AND seq <> ${one}`).seq);
    db.exec(`UPDATE events SET seq = -1 WHERE seq = ${one}; UPDATE events SET seq = ${one} WHERE seq = ${two};
      UPDATE events SET seq = ${two} WHERE seq = -1`);
  },
  "an event more, with its version": (db, nth) => {
    const { case_id } = pick(db, "case_events", nth);
    const { seq, version } = db.prepare(
      "SELECT seq, version FROM case_events WHERE case_id = ? ORDER BY version DESC",
    )
      .get(case_id!) as Row;
    db.exec(
      `INSERT INTO events SELECT (SELECT max(seq) + 1 FROM events), at, kind, body FROM events WHERE seq = ${seq};
      INSERT INTO case_events VALUES ('${case_id}', ${version} + 1, (SELECT max(seq) FROM events))`,
    );
  },
  "an incident's revision": (db, nth) => {
    db.exec(`DELETE FROM revisions WHERE seq = ${pick(db, "revisions", nth).seq}`);
  },
  "what an incident is now": (db, nth, other) => {
    const { id } = pick(db, "incidents", nth);
    const edit = [
      `UPDATE incidents SET status = 'closed' WHERE id = '${id}'`,
      `UPDATE incidents SET received = received + 1 WHERE id = '${id}'`,
      `UPDATE incidents SET seq = seq + 1 WHERE id = '${id}'`,
      `DELETE FROM incidents WHERE id = '${id}'`,
      `UPDATE incidents SET id = 'other' WHERE id = '${id}'`,
    ][other % 5]!;
    db.exec(edit);
  },
  "an alert that a rule raised": (db, _nth, other) => {
    const edit = [
      "DELETE FROM alerts WHERE number = 2",
      "UPDATE alerts SET body = json_set(body, '$.severity', 4) WHERE number = 2",
      "UPDATE alerts SET kind = 'crowd', body = json_set(body, '$.kind', 'crowd') WHERE number = 2",
      "UPDATE alerts SET ended = 7, body = json_set(body, '$.ended', 7) WHERE number = 2",
      "INSERT INTO alerts SELECT 9, kind, 'made up', at, NULL, NULL, json_set(body, '$.id', 'a9', '$.cause', 'made up') FROM alerts WHERE number = 2",
    ][other % 5]!;
    db.exec(edit);
  },
  "a version of a case left out": (db, nth) => {
    db.exec(`DELETE FROM case_events WHERE seq = ${pick(db, "case_events", nth).seq}`);
  },
  "what a case is now": (db, nth, other) => {
    const { id } = pick(db, "cases", nth);
    const change = [
      "body = json_set(body, '$.severity', 4)",
      "body = json_set(body, '$.crew[0]', json('{\"worker\": \"w9\"}'))",
      "stage = 'closed'",
      "version = version + 1",
    ][other % 4]!;
    db.exec(`UPDATE cases SET ${change} WHERE id = '${id}'`);
  },
  "what a case is, where no screen shows it": (db, nth, other) => {
    const { id } = pick(db, "cases", nth);
    const change = [
      "body = json_set(body, '$.handlers', json('[\"ann\"]'))",
      "body = json_set(body, '$.extension.approved', 2)",
      "body = json_set(body, '$.evidence[0]', json('{\"hash\": \"00\"}'))",
      "ended = 1 - ended",
      "updated = updated + 1",
    ][other % 5]!;
    db.exec(`UPDATE cases SET ${change} WHERE id = '${id}'`);
  },
  "an account": (db, nth, other) => {
    const { number } = pick(db, "people", nth, "number > 1");
    const change = [
      "body = json_set(body, '$.roles', json('[\"admin\"]'))",
      "body = json_set(body, '$.areas[0]', '*')",
      "admin = 1",
      "active = 1 - active",
      "version = version + 1",
      "number = number + 10",
    ][other % 6]!;
    db.exec(`UPDATE people SET ${change} WHERE number = ${number}`);
  },
  "an account more, and one taken out": (db, nth, other) => {
    const { number } = pick(db, "people", nth);
    if (other % 2) db.exec(`DELETE FROM people WHERE number = ${number}`);
    else {
      db.exec(
        `INSERT INTO people SELECT 99, 'x', version, active, admin, json_set(body, '$.id', 'p99'), password
        FROM people WHERE number = ${number}`,
      );
    }
  },
  "what is kept of a photo": (db, nth, other) => {
    const { hash } = pick(db, "evidence", nth);
    const change =
      ["lat = 1, lon = 2", "taken = 1", "uploaded_by = 'p9'", "at = at + 1", "bytes = 1"][other % 5];
    db.exec(`UPDATE evidence SET ${change} WHERE hash = '${hash}'`);
  },
  "a photo more, and one taken out": (db, nth, other) => {
    const { hash } = pick(db, "evidence", nth);
    if (other % 2) db.exec(`DELETE FROM evidence WHERE hash = '${hash}'`);
    else db.exec(`UPDATE evidence SET hash = '${"d".repeat(64)}' WHERE hash = '${hash}'`);
  },
  "a shift": (db, nth, other) => {
    const { starts, worker } = pick(db, "shifts", nth);
    const change = ["ends = ends + 1", "worker = 'w9'", "starts = starts - 1", "revision = 0"][other % 4];
    db.exec(`UPDATE shifts SET ${change} WHERE starts = ${starts} AND worker = '${worker}'`);
  },
  "a shift more, and some taken out": (db, nth, other) => {
    const { starts, worker } = pick(db, "shifts", nth);
    const edit = [
      "DELETE FROM shifts",
      `DELETE FROM shifts WHERE starts = ${starts} AND worker = '${worker}'`,
      "INSERT INTO shifts VALUES (99, 'w1', 199, 1)",
      "UPDATE roster SET unsummed = 9",
    ][other % 4]!;
    db.exec(edit);
  },
  "an acknowledgement, or who called": (db, _nth, other) => {
    const edit = [
      "UPDATE alerts SET body = json_set(body, '$.acknowledged.name', '王') WHERE number = 1",
      "UPDATE alerts SET acknowledged = NULL, body = json_set(body, '$.acknowledged', NULL) WHERE number = 3",
      "UPDATE alerts SET body = json_set(body, '$.subject.worker', 'w9') WHERE number = 3",
      "UPDATE alerts SET ended = 7 WHERE number = 2",
      // A call for help that was answered and goes on all the same; the reverse hides one that nobody answered.
      "UPDATE alerts SET ended = NULL, body = json_set(body, '$.ended', NULL) WHERE number = 3",
      `UPDATE alerts SET acknowledged = 7, body = json_set(body, '$.acknowledged', json('{"at": 7}')) WHERE number = 2`,
    ][other % 6]!;
    db.exec(edit);
  },
  "where an alert that is over is listed": (db, nth, other) => {
    const { mark, number } = pick(db, "alerts_past", nth);
    const edit = [
      `DELETE FROM alerts_past WHERE mark = '${mark}' AND number = ${number}`,
      `UPDATE alerts_past SET mark = 'area d9' WHERE mark = '${mark}' AND number = ${number}`,
      `INSERT INTO alerts_past SELECT kind, 'area d9', at, number FROM alerts WHERE number = ${number}`,
    ][other % 3]!;
    db.exec(edit);
  },
  "a fence, one more, and one taken out": (db, _nth, other) => {
    const edit = [
      "UPDATE fences SET body = json_set(body, '$.ring[0][0]', 119) WHERE number = 1",
      "UPDATE fences SET gone = 1 - gone WHERE number = 1",
      "UPDATE fences SET gone = 1 - gone WHERE number = 2",
      "DELETE FROM fences WHERE number = 2",
      "INSERT INTO fences SELECT 3, gone, body FROM fences WHERE number = 1",
    ][other % 5]!;
    db.exec(edit);
  },
  "an SOS taken out, one more, and its event": (db, _nth, other) => {
    const edit = [
      "DELETE FROM alerts WHERE number = 3",
      "INSERT INTO alerts SELECT 9, kind, cause, at, acknowledged, ended, json_set(body, '$.id', 'a9') FROM alerts WHERE number = 3",
      "UPDATE events SET body = json_set(body, '$.alert.at', 7) WHERE seq = (SELECT max(seq) - 1 FROM events WHERE kind = 'alert')",
    ][other % 3]!;
    db.exec(edit);
  },
  "a case taken out": (db, nth) => {
    db.exec(`DELETE FROM cases WHERE id = '${pick(db, "cases", nth).id}'`);
  },
};

it("says that a ledger in use is as it was written, and counts its rows", async () => {
  expect(whole).toMatchObject({ fault: null, rows: 44, events: 35, head: { number: 44 } });
  expect(whole.head).toEqual(await record.ledger.audit.head());
  expect(verifyRecord(edited(() => {})).fault).toBeNull();
});

it.each(Object.keys(EDITS))("finds %s", (name) => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(999), (nth, other) => {
      const copy = edited((db) => EDITS[name]!(db, nth, other));
      expect(verifyRecord(copy).fault).not.toBeNull();
      rmSync(copy);
    }),
    { numRuns: 25 },
  );
});

it("finds rows that were cut off the end by a head that was written down before", () => {
  const heads: Head[] = new DatabaseSync(file).prepare("SELECT number, hash FROM audit").all() as never;
  for (const from of heads) expect(verifyRecord(file, { from }).fault).toBeNull();
  // A row that nothing else is kept of: without a head nobody could see it.
  const cut = edited((db) => db.exec("DELETE FROM audit WHERE number = 44"));
  expect(verifyRecord(cut).fault).toBeNull();
  expect(verifyRecord(cut, { from: whole.head }).fault).toEqual({
    kind: "head-gone",
    head: whole.head,
    end: 43,
  });
  const wrong = { number: 3, hash: "f".repeat(64) };
  expect(verifyRecord(file, { from: wrong }).fault).toMatchObject({ kind: "head-gone", head: wrong });
});

async function audit(args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tasks/audit.ts", ...args],
    ...{ cwd: ROOT, env, stdout: "piped", stderr: "inherit" },
  }).output();
  return { code, out: new TextDecoder().decode(stdout) };
}

it("is a command with words and a status, also while somebody writes", async () => {
  const writing = (async () => {
    for (let i = 0; i < 200; i++) await reported(record, newKey());
  })();
  const { code, out } = await audit(["verify", "--file", file]);
  expect(out).toMatch(/✓ \d+ rows, \d+ events, all as they were written; head \d+:[0-9a-f]{64}\n$/);
  expect(code).toBe(0);
  await writing;
  const { number, hash } = whole.head;
  expect((await audit(["verify", "--file", file, "--from-head", `${number}:${hash}`])).code).toBe(0);
  const bad = edited((db) => db.exec("UPDATE audit SET who = 'nobody' WHERE number = 5"));
  expect(await audit(["verify", "--file", bad])).toMatchObject({
    code: 1,
    out: expect.stringContaining("✗ Audit row 5 is not as it was written"),
  });
});

it("says in one line what is wrong with what it is told", async () => {
  const text = join(folder, "text.sqlite");
  writeFileSync(text, "no database, but long enough to be looked at as one".repeat(40));
  const cases: [string[], number, RegExp][] = [
    [[], 2, /Usage/],
    [["verify", "--from-head", "7"], 2, /--from-head 7: is no head/],
    [["verify", "--file", "/nowhere"], 2, /\/nowhere: is not there; set DATA_DIR/],
    [["verify"], 2, /haiwan\/ledger\.sqlite: is not there/],
    [["verify", "--file", text], 1, /The ledger cannot be read/],
  ];
  for (const [args, code, words] of cases) {
    const done = await audit(args, { DATA_DIR: folder });
    expect(done.out).toMatch(words);
    expect(done.out.trim().split("\n").length, done.out).toBeLessThanOrEqual(2);
    expect(done.code).toBe(code);
  }
});
