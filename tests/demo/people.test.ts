import { describe, expect, it } from "vitest";
import { haiwan } from "../../demo/haiwan.ts";
import { metresEast, metresNorth } from "../../demo/land/plane.ts";
import { WATER } from "../../demo/land/terrain.ts";
import { FIX_EVERY_MS, People } from "../../demo/people.ts";
import { indexOf, nameOf, workerId } from "../../demo/people_names.ts";
import { metresBetween } from "../../geo/place.ts";
import type { FixBatch } from "../../streams/batch.ts";

const START = Date.UTC(2025, 10, 22, 2, 0, 0);

function slots() {
  const ids: string[] = [];
  return { ids, slotOf: (id: string) => ids.push(id) - 1 };
}

const crowd = (count: number, seed = "test") =>
  new People(haiwan(), { count, seed, now: START, workers: slots() });

function run(people: People, seconds: number, stepMs: number): FixBatch[] {
  const out = [people.step(START)];
  for (let t = stepMs; t <= seconds * 1000; t += stepMs) out.push(people.step(START + t));
  return out;
}

const rows = (batches: FixBatch[]) =>
  batches.flatMap((b) =>
    Array.from({ length: b.size }, (_, i) => ({
      worker: b.worker[i]!,
      time: b.time[i]!,
      lat: b.lat[i]!,
      lon: b.lon[i]!,
      accuracy: b.accuracy[i]!,
      speed: b.speed[i]!,
      heading: b.heading[i]!,
    }))
  );

describe("The workers", () => {
  it("are all but the silent ones heard of in the first step", () => {
    const first = crowd(2000).step(START);
    expect(first.size).toBeGreaterThan(1900);
    expect(new Set(first.worker.subarray(0, first.size)).size).toBe(first.size);
  });

  it("each send a fix every ten seconds, spread evenly over them", () => {
    const fixes = rows(run(crowd(1000), 60, 500)).filter(({ time }) => time > START);
    const last = new Map<number, number>();
    for (const { worker, time } of fixes) {
      const before = last.get(worker);
      if (before !== undefined) expect((time - before) % FIX_EVERY_MS).toBe(0);
      last.set(worker, time);
    }
    const perSecond = new Array(60).fill(0);
    for (const { time } of fixes) perSecond[Math.floor((time - START - 1) / 1000)]++;
    for (const n of perSecond) expect(n).toBeGreaterThan(80);
  });

  it("tell the same story from the same seed, however the steps fall, and another from another", () => {
    const fine = rows(run(crowd(300), 60, 100)), coarse = rows(run(crowd(300), 60, 4000));
    expect(fine).toEqual(coarse);
    expect(rows(run(crowd(300, "other"), 60, 4000))).not.toEqual(coarse);
  });

  it("keep to streets on land or bridges, never on motorways", () => {
    const { roads, terrain } = haiwan();
    const people = crowd(3000);
    for (let t = 0; t <= 300_000; t += 10_000) people.step(START + t);
    for (let i = 0; i < people.count; i++) {
      const edge = people.walkers.edge[i]!;
      expect(people.walkers.isOpen(edge)).toBe(true);
      const x = metresEast(people.walkers.lon(i)), y = metresNorth(people.walkers.lat(i));
      const dry = terrain.water.values[terrain.water.index(x, y)] === WATER.land;
      expect(dry || roads.bridge[edge] === 1).toBe(true);
    }
  });

  it("report positions near their street, with a stated accuracy of 3 to 12 metres", () => {
    const people = crowd(500);
    for (let t = 0; t <= 120_000; t += 10_000) {
      const batch = people.step(START + t);
      for (let row = 0; row < batch.size; row++) {
        const i = batch.worker[row]!;
        expect(batch.accuracy[row]!).toBeGreaterThanOrEqual(3);
        expect(batch.accuracy[row]!).toBeLessThanOrEqual(12);
        const off = metresBetween(
          batch.lat[row]!,
          batch.lon[row]!,
          people.walkers.lat(i),
          people.walkers.lon(i),
        );
        expect(off).toBeLessThan(45);
      }
    }
  });

  it("move at the pace of walkers, e-bikes and cars", () => {
    const fixes = rows(run(crowd(1500), 300, 5000));
    const last = new Map<number, (typeof fixes)[number]>();
    for (const fix of fixes) {
      const before = last.get(fix.worker);
      if (before) {
        const pace = metresBetween(before.lat, before.lon, fix.lat, fix.lon) /
          ((fix.time - before.time) / 1000);
        expect(pace).toBeLessThan(15);
      }
      expect(fix.speed).toBeLessThan(13);
      if (fix.speed === 0) expect(fix.heading).toBeNaN();
      last.set(fix.worker, fix);
    }
  });

  it("rest now and then: about one in 25 at any time", () => {
    const people = crowd(6000);
    for (let t = 0; t <= 3_600_000; t += 10_000) people.step(START + t);
    const resting = people.doing.filter((doing) => doing === 2).length / people.count;
    expect(resting).toBeGreaterThan(0.02);
    expect(resting).toBeLessThan(0.07);
  });

  it("go where they are sent, stay, and go back on patrol when released", () => {
    const { roads } = haiwan();
    const people = crowd(50);
    // A crossing about 400 m from the first worker.
    const far = (n: number) =>
      metresBetween(roads.lat[n]!, roads.lon[n]!, people.walkers.lat(0), people.walkers.lon(0));
    const goal = Array.from({ length: roads.nodes }, (_, n) => n).find((n) => far(n) > 350 && far(n) < 450)!;
    people.send(0, roads.lat[goal]!, roads.lon[goal]!);
    for (let t = 0; t <= 3_600_000; t += 10_000) people.step(START + t);
    expect(far(goal)).toBeLessThan(100);
    people.release(0);
    for (let t = 3_600_000; t <= 5_400_000; t += 10_000) people.step(START + t);
    expect(people.sent.size).toBe(0);
    expect(people.walkers.goalLat[0]).toBeNaN();
  });
});

describe("Names", () => {
  it("belong to ids, and ids to numbers", () => {
    expect(workerId(0)).toBe("HW-00001");
    expect(indexOf("HW-129000")).toBe(128_999);
    expect(nameOf("HW-00001")).toMatch(/^\p{Script=Han}{2,3}$/u);
    expect(nameOf("HW-00001")).toBe(nameOf("HW-00001"));
    expect(nameOf("somebody")).toBeUndefined();
  });
});
