/** Who gets what, over every door, in a running city: pages, API and socket. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import { TestScreen } from "../screen.ts";
import { KEY, type Running } from "../server.ts";
import {
  type Caller,
  cityOfTwo,
  EAST,
  firstAdmin,
  newPeople,
  newPerson,
  signIn,
  startEmpty,
  WEST,
} from "./entrance.ts";

const city = cityOfTwo();
let server: Running;
let admin: Caller;
let people: Record<string, Caller & { id: string }>;
const READ = "read-key";

beforeAll(async () => {
  server = await startEmpty(city.folder, {
    env: { API_KEYS: `test:${KEY}:ingest,reader:${READ}:read` },
  });
  admin = await firstAdmin(server);
  const post = { id: "w-west", kind: "dedicated" };
  people = await newPeople(server, admin, {
    leader: { roles: ["leader"] },
    operator: { roles: ["operator"] },
    western: { roles: ["dispatcher"], areas: ["west"] },
    worker: { roles: ["worker"], areas: [], post },
  });
  await fixes();
  await incident("I-west", WEST);
  await incident("I-east", EAST);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

async function fixes(): Promise<void> {
  const rows = [["w-west", WEST], ["w-west-2", { ...WEST, lat: WEST.lat + 1e-3 }], ["w-east", EAST]] as const;
  const lines = rows.map(([worker, place]) => JSON.stringify({ worker, time: Date.now(), ...place }));
  const answer = await server.post("/api/fixes", lines.join("\n"));
  expect(await answer.json()).toMatchObject({ accepted: 3 });
}

async function incident(id: string, place: { lat: number; lon: number }, change: object = {}): Promise<void> {
  const row = {
    id,
    source: "s",
    category: "road",
    time: Date.now(),
    ...place,
    severity: 2,
    title: id,
    ...change,
  };
  const answer = await server.post("/api/incidents", JSON.stringify(row));
  expect(await answer.json()).toMatchObject({ accepted: 1 });
}

const view = {
  bounds: [120.1, 36, 120.4, 36.3],
  zoom: 13,
  resolution: 9,
  window: 60,
  cells: true,
  workers: true,
} as const;

function screenOf({ cookie }: Caller, auth = {}): TestScreen {
  return new TestScreen(server.url, auth, { extraHeaders: { cookie } });
}

const refused = (screen: TestScreen) =>
  new Promise<string>((resolve) => screen.socket.on("connect_error", ({ message }) => resolve(message)));

describe("over HTTP", () => {
  const LOOKS = [
    "/api/cells/" + cellAt(WEST, 9),
    "/api/cells/" + cellAt(WEST, 9) + "/trend",
    "/api/cameras",
    "/api/cameras?id=none",
    "/api/figures",
    "/api/hotspots",
    "/api/usual/cells?resolution=8&window=60",
    "/media/none",
  ];
  const POINTS = [`/api/workers?near=${WEST.lat},${WEST.lon}`, "/api/candidates?source=s&incident=I-west"];
  const INSIDE = ["/api/districts.geojson", "/api/basemap/1/1/1.mvt", "/api/basemap.pmtiles"];

  it("nobody gets anything without a session but the doors that stand open", async () => {
    const nobody = (path: string) => fetch(server.url + path).then(({ status }) => status);
    for (
      const path of [
        ...LOOKS,
        ...POINTS,
        ...INSIDE,
        "/api/incidents",
        "/api/incidents/s/I-west",
        "/api/audit",
        "/api/people",
        "/api/sessions",
      ]
    ) {
      expect([path, await nobody(path)]).toEqual([path, 401]);
    }
    for (const path of ["/healthz", "/metrics", "/signin", "/api/city", "/api/openapi.json", "/api/docs"]) {
      expect([path, await nobody(path)]).toEqual([path, 200]);
    }
    for (const path of ["/api/fixes", "/api/incidents", "/api/cameras", "/api/weather"]) {
      const { status } = await fetch(server.url + path, { method: "POST", body: "{}" });
      expect([path, status]).toEqual([path, 401]);
    }
  });

  it("a leader sees cells, and no worker as a point", async () => {
    for (const path of LOOKS.slice(0, 7)) {
      expect([path, (await people["leader"]!.get(path)).status]).toEqual([path, 200]);
    }
    for (const path of POINTS) {
      const answer = await people["leader"]!.get(path);
      expect(answer.status).toBe(403);
      expect((await answer.json()).error).toContain(
        "workers.look: needs one of the roles operator, dispatcher, worker",
      );
    }
    const cell = await (await people["leader"]!.get(LOOKS[0]!)).json();
    expect(cell).toMatchObject({ counts: { workers: 1 }, workers: [], nearest: [] });
  });

  it("a dispatcher sees the workers and incidents of their own area, and of no other", async () => {
    const western = people["western"]!;
    const near = await (await western.get(`/api/workers?near=${WEST.lat},${WEST.lon}&metres=2000`)).json();
    expect(near.workers.map(({ worker }: { worker: string }) => worker).sort()).toEqual([
      "w-west",
      "w-west-2",
    ]);
    const far = await (await western.get(`/api/workers?near=${EAST.lat},${EAST.lon}&metres=2000`)).json();
    expect(far.workers).toEqual([]);
    expect((await western.get("/api/incidents/s/I-west")).status).toBe(200);
    const east = await western.get("/api/incidents/s/I-east");
    expect([east.status, (await east.json()).error]).toEqual([
      403,
      expect.stringContaining("outside the areas"),
    ]);
    expect((await western.get("/api/candidates?source=s&incident=I-east")).status).toBe(403);
    const { ranked } = await (await western.get("/api/candidates?source=s&incident=I-west")).json();
    const workers = ranked.map(({ worker }: { worker: string }) => worker);
    expect(workers.length).toBeGreaterThan(0);
    expect(workers).not.toContain("w-east");
    const cell = await (await western.get("/api/cells/" + cellAt(EAST, 9))).json();
    expect(cell).toMatchObject({ counts: { open: 1, workers: 1 }, incidents: [], workers: [] });
  });

  it("incidents that wait to be taken up are those of one's own areas, and a worker has none", async () => {
    const waiting = async (who: string) => {
      const answer = await people[who]!.get("/api/incidents");
      if (answer.status !== 200) return answer.status;
      const { incidents } = await answer.json();
      return incidents.map(({ id }: { id: string }) => id).sort();
    };
    expect(await waiting("western")).toEqual(["I-west"]);
    expect(await waiting("leader")).toEqual(["I-east", "I-west"]);
    expect(await waiting("worker")).toBe(403);
  });

  it("the start page has a door to each page that opens to somebody, and to no other", async () => {
    const PAGES = ["/wall", "/hotspots", "/cases", "/track", "/audit"];
    const callers: Record<string, Caller> = { admin, ...people };
    for (const [login, who] of Object.entries(callers)) {
      const start = await (await who.get("/")).text();
      const doors = [...start.matchAll(/class="door" href="([^"]+)"/g)].map(([, href]) => href!);
      const opened = await Promise.all(PAGES.map(async (path) => {
        const { status, redirected } = await who.get(path);
        return status === 200 && !redirected;
      }));
      expect([login, doors.filter((href) => PAGES.includes(href))]).toEqual([
        login,
        PAGES.filter((_, i) => opened[i]),
      ]);
    }
  });

  it("whether a worker of another area is on duty, a dispatcher is not told", async () => {
    const western = people["western"]!;
    expect((await western.get("/api/workers/w-west-2")).status).toBe(200);
    const [east, none] = await Promise.all(["w-east", "nobody"].map(async (id) => {
      const answer = await western.get(`/api/workers/${id}`);
      return [answer.status, (await answer.json()).error.replace(id, "…")];
    }));
    expect(east).toEqual(none);
    expect(east![0]).toBe(404);
  });

  it("a command of another site is refused, also with a password for a proxy that a browser adds by itself", async () => {
    const other = { origin: "https://elsewhere.example" };
    const basic = { ...other, authorization: "Basic bGk6bGk=" };
    for (const headers of [other, basic]) {
      const answer = await people["operator"]!.send("DELETE", "/api/session", undefined, headers);
      expect([answer.status, (await answer.json()).error]).toEqual([
        403,
        expect.stringContaining("another site"),
      ]);
    }
    expect((await people["operator"]!.get("/api/session")).status).toBe(200);
  });

  it("a worker sees no cells, and of workers only the own one", async () => {
    const worker = people["worker"]!;
    expect((await worker.get(LOOKS[0]!)).status).toBe(403);
    const near = await (await worker.get(`/api/workers?near=${WEST.lat},${WEST.lon}&metres=2000`)).json();
    expect(near.workers.map(({ worker }: { worker: string }) => worker)).toEqual(["w-west"]);
  });

  it("a key of scope read reads what is counted and reported, not where people are, and changes nothing", async () => {
    const headers = { authorization: `Bearer ${READ}` };
    const ask = (path: string, method = "GET") =>
      fetch(server.url + path, { headers, method }).then((r) => r.status);
    for (const path of LOOKS.slice(0, 7)) expect([path, await ask(path)]).toEqual([path, 200]);
    expect(await ask("/api/incidents/s/I-east")).toBe(200);
    for (const path of POINTS) expect(await ask(path)).toBe(403);
    expect(await ask("/api/people")).toBe(403);
    const told = await (await fetch(server.url + "/api/people", { headers })).json();
    expect(told.error).toMatch(/^people\.manage: a key of scope read may not/);
    expect(await ask("/api/sessions/x", "DELETE")).toBe(401);
    const ingest = { authorization: `Bearer ${KEY}` };
    expect((await fetch(server.url + LOOKS[0], { headers: ingest })).status).toBe(403);
  });

  it("no answer to a key says who reported, of an incident or of its case; people are told", async () => {
    const reporter = "王女士";
    await incident("I-told", WEST, { reporter });
    const acceptor = await newPerson(server, admin, "acceptor", { roles: ["acceptor"] });
    const key = crypto.randomUUID();
    const taken = await acceptor.send("POST", "/api/incidents/s/I-told/case", { key });
    expect(taken.status).toBe(201);
    const id = (await taken.json()).cases[0].id;
    for (
      const path of ["/api/incidents/s/I-told", "/api/incidents", "/api/cases", `/api/cases/${id}`, LOOKS[0]!]
    ) {
      const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${READ}` } });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await answer.text(), path).not.toContain(reporter);
    }
    for (const path of ["/api/incidents/s/I-told", `/api/cases/${id}`]) {
      expect(await (await acceptor.get(path)).text(), path).toContain(reporter);
    }
    const refused = await people["leader"]!.send("POST", `/api/cases/${id}/commands`, {
      ...{ key: crypto.randomUUID(), version: 1 },
      command: { kind: "cancel", reason: "x" },
    });
    expect([refused.status, await refused.json()]).toMatchObject([403, {
      ...{ kind: "refused", refusal: "role" },
      error: expect.stringContaining("case.cancel: needs one of the roles acceptor"),
    }]);
  });

  it("who may not send, sends nobody: not there, not without the role; who may is named in the record", async () => {
    const command = (who: Caller, incident: string, worker: string) =>
      who.send("POST", "/api/assignments", {
        key: crypto.randomUUID(),
        source: "s",
        incident,
        worker,
        by: "张三",
      });
    expect((await command(people["leader"]!, "I-west", "w-west")).status).toBe(403);
    expect((await command(people["operator"]!, "I-west", "w-west")).status).toBe(403);
    const outside = await command(people["western"]!, "I-east", "w-east");
    expect([outside.status, await outside.json()]).toEqual([403, { kind: "refused", reason: "forbidden" }]);
    await incident("I-sent", WEST);
    const sent = await command(people["western"]!, "I-sent", "w-west-2");
    expect(await sent.json()).toMatchObject({ kind: "assigned", assignment: { by: "名 western" } });
  });
});

describe("over the socket", () => {
  it("nobody is let in without a session", async () => {
    const screen = screenOf({ cookie: "" } as Caller);
    expect(await refused(screen)).toBeTruthy();
    expect(screen.hellos).toEqual([]);
    const made = screenOf({ cookie: "hexwall=" + "x".repeat(43) } as Caller);
    expect(await refused(made)).toBeTruthy();
  });

  it("a leader gets cells and no workers, an operator both, a worker only the own point", async () => {
    const screens = Object.fromEntries(
      ["leader", "operator", "western", "worker"].map((who) => [who, screenOf(people[who]!)]),
    ) as Record<string, TestScreen>;
    for (const screen of Object.values(screens)) {
      await screen.until(() => screen.hellos[0]);
      screen.view(view);
    }
    const sections = (screen: TestScreen, kind: string) =>
      screen.frames.flatMap((frame) => frame.sections.filter((section) => section.kind === kind));
    const points = (screen: TestScreen) =>
      new Set(sections(screen, "workers").flatMap((s) => s.kind === "workers" ? [...s.slots] : []));
    await screens["operator"]!.until(() => points(screens["operator"]!).size === 3 && true);
    await screens["western"]!.until(() => points(screens["western"]!).size === 2 && true);
    await screens["worker"]!.until(() => points(screens["worker"]!).size === 1 && true);
    await screens["leader"]!.until(() => sections(screens["leader"]!, "cells").length > 0);
    // Three more ticks: what would come too much has come.
    for (const screen of Object.values(screens)) {
      const pulses = screen.pulses.length;
      await screen.until(() => screen.pulses.length >= pulses + 3);
    }
    expect(points(screens["leader"]!).size).toBe(0);
    expect(points(screens["western"]!).size).toBe(2);
    expect(points(screens["worker"]!).size).toBe(1);
    expect(sections(screens["worker"]!, "cells")).toEqual([]);
    for (const screen of Object.values(screens)) screen.close();
  });

  it("incidents outside one's areas are numbers without a content, without a gap", async () => {
    const [western, operator] = [screenOf(people["western"]!), screenOf(people["operator"]!)];
    const hello = await western.until(() => western.hellos[0]);
    await operator.until(() => operator.hellos[0]);
    if (hello.state.kind !== "snapshot") throw new Error("Expected a snapshot");
    const ids = hello.state.incidents.map(({ id }) => id);
    expect(ids).toContain("I-west");
    expect(ids).not.toContain("I-east");
    await incident("I-2", EAST);
    await incident("I-3", WEST);
    await incident("I-3", EAST, { title: "moved" });
    await incident("I-4", WEST);
    const seen = await western.until(() => western.events.length >= 4 && western.events);
    expect(seen.map(({ seq }) => seq)).toEqual([1, 2, 3, 4].map((n) => hello.seq + n));
    expect(seen.map((event) => event.kind)).toEqual(["hidden", "incident", "hidden", "incident"]);
    expect(Object.keys(seen[0]!).sort()).toEqual(["at", "kind", "seq"]);
    expect(seen[2]).toMatchObject({ gone: { source: "s", id: "I-3" } });
    expect(JSON.stringify(seen)).not.toContain("moved");
    const all = await operator.until(() => operator.events.length >= 4 && operator.events);
    expect(all.map((event) => event.kind)).toEqual(["incident", "incident", "incident", "incident"]);
    // Whoever saw only a part begins anew after a break, rather than with what was hidden.
    const back = screenOf(people["western"]!, { epoch: hello.epoch, after: hello.seq });
    expect((await back.until(() => back.hellos[0])).state.kind).toBe("snapshot");
    for (const screen of [western, operator, back]) screen.close();
  });

  it("a revoked session's sockets close at once, and do not come back", async () => {
    const caller = await signIn(server, "operator");
    const screens = Array.from({ length: 5 }, () => screenOf(caller));
    await Promise.all(screens.map((screen) => screen.until(() => screen.hellos[0])));
    const closed = Promise.all(
      screens.map(({ socket }) =>
        new Promise<number>((wake) => socket.on("disconnect", () => wake(performance.now())))
      ),
    );
    const { session } = await (await caller.get("/api/session")).json();
    const began = performance.now();
    expect((await admin.send("DELETE", `/api/sessions/${session}`)).status).toBe(204);
    const times = (await closed).map((at) => at - began);
    process.stdout.write(`  a session revoked, its sockets closed: ${Math.round(Math.max(...times))} ms\n`);
    const back = screenOf(caller);
    expect(await refused(back)).toBeTruthy();
  });

  it("signing out and closing an account cut the screens too; a change of rights makes them begin anew", async () => {
    const person = await newPerson(server, admin, "moving", { roles: ["operator"] });
    const screen = screenOf(person);
    const before = await screen.until(() => screen.hellos[0]);
    const gone = new Promise((wake) => screen.socket.on("disconnect", wake));
    const put = (version: number, change: object) =>
      admin.send("PUT", `/api/people/${person.id}`, {
        login: "moving",
        name: "m",
        areas: [],
        version,
        ...change,
      });
    expect((await put(1, { roles: ["leader"] })).status).toBe(200);
    await gone;
    const again = screenOf(person, { epoch: before.epoch, after: before.seq });
    const hello = await again.until(() => again.hellos[0]);
    expect(hello.epoch).not.toBe(before.epoch);
    expect(hello.state).toEqual({ kind: "snapshot", incidents: [] });
    const over = new Promise((wake) => again.socket.on("disconnect", wake));
    expect((await put(2, { roles: ["leader"], active: false })).status).toBe(200);
    await over;
    expect(await refused(screenOf(person))).toBeTruthy();
  });
});
