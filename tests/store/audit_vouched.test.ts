/** Accounts, passwords, sessions, links, keys, devices, subscriptions and watches, changed by hand: each change is found. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RecordFault, verifyRecord } from "../../store/audit_verify.ts";
import { sha256 } from "../../store/audit.ts";
import { LedgerFile } from "../../store/ledger_file.ts";
import { LEDGER_STEPS } from "../../store/ledger_schema.ts";
import { DatabaseSync } from "../../store/sqlite.ts";

const AT = 1_764_000_000_000;
const PHOTO = "a".repeat(64);
const by = (action: string, did?: string) => ({
  ...{ at: AT, who: "p1", origin: "10.0.0.1", action, detail: did === undefined ? {} : { did } },
});
const draft = (login: string, active = true) => ({
  ...{ login, name: login, roles: ["dispatcher"] as const, areas: ["d1"], active },
});
const subscription = (endpoint: string, person: string) => ({
  ...{ endpoint, person, lang: "zh" as const, keys: { p256dh: "x", auth: "y" } },
});
const session = (id: string, person: string) => ({
  ...{ id, token: sha256(id), person, created: AT, seen: AT, address: "10.0.0.1", agent: "x" },
});

let folder = "";
let file = "";
let copies = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-vouched-"));
  file = join(folder, "ledger.sqlite");
  const ledger = new LedgerFile(file);
  ledger.db.transaction(() => everything(ledger));
  ledger.db.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** All that is vouched for thing by thing, made, changed and taken away by every way there is. */
function everything(
  { people, sessions, links, enrolment, keys, devices, push, watches, evidence }: LedgerFile,
): void {
  const manage = by("people.manage");
  links.make({ token: "first", purpose: "first-admin", person: "", expires: AT + 9 }, manage);
  links.make({ token: "second", purpose: "first-admin", person: "", expires: AT + 9 }, manage);
  people.create({ draft: draft("ann"), password: "hash-1", link: "second", audit: manage });
  people.create({ draft: draft("bob"), password: null, audit: manage });
  people.create({ draft: draft("cao"), password: "hash-3", audit: manage });
  for (const [id, person] of [["s1", "p1"], ["s2", "p1"], ["s3", "p3"], ["s4", "p1"]] as const) {
    sessions.begin(session(id, person), by("session.begin"));
  }
  sessions.touch([["s1", AT + 60_000]]);
  sessions.end(["s4"], by("session.end"));
  links.make({ token: "word", purpose: "password", person: "p1", expires: AT + 9 }, manage);
  links.make({ token: "spare", purpose: "password", person: "p2", expires: AT + 9 }, manage);
  people.setPassword({ id: "p1", password: "hash-2", link: "word", keep: "s1", audit: manage });
  people.change({ person: { ...draft("cao", false), id: "p3", version: 1 }, expected: 1, audit: manage });
  sessions.begin(session("s5", "p2"), by("session.begin"));
  enrolment.write(JSON.stringify({
    made: [{ line: 2, draft: draft("dai"), link: "fresh" }],
    changed: [{ line: 3, draft: draft("bob", false), id: "p2" }],
    ...{ seen: [], expires: AT + 9, audit: manage },
  }));
  for (const name of ["feed", "old"]) {
    keys.add({ name, scopes: ["ingest"], prefix: "hxw_", digest: sha256(name), audit: by("keys.manage") });
    devices.add({ person: "p1", name, digest: sha256(name), audit: by("field.use") });
  }
  keys.revoke("k2", by("keys.manage"));
  keys.touch("k1", AT + 60_000);
  devices.revoke("d2", by("field.use"));
  devices.touch("d1", AT + 60_000);
  const pushing = { ...by("field.use"), object: "person p1" };
  for (const [name, person] of [["one", "p1"], ["two", "p1"], ["one", "p2"]] as const) {
    push.put(subscription(`https://push/${name}`, person), pushing);
  }
  push.drop("https://push/two", pushing);
  for (const id of ["c1", "c2"]) {
    watches.add({ person: "p1", case: id }, { ...by("case.watch"), object: `case ${id}` });
  }
  watches.remove({ person: "p1", case: "c2" }, { ...by("case.unwatch"), object: "case c2" });
  for (const sender of ["p1", "p2", "p1"]) {
    const record = { hash: PHOTO, original: PHOTO, type: "image/png", bytes: 1, by: sender, at: AT };
    const entry = { ...by("case.add_evidence"), who: sender, object: `evidence ${PHOTO}` };
    evidence.add({ ...record, taken: null, lat: null, lon: null }, entry);
  }
}

/** What is found in a copy of the file that somebody got at. */
function found(edit: string, source = file): RecordFault | null {
  const copy = join(folder, `copy-${++copies}.sqlite`);
  copyFileSync(source, copy);
  const db = new DatabaseSync(copy);
  db.exec("PRAGMA synchronous = OFF");
  db.exec(edit);
  db.close();
  return verifyRecord(copy).fault;
}

const fault = (kind: "added" | "gone" | "differs", noun: string, id: string) => ({ kind, noun, id });
const HASH = sha256("https://push/one");

it("an untouched ledger of all kinds is as it was written, also after one was used", () => {
  expect(verifyRecord(file).fault).toBeNull();
  // When something was last used is a hint: it is written every minute, by nobody's deed.
  expect(found("UPDATE sessions SET seen = seen + 1; UPDATE keys SET used = 7; UPDATE devices SET used = 7"))
    .toBeNull();
  const again = new LedgerFile(file);
  again.db.close();
  expect(verifyRecord(file).rows).toBe(32);
});

it.each<[what: string, edit: string, RecordFault | ReturnType<typeof fault>]>([
  [
    "a role, where the row of the account says it not",
    "UPDATE people SET body = json_set(body, '$.roles[0]', 'leader') WHERE number = 1",
    fault("differs", "person", "p1"),
  ],
  [
    "another login for an account",
    "UPDATE people SET folded = 'eve' WHERE number = 1",
    fault("differs", "person", "p1"),
  ],
  [
    "somebody who left, in use again",
    "UPDATE people SET active = 1, body = json_set(body, '$.active', json('true')) WHERE number = 3",
    fault("differs", "person", "p3"),
  ],
  [
    "an account nobody made",
    "INSERT INTO people SELECT 9, 'eve', version, active, admin, json_set(body, '$.id', 'p9'), NULL FROM people WHERE number = 1",
    fault("added", "person", "p9"),
  ],
  [
    "another password",
    "UPDATE people SET password = 'hash-9' WHERE number = 1",
    fault("differs", "password", "p1"),
  ],
  [
    "a password from before",
    "UPDATE people SET password = 'hash-1' WHERE number = 1",
    fault("differs", "password", "p1"),
  ],
  [
    "a password of an account without one",
    "UPDATE people SET password = 'hash-9' WHERE number = 2",
    fault("added", "password", "p2"),
  ],
  [
    "a password of an account from a table",
    "UPDATE people SET password = 'hash-9' WHERE number = 4",
    fault("added", "password", "p4"),
  ],
  [
    "a password taken out",
    "UPDATE people SET password = NULL WHERE number = 1",
    fault("gone", "password", "p1"),
  ],
  [
    "a session without a sign-in",
    "INSERT INTO sessions SELECT 's9', 'x', person, created, seen, address, agent, NULL FROM sessions WHERE id = 's1'",
    fault("added", "session", "s9"),
  ],
  [
    "a session of somebody else's",
    "UPDATE sessions SET person = 'p2' WHERE id = 's1'",
    fault("differs", "session", "s1"),
  ],
  [
    "a session with another token",
    "UPDATE sessions SET token = 'x' WHERE id = 's1'",
    fault("differs", "session", "s1"),
  ],
  [
    "a session that began later, and so goes on for longer",
    "UPDATE sessions SET created = created + 1 WHERE id = 's1'",
    fault("differs", "session", "s1"),
  ],
  [
    "a session from elsewhere",
    "UPDATE sessions SET address = '10.9.9.9' WHERE id = 's1'",
    fault("differs", "session", "s1"),
  ],
  [
    "a session ended by hand",
    "UPDATE sessions SET ended = 7 WHERE id = 's1'",
    fault("differs", "session", "s1"),
  ],
  ...["s2", "s3", "s4", "s5"].map((id): [string, string, ReturnType<typeof fault>] => [
    `a session that ended, in use again (${id})`,
    `UPDATE sessions SET ended = NULL WHERE id = '${id}'`,
    fault("differs", "session", id),
  ]),
  ["a session taken out", "DELETE FROM sessions WHERE id = 's2'", fault("gone", "session", "s2")],
  [
    "a link nobody made",
    `INSERT INTO links VALUES ('mine', 'password', 'p1', ${AT}, NULL)`,
    fault("added", "link", "mine"),
  ],
  [
    "a link for somebody else",
    "UPDATE links SET person = 'p1' WHERE token = 'spare'",
    fault("differs", "link", "spare"),
  ],
  [
    "a link that is good for longer",
    "UPDATE links SET expires = 9e15 WHERE token = 'fresh'",
    fault("differs", "link", "fresh"),
  ],
  ...["word", "second"].map((token): [string, string, ReturnType<typeof fault>] => [
    `a link that works twice (${token})`,
    `UPDATE links SET used = NULL WHERE token = '${token}'`,
    fault("differs", "link", token),
  ]),
  [
    "a key nobody made",
    "INSERT INTO keys SELECT 9, 'x', name, scopes, prefix, made_by, made_at, NULL, NULL, NULL FROM keys WHERE number = 1",
    fault("added", "key", "k9"),
  ],
  [
    "a key that opens with another secret",
    "UPDATE keys SET digest = 'x' WHERE number = 1",
    fault("differs", "key", "k1"),
  ],
  [
    "a key that opens more",
    `UPDATE keys SET scopes = '["ingest","read"]' WHERE number = 1`,
    fault("differs", "key", "k1"),
  ],
  [
    "a key of another feed",
    "UPDATE keys SET name = 'hotline' WHERE number = 1",
    fault("differs", "key", "k1"),
  ],
  [
    "a key in use again that was revoked",
    "UPDATE keys SET revoked_by = NULL, revoked_at = NULL WHERE number = 2",
    fault("differs", "key", "k2"),
  ],
  ["a key taken out", "DELETE FROM keys WHERE number = 1", fault("gone", "key", "k1")],
  [
    "a device nobody registered",
    "INSERT INTO devices VALUES (9, 'x', 'p1', 'mine', 7, NULL, NULL)",
    fault("added", "device", "d9"),
  ],
  [
    "a device of another worker",
    "UPDATE devices SET person = 'p2' WHERE number = 1",
    fault("differs", "device", "d1"),
  ],
  [
    "a device that speaks again",
    "UPDATE devices SET revoked = NULL WHERE number = 2",
    fault("differs", "device", "d2"),
  ],
  ["a device taken out", "DELETE FROM devices WHERE number = 2", fault("gone", "device", "d2")],
  [
    "a browser nobody subscribed",
    "INSERT INTO push VALUES ('https://push/two', 'p1', '{}')",
    fault("added", "push", sha256("https://push/two")),
  ],
  ["a browser that is told another's cases", "UPDATE push SET person = 'p1'", fault("differs", "push", HASH)],
  [
    "a browser's keys",
    "UPDATE push SET body = json_set(body, '$.keys.auth', 'z')",
    fault("differs", "push", HASH),
  ],
  ["a subscription taken out", "DELETE FROM push", fault("gone", "push", HASH)],
  ["a watch nobody began", "INSERT INTO watches VALUES ('p1', 'c2', 7)", fault("added", "watch", "p1 c2")],
  ["when a watch began", "UPDATE watches SET at = 7", fault("differs", "watch", "p1 c1")],
  ["a watch taken out", "DELETE FROM watches", fault("gone", "watch", "p1 c1")],
  [
    "who may look at a photo for having sent it",
    `INSERT INTO evidence_senders VALUES ('${PHOTO}', 'p3')`,
    fault("added", "sender", `${PHOTO} p3`),
  ],
  [
    "somebody who sent a photo too",
    "DELETE FROM evidence_senders WHERE person = 'p2'",
    fault("gone", "sender", `${PHOTO} p2`),
  ],
  [
    "a case by which others may look at a photo",
    `INSERT INTO case_evidence VALUES ('${PHOTO}', 'c1')`,
    fault("added", "naming", `${PHOTO} c1`),
  ],
  [
    "a case that an incident is said to have become",
    "INSERT INTO case_incidents VALUES ('hotline', 'i1', 'c1')",
    fault("added", "claim", "hotline i1"),
  ],
])("finds %s", (_, edit, expected) => {
  expect(found(edit)).toEqual(expected);
});

it("of accounts from a table their rows vouch for what there is, and for what was changed as it was changed", () => {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare(
    "SELECT json_extract(detail, '$.line') AS line, json_extract(detail, '$.vouched') AS vouched FROM audit " +
      "WHERE line IS NOT NULL ORDER BY number",
  ).all() as { line: number; vouched: string }[];
  db.close();
  expect(rows.map(({ vouched }) => JSON.parse(vouched).map(([noun, id]: string[]) => [noun, id]))).toEqual([
    [["person", "p4"], ["link", "fresh"]],
    [["person", "p2"], ["session", "s5"]],
  ]);
});

it("a login that SQLite keeps otherwise than it was given is vouched for as it is kept", () => {
  const path = join(folder, "odd.sqlite"), ledger = new LedgerFile(path);
  const made = ["half \ud800", "zero \0 and more"].map((login, at) => ({ line: at, draft: draft(login) }));
  ledger.db.transaction(() => {
    ledger.enrolment.write(
      JSON.stringify({ made, changed: [], seen: [], expires: AT, audit: by("people.manage") }),
    );
  });
  ledger.db.close();
  expect(verifyRecord(path)).toMatchObject({ fault: null, rows: 2 });
});

it("incidents whose source and id read the same in a row are two", () => {
  const path = join(folder, "spaces.sqlite"), ledger = new LedgerFile(path);
  const keys = [["hot", "line 1"], ["hot line", "1"], ["hot", '"line" 1'], ['hot "line"', "1"]] as const;
  ledger.db.transaction(() => {
    for (const [at, [source, id]] of keys.entries()) {
      ledger.db.sql("INSERT INTO case_incidents VALUES (?, ?, ?)").run(source, id, `c${at}`);
      ledger.audit.add({ ...by("case.report"), object: `case c${at}` }, [["claim", source, id]]);
    }
  });
  ledger.db.close();
  expect(verifyRecord(path)).toMatchObject({ fault: null, rows: 4 });
  expect(found("UPDATE case_incidents SET case_id = 'c1' WHERE incident = 'line 1'", path)).toEqual(
    fault("differs", "claim", 'hot "line 1"'),
  );
});

/** The file as the version before wrote it: without digests. */
function older(name: string): string {
  const path = join(folder, name);
  const db = new DatabaseSync(path);
  const step = LEDGER_STEPS.findIndex((sql) => sql.includes("CREATE TABLE vouching"));
  for (const sql of LEDGER_STEPS.slice(0, step)) db.exec(sql);
  db.exec(`PRAGMA user_version = ${step}; ATTACH '${file}' AS newer;
    INSERT INTO keys SELECT * FROM newer.keys; INSERT INTO sessions SELECT * FROM newer.sessions;
    INSERT INTO links SELECT * FROM newer.links; INSERT INTO push SELECT * FROM newer.push;
    INSERT INTO sessions SELECT 'n' || value, value, 'p1', 1, 1, 'x', 'x', NULL FROM
      json_each((SELECT json_group_array(column1) FROM (WITH RECURSIVE n(column1) AS
        (SELECT 1 UNION ALL SELECT column1 + 1 FROM n WHERE column1 < 150) SELECT column1 FROM n)))`);
  db.close();
  return path;
}

it("what an older file holds is vouched for once, as it is found, and no edit goes unseen from then on", () => {
  const path = older("older.sqlite");
  expect(verifyRecord(path)).toMatchObject({ fault: null, rows: 0 });
  for (let start = 0; start < 2; start++) new LedgerFile(path).db.close();
  expect(verifyRecord(path)).toMatchObject({ fault: null, rows: 2 });
  expect(found("UPDATE keys SET revoked_by = NULL WHERE number = 2", path)).toEqual(
    fault("differs", "key", "k2"),
  );
  expect(found("DELETE FROM sessions WHERE id = 'n150'", path)).toEqual(fault("gone", "session", "n150"));
  const ledger = new LedgerFile(path);
  ledger.sessions.end(["n150"], by("session.end"));
  ledger.db.close();
  expect(verifyRecord(path)).toMatchObject({ fault: null, rows: 3 });
});

it("a file made to look older, to have an edit vouched for, is found out", () => {
  const path = join(folder, "pretended.sqlite");
  copyFileSync(file, path);
  const db = new DatabaseSync(path);
  db.exec("UPDATE keys SET scopes = '[\"read\"]'; UPDATE vouching SET whole = 0");
  db.close();
  expect(verifyRecord(path).fault).toEqual(fault("differs", "key", "k1"));
  new LedgerFile(path).db.close();
  expect(verifyRecord(path).fault).toEqual({ kind: "vouched-late", number: 33 });
});

it("so is one that was made to look older before anybody did what is vouched for", () => {
  const path = older("early.sqlite"), ledger = new LedgerFile(path);
  ledger.audit.add({ ...by("session.refused"), object: "session" });
  ledger.db.close();
  const db = new DatabaseSync(path);
  db.exec("UPDATE keys SET scopes = '[\"read\"]'; UPDATE vouching SET whole = 0");
  db.close();
  new LedgerFile(path).db.close();
  expect(verifyRecord(path).fault).toEqual({ kind: "vouched-late", number: 4 });
});
