import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { act, incident, newKey, openRecord, sender, type TestRecord } from "./a_record.ts";
import { INTAKE_RULE } from "../../dispatch/intake.ts";
import { expectWhole } from "./audited.ts";
import { named } from "./people.ts";
import { CONDITION } from "./walk.ts";

let folder = "";
let record: TestRecord;
const clock = Date.UTC(2026, 10, 27, 6);
const offDuty = new Set<string>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-send-"));
  record = await openRecord(join(folder, "ledger.sqlite"), () => clock, offDuty);
  offDuty.clear();
  for (const id of ["a", "b"]) record.incidents.set(id, incident(id));
  record.incidents.set("shut", incident("shut", { status: "closed" }));
});
afterEach(async () => {
  await expectWhole(record.ledger);
  await record.ledger.close();
  rmSync(folder, { recursive: true });
});

const wish = (id: string, worker: string, key = newKey()) => ({ key, source: "12345", incident: id, worker });

it("makes an incident a case, files it and sends the worker, in one step", async () => {
  const answer = await record.sending.send(sender("dispatcher"), wish("a", "w1"));
  const assignment = { source: "12345", incident: "a", worker: "w1", by: "dispatcher", at: clock };
  expect(answer).toEqual({ kind: "assigned", assignment, case: "20261127-00001" });
  expect(record.book.get("20261127-00001")).toMatchObject({ stage: "dispatched", version: 3 });
  const [event] = record.told.slice(-1);
  expect(record.told.flatMap((told) => told.kind === "case" ? [[told.event.kind, told.event.by]] : []))
    .toEqual([
      ["report", "rule:direct-dispatch"],
      ["file", "rule:direct-dispatch"],
      ["dispatch", "dispatcher"],
    ]);
  expect(event).toMatchObject({ seq: 3, case: { sent: { by: "dispatcher", at: clock } } });
});

it("lets one of many win, tells the others who did, and gives the same key the first answer", async () => {
  const wishes = Array.from({ length: 12 }, (_, i) => wish("a", `w${i}`));
  const answers = await Promise.all(wishes.map((one) => record.sending.send(sender("dispatcher"), one)));
  const won = answers.filter((answer) => answer.kind === "assigned");
  expect(won).toHaveLength(1);
  const { assignment } = won[0]!;
  for (const answer of answers) if (answer !== won[0]) expect(answer).toEqual({ kind: "taken", assignment });
  const winning = wishes[answers.indexOf(won[0]!)]!;
  await act(record, "dispatcher", won[0]!.case, { kind: "reassign", worker: "w30", reason: "nearer" });
  expect(await record.sending.send(sender("dispatcher"), winning)).toEqual(won[0]);
  const reused = { kind: "refused", reason: "key-reused" };
  expect(await record.sending.send(sender("dispatcher"), { ...winning, worker: "w99" })).toEqual(reused);
  expect(await record.sending.send(sender("dee"), winning)).toEqual(reused);
});

it("tells whoever may send nobody there neither who was sent nor who is off duty", async () => {
  await record.sending.send(sender("dispatcher"), wish("a", "w1"));
  offDuty.add("w2");
  const elsewhere = {
    ...sender("dispatcher"),
    person: { ...named("dispatcher"), id: "e", areas: ["370212"] },
  };
  const forbidden = { kind: "refused", reason: "forbidden" };
  for (const by of [elsewhere, sender("ann"), sender("acceptor")]) {
    for (const [id, worker] of [["a", "w1"], ["b", "w2"], ["b", "nobody"], ["shut", "w1"]] as const) {
      expect(await record.sending.send(by, wish(id, worker)), `${id} ${worker}`).toEqual(forbidden);
    }
  }
  expect(await record.sending.send(sender("ann"), wish("none", "w1"))).toEqual(forbidden);
});

it("sends to a case that waits for a dispatch, and files one that was only reported", async () => {
  const opened = await record.openings.fromIncident(sender("acceptor"), incident("a"), newKey());
  if (opened.kind !== "done") throw new Error(opened.kind);
  const { id } = opened.cases[0]!;
  // A report of the public that nobody verified is not sent anybody to by this way.
  expect(await record.sending.send(sender("dispatcher"), wish("a", "w1"))).toEqual({
    kind: "refused",
    reason: "stage",
  });
  await act(record, "acceptor", id, { kind: "request_pre_verify", worker: "w2" });
  await act(record, "bo", id, { kind: "pre_verify", found: true });
  await act(record, "acceptor", id, { kind: "file", condition: CONDITION });
  expect((await record.sending.send(sender("dispatcher"), wish("a", "w1"))).kind).toBe("assigned");
});

it("sends to what a rule took in as to any incident, until somebody has looked at it", async () => {
  const rule = { person: INTAKE_RULE, origin: "rule", session: null };
  for (const name of ["a", "b"]) await record.openings.fromIncident(rule, incident(name), newKey());
  expect((await record.sending.send(sender("dispatcher"), wish("a", "w1"))).kind).toBe("assigned");
  const b = [...record.book.all()].find(({ reports }) => reports[0]!.incident === "b")!;
  expect(b.needsPreVerify).toBe(true);
  await act(record, "acceptor", b.id, { kind: "note", text: "called back" });
  expect(await record.sending.send(sender("dispatcher"), wish("b", "w2")))
    .toEqual({ kind: "refused", reason: "stage" });
});

it("refuses by name what cannot be, and keeps the refusal", async () => {
  const reason = async (who: string, sent: unknown) => {
    const answer = await record.sending.send(sender(who), sent);
    return answer.kind === "refused" ? answer.reason : answer.kind;
  };
  expect(await reason("dispatcher", wish("none", "w1"))).toBe("unknown-incident");
  expect(await reason("dispatcher", wish("a", "x1"))).toBe("unknown-worker");
  expect(await reason("dispatcher", wish("shut", "w1"))).toBe("not-open");
  expect(await reason("acceptor", wish("a", "w1"))).toBe("forbidden");
  const early = wish("c", "w1");
  expect(await reason("dispatcher", early)).toBe("unknown-incident");
  record.incidents.set("c", incident("c"));
  expect(await reason("dispatcher", early)).toBe("unknown-incident");
  for (const bad of [null, {}, { ...wish("a", "w1"), key: " " }, { ...wish("a", "w1"), worker: 7 }]) {
    expect(await reason("dispatcher", bad)).toBe("bad-command");
  }
});

it("sends nobody who is off duty, and says so; a moment later they may be sent", async () => {
  offDuty.add("w1");
  const sent = (key?: string) => record.sending.send(sender("dispatcher"), wish("a", "w1", key));
  expect(await sent("first")).toEqual({ kind: "refused", reason: "off-duty" });
  offDuty.clear();
  expect(await sent("first")).toEqual({ kind: "refused", reason: "off-duty" });
  expect(await sent()).toMatchObject({ kind: "assigned" });
});
