import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hitAt, nearestMark } from "../../islands/hit.ts";
import { charactersOf, namePoints } from "../../islands/map_names.ts";
import { backOff } from "../../islands/back_off.ts";
import { mostUrgent } from "../../islands/wall/cell/answer.ts";
import { polyline } from "../../islands/wall/line_chart.tsx";
import { PulseHistory } from "../../islands/wall/pulse_history.ts";
import { NotReached } from "../../islands/post.ts";
import { answered, commandFor, IDLE, randomKey, unanswered } from "../../islands/wall/sending.ts";
import { chooseCameras, mayOpen } from "../../islands/wall/camera_choice.ts";
import { Speech } from "../../islands/say.ts";
import { Turns } from "../../islands/turns.ts";
import { titleBeside } from "../../islands/wall/ticker.tsx";
import { sayState } from "../../islands/wall/tile.tsx";
import type { FeatureCollection } from "geojson";
import type { IncidentRecord, Pulse } from "../../streams/wire.ts";

describe("sending somebody", () => {
  const wish = { source: "12345", incident: "7", worker: "W1", by: "Chen" };
  const assignment = { source: "12345", incident: "7", worker: "W2", by: "Li", at: 1 };

  test("a command whose fate is unknown is sent again under its own key, so that nobody is sent twice", () => {
    const first = commandFor(wish, IDLE, () => "k1");
    const again = commandFor(wish, { kind: "unknown", command: first }, () => "k2");
    expect(again).toEqual(first);
  });

  test("with the server gone nobody was sent, unless the same command may have been done before", () => {
    const command = commandFor(wish, IDLE, () => "k1");
    expect(unanswered(new NotReached(), command, IDLE)).toEqual({ kind: "unsent" });
    const unknown = { kind: "unknown", command } as const;
    expect(unanswered(new Error("broke off"), command, IDLE)).toEqual(unknown);
    expect(unanswered(new NotReached(), command, unknown)).toEqual(unknown);
  });

  test("another worker is another command with a key of its own", () => {
    const first = commandFor(wish, IDLE, () => "k1");
    const other = commandFor({ ...wish, worker: "W9" }, { kind: "unknown", command: first }, () => "k2");
    expect(other).toEqual({ ...wish, worker: "W9", key: "k2" });
    expect(commandFor(wish, { kind: "refused", reason: "stage" }, () => "k3").key).toBe("k3");
  });

  test("the loser learns who won", () => {
    expect(answered({ kind: "taken", assignment })).toEqual({ kind: "taken", by: "Li", worker: "W2" });
    expect(answered({ kind: "refused", reason: "not-open" })).toEqual({
      kind: "refused",
      reason: "not-open",
    });
    expect(answered({ kind: "assigned", assignment, case: "20261127-00001" })).toEqual({
      kind: "sent",
      worker: "W2",
    });
  });

  test("keys do not repeat", () => {
    expect(new Set(Array.from({ length: 100 }, randomKey)).size).toBe(100);
  });

  test("the most severe open incident is offered first, of equals the one that has waited longest", () => {
    const one = (id: string, severity: number, time: number, sent = false) =>
      ({ id, severity, time, ...(sent ? { assignment } : {}) }) as unknown as IncidentRecord;
    const incidents = [one("a", 3, 1), one("b", 2, 9), one("c", 2, 5), one("d", 1, 1, true)];
    expect(mostUrgent(incidents)?.id).toBe("c");
    expect(mostUrgent([one("d", 1, 1, true)])).toBeNull();
  });
});

describe("what is under the pointer", () => {
  const reach = { lat: 36, lon: 121, dLat: 0.001, dLon: 0.002 };

  test("is the nearest marker within reach", () => {
    const marks = [{ lat: 36.0009, lon: 121 }, { lat: 36, lon: 121.001 }, { lat: 36, lon: 121.1 }];
    expect(nearestMark(marks, reach)).toBe(marks[1]);
    expect(nearestMark([marks[2]!], reach)).toBeNull();
  });

  test("a number of incidents comes before one, an incident before a camera, a camera before the cell", () => {
    const incident = { key: "i", lat: 36, lon: 121, severity: 1, sent: false };
    const camera = { id: "c", name: "C", lat: 36, lon: 121 };
    const crowd = { lat: 36, lon: 121, severity: 1, keys: ["a", "b"] };
    const all = { incidents: [incident], crowds: [crowd], cameras: [camera] };
    expect(hitAt(reach, all)).toEqual({ kind: "crowd", keys: ["a", "b"] });
    expect(hitAt(reach, { ...all, crowds: [] })).toEqual({ kind: "incident", key: "i" });
    expect(hitAt(reach, { ...all, crowds: [], incidents: [] })).toEqual({
      kind: "camera",
      id: "c",
      name: "C",
    });
    expect(hitAt(reach, { crowds: [], incidents: [], cameras: [] })).toBeNull();
  });
});

describe("names of districts", () => {
  test("a district is named once, inside its largest part", () => {
    const square = (x: number, y: number, side: number) => [
      [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]],
    ];
    const districts: FeatureCollection = {
      type: "FeatureCollection",
      features: [{
        type: "Feature",
        properties: { name: "东区" },
        geometry: { type: "MultiPolygon", coordinates: [square(0, 0, 1), square(10, 10, 4)] },
      }],
    };
    const [point, ...more] = namePoints(districts).features;
    expect(more).toEqual([]);
    expect(point?.geometry).toEqual({ type: "Point", coordinates: [12, 12] });
    expect(charactersOf(districts)).toBe("东区");
  });
});

describe("video", () => {
  test("waits longer after each failure, between one and thirty seconds, never all tiles at once", () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        expect(backOff(tries, random)).toBeGreaterThanOrEqual(750);
        expect(backOff(tries, random)).toBeLessThanOrEqual(37_500);
      }),
    );
    expect(backOff(4, 0.5)).toBe(16_000);
    expect(backOff(2, 0)).not.toBe(backOff(2, 1));
  });

  test("what a person picked comes first, then what is pinned, then the nearest; none is shown twice", () => {
    const camera = (id: string) => ({ id, name: id, lat: 0, lon: 0, streams: [] });
    const ids = fc.uniqueArray(fc.constantFrom(..."abcdefghijkl"), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom(..."abcz")),
        ids,
        ids,
        fc.nat({ max: 9 }),
        (picked, pins, near, most) => {
          const shown = chooseCameras({
            picked: picked === null ? null : camera(picked),
            pinned: pins.map(camera),
            near: near.map((id) => ({ ...camera(id), metres: 9 })),
            most,
          });
          const wanted = [...new Set([...picked === null ? [] : [picked], ...pins, ...near])].slice(0, most);
          expect(shown.map(({ id }) => id)).toEqual(wanted);
          for (const one of shown) expect(one.metres).toBe(near.includes(one.id) ? 9 : undefined);
        },
      ),
    );
  });

  test("says how old its picture is, since when it stands still, and since when there is none", () => {
    const now = Date.UTC(2026, 10, 22, 4, 0, 0);
    const zh = { speech: new Speech("zh", "Asia/Shanghai"), now };
    expect(sayState({ kind: "live", at: now - 6_200 }, false, zh)).toBe("实时 6.2 秒");
    expect(sayState({ kind: "live", at: now - 12_000 }, true, zh)).toBe("静帧 12 秒");
    expect(sayState({ kind: "live", at: null }, false, zh)).toBe("实时");
    expect(sayState({ kind: "stalled", at: now - 5_000 }, false, zh)).toBe("画面停住 5.0 秒");
    expect(sayState({ kind: "dead", since: now - 90_000 }, false, zh)).toBe("离线 · 自 11:58");
    expect(sayState({ kind: "dead", since: null }, false, zh)).toBe("没有画面");
    expect(sayState({ kind: "late", at: now - 58 * 60_000 }, false, zh)).toBe("画面滞后 58 分钟");
    expect(sayState({ kind: "kept", at: now - 40_000 }, false, zh)).toBe("静帧 40 秒");
  });
});

describe("turns", () => {
  test("are never more than allowed, go to the lowest ranks, and none stays free while somebody waits", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("join" as const), rank: fc.nat({ max: 20 }) }),
      fc.record({ kind: fc.constant("leave" as const), which: fc.nat() }),
      fc.record({ kind: fc.constant("limit" as const), most: fc.nat({ max: 6 }) }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let most = 3, playing = 0, atOnce = 0;
      const turns = new Turns(most);
      const here: { rank: number; mine: boolean; leave: () => void }[] = [];
      for (const step of steps) {
        if (step.kind === "limit") turns.limit(most = step.most);
        else if (step.kind === "leave") {
          const [gone] = here.splice(step.which % Math.max(1, here.length), 1);
          if (gone?.mine) playing--;
          gone?.leave();
        } else {
          const member = { rank: step.rank, mine: false, leave: () => {} };
          here.push(member);
          member.leave = turns.join(step.rank, (mine) => {
            member.mine = mine;
            playing += mine ? 1 : -1;
            if (mine) atOnce = Math.max(atOnce, playing - most);
          });
        }
        expect(atOnce).toBeLessThanOrEqual(0);
        const holding = here.filter(({ mine }) => mine);
        expect(holding).toHaveLength(Math.min(most, here.length));
        const worst = Math.max(-1, ...holding.map(({ rank }) => rank));
        expect(here.every(({ mine, rank }) => mine || rank >= worst)).toBe(true);
      }
    }));
  });
});

describe("a title of the ticker", () => {
  test("leaves to its address the road that both say, and keeps everything else", () => {
    const short = titleBeside;
    expect(short("Several street lights out along Nanjing Road", "95 Nanjing Road, Seaside")).toBe(
      "Several street lights out",
    );
    expect(short("Construction noise at night on Xiapu Street", "91 Xiapu Street, Seaside")).toBe(
      "Construction noise at night",
    );
    expect(short("Car into a tree on Harbin Road", "4 Qingxi Road, Old Town")).toBe(
      "Car into a tree on Harbin Road",
    );
    expect(short("南京路路灯不亮", "滨海区南京路 95 号")).toBe("南京路路灯不亮");
    expect(short("Fire on Elm", "")).toBe("Fire on Elm");
  });
});

test("a recording's cameras are not called, but this server's own streams play", () => {
  const page = "http://127.0.0.1:8000/wall";
  expect(mayOpen("https://cameras.example/1.m3u8", true, page)).toBe(false);
  expect(mayOpen("//cameras.example/1.m3u8", true, page)).toBe(false);
  expect(mayOpen("/media/demo/1.m3u8", true, page)).toBe(true);
  expect(mayOpen("https://cameras.example/1.m3u8", false, page)).toBe(true);
});

describe("small lines", () => {
  test("span the box from the left to the right, the most at the top, nothing at the bottom", () => {
    expect(polyline([0, 5, 10])).toBe("0.00,100.00 50.00,50.00 100.00,0.00");
    expect(polyline([0, 0])).toBe("0.00,100.00 100.00,100.00");
  });

  test("keep a sample every five seconds and forget the oldest", () => {
    const history = new PulseHistory();
    for (let second = 0; second < 2_000; second++) {
      const totals = { workers: 0, incidents: second, arrived: [0, 0, 0], fixesPerSecond: 0 };
      history.add({ now: second * 1_000, totals } as unknown as Pulse);
    }
    const line = history.of("incidents");
    expect(line).toHaveLength(180);
    expect(line.at(-1)).toBe(1_995);
    expect(line[1]! - line[0]!).toBe(5);
  });
});
