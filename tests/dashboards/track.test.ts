/** Reading a track: on record before it is read, with a reason, and only where one's area is. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkQuestion, readTrack, type TrackDesk } from "../../dashboards/track.ts";
import type { Sender } from "../../dispatch/sender.ts";
import type { AuditEntry } from "../../store/audit.ts";
import type { Person } from "../../store/person.ts";
import { type History, openTestHistory } from "./history.ts";

const NOW = Date.parse("2026-11-27T12:00:00+08:00");
const HOUR = 3_600_000;
let history: History;
const audit: AuditEntry[] = [];
const desk = (): TrackDesk => ({
  ledger: { audit: { add: (entry) => Promise.resolve(audit.push(entry)) } },
  clickhouse: history.clickhouse,
  areasAt: ({ lon }) => [lon < 120.3 ? "west" : "east"],
  keptDays: 30,
  timeZone: "Asia/Shanghai",
  now: () => NOW,
});
beforeAll(async () => {
  history = await openTestHistory();
  const at = (minutes: number) => NOW - 2 * HOUR + minutes * 60_000;
  await history.move([
    { worker: "w1", time: at(2), lat: 36.1, lon: 120.25 },
    { worker: "w1", time: at(1), lat: 36.1, lon: 120.24 },
    { worker: "w1", time: at(3), lat: 36.1, lon: 120.35 },
    { worker: "w1", time: at(4), lat: 36.1, lon: 120.26, flags: 4 },
    { worker: "w1", time: at(-60 * 23), lat: 36.1, lon: 120.27 },
    { worker: "w2", time: at(1), lat: 36.1, lon: 120.25 },
  ]);
});
afterAll(() => history[Symbol.asyncDispose]());

const sender = (part: Partial<Person>): Sender => ({
  person: { id: "p3", login: "d", name: "派遣员", roles: [], areas: [], active: true, version: 1, ...part },
  origin: "10.0.0.7",
  session: "s",
});
const question = { worker: "w1", from: NOW - 3 * HOUR, to: NOW, reason: "居民投诉核实" };

it("answers a worker's positions in their order, without those that something speaks against", async () => {
  const answer = await readTrack(desk(), sender({ roles: ["admin"] }), question);
  expect(answer).toMatchObject({
    kind: "read",
    track: {
      elsewhere: 0,
      more: false,
      points: [
        { time: NOW - 2 * HOUR + 60_000, lat: 36.1, lon: 120.24, speed: null },
        { lon: 120.25 },
        { lon: 120.35 },
      ],
    },
  });
});

it("shows a dispatcher what lies in their area, says how much does not, and records who asked and why", async () => {
  audit.length = 0;
  const answer = await readTrack(desk(), sender({ roles: ["dispatcher"], areas: ["west"] }), question);
  expect(answer).toMatchObject({
    track: { elsewhere: 1, points: [{ lon: 120.24 }, { lon: 120.25 }], recorded: 1 },
  });
  expect(audit).toEqual([{
    at: NOW,
    who: "p3",
    origin: "10.0.0.7",
    action: "track.read",
    object: "worker w1",
    detail: { from: question.from, to: NOW, reason: "居民投诉核实" },
  }]);
});

it("reads nothing that is not on record", async () => {
  const refuse = { audit: { add: () => Promise.reject(new Error("the disk is full")) } };
  const asked: string[] = [];
  const clickhouse = { query: (sql: string) => Promise.reject(new Error(String(asked.push(sql)))) };
  await expect(readTrack({ ...desk(), ledger: refuse, clickhouse }, sender({ roles: ["admin"] }), question))
    .rejects.toThrow("the disk is full");
  expect(asked).toEqual([]);
});

it("is for dispatchers and administrators; a refused question is not asked", async () => {
  audit.length = 0;
  for (const role of ["operator", "acceptor", "checker", "leader", "worker", "integrator"] as const) {
    const post = { id: "w1", kind: "dedicated", skills: [], grids: [] } as const;
    const answer = await readTrack(desk(), sender({ roles: [role], areas: ["*"], post }), question);
    expect([role, answer.kind]).toEqual([role, "denied"]);
  }
  expect(audit).toEqual([]);
});

it("refuses by name what is no question", () => {
  const check = (part: object) => checkQuestion({ ...question, ...part }, desk());
  expect(check({})).toEqual(question);
  expect(check({ from: "2026-11-27T09:00", to: "2026-11-27T01:30:00Z" })).toMatchObject({
    from: NOW - 3 * HOUR,
    to: NOW - 2.5 * HOUR,
  });
  expect(check({ reason: "  因为 " })).toContain("reason");
  expect(check({ reason: "x".repeat(501) })).toContain("reason");
  expect(check({ reason: undefined })).toContain("reason");
  expect(check({ from: NOW })).toContain("to: must be after");
  expect(check({ from: NOW - 25 * HOUR })).toContain("at most 24 hours");
  expect(check({ from: "yesterday" })).toContain("from, to");
  expect(check({ from: NOW - 31 * 24 * HOUR, to: NOW - 30.5 * 24 * HOUR })).toContain("kept for 30 days");
  expect(check({ worker: "" })).toContain("worker");
  expect(checkQuestion(null, desk())).toContain("worker");
});
