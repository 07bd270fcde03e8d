/** Fences are drawn on one's own ground, about one's own people: all of it, and not only at its corners. */
import { expect, it } from "vitest";
import { FenceDesk, type FenceDeskOptions } from "../../dispatch/fence_desk.ts";
import type { Fence, FenceDraft } from "../../store/fence.ts";
import type { Role } from "../../store/person.ts";
import { named } from "./people.ts";

const LON = 120.2, LAT = 36.15;
const WORKERS: Readonly<Record<string, readonly string[]>> = {
  "w-own": ["mine"],
  "w-other": ["theirs"],
  "w-nowhere": [],
};

function desk(areasAt: FenceDeskOptions["areasAt"]) {
  let kept: Fence[] = [];
  const fences = {
    all: () => Promise.resolve(kept),
    create: (draft: FenceDraft) => {
      const fence = { id: `f${kept.length + 1}`, version: 1, ...draft };
      kept = [...kept, fence];
      return Promise.resolve({ kind: "done", fence });
    },
    change: (fence: Fence) => {
      kept = kept.map((one) => one.id === fence.id ? { ...fence, version: fence.version + 1 } : one);
      return Promise.resolve({ kind: "done", fence });
    },
  };
  return new FenceDesk({
    ledger: { fences } as unknown as FenceDeskOptions["ledger"],
    ...{ bounds: [119, 35, 122, 38], areasAt, changed: () => {}, now: () => 1 },
    areasOf: (worker) => Object.hasOwn(WORKERS, worker) ? WORKERS[worker]! : null,
  });
}
const by = (role: Role, areas: string[]) => ({
  person: { ...named(role), areas },
  origin: "test",
  session: null,
});
const draft = (size: number, more: object = {}) => ({
  ...{ name: "圈", watches: ["enter"] },
  ring: [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => [LON + x! * size, LAT + y! * size]),
  ...more,
});

it("other people's ground within a fence is asked about, however small the corners keep clear of it", async () => {
  for (const [size, island] of [[0.01, 0.002], [0.05, 0.008]] as const) {
    const isTheirs = ({ lat, lon }: { lat: number; lon: number }) =>
      Math.abs(lat - LAT) < island && Math.abs(lon - LON) < island;
    const fences = desk((place) => [isTheirs(place) ? "theirs" : "mine"]);
    expect(await fences.create(by("dispatcher", ["mine"]), draft(size))).toMatchObject({
      kind: "denied",
      reason: "area",
    });
    const whole = await fences.create(by("dispatcher", ["*"]), draft(size));
    // Both are told of it.
    expect(whole).toMatchObject({ kind: "done", fence: { areas: ["mine", "theirs"] } });
  }
});

it("ground of nobody's within it, such as water, is no hindrance", async () => {
  const fences = desk(({ lat }) => Math.abs(lat - LAT) < 0.003 ? [] : ["mine"]);
  expect(await fences.create(by("dispatcher", ["mine"]), draft(0.01))).toMatchObject({
    fence: { areas: ["mine"] },
  });
});

it("watches workers of one's own areas, and tells of no others whether there are any", async () => {
  const fences = desk(() => ["mine"]), sender = by("dispatcher", ["mine"]);
  const watching = (...workers: string[]) => draft(0.01, { watches: ["absent"], workers });
  for (const worker of ["w-other", "w-nowhere", "ghost", "__proto__"]) {
    expect(await fences.create(sender, watching("w-own", worker))).toEqual({
      kind: "invalid",
      why: `workers: ${worker} is nobody whom you may have watched`,
    });
  }
  expect(await fences.create(sender, watching("w-own"))).toMatchObject({ kind: "done" });
  const whole = by("dispatcher", ["*"]);
  expect(await fences.create(whole, watching("w-other", "w-nowhere"))).toMatchObject({ kind: "done" });
  expect(await fences.create(whole, watching("ghost"))).toMatchObject({ kind: "invalid" });
  // Whoever is in it stays, wherever they are now; nobody else comes into it that way.
  const changed = (...workers: string[]) =>
    fences.change(sender, "f2", { ...watching(...workers), version: 1 });
  expect(await changed("w-other", "w-own")).toMatchObject({ kind: "done" });
  expect(await changed("w-other", "ghost")).toMatchObject({ kind: "invalid" });
});
