/** Calls for help over the front doors: from a worker's account to every screen that may see it, until somebody acknowledges. */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import type { Alert } from "../../store/alert.ts";
import { verifyRecord } from "../../store/audit_verify.ts";
import { TestScreen } from "../screen.ts";
import { KEY, type Running } from "../server.ts";
import { type Caller, cityOfTwo, EAST, firstAdmin, newPeople, signIn, startEmpty, WEST } from "./entrance.ts";

const city = cityOfTwo();
const file = `${city.folder}/city.json`;
// What is urgent becomes a case by itself; 15 minutes after the call somebody should be there.
writeFileSync(
  file,
  JSON.stringify({
    ...JSON.parse(readFileSync(file, "utf8")),
    cases: { rules: [{ severity: [1] }] },
    escalation: [{ stages: ["arrive"], levels: [{ lateMinutes: 0, to: ["leader"], area: "district" }] }],
  }),
);
const READ = "read-key";
let server: Running, admin: Caller;
let people: Record<string, Caller & { id: string }>;

beforeAll(async () => {
  server = await startEmpty(city.folder, { env: { API_KEYS: `test:${KEY}:ingest,reader:${READ}:read` } });
  admin = await firstAdmin(server);
  const worker = (id: string, areas: readonly string[]) => ({
    ...{ roles: ["worker"], areas, post: { id, kind: "dedicated", skills: [], grids: [] } },
  });
  people = await newPeople(server, admin, {
    western: { roles: ["dispatcher"], areas: ["west"] },
    eastern: { roles: ["dispatcher"], areas: ["east"] },
    operator: { roles: ["operator"] },
    leader: { roles: ["leader"] },
    acceptor: { roles: ["acceptor"], areas: ["west"] },
    integrator: { roles: ["integrator"] },
    ann: worker("w-ann", ["west"]),
    bo: worker("w-bo", ["east"]),
    cy: worker("w-cy", []),
  });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const call = (who: string, sent: Record<string, unknown> = {}) =>
  people[who]!.send("POST", "/api/sos", { key: crypto.randomUUID(), ...sent });
const acknowledge = (who: string, id: string, sent: Record<string, unknown> = {}) =>
  people[who]!.send("POST", `/api/alerts/${id}/acknowledge`, { key: crypto.randomUUID(), ...sent });
const open = async (who: Caller) =>
  (await (await who.get("/api/alerts?open=1")).json()).alerts.map(({ id }: { id: string }) => id);
const screenOf = ({ cookie }: Caller, auth = {}) =>
  new TestScreen(server.url, auth, { extraHeaders: { cookie } });
const called = async (who: string, sent: Record<string, unknown> = {}) => {
  const answer = await call(who, sent);
  expect(answer.status).toBe(201);
  return (await answer.json()).alert;
};

it("is on the screens of all who may help there, and as a number without content on the others", async () => {
  const screens = ["western", "eastern", "operator", "leader"].map((who) => screenOf(people[who]!));
  await Promise.all(screens.map((screen) => screen.until(() => screen.hellos[0])));
  const sos = await called("ann", { ...WEST, accuracy: 12, text: "有人持刀" });
  expect(sos).toMatchObject({
    ...{ kind: "sos", severity: 1, to: ["operator", "acceptor", "dispatcher"] },
    subject: { worker: "w-ann", ...WEST, cell: cellAt(WEST), areas: ["west"] },
    data: {
      name: "名 ann",
      placeFrom: "phone",
      accuracy: 12,
      text: "有人持刀",
      where: ["区 west"],
      times: 1,
    },
    ...{ acknowledged: null, ended: null },
  });
  const events = await Promise.all(screens.map((screen) => screen.until(() => screen.events[0])));
  expect(events.map(({ kind }) => kind)).toEqual(["alert", "hidden", "alert", "alert"]);
  expect(events[0]).toMatchObject({ did: "raised", alert: sos });
  expect(Object.keys(events[1]!).sort()).toEqual(["at", "kind", "seq"]);
  const late = screenOf(people["western"]!), lateEast = screenOf(people["eastern"]!);
  expect((await late.until(() => late.hellos[0])).alerts).toEqual([sos]);
  expect((await lateEast.until(() => lateEast.hellos[0])).alerts).toEqual([]);
  expect(await open(admin)).toEqual([sos.id]);
  const done = await acknowledge("western", sos.id, { note: "已派两人" });
  expect([done.status, (await done.json()).alert.acknowledged]).toMatchObject([200, {
    ...{ name: "名 western", note: "已派两人" },
  }]);
  const over = await screens[3]!.until(() => screens[3]!.events[1]);
  expect(over).toMatchObject({ kind: "alert", did: "acknowledged", alert: { id: sos.id } });
  expect(await open(admin)).toEqual([]);
  const all = await (await admin.get("/api/alerts")).json();
  expect(all.alerts[0]).toMatchObject({ id: sos.id, acknowledged: { name: "名 western" } });
  for (const screen of [...screens, late, lateEast]) screen.close();
});

it("takes the last known place and says how old it is, or goes out without any", async () => {
  const time = Date.now() - 60_000;
  await server.post("/api/fixes", JSON.stringify({ worker: "w-bo", time, ...WEST }));
  const bo = await called("bo");
  expect(bo.data).toMatchObject({ placeFrom: "fix", placeAt: time });
  expect(bo.subject).toMatchObject({ ...WEST, areas: ["west", "east"] });
  expect(await open(people["eastern"]!)).toEqual([bo.id]);
  expect(await open(people["western"]!)).toEqual([bo.id]);
  const cy = await called("cy");
  expect(cy.subject).toEqual({ worker: "w-cy", areas: [] });
  expect(await open(people["western"]!), "nobody knows where that is").not.toContain(cy.id);
  expect(await open(people["operator"]!)).toEqual([cy.id, bo.id]);
  expect(await open(people["cy"]!), "the phone shows that it is out").toEqual([cy.id]);
  for (const { id } of [bo, cy]) expect((await acknowledge("operator", id)).status).toBe(200);
});

it("is one alert however often a phone sends it, and the same answer to the same key", async () => {
  const key = crypto.randomUUID();
  const first = await called("ann", { ...WEST, key });
  expect(await called("ann", { ...WEST, key })).toEqual(first);
  const second = await called("ann", { ...WEST, lat: 36.16 });
  expect(second).toMatchObject({ id: first.id, subject: { lat: 36.16 }, data: { times: 2 } });
  expect((await call("ann", { ...EAST, key })).status).toBe(422);
  expect((await acknowledge("acceptor", first.id)).status).toBe(200);
  const third = await called("ann", EAST);
  expect(third.id).not.toBe(first.id);
  await acknowledge("operator", third.id);
});

it("two who acknowledge at once: one does, the other is told who", async () => {
  const { id } = await called("ann", WEST);
  const answers = await Promise.all(
    ["western", "operator", "acceptor"].map(async (who) => {
      const answer = await acknowledge(who, id);
      return { status: answer.status, ...await answer.json() };
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const winner = answers.find(({ status }) => status === 200)!.alert.acknowledged.name;
  for (const { kind, alert, status } of answers) {
    if (status === 409) expect([kind, alert.acknowledged.name]).toEqual(["taken", winner]);
  }
});

it("may be called by workers only, and acknowledged by whoever can help there", async () => {
  expect((await call("operator")).status).toBe(403);
  expect((await fetch(`${server.url}/api/sos`, { method: "POST" })).status).toBe(401);
  const { id } = await called("ann", WEST);
  for (const who of ["leader", "ann"]) {
    const answer = await acknowledge(who, id);
    expect([who, answer.status]).toEqual([who, 403]);
    expect((await answer.json()).error).toContain("roles operator, acceptor, dispatcher");
  }
  // Whoever may not see it is not told that it is there.
  for (const who of ["eastern", "bo", "integrator"]) expect((await acknowledge(who, id)).status).toBe(404);
  expect((await people["integrator"]!.get("/api/alerts")).status).toBe(403);
  const key = await fetch(`${server.url}/api/alerts`, { headers: { authorization: `Bearer ${READ}` } });
  expect(key.status, "a machine is not told who is where").toBe(403);
  for (const sent of [{ lat: 36 }, { lat: "36", lon: 120 }, { lat: 360, lon: 120 }, { nonsense: 1 }]) {
    expect([sent, (await call("ann", sent)).status]).toEqual([sent, 400]);
  }
  expect((await acknowledge("operator", id, { key: "" })).status).toBe(400);
  expect((await acknowledge("operator", "a999")).status).toBe(404);
  expect((await people["operator"]!.get("/api/alerts?kind=fire")).status).toBe(400);
  const nowhere = await people["operator"]!.get("/api/alerts?before=a1");
  expect([nowhere.status, (await nowhere.json()).error]).toEqual([400, expect.stringContaining('"next"')]);
  const { alerts, next } = await (await people["operator"]!.get("/api/alerts?before=1-1")).json();
  expect([alerts, next], "nothing was over so long ago").toEqual([[], null]);
  expect((await acknowledge("operator", id)).status).toBe(200);
});

const north = ({ lat, lon }: typeof WEST, metres: number) => ({ lat: lat + metres / 111_195, lon });
const around = ({ lat, lon }: typeof WEST, degrees = 0.002) =>
  [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => [lon + x! * degrees, lat + y! * degrees]);
const site = { name: "工地", ring: around(WEST), watches: ["enter"], dwellSeconds: 60 };
const draw = (who: string, change: Record<string, unknown> = {}) =>
  people[who]!.send("POST", "/api/fences", { ...site, ...change });

it(
  "a fence tells of whoever stays inside, once, and of nobody who drives by, until it is taken away",
  async () => {
    const drawn = await draw("western");
    expect(drawn.status).toBe(201);
    const { fence } = await drawn.json();
    expect(fence).toMatchObject({ id: "f1", version: 1, workers: "all", hours: null, areas: ["west"] });
    const screen = screenOf(people["western"]!);
    await screen.until(() => screen.hellos[0]);
    const now = Date.now();
    // Ten minutes ago outside, then inside for as long as the list is; the other only crosses.
    const walk = (worker: string, inside: number) =>
      Array.from({ length: 20 }, (_, i) => ({
        ...{ worker, time: now - 600_000 + i * 20_000, accuracy: 12 },
        ...north(WEST, i < 8 || i >= 8 + inside ? -400 : 0),
      }));
    const lines = [...walk("w-stays", 12), ...walk("w-drives", 2)].map((row) => JSON.stringify(row)).join(
      "\n",
    );
    expect(await (await server.post("/api/fixes", lines)).json()).toMatchObject({ accepted: 40 });
    const told = await screen.until(() =>
      // A slow machine may be told meanwhile of a stage that is late.
      screen.events.find((event) => event.kind === "alert" && event.alert.kind === "fence-enter")
    );
    expect(told).toMatchObject({
      did: "raised",
      alert: { kind: "fence-enter", subject: { worker: "w-stays", fence: "f1" }, data: { fence: "工地" } },
    });
    const seen = await (await people["eastern"]!.get("/api/fences")).json();
    expect(seen.fences, "of another area").toEqual([]);
    const alerts = await (await people["western"]!.get("/api/alerts?open=1&kind=fence-enter")).json();
    expect(alerts.alerts).toHaveLength(1);
    expect((await acknowledge("western", alerts.alerts[0].id)).status).toBe(200);
    const path = `/api/fences/${fence.id}`;
    const moved = { ...site, name: "新工地", version: 1 };
    expect((await people["western"]!.send("PUT", path, moved)).status).toBe(200);
    const stale = await people["western"]!.send("PUT", path, moved);
    expect([stale.status, (await stale.json()).fence]).toMatchObject([409, { version: 2, name: "新工地" }]);
    expect((await people["western"]!.send("DELETE", `${path}?version=2`)).status).toBe(200);
    const ended = () => screen.events.find((event) => event.kind === "alert" && event.did === "ended");
    expect(await screen.until(ended)).toMatchObject({ alert: { kind: "fence-enter" } });
    expect((await (await people["western"]!.get("/api/fences")).json()).fences).toEqual([]);
    screen.close();
  },
  60_000,
);

it("a fence is drawn by whoever sends people there, whole, and where all of it is theirs", async () => {
  for (const who of ["operator", "leader", "ann"]) {
    expect([who, (await draw(who)).status]).toEqual([who, 403]);
  }
  const over = await draw("western", { ring: around({ ...WEST, lon: 120.25 }) });
  expect([over.status, (await over.json()).error]).toEqual([
    403,
    expect.stringContaining("outside the areas"),
  ]);
  const bow = [0, 2, 1, 3].map((i) => site.ring[i]);
  const bad: [Record<string, unknown>, RegExp][] = [
    [{ ring: bow }, /crosses itself/],
    [{ ring: around({ lat: 40, lon: 100 }) }, /outside the city/],
    [{ ring: around(WEST, 0.00001) }, /smaller than a phone can tell/],
    [{ watches: [] }, /watches/],
    [{ watches: ["absent"] }, /workers.*should be inside/],
    [{ hours: { days: [8], from: "08:00", to: "18:00" } }, /hours/],
    [{ dwellSeconds: 0 }, /dwellSeconds/],
  ];
  for (const [change, words] of bad) {
    const answer = await draw("western", change);
    expect([change, answer.status, (await answer.json()).error]).toEqual([
      ...[change, 400],
      expect.stringMatching(words),
    ]);
  }
});

const late = async (who: Caller) =>
  (await (await who.get("/api/alerts?kind=escalation")).json()).alerts as Alert[];

it("a stage that is late is told to the role and area that the rule names", async () => {
  const incident = {
    ...{ id: "I-late", source: "12345", category: "road", severity: 1, title: "路面塌陷", ...WEST },
    // Late in a moment: what was late before the record of the city began is told in another way.
    time: Date.now() - 15 * 60_000 + 3_000,
  };
  expect((await server.post("/api/incidents", JSON.stringify(incident))).status).toBe(202);
  await expect.poll(async () => (await late(people["leader"]!)).length, { timeout: 60_000 }).toBe(1);
  const [alert] = await late(people["leader"]!);
  expect(alert).toMatchObject({
    ...{ to: ["leader"], severity: 1, subject: { areas: ["west"] }, acknowledged: null },
    data: { stage: "arrive", level: 1, title: "路面塌陷" },
  });
  expect(await late(people["eastern"]!)).toEqual([]);
  expect((await acknowledge("western", alert!.id)).status, "seen, and not for a dispatcher").toBe(403);
  expect((await acknowledge("leader", alert!.id)).status).toBe(200);
});

it("is still there after the server was killed, for a screen that comes back to where it was too", async () => {
  const { id } = await called("ann", WEST);
  const { dataDir } = server;
  await server.stop("SIGKILL");
  const old = server;
  server = await startEmpty(city.folder, { dataDir });
  const operator = await signIn(server, "operator");
  const screen = new TestScreen(server.url, {}, { extraHeaders: { cookie: operator.cookie } });
  const hello = await screen.until(() => screen.hellos[0]);
  const calls = hello.alerts.filter(({ kind }) => kind === "sos");
  expect(calls.map((alert) => alert.id)).toEqual([id]);
  const before = await late(operator);
  const back = new TestScreen(server.url, { epoch: hello.epoch, after: hello.seq }, {
    extraHeaders: { cookie: operator.cookie },
  });
  const resumed = await back.until(() => back.hellos[0]);
  expect([resumed.state.kind, resumed.alerts]).toEqual(["resumed", hello.alerts]);
  const answer = await operator.send("POST", `/api/alerts/${id}/acknowledge`, { key: "after" });
  expect(answer.status).toBe(200);
  for (const one of [screen, back]) one.close();
  // The rules look at once at the start, and have told nothing twice.
  expect(await late(operator)).toEqual(before);
  expect(before).toMatchObject([{ acknowledged: { name: "名 leader" }, ended: null }]);
  await server.stop();
  expect(verifyRecord(`${dataDir}/two/ledger.sqlite`).fault).toBeNull();
  await old[Symbol.asyncDispose]();
});
