import fc from "fast-check";
import { Refused } from "../../../islands/city.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PATIENCE_MS, poll, type Reader, type Resource } from "../../../islands/wall/poll.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A server whose answers are given one by one, and a page that can be hidden. */
class World implements Reader {
  readonly asked: { readonly at: number; readonly signal: AbortSignal }[] = [];
  readonly said: Resource<number>[] = [];
  visible = true;
  answer: () => Promise<number> = () => Promise.resolve(7);
  #listeners = new Set<() => void>();
  readonly random = () => 0.5;
  readonly read = (_url: string, signal: AbortSignal) => {
    this.asked.push({ at: Date.now(), signal });
    return this.answer();
  };
  readonly page = {
    now: () => this.visible,
    onChange: (act: () => void) => {
      this.#listeners.add(act);
      return () => void this.#listeners.delete(act);
    },
  };

  show(visible: boolean): void {
    this.visible = visible;
    for (const act of [...this.#listeners]) act();
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  start(everyMs = 5_000, settleMs = 0): () => void {
    return poll<number>("/x", { everyMs, settleMs }, (resource) => this.said.push(resource), this);
  }
}

const never = () => new Promise<number>(() => {});
const refuse = () => Promise.reject(new Error("/x answered 503"));

describe("what is polled", () => {
  test("is read at once and then every so often, with the time of its reading", async () => {
    const world = new World();
    const stop = world.start();
    await vi.advanceTimersByTimeAsync(12_000);
    stop();
    expect(world.asked.map(({ at }) => at - 1_000_000)).toEqual([0, 5_000, 10_000]);
    expect(world.said[1]).toEqual({ kind: "ready", value: 7, at: 1_005_000, stale: false });
  });

  test("stays, marked stale, while later readings fail, and says since when when there is nothing", async () => {
    const world = new World();
    const stop = world.start();
    await vi.advanceTimersByTimeAsync(1);
    world.answer = refuse;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(world.said.at(-1)).toEqual({ kind: "ready", value: 7, at: 1_000_000, stale: true });
    world.answer = () => Promise.resolve(8);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.said.at(-1)).toMatchObject({ kind: "ready", value: 8, stale: false });
    stop();
    const other = new World(), since = Date.now();
    other.answer = refuse;
    const end = other.start();
    await vi.advanceTimersByTimeAsync(20_000);
    end();
    expect(other.said.length).toBeGreaterThan(2);
    expect(other.said.at(-1)).toEqual({ kind: "failed", error: "/x answered 503", since });
  });

  test("goes at once when the server says that it is there no more", async () => {
    const world = new World();
    world.answer = () => Promise.resolve(7);
    const stop = world.start();
    await vi.advanceTimersByTimeAsync(0);
    world.answer = () => Promise.reject(new Refused("/x", 404));
    await vi.advanceTimersByTimeAsync(6_000);
    stop();
    expect(world.said.at(-1)).toMatchObject({ kind: "failed", error: "/x answered 404" });
  });

  test("is asked ever more seldom while it fails, and never later than ten seconds and a quarter", async () => {
    const world = new World();
    world.answer = refuse;
    const stop = world.start(60_000);
    await vi.advanceTimersByTimeAsync(60_000);
    stop();
    const pauses = world.asked.slice(1).map(({ at }, i) => at - world.asked[i]!.at);
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...pauses)).toBe(10_000);
  });

  test("is given up when the server takes the question and says nothing", async () => {
    const world = new World();
    world.answer = never;
    const signalled = world.read;
    const reader: Reader = {
      ...{ page: world.page, random: world.random },
      read: (url, signal) =>
        Promise.race([
          signalled(url, signal),
          new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
        ]),
    };
    const stop = poll<number>("/x", { everyMs: 5_000 }, (said) => world.said.push(said), reader);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS + 10);
    stop();
    expect(world.said).toHaveLength(1);
    expect(world.said[0]).toMatchObject({ kind: "failed" });
  });

  test("is not read while nobody sees the page, and at once when it is seen again", async () => {
    const world = new World();
    const stop = world.start();
    await vi.advanceTimersByTimeAsync(1);
    world.show(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.asked).toHaveLength(1);
    world.show(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(world.asked).toHaveLength(2);
    stop();
    expect(world.listeners).toBe(0);
  });

  test("is not read when the address changes again before it settled", async () => {
    const world = new World();
    const stop = world.start(5_000, 250);
    await vi.advanceTimersByTimeAsync(200);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.asked).toEqual([]);
  });

  test("is never asked twice at once, and never again after its end, whatever happens", async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 9_000 }),
      visible: fc.boolean(),
      fails: fc.boolean(),
      takes: fc.integer({ min: 0, max: 9_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const world = new World();
        let inFlight = 0, most = 0, takes = 0, fails = false;
        world.answer = async () => {
          most = Math.max(most, ++inFlight);
          const refused = fails;
          await new Promise((done) => setTimeout(done, takes));
          inFlight--;
          if (refused) throw new Error("no");
          return 1;
        };
        const stop = world.start();
        for (const { wait, visible, ...next } of steps) {
          ({ takes, fails } = next);
          world.show(visible);
          await vi.advanceTimersByTimeAsync(wait);
        }
        stop();
        const [asked, said] = [world.asked.length, world.said.length];
        if (inFlight > 0) expect(world.asked.at(-1)!.signal.aborted).toBe(true);
        await vi.advanceTimersByTimeAsync(120_000);
        expect(most).toBeLessThanOrEqual(1);
        expect([world.asked.length, world.said.length]).toEqual([asked, said]);
      }),
      { numRuns: 60 },
    );
  });
});
