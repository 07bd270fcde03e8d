import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Evidence, LARGEST_PHOTO } from "../../dispatch/evidence.ts";
import { may } from "../../dispatch/rights.ts";
import { mountEvidence } from "../../routes/api/evidence.ts";
import { HttpError } from "../../routes/http_error.ts";
import type { Case } from "../../store/case.ts";
import { EvidenceFiles, StorageError } from "../../store/evidence_files.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import { sender } from "../dispatch/a_record.ts";
import { jpeg, textOf } from "../dispatch/photos.ts";

/** A case that names every photo, in no area of its own. */
const NAMING = { areas: [], crew: [] } as unknown as Case;

let folder = "";
let ledger: Ledger;
let app: Hono;
let files: EvidenceFiles;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-evidence-"));
  ledger = await openLedger(join(folder, "ledger.sqlite"));
  files = new EvidenceFiles(join(folder, "evidence"));
  app = new Hono();
  mountEvidence(app, {
    evidence: new Evidence({
      ...{ files, ledger, timeZone: "Asia/Shanghai", now: Date.now },
      casesWith: () => Promise.resolve([NAMING]),
    }),
    // Whoever a header names.
    allow(c, action) {
      const who = sender(c.req.header("who") ?? "nobody");
      if (!may(who.person, action).ok) throw new HttpError(403, `${who.person.name} may not ${action}`);
      return who;
    },
  });
  app.onError((error, c) => {
    if (!(error instanceof HttpError)) throw error;
    if (error.retryAfter !== undefined) c.header("retry-after", String(error.retryAfter));
    return c.json({ error: error.message }, error.status);
  });
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const send = (body: Uint8Array, headers: Record<string, string> = {}) =>
  app.request("/api/evidence", {
    method: "POST",
    headers: { who: "ann", "content-type": "image/jpeg", ...headers },
    body: body as Uint8Array<ArrayBuffer>,
  });

it("takes a photo and gives it back without its place, for ever the same", async () => {
  const answer = await send(jpeg({ lat: 36.5, lon: 121.9, maker: "Li Wei" }));
  expect(answer.status).toBe(201);
  const { hash, type, bytes } = await answer.json();
  expect(type).toBe("image/jpeg");
  const served = await app.request(`/api/evidence/${hash}`, { headers: { who: "checker" } });
  expect(Object.fromEntries(served.headers)).toMatchObject({
    "cache-control": "private, max-age=31536000, immutable",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": "image/jpeg",
    "x-content-type-options": "nosniff",
  });
  const content = new Uint8Array(await served.arrayBuffer());
  expect(content.length).toBe(bytes);
  expect(textOf(content)).not.toContain("Li Wei");
  const again = await app.request(`/api/evidence/${hash}`, {
    headers: { who: "checker", "if-none-match": `"${hash}"` },
  });
  expect(again.status).toBe(304);
});

it("asks who sends and who looks", async () => {
  expect((await send(jpeg(), { who: "leader" })).status).toBe(403);
  const { hash } = await (await send(jpeg())).json();
  const look = async (who: string) =>
    (await app.request(`/api/evidence/${hash}`, { headers: { who } })).status;
  expect(await look("leader")).toBe(200);
  expect(await look("nobody")).toBe(403);
});

it("refuses by name, with a status of its own, what it does not take", async () => {
  const refusal = async (answer: Response) => [answer.status, (await answer.json()).error];
  const text = new TextEncoder().encode("a text called photo.jpg");
  expect(await refusal(await send(text))).toEqual([415, expect.stringContaining("no photo by its content")]);
  expect(await refusal(await send(jpeg().subarray(0, 200)))).toEqual([
    422,
    expect.stringContaining("not whole"),
  ]);
  const large = new Uint8Array(LARGEST_PHOTO + 1);
  large.set(jpeg());
  expect(await refusal(await send(large))).toEqual([413, expect.stringContaining("at most 8388608 bytes")]);
  expect(await refusal(await send(jpeg(), { "content-type": "multipart/form-data" })))
    .toEqual([415, expect.stringContaining("as the body")]);
  const look = (name: string) => app.request(`/api/evidence/${name}`, { headers: { who: "checker" } });
  for (const name of ["0".repeat(64), "..%2f..%2fledger.sqlite", "x"]) {
    expect((await look(name)).status).toBe(404);
  }
});

it("says in words that the disk is full, and when to send again", async () => {
  files.put = () =>
    Promise.reject(new StorageError("The photo cannot be kept (ENOSPC): make room in DATA_DIR"));
  const answer = await send(jpeg());
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  expect((await answer.json()).error).toContain("make room");
});
