/** Fences among the fixes of a city: who enters, leaves, or should be inside and is not; and what that costs the others. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { RingDistance } from "../../geo/ring_distance.ts";
import { FenceWatch } from "../../dispatch/fence_watch.ts";
import type { Alert, AlertDraft } from "../../store/alert.ts";
import type { Fence } from "../../store/fence.ts";
import { cellAt } from "../../geo/cell.ts";
import { FixBatch } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";

const T0 = Date.UTC(2026, 10, 27, 2), LAT = 36.15, LON = 120.2;
const NORTH = 1 / 111_195;
const fence = (change: Partial<Fence> = {}): Fence => ({
  ...{ id: "f1", version: 1, name: "工地", watches: ["enter", "leave"], workers: "all", hours: null },
  ...{ dwellSeconds: 60, areas: ["west"] },
  ring: [[LON, LAT], [LON + 0.004, LAT], [LON + 0.004, LAT + 0.004], [LON, LAT + 0.004], [LON, LAT]],
  ...change,
});
const INSIDE = { lat: LAT + 0.002, lon: LON + 0.002 }, OUTSIDE = { lat: LAT - 300 * NORTH, lon: LON + 0.002 };
const FAR = { lat: LAT + 0.1, lon: LON + 0.05 };

let city: City, watch: FenceWatch, now: number;
beforeEach(() => {
  now = T0;
  city = new City({ bounds: [120, 36, 121, 37], liveMs: 900_000, now });
  watch = new FenceWatch({
    ...{ city, timeZone: "Asia/Shanghai", nameOf: (worker) => `名 ${worker}` },
    whereIs: (place) => ({ cell: cellAt(place), areas: ["west"], names: ["区 west"] }),
  });
  watch.set([fence()], now);
});

function fix(worker: string, place: { lat: number; lon: number }, seconds = 20): void {
  now += seconds * 1_000;
  const batch = new FixBatch("test", 1, now);
  batch.size = 1;
  batch.worker[0] = city.workers.slotOf(worker);
  [batch.time[0], batch.lat[0], batch.lon[0], batch.accuracy[0]] = [now, place.lat, place.lon, 12];
  city.applyFixes(batch, now);
  watch.take(batch);
}
const stay = (worker: string, place: { lat: number; lon: number }, fixes = 6) => {
  for (let i = 0; i < fixes; i++) fix(worker, place);
};
const told = () => {
  const { raised, ended } = watch.crossings();
  return [raised.map(({ kind, subject }) => `${kind} ${subject.worker}`), ended];
};
const asAlert = (draft: AlertDraft): Alert => ({ id: "a1", ...draft, acknowledged: null, ended: null });
const all = () => true;

describe("a fence", () => {
  it("tells who entered and who left, once, and ends the one with the other", () => {
    stay("w1", OUTSIDE);
    stay("w1", INSIDE);
    expect(told()).toEqual([["fence-enter w1"], ["fence/f1/leave/w1"]]);
    stay("w1", INSIDE, 30);
    expect(told()).toEqual([[], []]);
    // Far away no cell touches the fence: whoever was inside is looked at all the same.
    stay("w1", FAR, 30);
    expect(told()).toEqual([["fence-leave w1"], ["fence/f1/enter/w1"]]);
  });

  it("says who, where and of which fence", () => {
    stay("w1", OUTSIDE);
    stay("w1", INSIDE);
    expect(watch.crossings().raised).toMatchObject([{
      ...{ kind: "fence-enter", cause: "fence/f1/enter/w1", severity: 3 },
      subject: { worker: "w1", fence: "f1", cell: cellAt(INSIDE), areas: ["west"] },
      data: { name: "名 w1", fence: "工地", where: ["区 west"] },
    }]);
  });

  it("is of the workers it names, in its hours, and of nobody after it is taken away", () => {
    watch.set([fence({ version: 2, workers: ["w1"] })], now);
    for (const worker of ["w1", "w2"]) {
      stay(worker, OUTSIDE);
      stay(worker, INSIDE);
    }
    expect(told()[0]).toEqual(["fence-enter w1"]);
    // Ten o'clock on a Friday in Shanghai.
    watch.set([fence({ version: 3, hours: { days: [6], from: "00:00", to: "12:00" } })], now);
    stay("w3", OUTSIDE);
    stay("w3", INSIDE);
    expect(told()[0]).toEqual([]);
    watch.set([], now);
    stay("w4", OUTSIDE);
    stay("w4", INSIDE);
    expect(told()[0]).toEqual([]);
  });

  it("ends what it told when its hours are over, when it is gone, or when the worker is off duty", () => {
    stay("w1", OUTSIDE);
    stay("w1", INSIDE);
    const open = watch.crossings().raised.map(asAlert);
    expect(watch.tick(open, all, now)).toEqual([]);
    expect(watch.tick(open, () => false, now)).toEqual(["fence/f1/enter/w1"]);
    watch.set([], now);
    expect(watch.tick(open, all, now)).toEqual(["fence/f1/enter/w1"]);
  });

  it("knows after a restart who was told of, and tells of nobody who is inside when first seen", () => {
    stay("w2", INSIDE, 20);
    expect(told()).toEqual([[], []]);
    const entered = {
      kind: "fence-enter",
      subject: { worker: "w1", fence: "f1", areas: [] },
    } as unknown as Alert;
    watch.restore([entered]);
    stay("w1", INSIDE);
    expect(told()).toEqual([[], []]);
    stay("w1", OUTSIDE);
    expect(told()).toEqual([["fence-leave w1"], ["fence/f1/enter/w1"]]);
  });

  it("tells who should be inside and is not, until inside; of somebody who is not heard of says another alert", () => {
    watch.set([fence({ version: 2, watches: ["absent"], workers: ["w1", "w2"], dwellSeconds: 300 })], now);
    const open = new Map<string, Alert>();
    const absent = () => watch.absent(open, all, now).map(({ subject }) => subject.worker);
    fix("w1", OUTSIDE);
    fix("w2", INSIDE);
    expect(absent()).toEqual([]);
    for (let i = 0; i < 16; i++) {
      fix("w1", FAR);
      absent();
    }
    const [draft] = watch.absent(open, all, now);
    expect(draft).toMatchObject({ severity: 2, subject: { worker: "w1", areas: ["west"] } });
    expect(draft!.subject.cell, "where else somebody is, the people of the fence may not see")
      .toBeUndefined();
    open.set(draft!.cause, asAlert(draft!));
    expect(watch.absent(open, () => false, now)).toEqual([]);
    fix("w1", { lat: LAT - 5 * NORTH, lon: LON + 0.002 });
    expect(absent(), "beside the border is not inside").toEqual(["w1"]);
    fix("w1", INSIDE);
    expect(absent()).toEqual([]);
  });
});

it("measures nobody who is near no fence", () => {
  const size = 50_000, batch = new FixBatch("test", size, now);
  batch.size = size;
  for (let i = 0; i < size; i++) {
    batch.worker[i] = city.workers.slotOf(`w${i}`);
    [batch.time[i], batch.lat[i], batch.lon[i], batch.accuracy[i]] = [now, 36.3 + i % 500 / 2_000, 120.4, 10];
  }
  city.applyFixes(batch, now);
  const measured = vi.spyOn(RingDistance.prototype, "of");
  try {
    watch.take(batch);
    expect(measured).not.toHaveBeenCalled();
  } finally {
    measured.mockRestore();
  }
  expect(told()).toEqual([[], []]);
});

/** A circle of so many corners, 10 km across and more; each a little further to the east. */
const circle = (i: number, corners = 500): Fence => {
  const at = (k: number): [number, number] => {
    const angle = 2 * Math.PI * (k % corners) / corners;
    return [LON + 0.3 + i * 1e-4 + 0.04 * Math.cos(angle), LAT + 0.2 + 0.03 * Math.sin(angle)];
  };
  return fence({ id: `far${i}`, ring: Array.from({ length: corners + 1 }, (_, k) => at(k)) });
};

it("a fence that is changed costs nothing for those that are not", () => {
  const many = Array.from({ length: 20 }, (_, i) => circle(i));
  watch.set([fence(), ...many], now);
  const looked = vi.spyOn(city.cells, "slot");
  watch.set([fence({ version: 2 }), ...many], now);
  const ofOne = looked.mock.calls.length;
  watch.set([fence({ version: 3 })], now);
  expect(looked).toHaveBeenCalledTimes(2 * ofOne);
  looked.mockRestore();
  watch.set([fence({ version: 3 }), ...many], now);
  stay("w1", OUTSIDE);
  stay("w1", INSIDE);
  expect(told()[0]).toEqual(["fence-enter w1"]);
  watch.set(many, now);
  stay("w1", FAR);
  expect(told()).toEqual([[], []]);
});

it("whoever is in one fence is not measured against all the others", () => {
  const size = 2_000;
  const fixes = () => {
    const batch = new FixBatch("test", size, now += 10_000);
    batch.size = size;
    for (let i = 0; i < size; i++) {
      batch.worker[i] = city.workers.slotOf(`w${i}`);
      [batch.time[i], batch.accuracy[i]] = [now, 10];
      [batch.lat[i], batch.lon[i]] = [INSIDE.lat, INSIDE.lon];
    }
    city.applyFixes(batch, now);
    return batch;
  };
  watch.take(fixes());
  watch.set([fence(), ...Array.from({ length: 20 }, (_, i) => circle(i))], now);
  const measured = vi.spyOn(RingDistance.prototype, "of");
  try {
    watch.take(fixes());
    watch.take(fixes());
    expect(measured).toHaveBeenCalledTimes(2 * size);
  } finally {
    measured.mockRestore();
  }
});

it("of somebody who is not heard of any more nobody says that they are not there", () => {
  watch.set([fence({ version: 2, watches: ["absent"], workers: ["w1"], dwellSeconds: 300 })], now);
  fix("w1", OUTSIDE);
  expect(watch.absent(new Map(), all, now)).toEqual([]);
  now += 3_600_000;
  city.advance(now);
  expect(watch.absent(new Map(), all, now)).toEqual([]);
});
