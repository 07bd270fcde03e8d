import { describe, expect, it } from "vitest";
import { haiwan } from "../../demo/haiwan.ts";
import { metresEast, metresNorth } from "../../demo/land/plane.ts";
import { WATER } from "../../demo/land/terrain.ts";
import { KIND } from "../../demo/kinds.ts";
import { FIX_EVERY_MS, People } from "../../demo/people.ts";
import { DOING } from "../../demo/routine.ts";
import { indexOf, nameOf, workerId } from "../../demo/people_names.ts";
import { metresBetween } from "../../geo/place.ts";
import type { FixBatch } from "../../streams/batch.ts";

/** Ten in the morning of a Wednesday in Haiwan. */
const START = Date.UTC(2026, 10, 25, 2, 0, 0);
const HOUR = 3_600_000;

function slots() {
  const ids: string[] = [];
  return { ids, slotOf: (id: string) => ids.push(id) - 1 };
}

const crowd = (count: number, seed = "test", now = START) =>
  new People(haiwan(), { count, seed, now, workers: slots() });

/** Who is on duty at an instant, by number. */
function onDuty({ duties, count }: People, time: number): number[] {
  return Array.from({ length: count }, (_, i) => i).filter((i) => {
    duties.seek(i, i, time);
    return duties.from[i]! <= time;
  });
}

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
  it("who are on duty are all but the silent ones heard of in the first step, and nobody else", () => {
    const people = crowd(2000), first = people.step(START);
    const heard = new Set(first.worker.subarray(0, first.size)), duty = onDuty(people, START);
    expect(heard.size).toBe(first.size);
    expect(heard.size).toBeGreaterThan(duty.length * 0.92);
    for (const i of heard) expect(duty).toContain(i);
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
    for (const n of perSecond) expect(n).toBeGreaterThan(45);
  });

  it("tell the same story from the same seed, however the steps fall, and another from another", () => {
    const fine = rows(run(crowd(300), 60, 100)), coarse = rows(run(crowd(300), 60, 4000));
    expect(fine).toEqual(coarse);
    expect(rows(run(crowd(300, "other"), 60, 4000))).not.toEqual(coarse);
  });

  it("live the same day from the same seed: shifts, meals, dead spots and wild fixes", () => {
    const midnight = START - 10 * HOUR;
    const day = (stepMs: number) => {
      const people = crowd(40, "day", midnight);
      let rows = 0, sum = 0;
      for (let t = 0; t <= 24 * HOUR; t += stepMs) {
        const batch = people.step(midnight + t);
        rows += batch.size;
        for (let row = 0; row < batch.size; row++) {
          sum += batch.lat[row]! * (batch.worker[row]! + 1) + batch.time[row]! % 1e6 + batch.accuracy[row]!;
        }
      }
      return { rows, sum: Math.round(sum) };
    };
    const fine = day(2_500);
    expect(fine.rows).toBeGreaterThan(40 * 8_640 * 0.15);
    expect(day(10_000)).toEqual(fine);
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

  it("report positions near their street: less exact between high houses and inside than in the open", () => {
    const people = crowd(800), { radio } = people.phones;
    const open = { sum: 0, n: 0 }, canyon = { sum: 0, n: 0 };
    for (let t = 0; t <= 120_000; t += 10_000) {
      const batch = people.step(START + t);
      for (let row = 0; row < batch.size; row++) {
        const i = batch.worker[row]!, accuracy = batch.accuracy[row]!;
        expect(accuracy).toBeGreaterThan(2);
        // A fix of a mast is said to be one.
        if (accuracy > 300) continue;
        expect(accuracy).toBeLessThan(110);
        const noise = radio.noise[people.walkers.edge[i]!]!;
        const where = noise < 1.1 ? open : noise > 2 ? canyon : null;
        if (where) where.sum += accuracy, where.n++;
        // What came late tells of where somebody was before.
        if (START + t - batch.time[row]! >= FIX_EVERY_MS) continue;
        const off = metresBetween(
          batch.lat[row]!,
          batch.lon[row]!,
          people.walkers.lat(i),
          people.walkers.lon(i),
        );
        expect(off).toBeLessThan(3 * accuracy + 12);
      }
    }
    expect(canyon.sum / canyon.n).toBeGreaterThan(open.sum / open.n * 1.7);
  });

  it("hold their fixes where there is no radio, and send them later: in order, none twice, none after ten minutes", () => {
    const people = crowd(1_500), { radio } = people.phones, last = new Float64Array(people.count);
    let late = 0, fromDead = 0;
    for (let t = 0; t <= 1.5 * HOUR; t += 5_000) {
      const batch = people.step(START + t);
      for (let row = 0; row < batch.size; row++) {
        const i = batch.worker[row]!, time = batch.time[row]!, age = START + t - time;
        if (time <= last[i]!) expect.fail(`${i} sends ${time} after ${last[i]}`);
        if (age > 620_000) expect.fail(`${i} sends what is ${age} ms old`);
        last[i] = time;
        if (age > 15_000) late++;
        else if (radio.dead[people.walkers.edge[i]!] === 1) fromDead++;
      }
    }
    expect(late).toBeGreaterThan(300);
    expect(fromDead).toBe(0);
    expect(people.phones.held.total).toBeGreaterThan(0);
  });

  it("move at the pace of walkers, e-bikes and cars", () => {
    const fixes = rows(run(crowd(1500), 300, 5000));
    const last = new Map<number, (typeof fixes)[number]>();
    for (const fix of fixes) {
      const before = last.get(fix.worker);
      if (before && fix.accuracy < 300 && before.accuracy < 300) {
        const pace = metresBetween(before.lat, before.lon, fix.lat, fix.lon) /
          ((fix.time - before.time) / 1000);
        expect(pace).toBeLessThan(22);
      }
      expect(fix.speed).toBeLessThan(19);
      if (fix.speed === 0) expect(fix.heading).toBeNaN();
      last.set(fix.worker, fix);
    }
  });

  it("rest now and then: about one in 25 at any time", () => {
    const people = crowd(6000);
    for (let t = 0; t <= 1_800_000; t += 10_000) people.step(START + t);
    const patrol = people.doing.filter((doing) => doing <= DOING.silent).length;
    const resting = people.doing.filter((doing) => doing === DOING.resting).length / patrol;
    expect(resting).toBeGreaterThan(0.015);
    expect(resting).toBeLessThan(0.07);
  });

  it("never send a fix outside a shift, through a whole day, and start and end at their station", () => {
    const midnight = START - 10 * HOUR, people = crowd(400, "test", midnight);
    const { duties, walkers, posts } = people, { roads } = haiwan();
    const ends = { all: 0, there: 0 };
    for (let t = 0; t <= 24 * HOUR; t += 10_000) {
      const batch = people.step(midnight + t);
      for (let row = 0; row < batch.size; row++) {
        const i = batch.worker[row]!, time = batch.time[row]!;
        if (time < duties.from[i]! || time >= duties.to[i]!) expect.fail(`${i} sends at ${time}, off duty`);
        if (time < duties.to[i]! - FIX_EVERY_MS) continue;
        const station = posts.beats.station[posts.station[i]!]!;
        ends.all++;
        const lat = roads.lat[station]!, lon = roads.lon[station]!;
        if (metresBetween(lat, lon, walkers.lat(i), walkers.lon(i)) < 60) ends.there++;
      }
    }
    expect(ends.all).toBeGreaterThan(250);
    expect(ends.there / ends.all).toBeGreaterThan(0.8);
  });

  it("walk their own grid, while specialists go about the communities near their station", () => {
    const people = crowd(1_500);
    const { walkers, posts } = people, { left, right } = posts.beats, { roads } = haiwan();
    const inGrid = { all: 0, inside: 0 };
    let farthest = 0;
    for (let t = 0; t <= HOUR; t += 10_000) {
      people.step(START + t);
      if (t % 300_000 !== 0) continue;
      for (let i = 0; i < people.count; i++) {
        if (people.doing[i]! > DOING.resting) continue;
        const station = posts.beats.station[posts.station[i]!]!;
        if (posts.kind[i] === KIND.specialist) {
          farthest = Math.max(
            farthest,
            metresBetween(roads.lat[station]!, roads.lon[station]!, walkers.lat(i), walkers.lon(i)),
          );
        } else {
          inGrid.all++;
          const edge = walkers.edge[i]!, grid = posts.grid[i]!;
          if (left[edge] === grid || right[edge] === grid) inGrid.inside++;
        }
      }
    }
    expect(inGrid.inside / inGrid.all).toBeGreaterThan(0.85);
    expect(farthest).toBeGreaterThan(1_500);
    expect(farthest).toBeLessThan(15_000);
  });

  it("are responsible for grids of the register: dedicated ones for one, specialists for several, and no grid has nobody", () => {
    const { posts } = crowd(5_000), { gridCodes, grids } = haiwan().register;
    const known = new Set(grids.map(({ code }) => code)), looked = new Set<number>();
    for (let i = 0; i < posts.size; i++) {
      const mine = posts.gridsOf(i);
      for (const grid of mine) {
        expect(known).toContain(gridCodes[grid]);
        if (posts.kind[i] === KIND.dedicated) looked.add(grid);
      }
      if (posts.kind[i] === KIND.specialist) expect(mine.length).toBeGreaterThan(2);
      else expect(mine.length).toBe(1);
    }
    expect(looked.size).toBe(posts.beats.patrolled.length);
    expect(looked.size).toBeGreaterThan(1_200);
  });

  it("meet at their station for the meal", () => {
    const people = crowd(600);
    for (let t = 0; t <= 2.2 * HOUR; t += 10_000) people.step(START + t);
    const now = START + 2.2 * HOUR;
    const eating = Array.from({ length: 600 }, (_, i) => i).filter((i) =>
      now > people.duties.mealFrom[i]! + 20 * 60_000 && now < people.duties.mealTo[i]!
    );
    expect(eating.length).toBeGreaterThan(60);
    const there = eating.filter((i) => people.doing[i] === DOING.atStation).length;
    expect(there / eating.length).toBeGreaterThan(0.9);
  });

  it("stay with what they were sent to when their shift ends, and go home when it is over", () => {
    const people = crowd(300), { walkers, duties } = people;
    const i = onDuty(people, START)[0]!;
    duties.seek(i, i, START);
    people.send(i, walkers.lat(i), walkers.lon(i));
    const end = duties.to[i]!;
    for (let t = START; t <= end + HOUR; t += 10_000) people.step(t);
    expect(people.doing[i]).toBe(DOING.onScene);
    people.release(i);
    for (let t = end + HOUR; t <= end + HOUR + 20_000; t += 10_000) people.step(t);
    expect(people.doing[i]).toBe(DOING.off);
  });

  it("go where they are sent, stay, and go back on patrol when released", () => {
    const { roads } = haiwan();
    const people = crowd(50),
      who = onDuty(people, START).find((i) => people.duties.to[i]! > START + 2 * HOUR)!;
    // A crossing about 400 m from a worker.
    const far = (n: number) =>
      metresBetween(roads.lat[n]!, roads.lon[n]!, people.walkers.lat(who), people.walkers.lon(who));
    const goal = Array.from({ length: roads.nodes }, (_, n) => n).find((n) => far(n) > 350 && far(n) < 450)!;
    people.send(who, roads.lat[goal]!, roads.lon[goal]!);
    for (let t = 0; t <= 3_600_000; t += 10_000) people.step(START + t);
    expect(far(goal)).toBeLessThan(100);
    people.release(who);
    for (let t = 3_600_000; t <= 5_400_000; t += 10_000) people.step(START + t);
    expect(people.sent.size).toBe(0);
    expect(people.walkers.goalLat[who]).toBeNaN();
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
