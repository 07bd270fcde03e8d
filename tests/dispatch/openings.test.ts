/** Reports that people take in by hand: what becomes of them by whose they are. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Openings, type OpeningsOptions } from "../../dispatch/openings.ts";
import { act, BOUNDS, newKey, openRecord, REPORT, sender, TABLES, type TestRecord } from "./a_record.ts";

let folder: string, record: TestRecord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-openings-"));
  record = await openRecord(join(folder, "ledger.sqlite"));
});
afterEach(async () => {
  await record.ledger.close();
  rmSync(folder, { recursive: true });
});

function openings(change: Partial<OpeningsOptions> = {}): Openings {
  return new Openings({
    desk: record.desk,
    tables: () => ({ ...TABLES, needsPreVerify: (_, source) => source === "manual" }),
    bounds: BOUNDS,
    whereIs: () => ({ cell: "8a30e0d8c4affff", areas: ["370211", "370211001"] }),
    ...change,
  });
}

async function caseOf(who: string, report: object) {
  const answer = await openings().report(sender(who), { key: newKey(), report: { ...REPORT, ...report } });
  if (answer.kind !== "done") throw new Error(JSON.stringify(answer));
  return record.book.get(answer.cases[0]!.id)!;
}

it("takes a report by hand for the public's, but for what a worker found", async () => {
  expect((await caseOf("acceptor", {})).needsPreVerify).toBe(true);
  expect((await caseOf("ann", {})).needsPreVerify, "stands before it").toBe(false);
  expect((await caseOf("ann", { reporter: "市民" })).needsPreVerify, "was told of it").toBe(true);
});

it("refuses by name a place outside the city, and a category that its table does not know", async () => {
  const report = (change: object) =>
    openings().report(sender("acceptor"), { key: newKey(), report: { ...REPORT, ...change } });
  const outside = { kind: "refused", refusal: "outside-bounds" };
  expect(await report({ lat: 10 })).toEqual(outside);
  expect(await report({ lon: 130 })).toEqual(outside);
  expect(await report({ category: "NOPE" })).toEqual({ kind: "refused", refusal: "unknown-category" });
  const { id } = await caseOf("acceptor", {});
  expect(await act(record, "acceptor", id, { kind: "correct", category: "NOPE" }))
    .toEqual({ kind: "refused", refusal: "unknown-category", case: id });
  expect((await act(record, "acceptor", id, { kind: "correct", category: "C-03" })).kind).toBe("done");
});
