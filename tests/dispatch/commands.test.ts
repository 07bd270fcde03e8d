import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CommandAnswer } from "../../dispatch/desk.ts";
import { act, incident, newKey, openRecord, REPORT, reported, sender, type TestRecord } from "./a_record.ts";
import { expectWhole } from "./audited.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { named } from "./people.ts";
import { CONDITION } from "./walk.ts";

let folder = "";
let record: TestRecord;
let clock = Date.UTC(2026, 10, 27, 6);
const offDuty = new Set<string>();
const file = () => join(folder, "ledger.sqlite");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-record-"));
  record = await openRecord(file(), () => clock, offDuty);
  offDuty.clear();
});
afterEach(async () => {
  await expectWhole(record.ledger);
  await record.ledger.close();
  rmSync(folder, { recursive: true });
});

const file_ = { kind: "file", condition: CONDITION } as const;
const dispatch = (worker: string) => ({ kind: "dispatch", worker }) as const;

it("opens a case by a report and numbers it by the day", async () => {
  expect(await reported(record)).toBe("20261127-00001");
  expect(await reported(record)).toBe("20261127-00002");
  clock += 86_400_000;
  expect(await reported(record)).toBe("20261128-00001");
  clock -= 86_400_000;
  expect(record.told.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

it("gives the same key the first answer, and stores the command once", async () => {
  const key = newKey();
  const id = await reported(record, key);
  expect(await reported(record, key)).toBe(id);
  const filing = newKey();
  const first = await act(record, "acceptor", id, file_, filing);
  expect(first).toEqual({ kind: "done", cases: [{ id, version: 2, stage: "filed" }] });
  // As a client sends it again that never got the answer: with the version that it saw then.
  const again = { key: filing, case: id, version: 1, command: file_ };
  await act(record, "dispatcher", id, dispatch("w1"));
  expect(await record.commands.execute(sender("acceptor"), again)).toEqual(first);
  expect(record.book.get(id)!.version).toBe(3);
});

it("refuses a key that was used for something else, or by somebody else", async () => {
  const id = await reported(record);
  const key = newKey();
  await act(record, "acceptor", id, file_, key);
  const refused = { kind: "refused", refusal: "key-reused" };
  const sent = { key, case: id, version: 1, command: { kind: "reject", reason: "no" } };
  expect(await record.commands.execute(sender("acceptor"), sent)).toEqual(refused);
  expect(await record.commands.execute(sender("dee"), { ...sent, command: file_ })).toEqual(refused);
  const report = { key, report: REPORT };
  expect(await record.openings.report(sender("acceptor"), report)).toEqual(refused);
});

it("answers a refusal to the same key again, even when it would be allowed by then", async () => {
  const id = await reported(record);
  const sent = { key: newKey(), case: id, version: 1, command: dispatch("w1") };
  const refused = { kind: "refused", refusal: "stage", case: id };
  expect(await record.commands.execute(sender("dispatcher"), sent)).toEqual(refused);
  await act(record, "acceptor", id, file_);
  expect(await record.commands.execute(sender("dispatcher"), sent)).toEqual(refused);
});

it("tells whoever saw an old version what happened since", async () => {
  const id = await reported(record);
  await act(record, "acceptor", id, file_);
  await act(record, "dispatcher", id, dispatch("w1"));
  const sent = { key: newKey(), case: id, version: 2, command: dispatch("w2") };
  const answer = await record.commands.execute(sender("dispatcher"), sent) as CommandAnswer & {
    kind: "stale";
  };
  expect(answer.kind).toBe("stale");
  expect(answer.case).toMatchObject({ id, version: 3, stage: "dispatched", crew: [{ worker: "w1" }] });
  expect(answer.events.map(({ kind, by }) => [kind, by])).toEqual([["dispatch", "dispatcher"]]);
});

it("tells whoever may not see a case nothing of it, whatever version they name", async () => {
  const id = await reported(record);
  await act(record, "acceptor", id, file_);
  await act(record, "dispatcher", id, dispatch("w1"));
  const elsewhere = {
    ...sender("dispatcher"),
    person: { ...named("dispatcher"), id: "e", areas: ["370212"] },
  };
  const asked: [Sender, string][] = [[elsewhere, "area"], [sender("bo"), "own"], [sender("nobody"), "role"]];
  for (const [by, refusal] of asked) {
    for (const version of [1, 2, 9]) {
      const sent = { key: newKey(), case: id, version, command: { kind: "note", text: "?" } };
      expect(await record.commands.execute(by, sent)).toEqual({ kind: "refused", refusal, case: id });
    }
  }
  // Whoever is sent to it may.
  const seen = { key: newKey(), case: id, version: 1, command: { kind: "accept" } };
  expect((await record.commands.execute(sender("ann"), seen)).kind).toBe("stale");
});

it("tells who is off duty only to whoever may send them", async () => {
  const id = await reported(record);
  offDuty.add("w1");
  const asked = await act(record, "ann", id, dispatch("w1"));
  expect(asked).toEqual({ kind: "refused", refusal: "role", case: id });
  expect(await act(record, "acceptor", id, { kind: "request_pre_verify", worker: "w1" }))
    .toEqual({ kind: "refused", refusal: "off-duty", case: id });
});

it("takes no key from a client that a rule would make", async () => {
  const id = await reported(record);
  for (const key of ["rule:sensor:17", "rule:"]) {
    expect((await act(record, "bo", id, { kind: "note", text: "x" }, key)).kind).toBe("bad-command");
    expect((await record.openings.fromIncident(sender("bo"), incident("s"), key)).kind).toBe("bad-command");
  }
});

it("lets one of twenty who send somebody at the same moment win, and tells the others who did", async () => {
  const id = await reported(record);
  await act(record, "acceptor", id, file_);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => act(record, "dispatcher", id, dispatch(`w${i}`))),
  );
  expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
  const lost = answers.filter((answer) => answer.kind === "stale");
  expect(lost).toHaveLength(19);
  const winner = record.book.get(id)!.crew[0]!.worker;
  for (const { events } of lost) expect(events.map(({ worker }) => worker)).toEqual([winner]);
});

it("makes an incident one case, whoever is first", async () => {
  const opened = (who: string) => record.openings.fromIncident(sender(who), incident("s-1"), newKey());
  const [first, second] = await Promise.all([opened("acceptor"), opened("operator")]);
  expect(first.kind).toBe("done");
  expect(second).toEqual({ kind: "claimed", case: "20261127-00001" });
  expect(record.book.get("20261127-00001")!.needsPreVerify).toBe(true);
});

it("merges two cases in one step, each keeping its reporters' clocks, and takes it apart again", async () => {
  const [one, two] = [await reported(record), await reported(record)];
  clock += 60_000;
  const third = await reported(record);
  await act(record, "acceptor", third, { kind: "merge", into: two });
  const answer = await act(record, "acceptor", two, { kind: "merge", into: one });
  expect(answer.kind === "done" && answer.cases.map(({ id, version }) => [id, version])).toEqual([
    [two, 3],
    [one, 2],
  ]);
  const reports = record.book.get(one)!.reports;
  expect(reports.map((report) => [report.case, report.at])).toEqual([
    [one, clock - 60_000],
    [two, clock - 60_000],
    [third, clock],
  ]);
  const since = clock;
  expect(reports.map(({ own }) => own?.since)).toEqual([undefined, since, since]);
  await act(record, "acceptor", third, { kind: "unmerge" });
  expect(record.book.get(one)!.reports.map((report) => report.case)).toEqual([one, two]);
  expect(record.book.get(two)!.reports.map((report) => report.case)).toEqual([two]);
  await act(record, "acceptor", two, { kind: "unmerge" });
  expect(record.book.get(one)!.reports.map((report) => report.case)).toEqual([one]);
  expect(record.book.get(two)).toMatchObject({ stage: "reported", mergedInto: null });
});

it("lets nobody check what they handled under the number of a case that was merged into it", async () => {
  const [one, other] = [await reported(record), await reported(record)];
  await act(record, "acceptor", one, file_);
  await act(record, "dispatcher", one, dispatch("w3"));
  for (const kind of ["accept", "arrive"]) await act(record, "cy", one, { kind });
  await act(record, "acceptor", other, file_);
  expect((await act(record, "dispatcher", one, { kind: "merge", into: other })).kind).toBe("done");
  await act(record, "dispatcher", other, dispatch("w1"));
  for (const kind of ["accept", "arrive", "handle"]) await act(record, "ann", other, { kind });
  await act(record, "dispatcher", other, { kind: "request_post_check" });
  const passed = { kind: "post_check", passed: true };
  expect(await act(record, "cy", other, passed)).toMatchObject({ refusal: "separation" });
  expect((await act(record, "checker", other, passed)).kind).toBe("done");
  expect(await act(record, "cy", other, { kind: "close", rule: "clean" })).toMatchObject({
    refusal: "separation",
  });
});

it("takes a merger apart only for whoever may act on both cases", async () => {
  const [one, other] = [await reported(record), await reported(record)];
  await act(record, "acceptor", one, { kind: "merge", into: other });
  const holder = record.book.get(other)!;
  const { areas } = holder;
  // As if it lay in another area.
  record.book.take({ ...holder, areas: ["370212"], version: holder.version + 1 });
  const here = { ...sender("acceptor"), person: { ...named("acceptor"), id: "e", areas } };
  const sent = { key: newKey(), case: one, version: 2, command: { kind: "unmerge" } };
  expect(await record.commands.execute(here, sent)).toEqual({ kind: "refused", refusal: "area", case: one });
});

it("merges into a case that others change at the same moment", async () => {
  const into = await reported(record);
  const doubles = await Promise.all(Array.from({ length: 4 }, () => reported(record)));
  const answers = await Promise.all(
    doubles.map((id) => act(record, "acceptor", id, { kind: "merge", into })),
  );
  expect(answers.map(({ kind }) => kind)).toEqual(["done", "done", "done", "done"]);
  expect(record.book.get(into)!.reports).toHaveLength(5);
});

it("knows what binds each worker, over all their cases", async () => {
  const ids = [await reported(record), await reported(record)];
  for (const id of ids) {
    await act(record, "acceptor", id, file_);
    await act(record, "dispatcher", id, dispatch("w1"));
  }
  expect(record.book.dutyOf("w1")).toBe("assigned");
  await act(record, "ann", ids[0]!, { kind: "accept" });
  await act(record, "ann", ids[0]!, { kind: "arrive" });
  expect(record.book.dutyOf("w1")).toBe("on_scene");
  expect(record.book.inHand("w1").map(({ id }) => id)).toEqual(ids);
  await act(record, "ann", ids[0]!, { kind: "handle" });
  expect(record.book.dutyOf("w1")).toBe("assigned");
  await act(record, "dispatcher", ids[1]!, { kind: "reassign", worker: "w2", reason: "nearer" });
  expect(record.book.dutyOf("w1")).toBeNull();
});

it("is the same after a restart", async () => {
  const ids = [await reported(record), await reported(record), await reported(record)];
  await act(record, "acceptor", ids[0]!, file_);
  await act(record, "dispatcher", ids[0]!, dispatch("w1"));
  await act(record, "acceptor", ids[1]!, { kind: "reject", reason: "no such place" });
  const before = [...record.book.all()].filter(({ stage }) => stage !== "rejected");
  await record.ledger.close();
  record = await openRecord(file(), () => clock);
  expect([...record.book.all()]).toEqual(before);
  expect(record.book.dutyOf("w1")).toBe("assigned");
  expect(await reported(record)).toBe("20261127-00004");
  // An ended case is still there to be looked at and reopened.
  const sent = { key: newKey(), case: ids[1], version: 2, command: { kind: "reopen", reason: "found it" } };
  expect((await record.commands.execute(sender("acceptor"), sent)).kind).toBe("done");
});

it("says what is wrong with what is no command", async () => {
  const id = await reported(record);
  const why = async (sent: unknown) => {
    const answer = await record.commands.execute(sender("acceptor"), sent);
    return answer.kind === "bad-command" ? answer.why : answer.kind;
  };
  expect(await why(null)).toContain("{key, case, version, command}");
  expect(await why({ key: "", case: id, version: 1, command: file_ })).toContain("key:");
  expect(await why({ key: "x".repeat(201), case: id, version: 1, command: file_ })).toContain("key:");
  expect(await why({ key: "k", case: 7, version: 1, command: file_ })).toContain("case:");
  expect(await why({ key: "k", case: id, version: 0, command: file_ })).toContain("version:");
  expect(await why({ key: "k", case: id, version: 1, command: { kind: "fly" } })).toContain('"fly"');
  expect(await why({ key: "k", case: id, version: 1, command: { kind: "__proto__" } })).toContain("kind");
  expect(await why({ key: "k", case: id, version: 1, command: { kind: "file" } })).toContain("condition");
  expect(await why({ key: "k", case: id, version: 1, command: { ...file_, more: 1 } })).toContain("more");
  expect(await why({ key: "k", case: "20261127-99999", version: 1, command: file_ })).toBe("unknown-case");
  expect(await record.openings.report(sender("acceptor"), { key: "k", report: { ...REPORT, severity: 9 } }))
    .toMatchObject({ kind: "bad-command" });
});

it("writes who did what from where into the audit record, with what it vouches for", async () => {
  const id = await reported(record);
  await act(record, "acceptor", id, file_);
  const [last] = await record.ledger.audit.find({ object: `case ${id}`, limit: 1 });
  expect(last).toMatchObject({ number: 2, who: "acceptor", origin: "127.0.0.1", action: "case.file" });
  expect(JSON.parse(last!.detail)).toMatchObject({ cases: [{ id, version: 2, stage: "filed" }] });
  expect(JSON.parse(last!.detail).events[0][0]).toBe(2);
});

it("gives nobody a case who is off duty, first, second or as a helper; whoever has one may still be released", async () => {
  const id = await reported(record);
  await act(record, "acceptor", id, file_);
  offDuty.add("w2");
  const refused = { kind: "refused", refusal: "off-duty", case: id };
  const key = newKey();
  expect(await act(record, "dispatcher", id, dispatch("w2"), key)).toEqual(refused);
  expect(await act(record, "dispatcher", id, { ...dispatch("w1"), helpers: ["w2"] })).toEqual(refused);
  offDuty.delete("w2");
  // Nothing was kept under the key: the same command is right now.
  expect(await act(record, "dispatcher", id, dispatch("w1"), key)).toMatchObject({ kind: "done" });
  expect(await act(record, "dispatcher", id, { kind: "take_helper", worker: "w2" })).toMatchObject({
    kind: "done",
  });
  offDuty.add("w2").add("w3");
  expect(await act(record, "dispatcher", id, { kind: "reassign", worker: "w3", reason: "nearer" })).toEqual(
    refused,
  );
  expect(await act(record, "dispatcher", id, { kind: "release_helper", worker: "w2" })).toMatchObject({
    kind: "done",
  });
});
