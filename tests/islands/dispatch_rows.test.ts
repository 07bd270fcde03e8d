import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CaseRow } from "../../dispatch/case_list.ts";
import { FIRST_ADDRESS, readAddress, writeAddress } from "../../islands/dispatch/address.ts";
import { leftText } from "../../islands/dispatch/countdown.tsx";
import { firstOf, thingsIn } from "../../islands/dispatch/in_cell.ts";
import { byTimeLeft, mergeRows } from "../../islands/dispatch/queue_rows.ts";
import type { Ranked } from "../../islands/dispatch/ranking.ts";
import { crewOf, shareOut } from "../../islands/dispatch/sharing.ts";
import { caseWords } from "../../islands/cases/words.ts";
import type { IncidentRecord } from "../../streams/record.ts";

const T0 = 1_000_000;

function rowOf(id: string, deadline: number | null, change: object = {}): CaseRow {
  return {
    case: {
      ...{ id, version: 1, stage: "filed", severity: 2, title: id, category: "road", reports: [], crew: [] },
      ...{ suspendedUntil: null, ...change },
    },
    next: deadline === null ? null : { deadline, urgency: "plenty", stage: "arrive" },
    outcome: null,
  } as unknown as CaseRow;
}

describe("the rows of the queue", () => {
  test("stay the same objects where nothing is new, so that nothing is drawn", () => {
    const held = mergeRows([], [rowOf("a", 1_000_000), rowOf("b", 2_000_000)], null);
    expect(mergeRows(held, [rowOf("a", 1_000_400), rowOf("b", 2_000_000)], null)).toBe(held);
    const changed = mergeRows(held, [rowOf("b", 2_000_000, { version: 2 })], new Set(["b"]));
    expect(changed[0]).toBe(held[0]);
    expect(changed[1]).not.toBe(held[1]);
  });

  test("lose what the filter holds no more, and take what it holds now in its place", () => {
    const held = [rowOf("a", 1), rowOf("c", 3)];
    const ids = (rows: readonly CaseRow[]) => rows.map((row) => row.case.id);
    expect(ids(mergeRows(held, [], new Set(["a"])))).toEqual(["c"]);
    expect(ids(mergeRows(held, [rowOf("b", 2)], new Set(["b"])))).toEqual(["a", "b", "c"]);
    expect(ids(mergeRows(held, [rowOf("d", null)], new Set(["d"])))).toEqual(["a", "c", "d"]);
  });

  test("are the same however often and in whichever parts they are read", () => {
    const row = fc.record({ id: fc.constantFrom(..."abcdefgh"), deadline: fc.option(fc.nat(9)) });
    fc.assert(fc.property(fc.uniqueArray(row, { selector: ({ id }) => id }), fc.nat(7), (rows, cut) => {
      const all = rows.map(({ id, deadline }) => rowOf(id, deadline === null ? null : deadline * 10_000))
        .sort(byTimeLeft);
      const part = all.slice(cut);
      const known = mergeRows([], all.slice(0, cut), null);
      expect(mergeRows(known, part, new Set(part.map((one) => one.case.id)))).toEqual(all);
    }));
  });
});

test("a countdown runs by the second under an hour, and has a minus sign over the limit", () => {
  const words = caseWords("zh");
  expect(leftText(725_000, words)).toBe("12:05");
  expect(leftText(-200_000, words)).toBe("−3:20");
  expect(leftText(7_500_000, words)).toBe("2 小时 5 分");
  expect(leftText(-7_500_000, words)).toBe("−2 小时 5 分");
});

const ranked = (worker: string, metres: number, free = true): Ranked => ({
  ...{ worker, metres, free, name: null, seconds: metres, ageMs: 0, inTime: true, responsible: false },
});

describe("several at once", () => {
  test("nobody is sent twice, and the most pressing has the first choice", () => {
    const lists = fc.array(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 }), {
      maxLength: 6,
    });
    fc.assert(fc.property(lists, (names) => {
      const shared = shareOut(
        names.map((list, target) => ({ target, ranked: list.map((one) => ranked(one, 1)) })),
      );
      const sent = shared.flatMap(({ worker }) => worker?.worker ?? []);
      expect(new Set(sent).size).toBe(sent.length);
      for (const [i, { worker }] of shared.entries()) {
        const before = new Set(shared.slice(0, i).map((one) => one.worker?.worker));
        expect(worker?.worker).toBe(names[i]!.find((one) => !before.has(one)));
      }
    }));
  });

  test("who is busy is not sent", () => {
    expect(shareOut([{ target: 1, ranked: [ranked("a", 1, false)] }])[0]!.worker).toBeNull();
  });

  test("of a crew the nearest leads", () => {
    expect(crewOf([ranked("far", 900), ranked("near", 100), ranked("mid", 400)])).toEqual({
      worker: "near",
      helpers: ["mid", "far"],
    });
    expect(crewOf([])).toBeNull();
  });
});

describe("what is open in a hexagon", () => {
  const incident = (id: string, severity: number) =>
    ({ source: "热线", id, title: id, severity, category: "road" }) as unknown as IncidentRecord;

  test("shows an incident that is a case once, as the case", () => {
    const row = rowOf("1", T0, { reports: [{ source: "热线", incident: "a" }] });
    const things = thingsIn([row], [incident("a", 1), incident("b", 2)]);
    expect(things.map(({ title }) => title)).toEqual(["1", "b"]);
    expect(firstOf(things, "热线\u0000a")?.title).toBe("1");
  });

  test("sends first to the most severe that somebody can be sent to", () => {
    const things = thingsIn(
      [rowOf("sent", 1, { severity: 1, stage: "dispatched" }), rowOf("late", 1), rowOf("later", 9)],
      [incident("minor", 4)],
    );
    expect(things.map(({ target }) => target !== null)).toEqual([false, true, true, true]);
    expect(firstOf(things, null)?.title).toBe("late");
    // What was chosen and went gives its place to nobody.
    expect(firstOf(things, "\u0000gone")).toBeNull();
  });

  test("a case that was taken in by hand waits for its filing; one from an incident is filed and sent in one step", () => {
    const byHand = rowOf("1", 1, { stage: "reported", reports: [{ source: "manual" }] });
    const reported = rowOf("2", 1, { stage: "reported", reports: [{ source: "热线", incident: "a" }] });
    expect(thingsIn([byHand, reported], []).map(({ target }) => target)).toEqual([
      null,
      { kind: "incident", source: "热线", id: "a" },
    ]);
    expect(thingsIn([rowOf("3", 1, { suspendedUntil: Date.now() + 60_000 })], [])[0]!.target).toBeNull();
  });
});

describe("the address of the console", () => {
  test.each([
    "",
    "?case=20261127-00001",
    "?triage=mine&area=west&q=%E8%B7%AF&list=incidents&hide=queue,case&theme=light&lang=en",
    "?cell=8a30e0d8c4affff&incident=12345~a&worker=w1&view=36.05000,120.38000,14.00",
  ])("says all that is shown: %s", (search) => {
    expect(readAddress(writeAddress(readAddress(search)))).toEqual(readAddress(search));
    expect(writeAddress(readAddress(search)).length).toBe(search.length);
  });

  test("falls back to the first view where it says what cannot be", () => {
    expect(readAddress("?triage=all&severity=9&cell=x&theme=pink&view=1,2")).toEqual(FIRST_ADDRESS);
  });
});
