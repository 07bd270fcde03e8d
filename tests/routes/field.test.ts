/** The phone's own doors and those of other apps, in a city that requires shifts: only the own worker, only on duty. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DatabaseSync } from "../../store/sqlite.ts";
import { jpeg } from "../dispatch/photos.ts";
import { PushBrowser } from "../dispatch/push_browser.ts";
import type { Running } from "../server.ts";
import { type Caller, cityOfTwo, EAST, firstAdmin, newPerson, startEmpty, WEST } from "./entrance.ts";
import { expectAsWritten } from "./record.ts";

const city = cityOfTwo("required");
let server: Running, admin: Caller, ann: Caller & { id: string }, bo: Caller, dispatcher: Caller;
beforeAll(async () => {
  server = await startEmpty(city.folder);
  admin = await firstAdmin(server);
  const worker = (id: string) => ({ roles: ["worker"], areas: [], post: { id, kind: "dedicated" } });
  ann = await newPerson(server, admin, "ann", worker("w1"));
  bo = await newPerson(server, admin, "bo", worker("w2"));
  dispatcher = await newPerson(server, admin, "dispatcher", {
    roles: ["dispatcher", "operator", "acceptor"],
  });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const send = (who: Caller, fixes: unknown) => who.send("POST", "/api/field/fixes", { fixes });
const osmand = (query: string) => fetch(`${server.url}/osmand?${query}`);
const deviceOf = async (who: Caller, name = "phone") =>
  await (await who.send("POST", "/api/field/devices", { name })).json() as {
    device: { id: string };
    secret: string;
  };
let times = 0;
/** A time of its own for each fix: one of the same time would be a duplicate. */
const now = () => Date.now() - 10_000 + ++times * 7;

test("off duty nothing is taken; after signing on the own position is, with its accuracy, and nobody else's", async () => {
  const off = await send(ann, [{ time: now(), ...WEST }]);
  expect([off.status, await off.json()]).toMatchObject([202, { accepted: 0, reasons: { "off-duty": 1 } }]);
  expect((await ann.send("POST", "/api/shifts/own", { do: "start" })).status).toBe(200);
  const begun = Date.now();
  const rows = [
    { time: begun + 1, ...WEST, accuracy: 8, speed: -1 },
    { time: begun + 2, lat: "x", lon: 1 },
    7,
  ];
  expect(await (await send(ann, rows)).json()).toMatchObject({
    ...{ accepted: 1, rejected: 2, reasons: { unreadable: 2 } },
    rejections: [{ index: 1 }, { index: 2 }],
  });
  expect(await (await dispatcher.get("/api/workers/w1")).json()).toMatchObject({ worker: "w1" });
  const other = await send(ann, [{ time: begun + 3, ...WEST, worker: "w2" }]);
  expect([other.status, (await other.json()).error]).toEqual([403, expect.stringContaining('"w2"')]);
  expect((await send(dispatcher, [{ time: begun + 4, ...WEST }])).status).toBe(403);
  expect((await send(ann, "no list")).status).toBe(400);
  expect((await send(ann, Array(1001).fill({}))).status).toBe(400);
  const foreign = await ann.send("POST", "/api/field/fixes", { fixes: [] }, {
    origin: "https://elsewhere.example",
  });
  expect(foreign.status, "a page of another site").toBe(403);
});

test("a phone is told the own cases, what may be done and until when the shift goes", async () => {
  const report = { category: "road", severity: 2, title: "井盖缺失", ...WEST };
  const opened = await (await dispatcher.send("POST", "/api/cases", { key: crypto.randomUUID(), report }))
    .json();
  const id = opened.cases[0].id;
  const give = async (version: number, command: object) => {
    const answer = await dispatcher.send("POST", `/api/cases/${id}/commands`, {
      key: crypto.randomUUID(),
      version,
      command,
    });
    expect(answer.status, await answer.text()).toBe(200);
  };
  await give(1, { kind: "file", condition: "unlisted" });
  await give(2, { kind: "dispatch", worker: "w1" });
  const field = await (await ann.get("/api/field")).json();
  expect(field).toMatchObject({
    ...{ worker: "w1", person: { id: ann.id, login: "ann" } },
    duty: { since: expect.any(Number), until: expect.any(Number), next: null },
    cases: [{ case: { id, version: 3, stage: "dispatched", title: "井盖缺失" }, lead: true }],
  });
  expect(field.cases[0].commands).toEqual(expect.arrayContaining(["accept", "refuse"]));
  expect((await (await bo.get("/api/field")).json()).cases).toEqual([]);
  expect((await dispatcher.get("/api/field")).status).toBe(403);
  expect((await fetch(`${server.url}/api/field`)).status).toBe(401);
});

test("a phone is told that the own call for help is out and who took it up, and of nobody else's", async () => {
  const callOf = async (who: Caller) => (await (await who.get("/api/field")).json()).call;
  expect(await callOf(ann)).toBeNull();
  const before = Date.now();
  const called = await ann.send("POST", "/api/sos", { key: crypto.randomUUID(), ...WEST });
  const { alert: { id } } = await called.json();
  const out = await callOf(ann);
  expect(out).toEqual({ id, at: expect.any(Number), taken: null });
  expect(out.at).toBeGreaterThanOrEqual(before);
  const again = await ann.send("POST", "/api/sos", { key: crypto.randomUUID(), at: Date.now(), ...WEST });
  expect((await again.json()).alert.id).toBe(id);
  expect((await callOf(ann)).at, "when it was pressed last").toBeGreaterThan(out.at);
  const key = crypto.randomUUID();
  expect((await dispatcher.send("POST", `/api/alerts/${id}/acknowledge`, { key })).status).toBe(200);
  expect(await callOf(ann)).toMatchObject({ id, taken: { name: "名 dispatcher", at: expect.any(Number) } });
  expect(await callOf(bo)).toBeNull();
  const { alert: next } = await (await ann.send("POST", "/api/sos", { key: crypto.randomUUID() })).json();
  expect(await callOf(ann)).toMatchObject({ id: next.id, taken: null });
});

test("another app sends by a device id of the worker's, through the same gate, until the id is taken away", async () => {
  const { device, secret } = await deviceOf(ann);
  expect(secret).toMatch(/^[a-z2-9]{26}$/);
  const at = now() + 20_000;
  const good = await osmand(`id=${secret}&lat=${WEST.lat}&lon=${WEST.lon}&timestamp=${at}&speed=1`);
  expect([good.status, await good.json()]).toMatchObject([200, { accepted: 1, rejected: 0 }]);
  const location = {
    timestamp: new Date(at + 1_000).toISOString(),
    coords: { latitude: EAST.lat, longitude: EAST.lon },
  };
  const json = await fetch(`${server.url}/osmand`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ device_id: secret, location }),
  });
  expect(await json.json()).toMatchObject({ accepted: 1 });
  // Refused rows are answered as taken note of: the app would send them again for ever.
  for (const [query, reason] of [["lat=1&lon=2", "outside-bounds"], ["cell=1,2", "missing-field"]]) {
    const answer = await osmand(`id=${secret}&timestamp=${at + 2_000}&${query}`);
    expect([answer.status, await answer.json()]).toMatchObject([200, {
      accepted: 0,
      reasons: { [reason!]: 1 },
    }]);
  }
  const { devices } = await (await ann.get("/api/field/devices")).json();
  expect(devices).toMatchObject([{ id: device.id, name: "phone", used: expect.any(Number) }]);
  expect(JSON.stringify(devices)).not.toContain(secret);
  expect((await bo.send("DELETE", `/api/field/devices/${device.id}`)).status, "somebody else's").toBe(404);
  expect((await ann.send("DELETE", `/api/field/devices/${device.id}`)).status).toBe(204);
  expect((await osmand(`id=${secret}&lat=1&lon=2`)).status).toBe(401);
});

test("a device of a worker who is off duty, or whose account is closed, opens nothing", async () => {
  const { secret } = await deviceOf(bo);
  const place = `lat=${WEST.lat}&lon=${WEST.lon}`;
  const off = await osmand(`id=${secret}&${place}`);
  expect([off.status, await off.json()]).toMatchObject([200, { accepted: 0, reasons: { "off-duty": 1 } }]);
  expect((await osmand(`id=w2&${place}`)).status, "the id of a worker is no secret").toBe(401);
  expect((await osmand(place)).status).toBe(400);
  const metrics = await (await dispatcher.get("/metrics")).text();
  expect(metrics).toMatch(/osmand/);
  const { people } = await (await admin.get("/api/people?q=bo")).json();
  const { id, login, name, roles, areas, post, version } = people[0];
  const draft = { login, name, roles, areas, post, version, active: false };
  const closed = await admin.send("PUT", `/api/people/${id}`, draft);
  expect(closed.status, await closed.text()).toBe(200);
  expect((await osmand(`id=${secret}&${place}`)).status).toBe(401);
});

test("an account has at most five devices, each with a name", async () => {
  expect((await ann.send("POST", "/api/field/devices", { name: " " })).status).toBe(400);
  // Also where they are asked for at once.
  const asked = await Promise.all(
    Array.from({ length: 8 }, (_, i) => ann.send("POST", "/api/field/devices", { name: `phone ${i}` })),
  );
  expect(asked.map(({ status }) => status).sort()).toEqual([...Array(5).fill(201), ...Array(3).fill(400)]);
  const more = await ann.send("POST", "/api/field/devices", { name: "one more" });
  expect([more.status, (await more.json()).error]).toEqual([400, expect.stringContaining("5 devices")]);
  expect((await dispatcher.send("POST", "/api/field/devices", { name: "x" })).status).toBe(403);
});

test("a deed that names who did it is taken from nobody else who is signed in on the same phone", async () => {
  const post = (who: Caller, meant: string) =>
    who.send("POST", "/api/field/fixes", { fixes: [] }, { "x-hexwall-person": meant });
  expect((await post(ann, ann.id)).status).toBe(202);
  const other = await post(ann, "p999");
  expect([other.status, (await other.json()).error]).toEqual([401, expect.stringContaining("p999")]);
});

test("a photo that says nothing of its place has that from the phone; one that does is believed first", async () => {
  const take = async (photo: Uint8Array, headers: Record<string, string>) =>
    await fetch(`${server.url}/api/evidence`, {
      method: "POST",
      headers: { cookie: ann.cookie, origin: server.url, "content-type": "image/jpeg", ...headers },
      body: new Uint8Array(photo),
    });
  const told = { "x-photo-taken": "1795800000000", "x-photo-place": "36.15,120.2" };
  const bare = await (await take(jpeg({}), told)).json();
  const own = jpeg({ lat: 36.1, lon: 120.3, taken: "2026:11:27 08:00:00", offset: "+08:00" });
  const { hash } = await (await take(own, { ...told, "x-photo-place": "nowhere" })).json();
  const ledger = new DatabaseSync(`${server.dataDir}/two/ledger.sqlite`, { readOnly: true });
  const kept = (of: string) => ledger.prepare("SELECT taken, lat, lon FROM evidence WHERE hash = ?").get(of);
  // A bare picture of eight points is the same file for both; the first to send it is believed.
  expect(kept(bare.hash)).toMatchObject({ taken: 1_795_800_000_000, lat: 36.15, lon: 120.2 });
  expect(bare.hash).toBe(hash);
  ledger.close();
});

test("a browser subscribes for its own account, to a push service and to nothing of the city's network", async () => {
  const { key } = await (await ann.get("/api/push")).json();
  expect(key).toMatch(/^B[\w-]{86}$/);
  const keys = { p256dh: key, auth: "a".repeat(22) };
  const put = (who: Caller, endpoint: string) =>
    who.send("PUT", "/api/push/subscription", { endpoint, keys, lang: "zh" });
  const endpoint = "https://push.example/one";
  expect((await put(ann, endpoint)).status).toBe(204);
  for (const bad of ["http://push.example/one", "https://10.0.0.1/", "https://[::1]/"]) {
    expect((await put(ann, bad)).status, bad).toBe(400);
  }
  expect((await put(dispatcher, endpoint)).status).toBe(403);
  // Nothing could ever be encrypted by it.
  const odd = { endpoint, keys: { ...keys, p256dh: `B${"A".repeat(86)}` }, lang: "zh" };
  expect((await ann.send("PUT", "/api/push/subscription", odd)).status).toBe(400);
  const drop = (who: Caller) => who.send("DELETE", "/api/push/subscription", { endpoint });
  expect((await drop(dispatcher)).status).toBe(403);
  expect([(await drop(ann)).status, (await drop(ann)).status]).toEqual([204, 404]);
});

test("who is sent is told by push within the second, by a server that this machine alone reaches", async () => {
  const browser = await new PushBrowser().open();
  expect((await ann.send("PUT", "/api/push/subscription", browser.subscription("en"))).status).toBe(204);
  const report = {
    category: "road",
    severity: 1,
    title: "王女士报",
    address: "东路 1 号 · 1 East Rd",
    ...WEST,
  };
  const opened = await (await dispatcher.send("POST", "/api/cases", { key: crypto.randomUUID(), report }))
    .json();
  const { id } = opened.cases[0];
  for (
    const [version, command] of [[1, { kind: "file", condition: "unlisted" }], [2, {
      kind: "dispatch",
      worker: "w1",
    }]]
  ) {
    const sent = { key: crypto.randomUUID(), version, command };
    expect((await dispatcher.send("POST", `/api/cases/${id}/commands`, sent)).status).toBe(200);
  }
  await expect.poll(() => browser.got.length, { timeout: 1_000, interval: 20 }).toBe(1);
  expect(JSON.parse(browser.read(browser.got[0]!.body))).toEqual({
    ...{ title: `New case ${id}`, body: "road · 1 East Rd", lang: "en", case: id },
  });
  browser.close();
});

test("leaves a record in which no edit is found", () => expectAsWritten(server));
