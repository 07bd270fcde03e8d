import { describe, expect, it } from "vitest";
import { FeedBook } from "../../../streams/feeds/health.ts";

const MINUTE = 60_000;

describe("FeedBook", () => {
  it("tells waiting, live, quiet and down apart", () => {
    const book = new FeedBook();
    const state = (now: number) => book.health(now).map(({ state }) => state).join();
    book.expect("gps", "fixes");
    expect(state(0)).toBe("waiting");
    book.note("gps", "fixes", { accepted: 5 }, 0);
    expect(state(MINUTE)).toBe("live");
    expect(state(MINUTE + 1)).toBe("quiet");
    book.down("gps", "fixes", "no connection");
    expect(state(1)).toBe("down");
    book.note("gps", "fixes", { accepted: 0, rejected: new Map([["unreadable", 3]]) }, 2);
    expect(state(2)).toBe("down");
    book.heard("gps", "fixes", 3);
    expect(state(3)).toBe("live");
  });

  it("sums what was taken, refused and flagged, by feed and kind", () => {
    const book = new FeedBook();
    book.note("a", "fixes", { accepted: 5, flagged: new Map([["jump", 1]]) }, 1);
    book.note("a", "fixes", { accepted: 2, rejected: new Map([["unreadable", 2], ["duplicate", 1]]) }, 2);
    book.note("a", "incidents", { accepted: 1 }, 3);
    expect(book.health(3)).toMatchObject([
      {
        feed: "a",
        kind: "fixes",
        accepted: 7,
        rejected: 3,
        flagged: 1,
        last: 2,
        reasons: { jump: 1, unreadable: 2, duplicate: 1 },
      },
      { feed: "a", kind: "incidents", accepted: 1, rejected: 0, last: 3 },
    ]);
  });

  it("measures accepted fixes a second over at least two seconds", () => {
    const book = new FeedBook();
    expect(book.fixesPerSecond(1_000)).toBe(0);
    book.note("a", "fixes", { accepted: 100 }, 1_500);
    expect(book.fixesPerSecond(2_000)).toBe(0);
    expect(book.fixesPerSecond(5_000)).toBe(25);
    expect(book.fixesPerSecond(7_000)).toBe(0);
  });
});
