import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvPieces, decodeTable } from "../../dispatch/csv_pieces.ts";
import { readRecords } from "../../dispatch/table_rows.ts";

const field = (text: string) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

describe("csvPieces()", () => {
  it("gives the rows and lines of the whole, wherever it is cut", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "李", '"', ",", "\n", " ", ";"), maxLength: 8 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom("\n", "\r\n"),
        (rows, size, end) => {
          const text = rows.map((row) => row.map(field).join(",") + end).join("");
          const whole = readRecords(text);
          if (!whole.ok) throw new Error(whole.refusals[0]!.detail);
          const pieces = [...csvPieces(text, size)];
          expect(pieces.flatMap((piece): unknown[] => piece.ok ? [...piece.records] : [piece])).toEqual(
            whole.value,
          );
          if (pieces.length > 0) expect(pieces.at(-1)).toMatchObject({ share: 1 });
        },
      ),
    );
  });

  it("says in which line of the whole it broke", () => {
    const text = `${"a,b\n".repeat(9)}c"d,e\nf,g\n`;
    const last = [...csvPieces(text, 4)].at(-1)!;
    expect(last).toMatchObject({ ok: false, line: 10 });
  });
});

describe("decodeTable()", () => {
  // 账号,姓名 and a line, as a spreadsheet in China saves it.
  const GB = [0xd5, 0xcb, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0x6c, 0x69, 0x2c, 0xc0, 0xee, 0x0a];

  it("reads UTF-8 with and without its mark, and GB 18030", () => {
    const text = "账号,姓名\nli,李\n";
    const utf8 = new TextEncoder().encode(text);
    expect(decodeTable(utf8)).toBe(text);
    expect(decodeTable(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]))).toBe(text);
    expect(decodeTable(new Uint8Array(GB))).toBe(text);
  });

  it("is null of what is neither", () => {
    expect(decodeTable(new Uint8Array([0xff, 0xfe, 0x26, 0x8d, 0xff]))).toBeNull();
  });
});
