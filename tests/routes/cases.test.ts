/** Cases over every door of a running city: list, page, commands over HTTP and over the socket, two people at once. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { TestScreen } from "../screen.ts";
import { KEY, type Running } from "../server.ts";
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
let server: Running;
let people: Record<string, Caller>;

beforeAll(async () => {
  server = await startEmpty(city.folder, { env: { API_KEYS: `test:${KEY}:ingest` } });
  const admin = await firstAdmin(server);
  people = await newPeople(server, admin, {
    acceptor: { roles: ["acceptor"] },
    dispatcher: { roles: ["dispatcher"] },
    second: { roles: ["dispatcher"] },
    western: { roles: ["dispatcher"], areas: ["west"] },
    checker: { roles: ["checker"] },
    ann: { roles: ["worker"], areas: [], post: { id: "w1", kind: "dedicated" } },
    bo: { roles: ["worker"], areas: [], post: { id: "w2", kind: "dedicated" } },
  });
  await workersAt(server, { w1: WEST, w2: WEST, "w-east": EAST });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const key = () => crypto.randomUUID();
const REPORT = { category: "road", severity: 2, title: "路面塌陷", ...WEST };

async function report(who: string, change: object = {}) {
  const answer = await people[who]!.send("POST", "/api/cases", {
    key: key(),
    report: { ...REPORT, ...change },
  });
  return { status: answer.status, ...await answer.json() };
}

async function command(who: string, id: string, version: number, sent: object, name = key()) {
  const answer = await people[who]!.send("POST", `/api/cases/${id}/commands`, {
    key: name,
    version,
    command: sent,
  });
  return { status: answer.status, ...await answer.json() };
}

async function read(who: string, path: string) {
  const answer = await people[who]!.get(path);
  return { status: answer.status, ...await answer.json() };
}

it("takes a case the whole way, each step by the post it belongs to", async () => {
  const begun = await report("acceptor");
  expect(begun).toMatchObject({ status: 201, kind: "done", cases: [{ version: 1, stage: "reported" }] });
  const { id } = begun.cases[0];
  const steps: [string, object, string][] = [
    ["acceptor", { kind: "file", condition: "unlisted" }, "filed"],
    ["dispatcher", { kind: "dispatch", worker: "w1", helpers: ["w2"] }, "dispatched"],
    ["ann", { kind: "accept" }, "accepted"],
    ["ann", { kind: "set_out" }, "accepted"],
    ["bo", { kind: "arrive" }, "arrived"],
    ["ann", { kind: "handle", text: "填平" }, "handled"],
    ["dispatcher", { kind: "request_post_check" }, "post_checking"],
    ["checker", { kind: "post_check", passed: true }, "post_checking"],
    ["checker", { kind: "close", rule: "unlisted" }, "closed"],
  ];
  for (const [i, [who, sent, stage]] of steps.entries()) {
    expect(await command(who, id, i + 1, sent)).toMatchObject({
      status: 200,
      cases: [{ id, version: i + 2, stage }],
    });
  }
  const shown = await read("dispatcher", `/api/cases/${id}`);
  expect(shown).toMatchObject({
    status: 200,
    case: { stage: "closed" },
    commands: expect.arrayContaining(["appeal"]),
  });
  expect(shown.events.map(({ kind }: { kind: string }) => kind)).toEqual([
    "report",
    ...steps.map(([, sent]) => (sent as { kind: string }).kind),
  ]);
  expect(shown.clocks.map(({ stage }: { stage: string }) => stage)).toContain("arrive");
  const { rows } = await read("dispatcher", "/api/cases?stage=closed");
  expect(rows.find((row: { case: { id: string } }) => row.case.id === id)).toMatchObject({
    next: null,
    outcome: { state: "met" },
  });
});

it("refuses by name and status: no role, no area, no sense, no such case, no command", async () => {
  const { cases: [{ id }] } = await report("acceptor", EAST);
  const dispatch = { kind: "dispatch", worker: "w1" };
  expect(await command("acceptor", id, 1, dispatch)).toMatchObject({ status: 403, refusal: "role" });
  expect(await command("western", id, 1, dispatch)).toMatchObject({ status: 403, refusal: "area" });
  expect(await command("dispatcher", id, 1, dispatch)).toMatchObject({ status: 422, refusal: "stage" });
  expect(await command("dispatcher", "20200101-00001", 1, dispatch)).toMatchObject({ status: 404 });
  expect(await command("dispatcher", id, 1, { kind: "fly" })).toMatchObject({ status: 400 });
  expect(await report("dispatcher")).toMatchObject({ status: 403, refusal: "role" });
  expect(await report("acceptor", { lat: 99 })).toMatchObject({ status: 400, kind: "bad-command" });
  // Whoever may not see it is not told that it is there.
  expect(await read("western", `/api/cases/${id}`)).toMatchObject({ status: 404 });
  expect(await read("ann", `/api/cases/${id}`)).toMatchObject({ status: 404 });
  const stranger = await fetch(`${server.url}/api/cases/${id}`);
  expect(stranger.status).toBe(401);
  await stranger.body?.cancel();
});

it("shows on a case who is near only to whoever may see where they are", async () => {
  const { cases: [{ id }] } = await report("acceptor");
  await command("acceptor", id, 1, { kind: "file", condition: "unlisted" });
  const near = async (who: string) =>
    (await read(who, `/api/cases/${id}`)).nearest.ranked.map(({ worker }: { worker: string }) => worker)
      .sort();
  expect(await near("dispatcher")).toEqual(["w-east", "w1", "w2"]);
  expect(await near("western")).toEqual(["w1", "w2"]);
  await command("dispatcher", id, 2, { kind: "dispatch", worker: "w1" });
  expect((await read("ann", `/api/cases/${id}`)).commands).toContain("take_helper");
  expect(await near("ann")).toEqual(["w1"]);
});

it("lists what each may see, by what needs attention", async () => {
  const { cases: [{ id: west }] } = await report("acceptor", { title: "西边积水" });
  const { cases: [{ id: east }] } = await report("acceptor", { title: "东边积水", ...EAST });
  await command("acceptor", west, 1, { kind: "file", condition: "unlisted" });
  const ids = async (who: string, query = "") => {
    const { rows } = await read(who, `/api/cases?q=${encodeURIComponent("积水")}${query}`);
    return rows.map((row: { case: { id: string } }) => row.case.id).sort();
  };
  expect(await ids("acceptor")).toEqual([west, east].sort());
  expect(await ids("western")).toEqual([west]);
  expect(await ids("ann")).toEqual([]);
  expect(await ids("dispatcher", "&triage=unassigned")).toEqual([west]);
  expect(await ids("dispatcher", "&stage=reported")).toEqual([east]);
  expect(await ids("dispatcher", "&area=east")).toEqual([east]);
  expect(await read("dispatcher", "/api/cases?stage=flying")).toMatchObject({ status: 400 });
  expect(await read("dispatcher", "/api/cases?limit=0")).toMatchObject({ status: 400 });
});

it("lets one of two dispatchers win over HTTP and the socket at once, and tells the other who", async () => {
  const { cases: [{ id }] } = await report("acceptor");
  await command("acceptor", id, 1, { kind: "file", condition: "unlisted" });
  const screen = new TestScreen(server.url, {}, { extraHeaders: { cookie: people["second"]!.cookie } });
  await screen.until(() => screen.hellos[0]);
  const sent = { key: key(), case: id, version: 2, command: { kind: "dispatch", worker: "w2" } };
  const [http, socket] = await Promise.all([
    command("dispatcher", id, 2, { kind: "dispatch", worker: "w1" }),
    screen.socket.timeout(10_000).emitWithAck("command", sent) as Promise<{ kind: string }>,
  ]);
  const kinds = [http.kind, socket.kind];
  expect(kinds.sort()).toEqual(["done", "stale"]);
  const lost = http.kind === "stale" ? http : socket as unknown as typeof http;
  const winner = `名 ${http.kind === "done" ? "dispatcher" : "second"}`;
  expect(lost).toMatchObject({ case: { id, version: 3 }, events: [{ kind: "dispatch", name: winner }] });
  const told = await screen.until(() =>
    screen.events.find((event) => event.kind === "case" && event.case.id === id && event.version === 3)
  );
  expect(told).toMatchObject({ event: { kind: "dispatch", name: winner } });
  screen.close();
});

it("does a command once, whichever door the second try takes", async () => {
  const { cases: [{ id }] } = await report("acceptor");
  const name = key();
  const file = { kind: "file", condition: "unlisted" };
  const first = await command("acceptor", id, 1, file, name);
  expect(await command("acceptor", id, 1, file, name)).toEqual(first);
  const screen = new TestScreen(server.url, {}, { extraHeaders: { cookie: people["acceptor"]!.cookie } });
  await screen.until(() => screen.hellos[0]);
  const again = await screen.socket.timeout(10_000).emitWithAck("command", {
    key: name,
    case: id,
    version: 1,
    command: file,
  });
  expect({ status: 200, ...again }).toEqual(first);
  screen.close();
  expect((await read("acceptor", `/api/cases/${id}`)).events).toHaveLength(2);
});

it("makes an incident a case when somebody takes it in, and shows on the incident who was sent", async () => {
  const row = {
    id: "I-9",
    source: "12345",
    category: "road",
    time: Date.now(),
    ...WEST,
    severity: 2,
    title: "坑",
  };
  await server.post("/api/incidents", JSON.stringify(row));
  const taken = await people["acceptor"]!.send("POST", "/api/incidents/12345/I-9/case", { key: key() });
  expect(taken.status).toBe(201);
  const { cases: [{ id }] } = await taken.json();
  const twice = await people["acceptor"]!.send("POST", "/api/incidents/12345/I-9/case", { key: key() });
  expect([twice.status, await twice.json()]).toEqual([409, { kind: "claimed", case: id }]);
  await command("acceptor", id, 1, { kind: "file", condition: "unlisted" });
  await command("dispatcher", id, 2, { kind: "dispatch", worker: "w1" });
  const { incident } = await read("dispatcher", "/api/incidents/12345/I-9");
  expect(incident.assignment).toMatchObject({ worker: "w1", by: "名 dispatcher" });
  await command("ann", id, 3, { kind: "refuse", reason: "不在片区" });
  expect((await read("dispatcher", "/api/incidents/12345/I-9")).incident.assignment).toBeUndefined();
});

it("proposes what may be the same thing, with why, only to whom may see it, and merges it", async () => {
  const apart = { lat: WEST.lat + 0.02 };
  const { cases: [{ id: one }] } = await report("acceptor", { title: "西路井盖缺失", ...apart });
  const { cases: [{ id: two }] } = await report("acceptor", { title: "西路井盖缺失，危险", ...apart });
  const { doubles } = await read("acceptor", `/api/cases/${two}`);
  expect(doubles).toMatchObject([{ case: one, ring: 0, category: "same", stage: "reported" }]);
  expect(doubles[0].words.join("")).toContain("井盖");
  expect(await command("acceptor", two, 1, { kind: "merge", into: one })).toMatchObject({ status: 200 });
  const holder = await read("acceptor", `/api/cases/${one}`);
  expect(holder.case.reports).toHaveLength(2);
  expect(holder.reporters).toMatchObject([{ case: two, clocks: [{ stage: "arrive", endedAt: null }] }]);
  expect((await read("acceptor", `/api/cases/${two}`)).doubles).toEqual([]);
});

it("leaves a record in which no edit is found", () => expectAsWritten(server));
