import { afterAll, beforeAll, expect, test } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import { type Running, startServer } from "../server.ts";

const MINUTE = 60_000;
const PLACE = { lat: 36.2, lon: 120.2 };

let server: Running;
beforeAll(async () => {
  server = await startServer({ env: { CITY: "tests/cities/tiny" } });
  const now = Date.now();
  const fix = (worker: string, lat: number, ageMs = 0) => ({
    worker,
    time: now - ageMs,
    lat,
    lon: PLACE.lon,
  });
  const fixes = [
    ...[fix("w-old", 36.2005, 12 * MINUTE), fix("w-busy", 36.201), fix("w-near", 36.202)],
    ...[fix("w-far", 36.206), fix("w-farther", 36.23)],
  ];
  await server.post("/api/fixes", fixes.map((row) => JSON.stringify(row)).join("\n"));
  const incident = (id: string, time = now) => ({
    ...{ ...PLACE, id, time, source: "12345", category: "road", severity: 1, title: id },
  });
  const incidents = [incident("I-first"), incident("I-next"), incident("I-late", now - 60 * MINUTE)];
  await server.post("/api/incidents", incidents.map((row) => JSON.stringify(row)).join("\n"));
});
afterAll(async () => await server[Symbol.asyncDispose]());

const ask = async (query: string) => {
  const response = await server.fetch(`/api/candidates?${query}`);
  return { status: response.status, ...await response.json() };
};
const post = async (path: string, body: object) =>
  await (await server.post(path, JSON.stringify({ key: crypto.randomUUID(), ...body }), {
    "content-type": "application/json",
  })).json();

test("who is sent, who was nearer and why not, stands in the record as the server saw it in that moment", async () => {
  const sent = await post("/api/assignments", {
    ...{ source: "12345", incident: "I-first", worker: "w-busy", by: "王敏" },
  });
  expect(sent.kind).toBe("assigned");
  const before = await ask("source=12345&incident=I-next");
  expect(before).toMatchObject({
    status: 200,
    target: { ...PLACE, category: "road", severity: 1, skill: null },
    due: { stage: "arrive" },
    proposed: "w-near",
    because: { code: "earliest" },
    passedOver: [
      { worker: "w-old", name: null, reason: { code: "stale" } },
      { worker: "w-busy", reason: { code: "busy", case: sent.case, cases: 1 } },
    ],
    nobody: null,
  });
  expect(before.ranked.map(({ worker }: { worker: string }) => worker)).toEqual([
    ...["w-near", "w-far", "w-farther", "w-old", "w-busy"],
  ]);
  const [first] = before.ranked;
  expect(first).toMatchObject({ free: true, able: true, inTime: true, cases: [], basis: "default" });
  expect(first.arrives - before.asOf).toBeCloseTo(first.seconds * 1_000, -3.1);
  const next = await post("/api/assignments", {
    ...{ source: "12345", incident: "I-next", worker: "w-far", by: "王敏" },
  });
  const { case: c, events } = await (await server.fetch(`/api/cases/${next.case}`)).json();
  expect(events.at(-1)).toMatchObject({
    kind: "dispatch",
    worker: "w-far",
    choice: {
      ...{ proposed: "w-near", chosen: "w-far", because: { code: "earliest" }, nobody: null },
      instead: { code: "slower" },
      passedOver: before.passedOver.map(({ worker, reason: { code } }: Passed) => ({
        worker,
        reason: { code },
      })),
    },
  });
  const again = await post(`/api/cases/${next.case}/commands`, {
    version: c.version,
    command: { kind: "reassign", worker: "w-near", reason: "更近" },
  });
  expect(again.kind).toBe("done");
  const { events: all } = await (await server.fetch(`/api/cases/${next.case}`)).json();
  expect(all.at(-1)).toMatchObject({
    kind: "reassign",
    choice: { proposed: "w-near", chosen: "w-near", instead: null },
  });
});

interface Passed {
  readonly worker: string;
  readonly reason: { readonly code: string };
}

test("a place is judged by a quarter of an hour, and an old incident by its own clock", async () => {
  const cell = await ask(`cell=${cellAt(PLACE, 9)}&category=road&severity=2&n=1`);
  expect(cell.ranked).toHaveLength(1);
  expect(cell.due.stage).toBe("urgent");
  // The clock goes on while the answer is made.
  expect(Math.abs(cell.due.at - cell.asOf - 15 * MINUTE)).toBeLessThan(1_000);
  const late = await ask("source=12345&incident=I-late");
  expect(late.nobody).toMatchObject({ code: "overdue" });
  expect(late.proposed).not.toBeNull();
});

test("a case that may be given to somebody shows who could go, with the same answer", async () => {
  const report = { category: "road", severity: 2, title: "塌陷", ...PLACE };
  const { cases: [{ id }] } = await post("/api/cases", { report });
  await post(`/api/cases/${id}/commands`, { version: 1, command: { kind: "file", condition: "unlisted" } });
  const { nearest } = await (await server.fetch(`/api/cases/${id}`)).json();
  const asked = await ask(`case=${id}`);
  expect(nearest.proposed).toBe(asked.proposed);
  expect(nearest.due).toEqual(asked.due);
});

test("every cell says how much of the limit is left, and who would be there first", async () => {
  const answer = await (await server.fetch("/api/reach?resolution=9")).json();
  const { cells, minutes, workers, limitMinutes } = answer;
  expect(limitMinutes).toBe(15);
  expect([minutes.length, workers.length]).toEqual([cells.length, cells.length]);
  const at = cells.indexOf(cellAt({ lat: 36.23, lon: PLACE.lon }, 9));
  expect(workers[at]).toBe("w-farther");
  expect(minutes[at]).toBeGreaterThan(12);
  expect(minutes.filter((one: number | null) => one === null).length).toBeGreaterThan(cells.length / 2);
  const wrong = await server.fetch("/api/reach?resolution=7");
  expect([wrong.status, (await wrong.json()).error]).toEqual([400, "resolution=7: use 8 or 9"]);
  // This city has no list of categories, and so takes each.
  expect((await server.fetch("/api/reach?category=road")).status).toBe(200);
});

test.each([
  ["", 400, "Where to is not said"],
  ["lat=36.2", 400, "Where to is not said"],
  ["lat=10&lon=120.2", 400, "is not in this city"],
  ["cell=xyz", 400, "is no H3 cell"],
  ["lat=36.2&lon=120.2&n=21", 400, "from 1 to 20"],
  ["lat=36.2&lon=120.2&severity=9", 400, "severity=9"],
  ["case=20200101-00001", 404, "There is no case"],
  ["source=12345&incident=none", 404, "No open incident"],
])("?%s is refused in words", async (query, status, words) => {
  const answer = await ask(query);
  expect(answer.status).toBe(status);
  expect(answer.error).toContain(words);
});
