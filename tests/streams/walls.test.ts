import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Allowance, checkScene, checkWallName, Walls } from "../../streams/walls.ts";
import type { SceneChange, WallScene } from "../../streams/wire.ts";
import { TestScreen } from "../screen.ts";
import { type Running, startServer } from "../server.ts";

const change = (address: string): SceneChange => ({ address, view: null });

describe("checkScene()", () => {
  test("takes an address of the wall with a view of the Earth, or none", () => {
    const view = { lat: 36.05, lon: 121.4, zoom: 12.345678 };
    expect(checkScene({ address: "/wall/night?lang=en", view, more: 1 })).toEqual({
      address: "/wall/night?lang=en",
      view,
    });
    expect(checkScene(change("/wall"))).toEqual(change("/wall"));
  });

  test("refuses what is none, whatever is sent", () => {
    fc.assert(fc.property(fc.anything(), (sent) => {
      const scene = checkScene(sent);
      if (scene) expect(scene.address.startsWith("/wall")).toBe(true);
    }));
    const view = { lat: 36, lon: 121, zoom: 12 };
    for (
      const sent of [
        { address: "https://elsewhere/wall", view },
        { address: `/wall?${"x".repeat(4_000)}`, view },
        { address: "/wall", view: { ...view, lat: 91 } },
        { address: "/wall", view: { ...view, zoom: NaN } },
        { address: "/wall", view: { ...view, lon: "121" } },
        { address: "/wall" },
      ]
    ) expect(checkScene(sent)).toBeNull();
    for (const name of ["", "x".repeat(65), 7, null, undefined]) expect(checkWallName(name)).toBeNull();
  });
});

describe("the walls", () => {
  test("the last writer wins, and each change has a number of its own", () => {
    const walls = new Walls();
    expect(walls.sceneOf("a")).toBeNull();
    expect(walls.write("a", change("/wall?window=15")).version).toBe(1);
    expect(walls.write("b", change("/wall/night")).version).toBe(1);
    expect(walls.write("a", change("/wall?window=60")).version).toBe(2);
    expect(walls.sceneOf("a")).toEqual({ address: "/wall?window=60", view: null, version: 2 });
  });

  test("names without end do not fill the memory: the wall unused for longest is forgotten", () => {
    const walls = new Walls();
    walls.write("used", change("/wall"));
    for (let i = 0; i < 1_000; i++) {
      walls.write(`w${i}`, change("/wall"));
      if (i % 100 === 0) walls.write("used", change("/wall"));
    }
    expect(walls.sceneOf("w0")).toBeNull();
    expect(walls.sceneOf("w999")).not.toBeNull();
    expect(walls.sceneOf("used")).not.toBeNull();
  });

  test("an allowance gives its burst, then its rate", () => {
    const allowance = new Allowance(3, 2);
    expect([0, 0, 0, 0].map((at) => allowance.take(at))).toEqual([true, true, true, false]);
    expect(allowance.take(400)).toBe(false);
    expect(allowance.take(900)).toBe(true);
    expect(Array.from({ length: 5 }, () => allowance.take(1e6))).toEqual([true, true, true, false, false]);
  });
});

describe("over the socket", () => {
  let server: Running;
  beforeAll(async () => server = await startServer({ env: { CITY: "tests/cities/tiny" } }));
  afterAll(() => server[Symbol.asyncDispose]());

  /** A screen of a wall, with the scenes that it was sent. */
  async function join(wall?: string) {
    const screen = new TestScreen(server.url, wall === undefined ? {} : { wall });
    const scenes: WallScene[] = [];
    screen.socket.on("scene", (scene) => scenes.push(scene));
    const hello = await screen.until(() => screen.hellos[0]);
    const write = (sent: SceneChange) => screen.socket.timeout(10_000).emitWithAck("scene", sent);
    return { screen, scenes, hello, write };
  }

  test("what one screen shows, the others of its wall show too, late ones as well, and those of other walls do not", async () => {
    const [left, right, other, alone] = await Promise.all([join("a"), join("a"), join("b"), join()]);
    expect(left.hello.scene).toBeNull();
    expect(alone.hello).not.toHaveProperty("scene");
    const shown = { address: "/wall/night", view: { lat: 36.123456789, lon: 121.3, zoom: 13.25 } };
    expect(await left.write(shown)).toBe(1);
    expect(await other.write(change("/wall"))).toBe(1);
    const late = await join("a");
    expect(late.hello.scene).toEqual({ ...shown, version: 1 });
    expect(right.scenes).toEqual([{ ...shown, version: 1 }]);
    expect(left.scenes).toEqual([]);
    expect(await right.write(change("/wall"))).toBe(2);
    await left.write(change("/wall?window=15"));
    expect(left.scenes.map(({ version }) => version)).toEqual([2]);
    for (const { screen } of [left, right, other, alone, late]) screen.close();
  });

  test("what is no scene, and what comes too fast, is refused and reaches nobody", async () => {
    const [one, two] = await Promise.all([join("fast"), join("fast")]);
    expect(await one.write({ address: "javascript:alert(1)", view: null })).toBeNull();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => one.write(change(`/wall?cell=${i}`))),
    );
    expect(answers.filter((version) => version === null).length).toBeGreaterThan(50);
    const accepted = answers.filter((version) => version !== null);
    expect(accepted).toEqual(accepted.map((_, i) => i + 1));
    await two.write(change("/wall"));
    expect(two.scenes).toHaveLength(accepted.length);
    for (const { screen } of [one, two]) screen.close();
  });
});
