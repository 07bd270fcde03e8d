import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Incident, IncidentStatus } from "../../store/record.ts";
import { DatabaseSync } from "../../store/sqlite.ts";
import { act, incident, newKey, openRecord, sender, type TestRecord } from "./a_record.ts";
import { expectWhole } from "./audited.ts";

let folder = "";
let record: TestRecord;
let clock = Date.UTC(2026, 10, 27, 6);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-settled-"));
  record = await openRecord(join(folder, "ledger.sqlite"), () => clock += 1_000);
});
afterEach(async () => {
  await expectWhole(record.ledger);
  await record.ledger.close();
  rmSync(folder, { recursive: true });
});

function feed(id: string, change: Partial<Incident> = {}): Incident {
  const { cell: _, revision: _r, received: _a, updated: _u, ...rest } = incident(id);
  return { ...rest, source: "110", ...change };
}

async function put(...incidents: Incident[]) {
  const rows = incidents.map((one) => ({ incident: one, cell: "8a30e0d8c4affff" }));
  return (await record.ledger.putIncidents(rows, clock += 1_000)).map(({ kind }) => kind);
}

async function statusOf(id: string): Promise<IncidentStatus> {
  return (await record.ledger.history("110", id)).at(-1)!.status;
}

async function caseOf(id: string): Promise<string> {
  const answer = await record.openings.fromIncident(
    sender("acceptor"),
    incident(id, { source: "110" }),
    newKey(),
  );
  if (answer.kind !== "done") throw new Error(answer.kind);
  return answer.cases[0]!.id;
}

const openIds = async () => (await record.ledger.openIncidents()).map(({ id }) => id);

it("an incident is over when its case is, and open again when the case is", async () => {
  await put(feed("a"), feed("b"));
  const id = await caseOf("a");
  await act(record, "acceptor", id, { kind: "cancel", reason: "twice" });
  expect(await openIds()).toEqual(["b"]);
  const [last] = record.told.slice(-1);
  expect(last).toMatchObject({ kind: "incident", incident: { id: "a", status: "closed", revision: 2 } });
  await act(record, "acceptor", id, { kind: "reopen", reason: "still there" });
  expect(await openIds()).toEqual(["b", "a"]);
  expect((await record.ledger.history("110", "a")).map(({ status }) => status)).toEqual([
    "open",
    "closed",
    "open",
  ]);
});

it("a rejection that is taken back opens it again", async () => {
  await put(feed("a"));
  const id = await caseOf("a");
  await act(record, "acceptor", id, { kind: "reject", reason: "not ours" });
  expect(await openIds()).toEqual([]);
  await act(record, "acceptor", id, { kind: "undo" });
  expect(await openIds()).toEqual(["a"]);
});

it("what its source goes on to say is kept, and opens nothing that has been dealt with", async () => {
  await put(feed("a"));
  const id = await caseOf("a");
  await act(record, "acceptor", id, { kind: "cancel", reason: "done" });
  expect(await put(feed("a"))).toEqual(["same"]);
  expect(await put(feed("a", { title: "路面破损，仍在" }))).toEqual(["changed"]);
  expect(await statusOf("a")).toBe("closed");
  expect(await put(feed("a", { title: "路面破损，仍在" }))).toEqual(["same"]);
  await act(record, "acceptor", id, { kind: "reopen", reason: "still there" });
  expect((await record.ledger.openIncidents())[0]).toMatchObject({ id: "a", title: "路面破损，仍在" });
});

it("what its source has closed meanwhile stays closed when the case is opened again", async () => {
  await put(feed("a"));
  const id = await caseOf("a");
  await act(record, "acceptor", id, { kind: "cancel", reason: "done" });
  expect(await put(feed("a", { status: "closed" }))).toEqual(["same"]);
  await act(record, "acceptor", id, { kind: "reopen", reason: "still there" });
  expect(await statusOf("a")).toBe("closed");
  expect(await put(feed("a", { status: "withdrawn" }))).toEqual(["changed"]);
});

it("the incident of a case that was merged ends with the case that holds it", async () => {
  await put(feed("a"), feed("b"));
  const [one, other] = [await caseOf("a"), await caseOf("b")];
  const merged = await act(record, "acceptor", one, { kind: "merge", into: other });
  expect(merged.kind).toBe("done");
  expect(await openIds()).toEqual(["a", "b"]);
  await act(record, "acceptor", other, { kind: "cancel", reason: "done" });
  expect(await openIds()).toEqual([]);
});

it("what a version before left open is settled once, at a start", async () => {
  await put(feed("a"), feed("b"));
  const id = await caseOf("a");
  await act(record, "acceptor", id, { kind: "cancel", reason: "done" });
  const db = new DatabaseSync(join(folder, "ledger.sqlite"));
  db.exec(
    `DELETE FROM revisions WHERE revision = 2; UPDATE incidents SET settled = 0, said = NULL, revision = 1,
    status = 'open', seq = (SELECT seq FROM revisions r WHERE r.id = incidents.id) WHERE id = 'a';
    DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)`,
  );
  db.close();
  expect(await openIds()).toEqual(["a", "b"]);
  expect(await record.ledger.cases.settleEnded(clock)).toMatchObject([{
    incident: { id: "a", status: "closed" },
  }]);
  expect(await openIds()).toEqual(["b"]);
  expect(await record.ledger.cases.settleEnded(clock)).toEqual([]);
});
