/** What the console asks of a running city: triage of one's own, watching, searching, what lies within a line, who looks. */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CaseLookers } from "../../streams/wire.ts";
import { TestScreen } from "../screen.ts";
import type { Running } from "../server.ts";
import {
  type Caller,
  cityOfTwo,
  EAST,
  firstAdmin,
  newPeople,
  startEmpty,
  WEST,
  workersAt,
} from "./entrance.ts";
import { expectAsWritten } from "./record.ts";

const city = cityOfTwo();
const file = `${city.folder}/city.json`;
const road = { code: "road", zh: "道路", en: "Road", group: { zh: "市政", en: "Works" } };
writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), categories: [road] }));
let server: Running;
let people: Record<string, Caller>;

beforeAll(async () => {
  server = await startEmpty(city.folder);
  const admin = await firstAdmin(server);
  people = await newPeople(server, admin, {
    acceptor: { roles: ["acceptor"] },
    one: { roles: ["dispatcher"] },
    two: { roles: ["dispatcher"] },
    eastern: { roles: ["dispatcher"], areas: ["east"] },
    leader: { roles: ["leader"] },
    ann: { roles: ["worker"], areas: [], post: { id: "w1", kind: "dedicated" } },
    // Whose ids hold that of the one above, and whose names come before.
    ...Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => [`aa${i}`, {
        ...{ roles: ["worker"], areas: [], post: { id: `w1${i}`, kind: "dedicated" } },
      }]),
    ),
  });
  await workersAt(server, { w1: WEST, w2: { ...WEST, lon: WEST.lon + 0.002 }, "w-east": EAST });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

async function read(who: string, path: string) {
  const answer = await people[who]!.get(path);
  return { status: answer.status, ...await answer.json() };
}

const around = ({ lat, lon }: { lat: number; lon: number }) =>
  [[-1, -1], [-1, 1], [1, 1], [1, -1]].map(([y, x]) => `${lat + y! * 0.001},${lon + x! * 0.001}`).join(";");

async function filed(title: string, place = WEST): Promise<string> {
  const report = { category: "road", severity: 2, title, address: "昆明路 3 号", ...place };
  const answer = await people["acceptor"]!.send("POST", "/api/cases", { key: crypto.randomUUID(), report });
  const { id } = (await answer.json()).cases[0];
  const command = { kind: "file", condition: "unlisted" };
  const body = { key: crypto.randomUUID(), version: 1, command };
  const done = await people["acceptor"]!.send("POST", `/api/cases/${id}/commands`, body);
  expect(done.status).toBe(200);
  await done.body?.cancel();
  return id;
}

const idsOf = ({ rows }: { rows: { case: { id: string } }[] }) => rows.map((row) => row.case.id);

it("counts and lists what waits for whoever asks", async () => {
  const id = await filed("待派遣");
  const mine = await read("one", "/api/cases?triage=mine");
  expect(idsOf(mine)).toContain(id);
  expect(mine.rows[0].mine).toBe(true);
  expect(mine.counts.triage.mine).toBe(mine.total);
  expect((await read("acceptor", "/api/cases")).counts.triage.mine).toBe(0);
  expect((await read("eastern", "/api/cases")).counts.triage.mine).toBe(0);
});

it("answers about some cases by their numbers, as far as the filter holds them", async () => {
  const [west, east] = [await filed("西"), await filed("东", EAST)];
  expect(idsOf(await read("one", `/api/cases?ids=${west},${east},x`)).sort()).toEqual([west, east].sort());
  expect(idsOf(await read("one", `/api/cases?ids=${west},${east}&area=east`))).toEqual([east]);
  expect(idsOf(await read("eastern", `/api/cases?ids=${west},${east}`))).toEqual([east]);
  const many = Array.from({ length: 201 }, (_, i) => i).join(",");
  expect(await read("one", `/api/cases?ids=${many}`)).toMatchObject({ status: 400 });
});

it("keeps what an account watches, for it alone, on record, and only of cases that it may see", async () => {
  const id = await filed("关注");
  const watch = (who: string, method: string) => people[who]!.send(method, `/api/cases/${id}/watch`);
  expect(await (await watch("one", "POST")).json()).toEqual({ case: id, watched: true });
  await (await watch("one", "POST")).body?.cancel();
  expect(idsOf(await read("one", "/api/cases?triage=watched"))).toEqual([id]);
  expect(await read("one", `/api/cases/${id}`)).toMatchObject({ watched: true });
  expect(await read("two", `/api/cases/${id}`)).toMatchObject({ watched: false });
  expect((await read("two", "/api/cases?triage=watched")).total).toBe(0);
  expect((await watch("eastern", "POST")).status).toBe(404);
  expect(
    (await read("leader", `/api/audit?object=${encodeURIComponent(`case ${id}`)}&action=case.watch`)).rows,
  )
    .toHaveLength(1);
  expect(await (await watch("one", "DELETE")).json()).toEqual({ case: id, watched: false });
  expect((await read("one", "/api/cases?triage=watched")).total).toBe(0);
});

it("finds places, addresses, cases, workers and coordinates, each for those who may see them", async () => {
  const id = await filed("井盖缺失");
  const search = async (who: string, q: string) =>
    (await read(who, `/api/search?q=${encodeURIComponent(q)}`)).hits as {
      kind: string;
      [name: string]: unknown;
    }[];
  expect(await search("one", "区 west")).toMatchObject([{ kind: "area", level: "district", code: "west" }]);
  expect(await search("one", id)).toMatchObject([{ kind: "case", id }]);
  expect(await search("one", "井盖")).toMatchObject([{ kind: "case", id }]);
  expect((await search("one", "昆明路")).map(({ kind }) => kind)).toContain("case");
  expect(await search("one", "w-east")).toMatchObject([{ kind: "worker", worker: "w-east", name: null }]);
  expect(await search("one", "名 ann")).toMatchObject([{ kind: "worker", worker: "w1", name: "名 ann" }]);
  expect(await search("one", "120.2,36.15")).toMatchObject([{ kind: "coordinate", swapped: true, ...WEST }]);
  expect(await search("eastern", "井盖")).toEqual([]);
  expect(await search("eastern", "w1")).toEqual([]);
  expect(await search("leader", "w1")).toEqual([]);
  expect(await read("one", "/api/search?q=%20")).toMatchObject({ status: 400 });
});

it("says what lies within a line, to each what they may see", async () => {
  const id = await filed("圈内");
  const found = await read("one", `/api/within?ring=${around(WEST)}`);
  expect(found.workers).toMatchObject([{ worker: "w1", name: "名 ann", free: true }]);
  expect(idsOf({ rows: found.cases })).toContain(id);
  const other = await read("eastern", `/api/within?ring=${around(WEST)}`);
  expect([other.workers, other.cases]).toEqual([[], []]);
  for (const ring of ["", "1,2;3,4", "1,2;3,4;x,y"]) {
    expect(await read("one", `/api/within?ring=${ring}`)).toMatchObject({ status: 400 });
  }
});

it("lists what is worked on in a cell, the least time left first", async () => {
  const id = await filed("六边形");
  const { case: { cell } } = await read("one", `/api/cases/${id}`);
  expect(idsOf({ rows: (await read("one", `/api/cells/${cell}`)).cases })).toContain(id);
  expect((await read("eastern", `/api/cells/${cell}`)).cases).toEqual([]);
});

it("names who else could have been sent only to whoever may see workers, on pages, in answers and over sockets", async () => {
  const id = await filed("两人可派");
  const screens = ["leader", "eastern", "one"].map((who) =>
    new TestScreen(server.url, {}, { extraHeaders: { cookie: people[who]!.cookie } })
  );
  await Promise.all(screens.map((screen) => screen.until(() => screen.hellos[0])));
  const send = { kind: "dispatch", worker: "w2" };
  const command = (who: string, body: object) =>
    people[who]!.send("POST", `/api/cases/${id}/commands`, {
      key: crypto.randomUUID(),
      version: 2,
      command: body,
    });
  expect((await command("one", send)).status).toBe(200);
  const isSent = ({ kind, event }: { kind: string; event?: { kind: string } }) =>
    kind === "case" && event?.kind === "dispatch";
  const [told, hidden, whole] = await Promise.all([
    screens[0]!.until(() => screens[0]!.events.find(isSent)),
    screens[1]!.until(() => screens[1]!.events.at(-1)),
    screens[2]!.until(() => screens[2]!.events.find(isSent)),
  ]);
  expect(hidden.kind).toBe("hidden");
  const { events } = await read("one", `/api/cases/${id}`);
  expect(events.at(-1)).toMatchObject({ choice: { proposed: "w1", chosen: "w2" } });
  expect(JSON.stringify(whole)).toContain("w1");
  const late = await (await command("acceptor", { kind: "note", text: "晚了" })).json();
  const sheet = await read("leader", `/api/cases/${id}`);
  for (const shown of [told, late, sheet.events, (await read("acceptor", `/api/cases/${id}`)).events]) {
    expect(JSON.stringify(shown)).toContain('"chosen":"w2"');
    expect(JSON.stringify(shown)).not.toMatch(/"w1"|名 ann/);
  }
  screens.forEach((screen) => screen.close());
});

it("says the names of a crew on the page of a case, to whoever may see workers there", async () => {
  const id = await filed("派给有名字的人");
  const body = { key: crypto.randomUUID(), version: 2, command: { kind: "dispatch", worker: "w1" } };
  const sent = await people["one"]!.send("POST", `/api/cases/${id}/commands`, body);
  expect(sent.status).toBe(200);
  await sent.body?.cancel();
  const names = async (who: string) => (await read(who, `/api/cases/${id}`)).names;
  expect([await names("one"), await names("ann")]).toEqual([{ w1: "名 ann" }, { w1: "名 ann" }]);
  expect([await names("leader"), await names("acceptor")]).toEqual([{}, {}]);
});

it("a page of a case whose number is no text says that there is none, as for any other", async () => {
  const page = await people["one"]!.get("/cases/%E0%A4%A");
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("%E0%A4%A")]);
});

class Desk {
  readonly told: CaseLookers[] = [];
  readonly screen: TestScreen;
  constructor(who: string) {
    this.screen = new TestScreen(server.url, {}, { extraHeaders: { cookie: people[who]!.cookie } });
    this.screen.socket.on("lookers", (lookers) => this.told.push(lookers));
  }
  async there(): Promise<this> {
    await this.screen.until(() => this.screen.hellos[0]);
    return this;
  }
  last = (id: string) => this.told.findLast((lookers) => lookers.case === id)?.people;
}

it("two on one case see each other until one leaves, and whoever may not see the case is told of nobody", async () => {
  const id = await filed("两人");
  const [one, two, eastern] = await Promise.all(
    ["one", "two", "eastern"].map((who) => new Desk(who).there()),
  );
  for (const desk of [one!, two!, eastern!]) desk.screen.socket.emit("looking", { case: id });
  await expect.poll(() => one!.last(id)).toEqual([{ name: "名 two", typing: false }]);
  two!.screen.socket.emit("looking", { case: id, typing: true });
  await expect.poll(() => one!.last(id)).toEqual([{ name: "名 two", typing: true }]);
  // Whoever comes later is told at once; what is no look changes nothing.
  const late = await new Desk("acceptor").there();
  late.screen.socket.emit("looking", { case: null });
  await expect.poll(() => late.last(id)?.map(({ name }) => name)).toEqual(["名 one", "名 two"]);
  late.screen.socket.emit("looking", { case: 7 } as never);
  two!.screen.close();
  await expect.poll(() => one!.last(id)).toEqual([]);
  expect(eastern!.told).toEqual([]);
  for (const desk of [one!, eastern!, late]) desk.screen.close();
});

it("shows how soon somebody is there for a category that the city knows, and says which it does not", async () => {
  expect(await read("one", "/api/reach?category=road")).toMatchObject({
    status: 200,
    category: "road",
    skill: null,
  });
  expect(await read("one", "/api/reach?category=nothing")).toMatchObject({
    status: 400,
    error: "category=nothing: is unknown; use a code of the city's categories, or leave it out",
  });
});

it("leaves a record in which no edit is found", () => expectAsWritten(server));
