/** A city that requires shifts, through its front doors: what is refused is nowhere, and nobody sees who is off duty. */
import { readFileSync, writeFileSync } from "node:fs";
import { cellAt } from "../../geo/cell.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestScreen } from "../screen.ts";
import type { Running } from "../server.ts";
import { type Caller, cityOfTwo, EAST, firstAdmin, newPerson, startEmpty, WEST } from "./entrance.ts";

const HOUR = 3_600_000, MINUTE = 60_000;
const city = cityOfTwo("required");
// One grid, over the middle of the west.
const corners = [[120.19, 36.14], [120.21, 36.14], [120.21, 36.16], [120.19, 36.16], [120.19, 36.14]];
writeFileSync(
  `${city.folder}/grids.json`,
  JSON.stringify({
    type: "FeatureCollection",
    features: [{
      ...{ type: "Feature", properties: { code: "west-1", name: "网格 1" } },
      geometry: { type: "Polygon", coordinates: [corners] },
    }],
  }),
);
const file = `${city.folder}/city.json`;
writeFileSync(
  file,
  JSON.stringify({
    ...JSON.parse(readFileSync(file, "utf8")),
    grids: { file: "grids.json", code: "code", name: "name" },
  }),
);
let server: Running, admin: Caller, operator: Caller, west: Caller;
beforeAll(async () => {
  server = await startEmpty(city.folder);
  admin = await firstAdmin(server);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const fix = (worker: string, time: number, place = WEST) => ({ worker, time, ...place });
const enter = (rows: unknown, who = admin) => who.send("POST", "/api/shifts", rows);
const around = (worker: string, now: number) => ({ worker, starts: now - HOUR, ends: now + HOUR });

test("a fix outside every shift is refused by name beside accepted ones, and is found nowhere", async () => {
  const now = Date.now();
  expect((await enter(around("w1", now))).status).toBe(201);
  const rows = [fix("w1", now), fix("w1", now - 2 * HOUR), fix("w2", now, EAST), fix("w1", now - MINUTE)];
  const answer = await (await server.post("/api/fixes", lines(rows))).json();
  expect(answer).toMatchObject({ accepted: 2, rejected: 2, reasons: { "off-duty": 2 } });
  expect(answer.rejections.map(({ index, reason }: { index: number; reason: string }) => [index, reason]))
    .toEqual([
      [1, "off-duty"],
      [2, "off-duty"],
    ]);
  expect(answer.rejections[1].detail).toContain('"w2" has no duty shift');
  operator = await newPerson(server, admin, "operator", { roles: ["operator"] });
  expect((await operator.get("/api/workers/w2")).status).toBe(404);
  const east = await (await operator.get(`/api/cells/${cellAt(EAST, 9)}`)).json();
  expect([east.counts.workers, east.counts.fixes[1440], east.workers, east.nearest.length]).toEqual([
    0,
    0,
    [],
    1,
  ]);
  // ClickHouse, asked until it has what was accepted.
  const stored = async (place: typeof WEST) => {
    const { points } = await (await operator.get(`/api/cells/${cellAt(place, 9)}/trend?hours=24`)).json();
    return points.reduce((sum: number, point: { fixes: number }) => sum + point.fixes, 0);
  };
  await expect.poll(() => stored(WEST), { timeout: 20_000 }).toBe(2);
  expect(await stored(EAST)).toBe(0);
  const metrics = await (await server.fetch("/metrics")).text();
  expect(metrics).toContain("off-duty");
  const late = await (await server.post("/api/fixes", lines([fix("w1", now - 30 * MINUTE)]))).json();
  expect(late, "a phone without net delivers later what was on duty").toMatchObject({
    accepted: 1,
    rejected: 0,
  });
});

test("a worker whose shift is ended leaves map, cell and candidates at once, and cannot be sent", async () => {
  const dispatcher = await newPerson(server, admin, "dispatcher", {
    roles: ["dispatcher", "operator", "acceptor"],
  });
  const now = Date.now(), shift = around("w5", now);
  await enter(shift, dispatcher);
  const screen = new TestScreen(server.url, {}, { extraHeaders: { cookie: dispatcher.cookie } });
  await screen.until(() => screen.hellos[0]);
  screen.view({
    bounds: [120.19, 36.1, 120.35, 36.2],
    zoom: 16,
    resolution: 10,
    window: 60,
    cells: false,
    workers: true,
  });
  await server.post("/api/fixes", lines([fix("w5", Date.now(), EAST)]));
  const sections = () =>
    screen.frames.flatMap((frame) => frame.sections).filter((one) => one.kind === "workers");
  await screen.until(() => sections().some(({ slots }) => slots.length > 0));
  const { slot } = await (await dispatcher.get("/api/workers/w5")).json();
  await server.post(
    "/api/incidents",
    lines([{
      ...{ id: "I-1", source: "12345", category: "road", time: now, severity: 3, title: "路面塌陷", ...EAST },
    }]),
  );
  const ended = await dispatcher.send("POST", "/api/shifts/end", { worker: "w5", starts: shift.starts });
  expect(ended.status).toBe(200);
  expect((await dispatcher.get("/api/workers/w5")).status).toBe(404);
  const cell = await (await dispatcher.get(`/api/cells/${cellAt(EAST, 9)}`)).json();
  expect(cell.counts).toMatchObject({ workers: 0, workersByState: { free: 0, assigned: 0, silent: 0 } });
  expect(cell.counts.fixes[60], "what was counted stays counted").toBe(1);
  expect(cell.nearest.map(({ worker }: { worker: string }) => worker)).not.toContain("w5");
  const near = await (await dispatcher.get(`/api/workers?near=${EAST.lat},${EAST.lon}&metres=500`)).json();
  expect(near.workers).toEqual([]);
  await screen.until(() => sections().some(({ gone }) => [...gone].includes(slot)));
  screen.close();
  const command = { key: "k1", source: "12345", incident: "I-1", worker: "w5", by: "x" };
  const refused = await dispatcher.send("POST", "/api/assignments", command);
  expect([refused.status, await refused.json()]).toEqual([422, { kind: "refused", reason: "off-duty" }]);
});

test("a case keeps the name of a worker who went off duty, and no place", async () => {
  const dispatcher = await newPerson(server, admin, "sends", {
    roles: ["dispatcher", "operator", "acceptor"],
  });
  const now = Date.now(), shift = around("w6", now);
  await enter(shift, dispatcher);
  await server.post("/api/fixes", lines([fix("w6", Date.now(), EAST)]));
  await server.post(
    "/api/incidents",
    lines([{
      ...{ id: "I-2", source: "12345", category: "road", time: now, severity: 3, title: "路灯不亮", ...EAST },
    }]),
  );
  const sent = await dispatcher.send("POST", "/api/assignments", {
    key: "k2",
    source: "12345",
    incident: "I-2",
    worker: "w6",
  });
  const { case: id } = await sent.json();
  await dispatcher.send("POST", "/api/shifts/end", { worker: "w6", starts: shift.starts });
  const detail = await (await dispatcher.get(`/api/cases/${id}`)).json();
  expect(JSON.stringify(detail)).toContain('"worker":"w6"');
  expect((await dispatcher.get("/api/workers/w6")).status).toBe(404);
});

test("shifts are all or nothing, each row checked, and for those whose area it is", async () => {
  const now = Date.now();
  west = await newPerson(server, admin, "westward", { roles: ["dispatcher"], areas: ["west"] });
  await newPerson(server, admin, "w-west", {
    roles: ["worker"],
    areas: ["west"],
    post: { id: "ww", kind: "dedicated", skills: [], grids: [] },
  });
  const refused = await enter({ shifts: [around("ww", now), around("ww", now + MINUTE), { worker: "x" }] });
  expect([
    refused.status,
    (await refused.json()).rows.map(({ row, fault }: { row: number; fault: string }) => [row, fault]),
  ])
    .toEqual([422, [[1, "overlap"], [2, "missing-field"]]]);
  const overlapping = await (await enter({ shifts: [around("ww", now), around("ww", now + MINUTE)] })).json();
  expect(overlapping).toMatchObject({ kind: "refused", refused: 1, rows: [{ row: 1, fault: "overlap" }] });
  expect((await enter(around("ww", now), west)).status).toBe(201);
  expect((await enter(around("we", now), west)).status).toBe(422);
  const list = await (await west.get("/api/shifts")).json();
  expect(list).toMatchObject({ total: 1, onDuty: 1, shifts: [{ worker: "ww", name: "名 w-west" }] });
  const leader = await newPerson(server, admin, "leads", { roles: ["leader"] });
  expect((await leader.get("/api/shifts")).status).toBe(403);
  expect((await enter(around("wx", now), leader)).status).toBe(403);
  expect((await fetch(`${server.url}/api/shifts`)).status).toBe(401);
});

test("a worker signs on and off, sees the own shifts and nobody else's", async () => {
  const own = await newPerson(server, admin, "own", {
    roles: ["worker"],
    areas: ["west"],
    post: { id: "w7", kind: "dedicated", skills: [], grids: [] },
  });
  const sign = (body: unknown) => own.send("POST", "/api/shifts/own", body);
  expect((await sign({ do: "start", hours: 2 })).status).toBe(200);
  expect((await sign({ do: "start" })).status).toBe(409);
  const taken = await (await server.post("/api/fixes", lines([fix("w7", Date.now())]))).json();
  expect(taken).toMatchObject({ accepted: 1 });
  expect(await (await own.get("/api/shifts?worker=w7")).json()).toMatchObject({ total: 1 });
  expect((await own.get("/api/shifts?worker=w1")).status).toBe(403);
  expect((await own.get("/api/shifts")).status).toBe(403);
  expect((await sign({ do: "end" })).status).toBe(200);
  const after = await (await server.post("/api/fixes", lines([fix("w7", Date.now() + 1_000)]))).json();
  expect(after).toMatchObject({ accepted: 0, reasons: { "off-duty": 1 } });
  expect((await admin.send("POST", "/api/shifts/own", { do: "start" })).status).toBe(403);
});

test("a table is tried first and then entered, with the line of what is wrong", async () => {
  const send = (text: string, trial: boolean) =>
    fetch(`${server.url}/api/shifts/csv${trial ? "?trial=1" : ""}`, {
      method: "POST",
      headers: { cookie: admin.cookie, origin: server.url, "content-type": "text/csv" },
      body: text,
    });
  const day = new Date(Date.now() + 48 * HOUR).toISOString().slice(0, 10);
  const text = `worker,starts,ends\nc1,${day} 08:00,${day} 16:00\nc2,${day} 08:00,${day} 16:00\n`;
  const tried = await send(text, true);
  expect([tried.status, await tried.json()]).toEqual([200, { count: 2, trial: true }]);
  expect((await send(text, false)).status).toBe(201);
  const again = await send(text, true);
  expect([again.status, await again.json()]).toMatchObject([422, {
    refused: 2,
    rows: [{ line: 2, fault: "overlap" }, { line: 3 }],
  }]);
  // One reading names every fault, whatever its kind, in the city's time; and nothing is entered.
  const mixed = [
    "worker,starts,ends",
    `c1,${day} 08:00,${day} 16:00`,
    `c3,${day} 8 o'clock,${day} 16:00`,
    `c4,${day} 16:00,${day} 08:00`,
    `c5,${day} 00:00,${day} 23:00`,
    `c6,${day} 08:00,${day} 16:00`,
    `c6,${day} 15:00,${day} 17:00`,
  ].join("\n");
  for (const trial of [true, false]) {
    const answer = await (await send(mixed, trial)).json();
    const seen = answer.rows.map(({ line, fault }: { line: number; fault: string }) => [line, fault]);
    expect([answer.refused, seen]).toEqual([5, [
      [2, "overlap"],
      [3, "unreadable"],
      [4, "out-of-range"],
      [5, "out-of-range"],
      [7, "overlap"],
    ]]);
    expect(answer.rows[2].detail).toContain(`ends (${day} 08:00) is not after starts (${day} 16:00)`);
    expect(answer.rows[0].detail).toContain(`from ${day} 08:00 to ${day} 16:00`);
  }
  expect(await (await send("worker,starts\n", true)).json()).toMatchObject({
    kind: "refused",
    refused: 1,
    rows: [{ line: 1 }],
  });
});

test("who answers for the grid and is off duty is named with the next shift, to whoever may see it and nowhere on a map", async () => {
  const now = Date.now();
  const made = await admin.send("POST", "/api/people", {
    ...{ login: "holder", name: "名 holder", roles: ["worker"], areas: ["west"] },
    post: { id: "w-holder", kind: "dedicated", skills: [], grids: ["west-1"] },
  });
  expect(made.status).toBe(201);
  const at = { worker: "w-holder", starts: now + 3 * HOUR, ends: now + 5 * HOUR };
  expect((await enter(at)).status).toBe(201);
  const ask = async (who: Caller) => {
    const answer = await who.get("/api/candidates?lat=36.15&lon=120.2");
    return [answer.status, (await answer.json()).offDuty];
  };
  expect(await ask(west)).toEqual([200, [{ worker: "w-holder", name: "名 holder", until: at.starts }]]);
  expect(await ask(operator), "an operator reads no shifts").toEqual([200, []]);
});

test("a city without shifts says so", async () => {
  const plain = cityOfTwo();
  expect(JSON.parse(readFileSync(`${plain.folder}/city.json`, "utf8")).shifts).toBe("none");
  await using other = await startEmpty(plain.folder);
  const root = await firstAdmin(other);
  const answer = await root.get("/api/shifts");
  expect([answer.status, (await answer.json()).error]).toEqual([
    404,
    expect.stringContaining('"shifts": "none"'),
  ]);
  plain.remove();
});
