/** Who is around a place, through the front door. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, startServer } from "../server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer({ env: { CITY: "tests/cities/tiny" } });
});
afterAll(() => server[Symbol.asyncDispose]());

const ask = async (query: string) => {
  const response = await server.fetch(`/api/workers${query}`);
  return { status: response.status, body: await response.json() };
};

it("answers live workers nearest first, within the metres asked for, with what they do and how old the fix is", async () => {
  const time = new Date(Date.now() - 5_000).toISOString();
  const incident = {
    id: "i1",
    source: "t",
    category: "c",
    severity: 2,
    title: "A",
    time,
    lat: 36.2,
    lon: 120.2003,
  };
  await server.post("/api/incidents", JSON.stringify(incident));
  const fixes = [["far", 36.21], ["near", 36.2002], ["here", 36.2]].map(([worker, lat]) => ({
    worker,
    time,
    lat,
    lon: 120.2,
  }));
  await server.post("/api/fixes", fixes.map((fix) => JSON.stringify(fix)).join("\n"));
  const command = { key: "k", source: "t", incident: "i1", worker: "here", by: "Li" };
  const json = { "content-type": "application/json" };
  expect((await server.post("/api/assignments", JSON.stringify(command), json)).status).toBe(200);

  const { body } = await ask("?near=36.2,120.2&metres=100");
  expect(body.more).toBe(false);
  expect(body.workers).toMatchObject([{ worker: "here", metres: 0, state: "onScene" }, {
    worker: "near",
    metres: 22,
    state: "free",
  }]);
  expect(body.workers[0].ageMs).toBeGreaterThanOrEqual(5_000);
  expect((await ask("?near=36.2,120.2&metres=1500")).body.workers).toHaveLength(3);
  expect((await ask("?near=36.3,120.3")).body.workers).toEqual([]);
});

it("says of one worker where they are heading and how fast, as far as the fix does, and knows no strangers", async () => {
  const time = new Date(Date.now() - 5_000).toISOString();
  const fixes = [{ worker: "A/7 甲", time, lat: 36.22, lon: 120.22, heading: 90, speed: 1.4 }, {
    worker: "quiet",
    time,
    lat: 36.22,
    lon: 120.23,
  }];
  await server.post("/api/fixes", fixes.map((fix) => JSON.stringify(fix)).join("\n"));
  const { status, body } = await ask(`/${encodeURIComponent("A/7 甲")}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ worker: "A/7 甲", lat: 36.22, lon: 120.22, heading: 90, state: "free" });
  expect(body.speed).toBeCloseTo(1.4, 3);
  expect((await ask("?near=36.22,120.22")).body.workers[0].slot).toBe(body.slot);
  expect((await ask("/quiet")).body).toMatchObject({ heading: null, speed: null });
  expect((await ask("/nobody")).status).toBe(404);
});

it.each([
  ["", "near=: is not lat,lon in degrees"],
  ["?near=36.2", "near=36.2: is not lat,lon in degrees"],
  ["?near=36.2,120.2,1", "is not lat,lon in degrees"],
  ["?near=120.2,36.2", "is not in this city"],
  ["?near=36.2,120.2&metres=-1", "metres=-1: use a number up to 2000"],
  ["?near=36.2,120.2&metres=9999", "metres=9999: use a number up to 2000"],
])("refuses %s with what to mend", async (query, why) => {
  const { status, body } = await ask(query);
  expect(status).toBe(400);
  expect(body.error).toContain(why);
});
