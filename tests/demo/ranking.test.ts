/** Who is proposed in situations of the demo that everybody can check by looking at the map. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexOf } from "../../demo/people_names.ts";
import { skillsOf } from "../../demo/kinds.ts";
import { gridCodesOf } from "../../demo/posts.ts";
import { metresBetween } from "../../geo/place.ts";
import { type Centre, openCentre } from "./a_centre.ts";

/** A Friday morning, ten o'clock in Haiwan. */
const MORNING = Date.UTC(2026, 10, 27, 2);
const MINUTE = 60_000;
/** In the middle of the old town. */
const OLD_TOWN = { lat: 36.5605, lon: 121.87 };
const BURST_PIPE = "E05-01", LITTER = "E01-10";

let folder = "";
let centre: Centre;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-ranking-"));
  centre = await openCentre({ folder, workers: 3_000, from: MORNING });
  for (let step = 0; step < 6; step++, centre.clock.now += 10_000) centre.move();
});
afterAll(async () => {
  await centre.ledger.close();
  rmSync(folder, { recursive: true });
});

const to = (place: { lat: number; lon: number }, category: string, n = 8) =>
  centre.dispatch.candidates.for(centre.dispatch.candidates.errandTo(place, category, 2), n);

test("somebody goes to litter in the old town within the limit, and nobody nearer was able to", () => {
  const { proposed, ranked, passedOver, nobody } = to(OLD_TOWN, LITTER);
  expect(nobody).toBeNull();
  expect(ranked[0]).toMatchObject({ worker: proposed, able: true, inTime: true });
  for (const { reason } of passedOver) expect(reason.code).not.toBe("skill");
});

test("a burst pipe needs somebody of the trade: whoever is nearer and lacks it is named", () => {
  const { proposed, ranked, passedOver } = to(OLD_TOWN, BURST_PIPE);
  expect(skillsOf(indexOf(proposed!)!)).toContain("pipes");
  expect(ranked[0]).toMatchObject({ skilled: true });
  expect(passedOver).toHaveLength(3);
  const lacking = passedOver.filter(({ reason }) => reason.code === "skill");
  expect(lacking.length).toBeGreaterThan(0);
  for (const { worker, metres } of lacking) {
    expect(skillsOf(indexOf(worker)!)).not.toContain("pipes");
    expect(metres).toBeLessThan(ranked[0]!.metres);
  }
});

test("whoever was just sent is busy with that case when the next one comes in beside it", async () => {
  const report = {
    ...{ id: "R-1", source: "patrol", category: BURST_PIPE, time: centre.clock.now, severity: 2 as const },
    ...{ ...OLD_TOWN, title: "供水管道破裂", status: "open" as const },
  };
  await centre.put([report]);
  await centre.dispatch.intake.settled();
  const { proposed: first } = to(OLD_TOWN, BURST_PIPE);
  const person = {
    ...{ id: "p1", login: "lin", name: "林海", roles: ["dispatcher"] as const, areas: ["*"] },
    ...{ active: true, version: 1 },
  };
  const sent = await centre.dispatch.sending.send(
    { person, origin: "test", session: null },
    { key: "k1", source: "patrol", incident: "R-1", worker: first },
  );
  if (sent.kind !== "assigned") throw new Error(JSON.stringify(sent));
  const { proposed, passedOver } = to(OLD_TOWN, BURST_PIPE);
  expect(proposed).not.toBe(first);
  const bound = passedOver.find(({ worker }) => worker === first);
  if (bound) expect(bound.reason).toMatchObject({ case: sent.case });
  // What the record keeps of the decision is what was proposed in that moment.
  const events = await centre.dispatch.desk.events(sent.case);
  expect(events.find(({ kind }) => kind === "dispatch")?.choice).toMatchObject({
    proposed: first,
    chosen: first,
  });
});

test("a worker goes to the own grid though somebody else would be there a little earlier", () => {
  const { people, city } = centre;
  let checked = 0;
  for (let i = 0; i < people.count && checked < 20; i++) {
    const slot = city.workers.find(`HW-${String(i + 1).padStart(5, "0")}`)!;
    if (!city.workers.isLive(slot) || gridCodesOf(people.posts, i).length !== 1) continue;
    const place = { lat: city.workers.lat[slot]!, lon: city.workers.lon[slot]! };
    const { ranked, because } = to(place, LITTER);
    if (because?.code !== "responsible") continue;
    checked++;
    expect(ranked[0]!.responsible).toBe(true);
    expect(because.seconds).toBeGreaterThan(0);
    const earlier = ranked.find(({ seconds }) => seconds < ranked[0]!.seconds)!;
    expect(earlier.responsible).toBe(false);
  }
  expect(checked).toBeGreaterThan(0);
});

test("far out at sea nobody is in time, and how long the first would need is said", () => {
  const { nobody, ranked } = to({ lat: 36.42, lon: 122.05 }, BURST_PIPE);
  expect(nobody).toMatchObject({ code: "too-far" });
  expect(ranked[0]).toMatchObject({ inTime: false });
  const { lat, lon, metres } = ranked[0]!;
  expect(Math.round(metresBetween(lat, lon, 36.42, 122.05))).toBe(Math.round(metres));
});

test("after twenty minutes without a word from anybody, nobody is sent blindly", () => {
  centre.clock.now += 20 * MINUTE;
  const { proposed, nobody } = to(OLD_TOWN, LITTER);
  expect(proposed).toBeNull();
  expect(nobody).toMatchObject({ code: "nobody-free" });
});
