/** Shifts handed over in a running city: signed by two, seen by whoever answers for the areas, on record. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { join } from "node:path";
import type { Handover, HandoverSheet } from "../../store/handover.ts";
import { verifyRecord } from "../../store/audit_verify.ts";
import { DatabaseSync } from "../../store/sqlite.ts";
import type { Running } from "../server.ts";
import { type Caller, cityOfTwo, EAST, firstAdmin, newPerson, signIn, startEmpty, WEST } from "./entrance.ts";

const city = cityOfTwo();
type Someone = Caller & { readonly id: string };
let server: Running, leaving: Someone, coming: Someone, other: Someone, west: Someone, worker: Someone;
beforeAll(async () => {
  server = await startEmpty(city.folder, { env: { API_KEYS: "reader:read-key:read" } });
  const admin = await firstAdmin(server);
  const dispatcher = (login: string, areas: string[]) =>
    newPerson(server, admin, login, { roles: ["dispatcher", "acceptor"], areas });
  leaving = await dispatcher("leaving", ["*"]);
  coming = await dispatcher("coming", ["*"]);
  other = await dispatcher("other", ["*"]);
  west = await dispatcher("west", ["west"]);
  worker = await newPerson(server, admin, "worker", {
    roles: ["worker"],
    areas: ["west"],
    post: { id: "w1", kind: "dedicated" },
  });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const key = () => crypto.randomUUID();
const report = (who: Caller, place: typeof WEST, title: string, severity = 3) =>
  who.send("POST", "/api/cases", { key: key(), report: { category: "road", severity, title, ...place } });
const draftOf = async (who: Caller) => await (await who.get("/api/handovers/draft")).json() as HandoverSheet;
const listOf = async (who: Caller) =>
  (await (await who.get("/api/handovers")).json()).handovers as Handover[];
const give = async (who: Caller, sent: object = {}) =>
  (await (await who.send("POST", "/api/handovers", { key: key(), ...sent })).json()).handover as Handover;
const take = (who: Caller, id: string, sent: object = {}) =>
  who.send("POST", `/api/handovers/${id}/take`, { key: key(), ...sent });

it("the sheet is put down by the server, for the areas of whoever signs; two people sign it", async () => {
  expect((await report(leaving, WEST, "井盖缺失", 1)).status).toBe(201);
  expect((await report(leaving, EAST, "路灯不亮")).status).toBe(201);
  expect(await draftOf(leaving)).toMatchObject({ open: 2, changes: { reported: 2 } });
  expect(await draftOf(west)).toMatchObject({ open: 1, noted: [{ title: "井盖缺失" }] });
  const promises = [{ text: "三点前回电王女士", until: Date.now() + 3_600_000 }];
  promises.push({ text: "明早复查", until: "2099-01-02T08:00" as unknown as number });
  const given = await give(leaving, { note: "路灯班组在路上", promises });
  promises[1]!.until = Date.parse("2099-01-02T08:00+08:00");
  expect(given).toMatchObject({ given: { by: leaving.id, note: "路灯班组在路上" }, taken: null, promises });
  expect(given.sheet).toMatchObject({ open: 2 });
  expect((await take(leaving, given.id)).status).toBe(422);
  const taken = await take(coming, given.id, { note: "收到" });
  expect(await taken.json()).toMatchObject({
    kind: "done",
    handover: { taken: { by: coming.id, note: "收到" } },
  });
  // The next sheet begins where this one ended.
  expect((await draftOf(coming)).from).toBe(given.given.at);
});

it("of two who take it over one wins, and the other is told who; the same key gets the first answer again", async () => {
  const { id } = await give(leaving);
  const answers = await Promise.all([coming, other].map((one) => take(one, id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = await answers.find(({ status }) => status === 409)!.json();
  expect([coming.id, other.id]).toContain(lost.handover.taken.by);
  const again = { key: key() };
  const first = await give(leaving, again);
  expect(await give(leaving, again)).toEqual(first);
  expect((await leaving.send("POST", "/api/handovers", { ...again, note: "anders" })).status).toBe(422);
});

it("whoever answers for a part of the areas is shown nothing of the whole, and may not take it over", async () => {
  const whole = await give(leaving);
  expect((await listOf(west)).map(({ id }) => id)).not.toContain(whole.id);
  expect((await take(west, whole.id)).status).toBe(404);
  const part = await give(west);
  expect(JSON.stringify(part)).not.toContain("路灯");
  expect((await listOf(coming)).map(({ id }) => id)).toContain(part.id);
  expect((await take(coming, part.id)).status).toBe(200);
  for (const path of ["/api/handovers", "/api/handovers/draft"]) {
    expect((await worker.get(path)).status).toBe(403);
  }
});

it("a wrong field is named, and nothing is signed", async () => {
  const before = (await listOf(leaving)).length;
  for (
    const [sent, word] of [
      [{ promises: [{ text: "" }] }, "promises"],
      [{ promises: "x" }, "promises"],
      [{ note: 3 }, "note"],
      [{ promises: [{ text: "x", until: "noon" }] }, "promises.0.until"],
      [{ key: " " }, "key"],
      [{ sheet: {} }, "sheet"],
    ] as const
  ) {
    const answer = await leaving.send("POST", "/api/handovers", { key: key(), ...sent });
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toContain(word);
  }
  expect(await listOf(leaving)).toHaveLength(before);
});

it("whoever signs in again is told what happened since they left, of their own areas and cases", async () => {
  const first = await (await west.get("/api/since")).json();
  expect(first).toMatchObject({ left: null, sheet: null });
  const made = await (await report(west, WEST, "广告牌松动")).json();
  const id = made.cases[0].id as string;
  expect((await west.send("POST", `/api/cases/${id}/watch`)).ok).toBe(true);
  await west.send("DELETE", "/api/session");
  await report(coming, WEST, "树倒", 2);
  await report(coming, EAST, "别处的事");
  await coming.send("POST", `/api/cases/${id}/commands`, {
    ...{ key: key(), version: 1, command: { kind: "note", text: "已联系业主" } },
  });
  const back = await signIn(server, "west");
  const since = await (await back.get("/api/since")).json();
  expect(since.left).toBeLessThan(since.now);
  expect(since.sheet.changes.reported).toBe(1);
  expect(since.watched).toEqual([{ id, title: "广告牌松动", stage: "reported" }]);
  expect((await fetch(`${server.url}/api/since`)).status).toBe(401);
});

it("a key reads neither what was handed over nor what would be", async () => {
  for (const path of ["/api/handovers", "/api/handovers/draft", "/api/since"]) {
    const answer = await fetch(server.url + path, { headers: { authorization: "Bearer read-key" } });
    expect([path, answer.status, (await answer.json()).error]).toEqual([
      ...[path, 403],
      expect.stringContaining("a key may not"),
    ]);
  }
});

it("a promise is by a time that every screen can say", async () => {
  const promises = [{ text: "回电", until: Number.MAX_SAFE_INTEGER }];
  const answer = await leaving.send("POST", "/api/handovers", { key: key(), promises });
  expect([answer.status, await answer.json()]).toEqual([400, {
    error: expect.stringContaining("promises.0.until"),
  }]);
});

it("each signature is on record, and an edit shows", () => {
  const file = join(server.dataDir, "two", "ledger.sqlite");
  expect(verifyRecord(file).fault).toBeNull();
  const db = new DatabaseSync(file);
  const [{ body }] = db.prepare("SELECT body FROM handovers WHERE number = 1").all() as [{ body: string }];
  const set = (text: string) => db.prepare("UPDATE handovers SET body = ? WHERE number = 1").run(text);
  set(body.replace("收到", "没收到"));
  expect(verifyRecord(file).fault).toEqual({ kind: "differs", noun: "handover", id: "h1" });
  set(body);
  expect(verifyRecord(file).fault).toBeNull();
  db.exec("CREATE TEMP TABLE kept AS SELECT * FROM handovers; DELETE FROM handovers WHERE number = 1");
  expect(verifyRecord(file).fault).toEqual({ kind: "gone", noun: "handover", id: "h1" });
  db.exec("INSERT INTO handovers SELECT * FROM kept WHERE number = 1");
  db.close();
});
