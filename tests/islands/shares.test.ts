import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byGroup, scaleOf, shareRows } from "../../islands/wall/shares.ts";
import { lateLayers, silentFeeds } from "../../islands/wall/silent.ts";
import type { FeedHealth } from "../../streams/wire.ts";

describe("byGroup()", () => {
  const groupOf = (code: string) => code[0]!;

  test("gathers categories into their classes, the largest first, with the codes a click filters by", () => {
    const rows = byGroup([
      { code: "a1", count: 2, severe: 1, usual: 1 },
      { code: "b1", count: 5, severe: 0, usual: 2 },
      { code: "a2", count: 1, severe: 1, usual: 0.5 },
    ], groupOf);
    expect(rows.map(({ key, count, severe, usual }) => [key, count, severe, usual])).toEqual([
      ["b", 5, 0, 2],
      ["a", 3, 2, 1.5],
    ]);
    expect(rows[1]!.codes).toEqual(["a1", "a2"]);
  });

  test("does not invent what is usual", () => {
    expect(byGroup([{ code: "a", count: 2, severe: 0, usual: null }], groupOf)[0]!.usual).toBeNull();
  });
});

test("shareRows() never gives more than there is room for, nor leaves room that the other list could use", () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(20), fc.nat(20), (rows, first, second) => {
      const [a, b] = shareRows(rows, first, second);
      const room = Math.max(0, rows - (second > 0 ? 1 : 0));
      expect(a + b).toBeLessThanOrEqual(room);
      expect(a).toBeLessThanOrEqual(first);
      expect(b).toBeLessThanOrEqual(second);
      expect(a + b).toBe(Math.min(room, first + second));
    }),
  );
});

test("scaleOf() gives the longest of counts and usuals the whole width", () => {
  const scale = scaleOf([{ count: 4, severe: 0, usual: 8 }, { count: 2, severe: 0, usual: null }]);
  expect([scale(8), scale(4), scale(0)]).toEqual([100, 50, 0]);
});

test("silentFeeds() names what is down before what is late, the longest silent first", () => {
  const feed = (name: string, state: FeedHealth["state"], last: number | null) =>
    ({ feed: name, kind: "fixes", state, last }) as FeedHealth;
  const silent = silentFeeds([
    feed("fine", "live", 9),
    feed("late", "quiet", 5),
    feed("later", "quiet", 2),
    feed("dead", "down", 8),
    feed("new", "waiting", null),
  ]);
  expect(silent.map((one) => one.feed)).toEqual(["dead", "later", "late"]);
});

test("a layer is late when every feed of its kind is, and says when the last of them came", () => {
  const feed = fc.record({
    kind: fc.constantFrom("fixes", "incidents", "cameras", "weather"),
    state: fc.constantFrom("live", "quiet", "down", "waiting"),
    last: fc.option(fc.integer({ min: 1, max: 1_000 })),
  });
  fc.assert(fc.property(fc.array(feed, { maxLength: 8 }), (feeds) => {
    const late = lateLayers(feeds as unknown as FeedHealth[]);
    for (
      const [kind, layer] of [["fixes", "workers"], ["incidents", "incidents"], [
        "cameras",
        "cameras",
      ]] as const
    ) {
      const own = feeds.filter((one) => one.kind === kind);
      const gone = own.length > 0 && own.every(({ state }) => state === "quiet" || state === "down");
      expect(late.has(layer)).toBe(gone);
      const times = own.flatMap(({ last }) => last ?? []);
      if (gone) expect(late.get(layer)!.last).toBe(times.length > 0 ? Math.max(...times) : null);
    }
    expect(late.size).toBeLessThanOrEqual(3);
  }));
});
