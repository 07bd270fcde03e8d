/** A track and the audit record through the front door. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { KEY, type Running } from "../server.ts";
import { type Caller, cityOfTwo, EAST, firstAdmin, newPerson, startEmpty, WEST } from "./entrance.ts";

const city = cityOfTwo();
let server: Running, admin: Caller;
const people: Record<string, Caller & { id: string }> = {};
beforeAll(async () => {
  server = await startEmpty(city.folder, { env: { API_KEYS: `test:${KEY}:ingest` } });
  admin = await firstAdmin(server);
  for (
    const [login, draft] of Object.entries({
      western: { roles: ["dispatcher"], areas: ["west"] },
      leader: { roles: ["leader"] },
    })
  ) people[login] = await newPerson(server, admin, login, draft);
  const rows = [WEST, { ...WEST, lat: WEST.lat + 0.001 }, EAST].map((place, i) =>
    JSON.stringify({ worker: "甲/1", time: Date.now() - [50, 48, 6][i]! * 60_000, ...place })
  );
  expect(await (await server.post("/api/fixes", rows.join("\n"))).json()).toMatchObject({ accepted: 3 });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const path = `/api/workers/${encodeURIComponent("甲/1")}/track`;
const question = () => ({ from: Date.now() - 3_600_000, to: Date.now() + 1_000, reason: "居民投诉核实" });

it("is read with a reason by those who may, in their area, and stands on record with it", async () => {
  await expect.poll(async () => {
    const response = await people.western!.send("POST", path, question());
    return response.status === 200 ? await response.json() : await response.text();
  }, { timeout: 20_000 }).toMatchObject({
    worker: "甲/1",
    elsewhere: 1,
    points: [WEST, { lat: WEST.lat + 0.001 }],
  });
  const { rows } = await (await admin.get(`/api/audit?object=${encodeURIComponent("worker 甲/1")}`)).json();
  expect(rows[0]).toMatchObject({
    who: people.western!.id,
    name: "名 western",
    action: "track.read",
    object: "worker 甲/1",
  });
  expect(JSON.parse(rows[0].detail)).toMatchObject({ reason: "居民投诉核实" });
});

it("refuses without a reason, without the right, and from another origin", async () => {
  const { reason: _, ...without } = question();
  const refused = await people.western!.send("POST", path, without);
  expect([refused.status, (await refused.json()).error]).toEqual([400, expect.stringContaining("reason")]);
  expect((await people.leader!.send("POST", path, question())).status).toBe(403);
  expect((await fetch(server.url + path, { method: "POST" })).status).toBe(401);
  const elsewhere = { origin: "http://elsewhere.example" };
  expect((await people.western!.send("POST", path, question(), elsewhere)).status).toBe(403);
});

it("the audit record is read newest first, narrowed, in pages, and only by those who may", async () => {
  expect((await people.western!.get("/api/audit")).status).toBe(403);
  const all = await (await people.leader!.get("/api/audit")).json();
  const numbers = all.rows.map(({ number }: { number: number }) => number);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(numbers[0]).toBe(all.head.number);
  const older = await (await admin.get(`/api/audit?before=${numbers[1]}`)).json();
  expect(older.rows[0].number).toBe(numbers[2]);
  const mine = await (await admin.get(`/api/audit?who=root&action=people.manage`)).json();
  expect(mine.rows.length).toBeGreaterThan(0);
  for (const row of mine.rows) expect(row).toMatchObject({ name: "管理员", action: "people.manage" });
  expect((await admin.get("/api/audit?before=x")).status).toBe(400);
  expect((await admin.get("/api/audit?from=yesterday")).status).toBe(400);
});
