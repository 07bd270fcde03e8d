import { cellAt } from "../../geo/cell.ts";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEY, type Running, startServer } from "../server.ts";
import { TestScreen } from "../screen.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer({
    env: { CITY: "tests/cities/tiny", API_KEYS: `test:${KEY}:ingest,reader:r3ad:read` },
  });
});
afterAll(async () => await server[Symbol.asyncDispose]());

function fix(worker: string, at: number, more: Record<string, unknown> = {}) {
  return { worker, time: at, lat: 36.2, lon: 120.2, ...more };
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row)).join("\n");
}

function incident(id: string, more: Record<string, unknown> = {}) {
  return {
    id,
    source: "12345",
    category: "road",
    time: Date.now(),
    lat: 36.21,
    lon: 120.21,
    severity: 2,
    title: "路面塌陷",
    ...more,
  };
}

test("fixes as NDJSON, as an array, and packed are taken, and each refusal is named with its row", async () => {
  const now = Date.now();
  const rows = [
    fix("a", now),
    fix("b", now, { lat: undefined }),
    fix("c", now, { lat: 120.2, lon: 36.2 }),
    fix("d", now, { lat: 48.85, lon: 2.35 }),
    fix("e", now, { lat: 95 }),
    fix("f", now + 3_600_000),
    fix("a", now),
  ];
  const body = lines(rows).replace(`"f"`, `"f"`) + "\nnot json\n";
  const response = await server.post("/api/fixes", body);
  expect(response.status).toBe(202);
  const answer = await response.json();
  expect(answer.accepted).toBe(2);
  expect(answer.flagged).toEqual({ future: 1 });
  expect(answer.rejections.map((r: { index: number; reason: string }) => [r.index, r.reason])).toEqual([
    [1, "missing-field"],
    [2, "swapped-axes"],
    [3, "outside-bounds"],
    [4, "out-of-range"],
    [6, "duplicate"],
    [7, "unreadable"],
  ]);

  const array = await server.post("/api/fixes", JSON.stringify([fix("g", now), fix("h", now)]), {
    "content-type": "application/json",
  });
  expect(await array.json()).toMatchObject({ accepted: 2, rejected: 0 });

  const packed = await server.post("/api/fixes", gzipSync(lines([fix("i", now)])), {
    "content-encoding": "gzip",
  });
  expect(await packed.json()).toMatchObject({ accepted: 1, rejected: 0 });
});

test("only a known key of scope ingest may send, and only types that are read here", async () => {
  const send = (headers: Record<string, string>) =>
    server.post("/api/fixes", lines([fix("z", Date.now())]), headers);
  expect((await send({ authorization: "", cookie: "" })).status).toBe(401);
  expect((await send({ authorization: "Bearer wrong" })).status).toBe(401);
  expect((await send({ authorization: "Bearer r3ad" })).status).toBe(403);
  expect((await send({ "content-type": "text/html" })).status).toBe(415);
  expect((await send({ "content-encoding": "br" })).status).toBe(415);
  expect((await server.post("/api/fixes", "<html></html>")).status).toBe(400);
  expect((await server.post("/api/fixes", "not gzip", { "content-encoding": "gzip" })).status).toBe(400);
});

test("an incident is taken once however often it is sent; a change keeps its history", async () => {
  for (let i = 0; i < 3; i++) {
    expect(
      await (await server.post("/api/incidents", lines([incident("I-1", { time: 1_795_000_000_000 })])))
        .json(),
    )
      .toMatchObject({ accepted: 1 });
  }
  await server.post(
    "/api/incidents",
    lines([incident("I-1", { time: 1_795_000_000_000, status: "withdrawn" })]),
  );
  const known = await (await server.fetch(`/api/incidents/12345/I-1`)).json();
  expect(known.history.map((r: { revision: number; status: string }) => [r.revision, r.status])).toEqual([
    [1, "open"],
    [2, "withdrawn"],
  ]);
});

test("what came in is in the cell's panel, in its trend, and on a screen that looks there", async () => {
  const screen = new TestScreen(server.url);
  await screen.until(() => screen.hellos[0]);
  screen.view({
    bounds: [120.1, 36.1, 120.3, 36.3],
    zoom: 14,
    resolution: 10,
    window: 60,
    cells: true,
    workers: true,
  });
  const now = Date.now();
  await server.post("/api/incidents", lines([incident("I-2", { lat: 36.25, lon: 120.25 })]));
  await server.post("/api/fixes", lines([fix("walker", now, { lat: 36.25, lon: 120.25, heading: 90 })]));
  const event = await screen.until(() =>
    screen.events.find((e) => e.kind === "incident" && e.incident.id === "I-2")
  );
  if (event.kind !== "incident") throw new Error("no incident");
  const cell = event.incident.cell;
  const panel = await (await server.fetch(`/api/cells/${cell}`)).json();
  expect(panel.counts).toMatchObject({ workers: 1, open: 1, incidents: { 15: 1, 60: 1, 1440: 1 } });
  expect(panel.counts.workersByState).toEqual({ free: 1, assigned: 0, silent: 0 });
  expect(panel.counts.openBySeverity[panel.incidents[0].severity - 1]).toBe(1);
  expect(panel.where, "this city has no boundaries").toEqual({
    path: [],
    among: null,
    grids: { count: 0, codes: [] },
  });
  expect(panel.incidents[0].id).toBe("I-2");
  expect(panel.workers[0].worker).toBe("walker");
  const section = await screen.until(() =>
    screen.frames.flatMap((frame) => frame.sections).find((s) =>
      s.kind === "workers" && s.lat.some((lat) => Math.abs(lat - 36.25) < 1e-5)
    )
  );
  expect(section.kind).toBe("workers");
  screen.close();
  for (;;) {
    const trend = await (await server.fetch(`/api/cells/${cell}/trend`)).json();
    if (trend.points?.some((p: { fixes: number }) => p.fixes === 1)) break;
  }
});

test("cameras can be asked for by name, and a cell tells those that stand in it from the nearest", async () => {
  const camera = (id: string, lat: number) => ({
    id,
    name: id,
    lat,
    lon: 120.3,
    streams: [{ url: `https://cameras.example/${id}.jpg`, kind: "still" }],
  });
  await server.post("/api/cameras", lines([camera("near", 36.3), camera("far", 36.31)]));
  const ask = async (path: string) => await (await server.fetch(path)).json();
  const { cameras } = await ask("/api/cameras?id=far&id=unknown&id=near");
  expect(cameras.map(({ id }: { id: string }) => id)).toEqual(["far", "near"]);
  expect(cameras[0].streams).toHaveLength(1);
  const panel = await ask(`/api/cells/${cellAt({ lat: 36.3, lon: 120.3 })}`);
  expect(panel.counts.cameras).toBe(1);
  expect(panel.cameras.map(({ id, inside }: { id: string; inside: boolean }) => [id, inside])).toEqual([
    ["near", true],
    ["far", false],
  ]);
  const many = Array.from({ length: 65 }, (_, i) => `id=${i}`).join("&");
  expect((await server.fetch(`/api/cameras?${many}`)).status).toBe(400);
});

test("bad questions are answered with what is right", async () => {
  const get = async (path: string) => {
    const response = await server.fetch(path);
    return [response.status, (await response.json()).error];
  };
  expect(await get("/api/cells/nonsense")).toEqual([400, "nonsense: is no H3 cell of resolution 6–10"]);
  expect(await get("/api/cameras?bounds=1,2,3")).toEqual([
    400,
    "bounds=1,2,3: is not west,south,east,north in degrees",
  ]);
  expect((await get("/api/cells/88309b5d4dfffff/trend?hours=24&step=7"))[0]).toBe(400);
  expect((await get("/api/incidents/12345/none"))[0]).toBe(404);
  expect((await get("/nowhere"))[0]).toBe(404);
});

test("the server describes itself: city, health, metrics and API", async () => {
  const city = await (await server.fetch(`/api/city`)).json();
  expect(city).toMatchObject({ id: "tiny", bounds: [120.0, 36.0, 120.5, 36.4], timeZone: "Asia/Shanghai" });
  expect((await server.fetch(`/healthz`)).status).toBe(200);
  expect((await server.fetch(`/readyz`)).status).toBe(200);
  const metrics = await (await server.fetch(`/metrics`)).text();
  expect(metrics).toMatch(/hexwall_feed_rows_accepted\{feed="test",kind="fixes"\} \d/);
  const described = await (await server.fetch(`/api/openapi.json`)).json();
  expect(Object.keys(described.paths)).toContain("/api/fixes");
  const docs = await (await server.fetch(`/api/docs`)).text();
  for (const path of Object.keys(described.paths)) expect(docs).toContain(path);
  expect(docs, "drawn like every other page").toMatch(/rel="stylesheet" href="\/assets\//);
});
