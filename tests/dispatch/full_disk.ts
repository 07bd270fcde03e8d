/** A server whose disk fills up while people work: what it acknowledges is stored, the rest is refused, and it goes on by itself. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { verifyRecord } from "../../store/audit_verify.ts";
import { openLedger } from "../../store/ledger.ts";
import { engineOf } from "../engine_process.ts";
import { type Running, startServer } from "../server.ts";
import { openSmallDisk, type SmallDisk } from "../small_disk.ts";
import { expectWhole } from "./audited.ts";
import { Desks } from "./desks.ts";
import { Feeds } from "./feeds.ts";
import { jpeg } from "./photos.ts";
import { expectSame, ready } from "./same_record.ts";

export interface Filled {
  readonly disk: SmallDisk["kind"];
  readonly acknowledged: number;
  readonly refused: number;
  /** Of cases, in the ledger and in ClickHouse. */
  readonly events: number;
}

const DISK_BYTES = 96 * 1024 * 1024;
/** Room for some hundred commands. */
const LEFT = 600_000;
const REFUSALS = 40;

/** Fills the disk and makes room again so many times. */
export async function fillAgainAndAgain(times: number, lanes: number): Promise<Filled> {
  using disk = openSmallDisk(DISK_BYTES);
  const { folder: dataDir, before, kind } = disk;
  let seen: Pick<Desks, "acknowledged" | "refused"> & { readonly events: number };
  {
    await using server = await startServer({ env: { CITY: "tests/cities/tiny" }, dataDir, before });
    await ready(server);
    await using desks = new Desks(server, lanes, 5);
    await using feeds = new Feeds(server);
    for (let time = 0; time < times; time++) {
      await desks.more(20);
      disk.fill(pidsOf(server), LEFT);
      await desks.refusals(REFUSALS);
      await expectPhotoRefused(server, time);
      disk.makeRoom(pidsOf(server));
      await desks.more(50);
      await expectPhotoKept(server, time);
    }
    await desks.stop();
    await feeds.stop();
    expectInWords(desks);
    expect(feeds.refused.filter((what) => what !== "incidents 503")).toEqual([]);
    const { events } = await expectSame(server, "tiny");
    seen = { acknowledged: desks.acknowledged, refused: desks.refused, events };
    expect(await server.stop("SIGTERM"), "the same process, ended in order").toBe(0);
  }
  await expectStored(join(dataDir, "tiny", "ledger.sqlite"), seen.acknowledged);
  return {
    disk: kind,
    acknowledged: seen.acknowledged.length,
    refused: seen.refused.length,
    events: seen.events,
  };
}

const pidsOf = ({ pid }: Running) => [pid, engineOf(pid)?.pid ?? pid];

/** Nothing failed in another way than it should, and the way to go on is in the words. */
function expectInWords({ refused }: Desks): void {
  for (const { way, status, retryAfter, said } of refused) {
    expect([way, status], said).toEqual([way, way === "http" ? 503 : 200]);
    expect(Number(retryAfter), "seconds to wait").toBeGreaterThan(0);
    expect(said).toMatch(/nothing of it is stored; look at the free space of DATA_DIR/);
  }
}

async function expectStored(file: string, acknowledged: Desks["acknowledged"]): Promise<void> {
  const { fault } = verifyRecord(file);
  expect(fault).toBeNull();
  const ledger = await openLedger(file);
  const events = await expectWhole(ledger);
  await ledger.close();
  const stored = events.map(({ case: { id }, version }) => `${id} ${version}`).sort();
  expect(stored, "what was acknowledged and nothing else").toEqual(
    acknowledged.map(({ id, version }) => `${id} ${version}`).sort(),
  );
}

/** Too large for what may be left. */
function photoOf(time: number): Uint8Array<ArrayBuffer> {
  const small = jpeg();
  const scan = new Uint8Array(2_000_000).fill(time + 1);
  return new Uint8Array([...small.subarray(0, -2), ...scan, ...small.subarray(-2)]);
}

const sendPhoto = (server: Running, time: number) =>
  server.fetch("/api/evidence", {
    method: "POST",
    headers: { "content-type": "image/jpeg" },
    body: photoOf(time),
  });

const filesOf = ({ dataDir }: Running) =>
  readdirSync(join(dataDir, "tiny", "evidence"), { recursive: true }).sort();

async function expectPhotoRefused(server: Running, time: number): Promise<void> {
  const before = filesOf(server);
  const answer = await sendPhoto(server, time);
  expect([answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([503, true]);
  expect((await answer.json()).error).toMatch(/nothing of it is stored; make room in DATA_DIR/);
  expect(filesOf(server), "nothing half written").toEqual(before);
}

async function expectPhotoKept(server: Running, time: number): Promise<void> {
  const kept = await sendPhoto(server, time);
  expect(kept.status).toBe(201);
  const { hash, bytes } = await kept.json();
  const back = await server.fetch(`/api/evidence/${hash}`);
  expect((await back.arrayBuffer()).byteLength).toBe(bytes);
}
