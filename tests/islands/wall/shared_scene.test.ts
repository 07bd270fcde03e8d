import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SceneSharing } from "../../../islands/wall/shared_scene.ts";
import { Walls } from "../../../streams/walls.ts";
import type { SceneChange, WallScene } from "../../../streams/wire.ts";

const change = (address: string): SceneChange => ({ address, view: null });

/** A wall and its screens on a network that delivers only when told, each way in its own order. */
function wall(count: number) {
  const walls = new Walls();
  const lines = Array.from(
    { length: count },
    () => ({ up: [] as (() => void)[], down: [] as (() => void)[] }),
  );
  const shows: string[] = Array.from({ length: count }, () => "/wall");
  const screens = lines.map((line, i) =>
    new SceneSharing(
      (sent) =>
        new Promise((answer) =>
          line.up.push(() => {
            const scene = walls.write("w", sent);
            lines.forEach(({ down }, other) =>
              other === i ? null : down.push(() => screens[other]!.take(scene))
            );
            line.down.push(() => answer(scene.version));
          })
        ),
      (scene: WallScene) => shows[i] = scene.address,
    )
  );
  const settle = async () => {
    while (lines.some(({ up, down }) => up.length + down.length > 0)) {
      for (const { up, down } of lines) (up.shift() ?? down.shift())?.();
      await Promise.resolve();
      await new Promise((soon) => setTimeout(soon, 0));
    }
  };
  const act = (screen: number, address: string) => {
    shows[screen] = address;
    screens[screen]!.changed(change(address));
  };
  return { lines, shows, screens, settle, act, walls };
}

describe("screens that share a scene", () => {
  test("all show the same in the end, whoever changed what when, and it is what the wall shows", async () => {
    const steps = fc.array(
      fc.record({ screen: fc.nat(2), deliver: fc.constantFrom("none", "up", "down"), on: fc.nat(2) }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const { lines, shows, settle, act, walls } = wall(3);
        for (const [i, { screen, deliver, on }] of list.entries()) {
          act(screen, `/wall?cell=${i}`);
          if (deliver !== "none") lines[on]![deliver].shift()?.();
          await Promise.resolve();
        }
        await settle();
        expect(new Set(shows)).toEqual(new Set([walls.sceneOf("w")?.address ?? "/wall"]));
      }),
      { numRuns: 200 },
    );
  });

  test("what another screen did after ours is shown, also when it comes together with our answer", async () => {
    const applied: string[] = [];
    const answers: ((version: number) => void)[] = [];
    const sharing = new SceneSharing(
      () => new Promise((answer) => answers.push(answer)),
      (scene) => applied.push(scene.address),
    );
    sharing.changed(change("/wall?cell=1"));
    sharing.take({ ...change("/wall?cell=0"), version: 4 });
    answers[0]!(5);
    sharing.take({ ...change("/wall?cell=2"), version: 6 });
    await new Promise((soon) => setTimeout(soon, 0));
    expect(applied).toEqual(["/wall?cell=2"]);
  });

  test("of many changes in one round trip only the latest is sent", async () => {
    const sent: string[] = [];
    const answers: ((version: number) => void)[] = [];
    const sharing = new SceneSharing((one) => {
      sent.push(one.address);
      return new Promise((answer) => answers.push(answer));
    }, () => {});
    for (const i of [1, 2, 3, 4]) sharing.changed(change(`/wall?cell=${i}`));
    answers[0]!(1);
    await new Promise((soon) => setTimeout(soon, 0));
    expect(sent).toEqual(["/wall?cell=1", "/wall?cell=4"]);
  });

  test("a change that was refused as too fast is sent again", async () => {
    const sent: string[] = [];
    const later: (() => void)[] = [];
    const sharing = new SceneSharing(
      (one) => Promise.resolve(sent.push(one.address) === 1 ? null : 5),
      () => {},
      (act) => later.push(act),
    );
    sharing.changed(change("/wall?cell=1"));
    await new Promise((soon) => setTimeout(soon, 0));
    later.forEach((act) => act());
    await new Promise((soon) => setTimeout(soon, 0));
    expect(sent).toEqual(["/wall?cell=1", "/wall?cell=1"]);
  });

  test("who joins shows what the wall shows; what was changed without a connection goes first", async () => {
    const applied: string[] = [];
    const sent: string[] = [];
    let connected = false;
    const sharing = new SceneSharing(
      (one) =>
        connected ? Promise.resolve(sent.push(one.address)) : Promise.reject(new Error("Not connected")),
      (scene) => applied.push(scene.address),
    );
    const scene = { ...change("/wall/night"), version: 7 };
    sharing.joined(scene, change("/wall"));
    expect(applied).toEqual(["/wall/night"]);
    sharing.changed(change("/wall?window=15"));
    await new Promise((soon) => setTimeout(soon, 0));
    connected = true;
    sharing.joined({ ...scene, version: 9 }, change("/wall?window=15"));
    expect(applied).toEqual(["/wall/night"]);
    expect(sent).toEqual(["/wall?window=15"]);
  });

  test("an answer that never comes on a living connection leaves nobody out of step", async () => {
    const applied: string[] = [];
    const sent: string[] = [];
    const later: (() => void)[] = [];
    const sharing = new SceneSharing(
      (one) => sent.push(one.address) === 1 ? Promise.reject(new Error("timeout")) : Promise.resolve(5),
      (scene) => applied.push(scene.address),
      (act) => later.push(act),
    );
    sharing.changed(change("/wall?cell=1"));
    await new Promise((soon) => setTimeout(soon, 0));
    later.forEach((act) => act());
    await new Promise((soon) => setTimeout(soon, 0));
    expect(sent).toEqual(["/wall?cell=1", "/wall?cell=1"]);
    sharing.take({ ...change("/wall/night"), version: 6 });
    expect(applied).toEqual(["/wall/night"]);
  });

  test("what was under way when the connection broke is sent to the next one, once, and before its old failure counts", async () => {
    const sent: string[] = [];
    const broken = Promise.withResolvers<number>();
    const sharing = new SceneSharing(
      (one) => sent.push(one.address) === 1 ? broken.promise : Promise.resolve(sent.length),
      () => {},
    );
    sharing.changed(change("/wall?cell=1"));
    sharing.joined({ ...change("/wall"), version: 3 }, change("/wall"));
    sharing.changed(change("/wall?cell=2"));
    await new Promise((soon) => setTimeout(soon, 0));
    broken.reject(new Error("timeout"));
    await new Promise((soon) => setTimeout(soon, 0));
    expect(sent).toEqual(["/wall?cell=1", "/wall?cell=1", "/wall?cell=2"]);
  });
});
