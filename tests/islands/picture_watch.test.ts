import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIVE_WITHIN_MS, PictureWatch, type Playing } from "../../islands/picture_watch.ts";

const T0 = Date.UTC(2026, 10, 22, 4, 0, 0);

describe("PictureWatch", () => {
  test("never says live before a frame was painted, nor of a picture that is minutes old", () => {
    const second = fc.record({
      moves: fc.boolean(),
      painted: fc.boolean(),
      /** s */
      age: fc.option(fc.integer({ min: 0, max: 4_000 })),
      fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    });
    fc.assert(fc.property(fc.array(second, { maxLength: 60 }), (seconds) => {
      const watch = new PictureWatch(T0);
      watch.opened(T0);
      let position = 0, painted = false, newest: number | null = null;
      seconds.forEach((one, i) => {
        const now = T0 + (i + 1) * 1_000;
        if (one.moves) position++;
        const taken = one.age === null ? null : now - one.age * 1_000;
        const shows = one.painted && position > 0;
        if (shows) [painted, newest] = [true, taken ?? now];
        const said = watch.look({ now, position, painted: one.painted, taken });
        const state: Playing | null = said === "stuck" || said === null ? null : said;
        if (state?.kind === "live") {
          expect(shows).toBe(true);
          if (state.at !== null) expect(now - state.at).toBeLessThanOrEqual(LIVE_WITHIN_MS);
        }
        if (state?.kind === "late" || state?.kind === "stalled") expect(state.at).toBe(newest);
        if (state?.kind === "loading") expect(painted).toBe(false);
        if (said === "stuck" || one.fails) {
          // What is said to be gone since a time was seen until then.
          expect(watch.lost()).toEqual({ kind: "dead", since: newest });
          watch.opened(now);
          position = 0;
        }
      });
    }));
  });

  test("says late of a camera whose playlist stopped an hour ago, then that it stands still", () => {
    const watch = new PictureWatch(T0), taken = T0 - 58 * 60_000;
    const at = (s: number, position: number, painted: boolean) =>
      watch.look({ now: T0 + s * 1_000, position, painted, taken });
    watch.opened(T0);
    expect(at(1, 0, false)).toEqual({ kind: "loading" });
    expect(at(2, 1, true)).toEqual({ kind: "late", at: taken });
    expect(at(4, 1, false)).toBeNull();
    expect(at(6, 1, false)).toEqual({ kind: "stalled", at: taken });
    expect(at(11, 1, false)).toBe("stuck");
  });

  test("a camera that never answered has no time since when it is gone, however often it is tried", () => {
    const watch = new PictureWatch(T0);
    for (let s = 0; s < 100; s += 10) {
      watch.opened(T0 + s * 1_000);
      expect(watch.lost()).toEqual({ kind: "dead", since: null });
      expect(watch.look({ now: T0 + s * 1_000 + 1_000, position: 0, painted: false, taken: null }))
        .toBeNull();
    }
  });
});
