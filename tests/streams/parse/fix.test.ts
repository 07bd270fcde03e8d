import process from "node:process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWgs84 } from "../../../geo/datum.ts";
import type { FixBatch } from "../../../streams/batch.ts";
import { BATCH_ROWS, FixScanner, type FixScannerOptions } from "../../../streams/parse/fix.ts";
import { parseFix } from "../../../streams/parse/fix_row.ts";
import { type Rejection, Rejections } from "../../../streams/parse/rejection.ts";
import { Roster } from "../../../dispatch/roster.ts";
import { WorkerTable } from "../../../streams/workers.ts";

const BOUNDS = [116, 39, 117, 41] as const;
const RULES = { bounds: BOUNDS, datum: "wgs84" } as const;
const NOW = Date.UTC(2026, 4, 1, 8);
const GOOD = { worker: "w1", time: "2026-05-01T08:00:00Z", lat: 39.9, lon: 116.4 };

interface Outcome {
  fixes: unknown[][];
  rejections: readonly Rejection[];
  total: number;
}

const columns = (batch: FixBatch, workers: WorkerTable) =>
  Array.from({ length: batch.size }, (_, row) => [
    workers.id(batch.worker[row]!),
    batch.time[row],
    batch.lat[row],
    batch.lon[row],
    batch.accuracy[row],
    batch.speed[row],
    batch.heading[row],
    batch.battery[row],
  ]);

const encode = (text: string) => new TextEncoder().encode(text);

/** Scans a body cut at the given places. */
function scan(body: Uint8Array, cuts: number[] = [], options: Partial<FixScannerOptions> = {}): Outcome {
  const workers = options.workers ?? new WorkerTable();
  const fixes: unknown[][] = [];
  const scanner = new FixScanner({
    ...RULES,
    feed: "test",
    workers,
    closed: null,
    now: () => NOW,
    onBatch: (batch) => void fixes.push(...columns(batch, workers)),
    ...options,
  });
  let from = 0;
  for (const cut of [...cuts, body.length]) {
    // A copy that is spoilt afterwards: nothing may be read from a chunk once feed() has returned.
    const chunk = body.slice(from, cut);
    scanner.feed(chunk);
    chunk.fill(0x7d);
    from = Math.max(from, cut);
  }
  scanner.finish();
  return { fixes, rejections: scanner.rejections.first, total: scanner.rejections.total };
}

/** The same without any cleverness: a string a line, JSON.parse, field checks, a Set of what came before. */
function straightforward(body: Uint8Array, closed: ReadonlySet<string> | null = null): Outcome {
  const rejections = new Rejections();
  const fixes: unknown[][] = [];
  const seen = new Set<string>();
  let index = 0;
  for (const line of linesOf(body)) {
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line));
    } catch {
      rejections.add(index++, "unreadable");
      continue;
    }
    const parsed = parseFix(value, RULES);
    if (!parsed.ok) rejections.add(index, parsed.reason);
    else {
      const { worker, time, lat, lon, accuracy, speed, heading, battery } = parsed.value;
      if (closed && !closed.has(worker)) rejections.add(index, "unknown-worker");
      else if (seen.has(`${worker} ${time}`)) rejections.add(index, "duplicate");
      else {
        seen.add(`${worker} ${time}`);
        fixes.push([worker, time, lat, lon, ...[accuracy, speed, heading, battery].map(Math.fround)]);
      }
    }
    index++;
  }
  return { fixes, rejections: rejections.first, total: rejections.total };
}

function linesOf(body: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at <= body.length; at++) {
    if (at < body.length && body[at] !== 10) continue;
    let start = from, end = at;
    while (start < end && [9, 13, 32].includes(body[start]!)) start++;
    while (end > start && [9, 13, 32].includes(body[end - 1]!)) end--;
    if (end > start) lines.push(body.subarray(start, end));
    from = at + 1;
  }
  return lines;
}

const reasons = (outcome: Outcome) => ({
  ...outcome,
  // NaN or Infinity written out is JSON for nobody; the scanner says so by another name.
  rejections: outcome.rejections.map(({ index, reason }) => ({
    index,
    reason: reason === "not-finite" ? "unreadable" : reason,
  })),
});

const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
const odd = fc.oneof(
  fc.constantFrom("null", "true", '""', '"x"', "-1", "-0", "1e400", "[]", '{"a":[1,"]"]}', "01", "1.", "NaN"),
  digits,
  fc.json({ maxDepth: 2 }),
);
const degree = (least: number, most: number) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.double({ min: least, max: most, noNaN: true }).map(String) },
    {
      weight: 3,
      arbitrary: fc.double({ min: least, max: most, noNaN: true }).map((value) => value.toFixed(6)),
    },
    { weight: 1, arbitrary: odd },
  );
const moment = fc.date({ min: new Date("2001-01-01"), max: new Date("2099-01-01"), noInvalidDate: true });
const time = fc.oneof(
  { weight: 8, arbitrary: moment.map((date) => JSON.stringify(date.toISOString())) },
  moment.map((date) => JSON.stringify(date.toISOString().replace(/\.\d+Z/, "+08:00"))),
  moment.map((date) => JSON.stringify(date.toISOString().slice(0, -1))),
  moment.map((date) => String(date.getTime())),
  moment.map((date) => String(Math.floor(date.getTime() / 1000))),
  odd,
);
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('"w1"', '"w2"', '"网格员7"') },
  fc.constantFrom('"w1"', '"w2"', '"网格员7"', '"w\\u0031"', '"a\\"b"', '"\\ud800"', '"\uFEFFw"'),
  fc.string({ maxLength: 12, unit: "binary" }).map((text) => JSON.stringify(text)),
  odd,
);
const optional = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value.toFixed(1)) },
  fc.integer({ min: -2, max: 400 }).map(String),
  odd,
);
const blank = fc.constantFrom("", "", "", " ", "\t", " \r");
const member = (key: string, value: fc.Arbitrary<string>) =>
  fc.tuple(blank, blank, blank, value).map(([a, b, c, text]) => `${a}"${key}"${b}:${c}${text}`);

const row = fc.tuple(
  member("worker", name),
  member("time", time),
  member("lat", degree(39, 41)),
  member("lon", degree(116, 117)),
  fc.subarray(["accuracy", "speed", "heading", "battery", "lat", "note", "l\\u0061t", "名"]).chain((keys) =>
    fc.tuple(...keys.map((key) => member(key, optional)))
  ),
  fc.nat(),
).map(([worker, at, lat, lon, others, turn]) => {
  const members = [worker, at, lat, lon, ...others];
  const first = turn % members.length;
  return `{${[...members.slice(first), ...members.slice(0, first)].join(",")}}`;
});

const body = fc.array(row, { maxLength: 6 }).map((rows) => rows.join("\n"));

const KNOWN = ["w1", "w2", "网格员7"]
  .map((worker) => JSON.stringify({ ...GOOD, worker, time: "2000-06-01T00:00:00Z" })).join("\n");

describe("FixScanner", () => {
  it("takes exactly what JSON.parse and field checks take, on random rows", () => {
    let taken = 0;
    fc.assert(
      fc.property(body, (text) => {
        const bytes = encode(text);
        // Known workers, so that the fast path decides; the times are older than any that follows.
        const workers = new WorkerTable();
        scan(encode(KNOWN), [], { workers });
        const outcome = scan(bytes, [], { workers });
        taken += outcome.fixes.length;
        expect(reasons(outcome)).toEqual(reasons(straightforward(bytes)));
      }),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(2_000);
  });

  it("takes exactly what JSON.parse takes after bytes were changed", () => {
    const TIME = "2026-05-01T08:00:00.250+08:00";
    const change = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      how: fc.nat({ max: 2 }),
    });
    const line = `{"worker":"网1","time":"${TIME}","lat":39.123456,"lon":116.5,` +
      '"speed":1.5,"note":"e","heading":null,"battery":-1}';
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = [...encode(`${line}\n${line.replace("网1", "w2")}`)];
        for (const { at, byte, how } of changes) {
          const where = at % bytes.length;
          if (how === 0) bytes[where] = byte;
          else if (how === 1) bytes.splice(where, 1);
          else bytes.splice(where, 0, byte);
        }
        // A body that starts with a bracket is an array, and one with a byte order mark loses it: tested on their own.
        if (bytes[0] === 0x5b || bytes[0] === 0xef) return;
        const changed = Uint8Array.from(bytes);
        // The second pass meets a known worker, so that the fast path decides; three changes cannot make this time of that.
        const workers = new WorkerTable();
        scan(encode(line.replace(TIME, "2000-06-11T11:11:11.111+11:11")), [], { workers });
        expect(reasons(scan(changed, [], { workers }))).toEqual(reasons(straightforward(changed)));
      }),
      { numRuns: 8_000 },
    );
  });

  it("says the same however the body is cut into chunks, as lines and as an array", () => {
    const rows = [
      JSON.stringify(GOOD),
      JSON.stringify({ ...GOOD, worker: '"quoted]},{' }),
      '{"worker":"\\\\","time":1777622400000,"lat":40,"lon":116.5}',
      '{"lat":1}',
      JSON.stringify({ ...GOOD, worker: "网格员", note: { deep: [1, { x: "]" }] } }),
    ];
    for (
      const text of [
        rows.join("\r\n"),
        rows.join("\n\n") + "\n",
        `[${rows.join(",")}]`,
        ` [ ${rows.join(" ,\n")} ]\n`,
      ]
    ) {
      const bytes = encode(text);
      const whole = scan(bytes);
      expect(whole.fixes.map(([worker]) => worker)).toEqual(["w1", '"quoted]},{', "\\", "网格员"]);
      expect(whole.rejections.map(({ index, reason }) => [index, reason])).toEqual([[3, "missing-field"]]);
      for (let cut = 0; cut <= bytes.length; cut++) expect(scan(bytes, [cut])).toEqual(whole);
      expect(scan(bytes, Array.from(bytes, (_, at) => at))).toEqual(whole);
    }
  });

  it("reads every decimal as Number does", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(degree(39, 41), degree(116, 117)), { minLength: 1 }), (places) => {
        const lines = places.map(([lat, lon], at) =>
          `{"worker":"w","time":${NOW + at},"lat":${lat},"lon":${lon}}`
        );
        for (const [, at, lat, lon] of scan(encode(lines.join("\n"))).fixes) {
          const sent = places[at as number - NOW]!.map(Number);
          expect(Object.is(lat, sent[0]) && Object.is(lon, sent[1])).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses each fault by its name", () => {
    const cases: [object | string, string][] = [
      ["{", "unreadable"],
      ["7", "unreadable"],
      ['["a"]', "unreadable"],
      ['{"worker":"w","time":1777622400000,"lat":NaN,"lon":116.5}', "not-finite"],
      ['{"worker":"w","time":1777622400000,"lat":1e999,"lon":116.5}', "not-finite"],
      [{ ...GOOD, worker: undefined }, "missing-field"],
      [{ ...GOOD, worker: "  " }, "missing-field"],
      [{ ...GOOD, worker: 7 }, "unreadable"],
      [{ ...GOOD, worker: "x".repeat(129) }, "out-of-range"],
      [{ ...GOOD, time: null }, "missing-field"],
      [{ ...GOOD, time: "2026-05-01T08:00:00" }, "unreadable"],
      [{ ...GOOD, time: "yesterday" }, "unreadable"],
      [{ ...GOOD, time: 1_777_622_400 }, "out-of-range"],
      [{ ...GOOD, lat: undefined }, "missing-field"],
      [{ ...GOOD, lat: "39.9" }, "unreadable"],
      [{ ...GOOD, lat: 91 }, "out-of-range"],
      [{ ...GOOD, lat: GOOD.lon, lon: GOOD.lat }, "swapped-axes"],
      [{ ...GOOD, lat: 31.2, lon: 121.5 }, "outside-bounds"],
      [{ ...GOOD, heading: 361 }, "out-of-range"],
      [{ ...GOOD, battery: "full" }, "unreadable"],
      [{ ...GOOD, note: "x".repeat(70_000) }, "too-long"],
      [GOOD, ""],
      [GOOD, "duplicate"],
    ];
    const text = cases.map(([row]) => typeof row === "string" ? row : JSON.stringify(row)).join("\n");
    const { rejections, fixes } = scan(encode(text), [], {});
    expect(rejections.map(({ index, reason }) => [index, reason])).toEqual(
      cases.flatMap(([, reason], index) => reason ? [[index, reason]] : []),
    );
    expect(fixes).toHaveLength(1);
    expect(rejections.find(({ reason }) => reason === "swapped-axes")!.detail).toMatch(/swapped/);
    expect(rejections.find(({ index }) => index === 10)!.detail).toMatch(/without a zone; add Z/);
    expect(rejections.find(({ index }) => index === 12)!.detail).toMatch(/looks like seconds/);
  });

  it("takes -1 and null in optional numbers as not said", () => {
    const { fixes } = scan(
      encode(JSON.stringify({ ...GOOD, accuracy: -1, speed: null, heading: -1.0, battery: 0 })),
    );
    expect(fixes[0]!.slice(4)).toEqual([NaN, NaN, NaN, 0]);
  });

  it("refuses workers that a closed list lacks, also after the table knows them", () => {
    const workers = new WorkerTable();
    const closed = new Set(["w1"]);
    const text = encode(["w1", "w2"].map((worker) => JSON.stringify({ ...GOOD, worker })).join("\n"));
    scan(text, [], { workers });
    const later = encode(
      ["w1", "w2"].map((worker) => JSON.stringify({ ...GOOD, worker, time: NOW + 5 })).join("\n"),
    );
    const { fixes, rejections } = scan(later, [], { workers, closed });
    expect(fixes.map(([worker]) => worker)).toEqual(["w1"]);
    expect(rejections).toEqual([{
      index: 1,
      reason: "unknown-worker",
      detail: expect.stringContaining('"w2"'),
    }]);
  });

  it("refuses what lies outside the shifts of its worker, and takes it once there is one", () => {
    const workers = new WorkerTable(), roster = new Roster();
    roster.put(workers.slotOf("w1"), NOW, NOW + 10);
    const text = encode(
      [NOW - 1, NOW, NOW + 9, NOW + 10].map((time) => JSON.stringify({ ...GOOD, worker: "w1", time })).join(
        "\n",
      ),
    );
    const first = scan(text, [], { workers, duty: roster });
    expect(first.fixes.map(([, time]) => time)).toEqual([NOW, NOW + 9]);
    expect(first.rejections).toEqual([0, 3].map((index) => ({
      index,
      reason: "off-duty",
      detail: expect.stringContaining('"w1" has no duty shift at'),
    })));
    roster.put(0, NOW + 10, NOW + 20);
    expect(scan(text, [], { workers, duty: roster }).fixes.map(([, time]) => time)).toEqual([NOW + 10]);
  });

  it("knows the bytes of a name from the bytes that JSON forbids", () => {
    const workers = new WorkerTable();
    const odd = ["a\u0001b", 'a"b', "a\\b"];
    const rows = (time: number) => odd.map((worker) => JSON.stringify({ ...GOOD, worker, time })).join("\n");
    expect(scan(encode(rows(NOW)), [], { workers }).fixes.map(([worker]) => worker)).toEqual(odd);
    expect(scan(encode(rows(NOW + 1)), [], { workers }).fixes.map(([worker]) => worker)).toEqual(odd);
    // A name with a backslash, and another that is written with an escape, have the same bytes but for the backslash.
    const backslash = JSON.stringify({ ...GOOD, worker: "w\\u0031", time: NOW + 3 });
    const escape = backslash.replace("\\\\u0031", "\\u0031");
    expect(scan(encode(`${backslash}\n${escape}`), [], { workers }).fixes.map(([worker]) => worker))
      .toEqual(["w\\u0031", "w1"]);
    const raw = rows(NOW + 2).replace("\\u0001", "\u0001");
    expect(scan(encode(raw), [], { workers }).rejections).toMatchObject([{ index: 0, reason: "unreadable" }]);
  });

  it("interns no worker whose fix is refused", () => {
    const workers = new WorkerTable();
    scan(encode(JSON.stringify({ ...GOOD, worker: "far", lat: 31.2 })), [], { workers });
    expect(workers.find("far")).toBeUndefined();
  });

  it("turns a feed's coordinate system into WGS-84 before it looks at the bounds", () => {
    const real = { lat: 39.90885, lon: 116.3974 };
    for (const datum of ["gcj02", "bd09"] as const) {
      const sent = { ...GOOD, ...fromWgs84(datum, real.lat, real.lon) };
      const bounds = [real.lon - 1e-4, real.lat - 1e-4, real.lon + 1e-4, real.lat + 1e-4] as const;
      const lines = [sent, { ...sent, time: NOW + 1000 }].map((row) => JSON.stringify(row)).join("\n");
      const { fixes, rejections } = scan(encode(lines), [], { datum, bounds });
      expect(rejections).toEqual([]);
      for (const [, , lat, lon] of fixes) {
        expect(Math.abs(lat as number - real.lat)).toBeLessThan(1e-5);
        expect(Math.abs(lon as number - real.lon)).toBeLessThan(1e-5);
      }
      const swapped = JSON.stringify({ ...sent, lat: sent.lon, lon: sent.lat });
      expect(scan(encode(swapped), [], { datum, bounds }).rejections[0]!.reason).toBe("swapped-axes");
      expect(scan(encode(JSON.stringify({ ...GOOD, ...real })), [], { datum, bounds }).rejections[0]!.reason)
        .toBe("outside-bounds");
    }
  });

  it("hands on at most 4,096 rows at once, and waits while a batch is being taken", async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, at) => JSON.stringify({ ...GOOD, worker: `w${at % 97}`, time: NOW + at }),
    );
    const bytes = encode(rows.join("\n"));
    const workers = new WorkerTable();
    const taken: unknown[] = [];
    const sizes: number[] = [];
    let busy = false;
    const scanner = new FixScanner({
      ...RULES,
      feed: "test",
      workers,
      closed: null,
      now: () => NOW,
      onBatch: async (batch) => {
        expect(busy).toBe(false);
        busy = true;
        sizes.push(batch.size);
        await new Promise((wake) => setTimeout(wake, 1));
        taken.push(...columns(batch, workers).map(([, time]) => time));
        busy = false;
      },
    });
    await scanner.feed(bytes.subarray(0, 700_000));
    await scanner.feed(bytes.subarray(700_000));
    await scanner.finish();
    expect(taken).toEqual(rows.map((_, at) => NOW + at));
    expect(Math.max(...sizes)).toBe(BATCH_ROWS);
    expect(scanner.accepted).toBe(10_000);
  });

  it("returns no promise when a batch is taken at once", () => {
    const workers = new WorkerTable();
    const scanner = new FixScanner({
      ...RULES,
      feed: "t",
      workers,
      closed: null,
      now: () => NOW,
      onBatch: () => {},
    });
    expect(scanner.feed(encode(JSON.stringify(GOOD) + "\n"))).toBeUndefined();
    expect(scanner.finish()).toBeUndefined();
  });

  it("hands on the rows of a slow stream with each chunk, and flush() what a broken body left", () => {
    const sizes: number[] = [];
    const workers = new WorkerTable();
    const onBatch = (batch: FixBatch) => void sizes.push(batch.size);
    const scanner = new FixScanner({ ...RULES, feed: "t", workers, closed: null, now: () => NOW, onBatch });
    scanner.feed(encode(JSON.stringify(GOOD) + "\n" + '{"worker":"w2'));
    expect(sizes).toEqual([1]);
    scanner.flush();
    expect(sizes).toEqual([1]);
    expect(scanner.rows).toBe(1);
  });

  it("holds no 100 MB of heap for a body of 100 MB", () => {
    const workers = new WorkerTable();
    let taken = 0, most = 0;
    const onBatch = (batch: FixBatch) => void (taken += batch.size);
    const scanner = new FixScanner({ ...RULES, feed: "t", workers, closed: null, now: () => NOW, onBatch });
    const before = process.memoryUsage();
    let bytes = 0;
    for (let part = 0; bytes < 100e6; part++) {
      const rows = Array.from(
        { length: 600 },
        (_, at) =>
          `{"worker":"w${at}","time":${NOW + part},"lat":39.9${at},"lon":116.4,"accuracy":5,"note":"${
            "n".repeat(40)
          }"}\n`,
      );
      const chunk = encode(rows.join(""));
      bytes += chunk.length;
      scanner.feed(chunk);
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed - before.heapUsed + now.external - before.external);
    }
    scanner.finish();
    expect(scanner.rejections.total).toBe(0);
    expect(taken).toBe(scanner.rows);
    expect(most).toBeLessThan(60e6);
  }, 60_000);
});
