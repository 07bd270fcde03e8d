import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Commands } from "../../dispatch/commands.ts";
import { Evidence, LARGEST_PHOTO, type PhotoAnswer } from "../../dispatch/evidence.ts";
import { Openings } from "../../dispatch/openings.ts";
import { EvidenceFiles } from "../../store/evidence_files.ts";
import { barePhoto } from "../../store/photo.ts";
import { joined } from "../../store/photo_bytes.ts";
import { readMetadata } from "../../store/photo_metadata.ts";
import { BOUNDS, newKey, openRecord, REPORT, reported, sender, TABLES, type TestRecord } from "./a_record.ts";
import { bytesOf, exif, heic, heicOfPieces, jpeg, manyEntries, png, textOf, webp } from "./photos.ts";

const ANN = sender("ann").person;
const AT = { lat: 36.5975, lon: 121.8825 };
const TOLD = { ...AT, taken: "2026:11:27 08:00:00", maker: "Camera of Li Wei" };
let folder = "";
let record: TestRecord;
let evidence: Evidence;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-evidence-"));
  record = await openRecord(join(folder, "ledger.sqlite"));
  evidence = opened();
});
afterEach(async () => {
  await record.ledger.close();
  rmSync(folder, { recursive: true });
});

function opened(): Evidence {
  return new Evidence({
    files: new EvidenceFiles(join(folder, "evidence")),
    ledger: record.ledger,
    casesWith: () => Promise.resolve([]),
    timeZone: "Asia/Shanghai",
    now: Date.now,
  });
}

const take = (bytes: Uint8Array) => evidence.take(sender("ann"), bytes);
async function kept(bytes: Uint8Array) {
  const answer = await take(bytes);
  if (answer.kind !== "kept") throw new Error(JSON.stringify(answer));
  return answer;
}
const refusal = (answer: PhotoAnswer) => answer.kind === "refused" ? answer.refusal : answer.kind;
const files = () =>
  (readdirSync(join(folder, "evidence"), { recursive: true }) as string[])
    .filter((name) => statSync(join(folder, "evidence", name)).isFile()).sort();

it.each([["image/jpeg", jpeg], ["image/png", png], ["image/webp", webp], ["image/heic", heic]] as const)(
  "keeps %s without what it tells, and that apart",
  async (type, make) => {
    const sent = make(TOLD);
    const { hash, bytes, ...answer } = await kept(sent);
    expect(answer).toEqual({ kind: "kept", type });
    expect(files()).toEqual([join(hash.slice(0, 2), hash.slice(2))]);
    const stored = new Uint8Array(readFileSync(join(folder, "evidence", files()[0]!)));
    expect(createHash("sha256").update(stored).digest("hex")).toBe(hash);
    expect(stored.length).toBe(bytes);
    for (const told of ["Li Wei", "2026:11:27", "xmpmeta", "36.59", "at home", "archive"]) {
      expect(textOf(stored)).not.toContain(told);
    }
    expect(readMetadata(type, stored, "UTC")).toMatchObject({ lat: null, lon: null, taken: null });
    expect(await evidence.look(ANN, hash)).toEqual({ type, content: Buffer.from(stored) });
    const about = await evidence.about(hash);
    expect(about).toMatchObject({ type, bytes, by: "ann", taken: Date.UTC(2026, 10, 27) });
    expect(about!.lat).toBeCloseTo(AT.lat, 5);
    expect(about!.lon).toBeCloseTo(AT.lon, 5);
    expect(about!.original).toBe(createHash("sha256").update(sent).digest("hex"));
  },
);

it("keeps which way up a picture is, and nothing else of its note", async () => {
  const { hash } = await kept(jpeg({ ...TOLD, orientation: 6 }));
  const { content } = (await evidence.look(ANN, hash))!;
  expect(readMetadata("image/jpeg", content, "UTC")).toEqual({
    taken: null,
    lat: null,
    lon: null,
    orientation: 6,
  });
  expect(textOf(content).split("Exif")).toHaveLength(2);
});

it("reads the time in the camera's own zone where it says which, and places south and west", () => {
  const read = (told: object) => readMetadata("image/webp", webp({ ...TOLD, ...told }), "Asia/Shanghai");
  expect(read({ offset: "-05:00" }).taken).toBe(Date.UTC(2026, 10, 27, 13));
  expect(read({ taken: "0000:00:00 00:00:00" }).taken).toBeNull();
  const south = read({ lat: -33.5, lon: -70.25 });
  expect([south.lat, south.lon]).toEqual([-33.5, -70.25]);
  expect(read({ lat: 99, lon: 10 })).toMatchObject({ lat: null, lon: null });
});

it("keeps a photo whose note claims to hold more than the file", async () => {
  // Each of its entries claims to be most of the file.
  const note = manyEntries(4_000, 90_000);
  expect((await take(webp({}, joined([note, new Uint8Array(180_000)])))).kind).toBe("kept");
});

it("never fails over a note that breaks off, loops or lies", () => {
  const whole = exif({ ...TOLD, orientation: 6 });
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
      const note = whole.slice(0, Math.max(end, 1));
      note[at % note.length] = byte;
      const { orientation } = readMetadata("image/webp", webp({}, note), "UTC");
      expect(orientation).toBeGreaterThanOrEqual(1);
      expect(orientation).toBeLessThanOrEqual(8);
    }),
    { numRuns: 300 },
  );
});

it("keeps the same photo once, whoever sends it and however often", async () => {
  const first = await kept(jpeg(TOLD));
  const again = await Promise.all([kept(jpeg(TOLD)), kept(jpeg(TOLD)), kept(jpeg({ ...TOLD, lat: 1 }))]);
  expect(new Set([first, ...again].map(({ hash }) => hash)).size).toBe(1);
  expect(files()).toHaveLength(1);
  const rows = await record.ledger.audit.find({ object: `evidence ${first.hash}`, limit: 10 });
  expect(rows.map(({ who, action }) => [who, action])).toEqual([["ann", "case.add_evidence"]]);
  expect((await evidence.about(first.hash))!.lat).toBeCloseTo(AT.lat, 5);
});

it("takes what is a photo by its content, whatever hides in it", async () => {
  const script = "<script>alert(1)</script>";
  const { hash } = await kept(jpeg(TOLD, { comment: script, behind: `${script}PK\u0003\u0004` }));
  expect(textOf((await evidence.look(ANN, hash))!.content)).not.toContain("script");
  expect(refusal(await take(bytesOf(`${script} renamed to photo.jpg`)))).toBe("not-a-photo");
  expect(refusal(await take(bytesOf("%PDF-1.7\n" + textOf(jpeg()))))).toBe("not-a-photo");
  expect(refusal(await take(bytesOf("<svg xmlns='http://www.w3.org/2000/svg'/>")))).toBe("not-a-photo");
  expect(refusal(await take(bytesOf("GIF89a" + "\0".repeat(50))))).toBe("not-a-photo");
  expect(refusal(await take(new Uint8Array()))).toBe("not-a-photo");
  // A beginning as of a photo, and then something else.
  expect(refusal(await take(joined([jpeg().subarray(0, 4), bytesOf(script.repeat(9))])))).not.toBe("kept");
  expect(files()).toHaveLength(1);
});

it("refuses what is too large, and what broke off anywhere, and never fails over it", async () => {
  const large = new Uint8Array(LARGEST_PHOTO + 1);
  large.set(jpeg());
  expect(refusal(await take(large))).toBe("too-large");
  for (const make of [jpeg, png, webp, heic]) {
    const whole = make(TOLD);
    const end = make === png ? whole.length - 36 : whole.length;
    for (let length = 0; length < end; length += 7) {
      expect(refusal(await take(whole.subarray(0, length))), `${length} bytes`).not.toBe("kept");
    }
  }
  expect(files()).toEqual([]);
});

it("refuses a photo that claims millions of pieces in a few bytes", async () => {
  expect(refusal(await take(heicOfPieces(120)))).toBe("broken-photo");
});

it("throws away what a crash left half, at the next start", async () => {
  const drafts = join(folder, "evidence", "drafts");
  Deno.writeFileSync(join(drafts, "7"), bytesOf("half a photo"));
  const { hash } = await kept(png());
  evidence = opened();
  expect(readdirSync(drafts)).toEqual([]);
  expect((await evidence.look(ANN, hash))!.type).toBe("image/png");
  expect(await evidence.look(ANN, "0".repeat(64))).toBeNull();
});

it("refuses a command that names a photo nobody sent, until it is sent", async () => {
  const { desk, ledger, book } = record;
  const unknownEvidence = (hashes: readonly string[]) => ledger.evidence.unknown(hashes);
  const tables = () => TABLES;
  const commands = new Commands({ desk, tables, unknownEvidence });
  const whereIs = () => ({ cell: "8a30e0d8c4affff", areas: [] });
  const openings = new Openings({ desk, tables, whereIs, unknownEvidence, bounds: BOUNDS });
  const id = await reported(record);
  const photo = png();
  const hash = createHash("sha256").update(barePhoto("image/png", photo, 1)!).digest("hex");
  const command = { kind: "add_evidence", evidence: [{ hash, kind: "near" }] };
  const sent = { key: newKey(), case: id, version: 1, command };
  expect(await commands.execute(sender("acceptor"), sent))
    .toEqual({ kind: "refused", refusal: "unknown-evidence", case: id });
  const report = { key: newKey(), report: { ...REPORT, evidence: [{ hash, kind: "near" }] } };
  expect(await openings.report(sender("acceptor"), report))
    .toEqual({ kind: "refused", refusal: "unknown-evidence" });
  await kept(photo);
  expect((await commands.execute(sender("acceptor"), sent)).kind).toBe("done");
  expect((await openings.report(sender("acceptor"), report)).kind).toBe("done");
  expect(book.get(id)!.evidence).toMatchObject([{ hash, kind: "near", by: "acceptor" }]);
});
