import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { linesOf, recordsOf } from "../../../streams/recording/file.ts";
import { formatOf } from "../../../streams/recording/formats.ts";
import { usLocalTime } from "../../../streams/recording/local_time.ts";
import { Faults } from "../../../streams/recording/recording.ts";

const folder = mkdtempSync(join(tmpdir(), "hexwall-recordings-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

describe("recordsOf()", () => {
  it("reads quoted fields, and counts records that are cut or have another number of fields", async () => {
    const faults = new Faults();
    const path = file("a.csv", '\ufeffa,b\n1,"x, ""y""\nz"\n2\n3,4,5\n\n6,7\n8,"cut');
    expect(await all(recordsOf(path, faults))).toEqual([{ a: "1", b: 'x, "y"\nz' }, { a: "6", b: "7" }]);
    expect(Object.fromEntries(faults.counts)).toEqual({
      "a record has not 2 fields": 2,
      "the last record is cut": 1,
    });
  });

  it("gives what came before a packed file breaks off", async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `${at},${Math.sin(at)}`).join("\n");
    const packed = gzipSync(`a,b\n${rows}\n`);
    const faults = new Faults();
    const records = await all(recordsOf(file("cut.csv.gz", packed.subarray(0, packed.length / 2)), faults));
    expect(records.length).toBeGreaterThan(10_000);
    expect(records.length).toBeLessThan(50_000);
    expect(faults.counts.get("the file breaks off")).toBe(1);
  });

  it("says which file cannot be read at all", async () => {
    await expect(all(recordsOf(join(folder, "none.csv"), new Faults()))).rejects.toThrow(
      "none.csv: is not there",
    );
    const wrong = file("no.csv.gz", "not packed");
    await expect(all(recordsOf(wrong, new Faults()))).rejects.toThrow(/no\.csv\.gz: cannot be read/);
  });
});

describe("linesOf()", () => {
  it("reads lines across chunks, the last one too", async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `网格 ${at}`);
    expect(await all(linesOf(file("lines.gz", gzipSync(lines.join("\n"))), new Faults()))).toEqual(lines);
  });
});

describe("usLocalTime()", () => {
  const zone = "America/Los_Angeles";
  const at = (text: string) => {
    const time = usLocalTime(text, zone);
    return time === null ? null : new Date(time).toISOString();
  };

  it("knows both halves of the day, and summer from winter", () => {
    expect(at("12/31/2016 11:57:56 PM")).toBe("2017-01-01T07:57:56.000Z");
    expect(at("01/01/2017 12:00:32 AM")).toBe("2017-01-01T08:00:32.000Z");
    expect(at("07/01/2016 12:30:00 PM")).toBe("2016-07-01T19:30:00.000Z");
    expect(at("07/01/2016 23:05")).toBe("2016-07-02T06:05:00.000Z");
  });

  it("takes an hour that was skipped an hour later, and the first of an hour that came twice", () => {
    expect(at("03/13/2016 02:30")).toBe("2016-03-13T10:30:00.000Z");
    expect(at("11/06/2016 01:30")).toBe("2016-11-06T08:30:00.000Z");
  });

  it("refuses what is no time", () => {
    for (
      const text of [
        "",
        "2016-07-01",
        "13/01/2016 10:00",
        "02/30/2016 10:00",
        "07/01/2016 13:00 PM",
        "07/01/2016 24:00",
      ]
    ) {
      expect(at(text), text).toBeNull();
    }
  });
});

describe("recordings in the API's own form", () => {
  it("are known by their first row, and read in both ways of writing time", async () => {
    const rows =
      '{"worker":"w","time":"2026-05-01T00:00:00Z","lat":1,"lon":2}\n\nbroken\n{"worker":"w","lat":1}\n' +
      '{"worker":"w","time":1777593601000,"lat":1,"lon":2}';
    const path = file("fixes.ndjson", rows);
    const format = await formatOf(path, "fixes");
    const faults = new Faults();
    expect((await all(format.read(path, faults))).map(({ at, row }) => [at, row.time])).toEqual([
      [1_777_593_600_000, 1_777_593_600_000],
      [1_777_593_601_000, 1_777_593_601_000],
    ]);
    expect(Object.fromEntries(faults.counts)).toEqual({ "a line is no object": 1, "a row has no time": 1 });
    const incidents = file("incidents.ndjson", '{"id":"1","severity":1,"time":1777593601000}');
    expect((await formatOf(incidents, "incidents")).name).toBe("incidents");
    await expect(formatOf(incidents, "fixes")).rejects.toThrow("give it as --incidents");
    const cameras = file("cameras.ndjson", '{"id":"1","streams":[]}');
    expect((await formatOf(cameras, "cameras")).name).toBe("cameras");
  });
});
