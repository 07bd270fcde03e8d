import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_ROW, RowCutter } from "../../../streams/parse/cut.ts";
import { RowSplitter } from "../../../streams/parse/rows.ts";

type Row = string | { fault: string };

const encode = (text: string) => new TextEncoder().encode(text);

function cut(bytes: Uint8Array, cuts: number[] = []): Row[] {
  const cutter = new RowCutter();
  const rows: Row[] = [];
  const drain = () => {
    while (cutter.next()) {
      expect(cutter.index).toBe(rows.length);
      const { bytes, start, end, fault } = cutter;
      rows.push(fault ? { fault: fault.reason } : new TextDecoder().decode(bytes.subarray(start, end)));
    }
  };
  let from = 0;
  for (const at of [...cuts, bytes.length]) {
    cutter.push(bytes.subarray(from, at));
    drain();
    from = at;
  }
  cutter.finish();
  drain();
  return rows;
}

describe("RowCutter", () => {
  it("cuts lines, whatever ends them, and passes over blank ones", () => {
    expect(cut(encode('\n{"a":1}\r\n \n{"b":2}\n{"c":3}'))).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
    expect(cut(encode(""))).toEqual([]);
    expect(cut(encode(" \n\n"))).toEqual([]);
  });

  it("cuts the elements of an array that JSON.parse can read into exactly those", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 3 })),
        fc.constantFrom(undefined, 1, "\t"),
        (values, indent) => {
          const rows = cut(encode(JSON.stringify(values, null, indent)));
          expect(rows.map((row) => JSON.parse(row as string))).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
    );
  });

  it("says the same wherever any body is cut", () => {
    const piece = fc.constantFrom(
      '{"a":1}',
      "[",
      "]",
      ",",
      '"',
      "\\",
      "\n",
      " ",
      "{",
      "}",
      "x",
      "\u00ef",
      "\ufeff",
      "\ufffe",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const bytes = encode(pieces.join(""));
        const cuts = [a, b].map((at) => at % (bytes.length + 1)).sort((x, y) => x - y);
        const whole = cut(bytes);
        expect(cut(bytes, cuts)).toEqual(whole);
        expect(cut(bytes, Array.from(bytes, (_, at) => at))).toEqual(whole);
      }),
      { numRuns: 3_000 },
    );
  });

  it("passes over a byte order mark at the start only", () => {
    expect(cut(encode('\ufeff{"a":1}'), [1, 2])).toEqual(['{"a":1}']);
    expect(cut(encode("\ufeff[1,2]"))).toEqual(["1", "2"]);
    expect(cut(Uint8Array.of(0xef, 0x7b, 0x7d))).toEqual(["\ufffd{}"]);
  });

  it("refuses a row of more than 64 KiB, keeps none of it, and reads on", () => {
    const long = JSON.stringify("x".repeat(LONGEST_ROW));
    const fits = JSON.stringify("x".repeat(LONGEST_ROW - 2));
    for (const size of [100, 65_535, 65_536, 65_537, 1e9]) {
      for (const text of [`1\n${long}\n2\n${fits}\n${long}`, `[1,${long},2,${fits},${long}]`]) {
        const bytes = encode(text);
        const cuts = Array.from({ length: Math.floor(bytes.length / size) }, (_, at) => (at + 1) * size);
        expect(cut(bytes, cuts)).toEqual(["1", { fault: "too-long" }, "2", fits, { fault: "too-long" }]);
      }
    }
  });

  it("refuses what is wrong with an array, and keeps its good elements", () => {
    const fault = { fault: "unreadable" };
    expect(cut(encode("[ ]"))).toEqual([]);
    expect(cut(encode("[1,]"))).toEqual(["1", fault]);
    expect(cut(encode("[,1]"))).toEqual([fault, "1"]);
    expect(cut(encode("[1,2"))).toEqual(["1", "2", fault]);
    expect(cut(encode("[1,"))).toEqual(["1", fault]);
    expect(cut(encode("["))).toEqual([fault]);
    expect(cut(encode("[1] [2]"))).toEqual(["1", fault]);
    expect(cut(encode("[]\n\n"))).toEqual([]);
  });
});

describe("RowSplitter", () => {
  it("gives each value with its index, and says which rows it cannot read", () => {
    const values: unknown[] = [], refused: unknown[] = [];
    const splitter = new RowSplitter({
      onRow: (value, index) => values.push([index, value]),
      onUnreadable: (index, reason) => refused.push([index, reason]),
    });
    splitter.feed(encode('{"a":1}\n{"b":\n"'));
    splitter.feed(encode('c"\n'));
    splitter.feed(Uint8Array.of(0x22, 0xff, 0x22, 0x0a));
    splitter.feed(encode("[NaN]"));
    splitter.finish();
    expect(values).toEqual([[0, { a: 1 }], [2, "c"]]);
    expect(refused).toEqual([[1, "unreadable"], [3, "unreadable"], [4, "not-finite"]]);
  });
});
