/** What screens say and keep of alerts: words in both languages, order, and one answer to each press. */
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { Role } from "../../store/person.ts";
import { type Alert, ALERT_KINDS } from "../../store/alert.ts";
import { AlertDesk, unheard } from "../../islands/alerts/acknowledging.ts";
import { addressOfCall } from "../../islands/alerts/call_place.ts";
import { filterAlerts, kindsIn, readAlertFilter } from "../../islands/alerts/filter.ts";
import { placeOf, whatOf, whereOf } from "../../islands/alerts/say_alert.ts";
import { type Over, PastReader, readPages } from "../../islands/alerts/past_reader.ts";
import { together } from "../../islands/alerts/use_alerts.ts";
import { alertWords } from "../../islands/alerts/words.ts";
import { NotReached } from "../../islands/post.ts";
import { Speech } from "../../islands/say.ts";
import { callsIn } from "../../islands/sos_strip.tsx";
import { LANGS } from "../../islands/words.ts";

const T0 = Date.UTC(2026, 10, 27, 8);
const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
  ...{ id, kind: "silent", cause: id, at: T0, severity: 3, to: ["dispatcher"], data: {} },
  ...{ subject: { worker: "w1", areas: ["d1"] }, acknowledged: null, ended: null, ...change },
});
const acknowledged = { by: "p1", name: "李", at: T0 + 5 };
const voice = (lang: "zh" | "en") => ({
  words: alertWords(lang),
  speech: new Speech(lang, "Asia/Shanghai"),
});

describe("what an alert says", () => {
  const sos = alert("a1", {
    kind: "sos",
    data: {
      ...{ name: "王芳 · Wang Fang", text: "有人持刀", placeAt: T0 - 120_000, accuracy: 14 },
      where: ["东城区 · East District", "滨海街道 · Seaside", "港湾社区 · Harbour"],
    },
  });

  it("is who, where, and how old the place is, in the reader's language", () => {
    const said = (lang: "zh" | "en") => [
      whatOf(sos, voice(lang), T0),
      whereOf(sos, voice(lang)),
      placeOf(sos, voice(lang), T0),
    ];
    expect(said("zh")).toEqual(["王芳 · 有人持刀", "滨海街道 港湾社区", "位置：2 分钟前 · 误差 10 米"]);
    expect(said("en")).toEqual(["Wang Fang · 有人持刀", "Seaside Harbour", "place: 2 min ago · within 10 m"]);
    expect(placeOf(alert("a", { kind: "sos" }), voice("en"), T0)).toBe("place unknown");
  });

  it("is a sentence for every kind, whatever its data lack", () => {
    for (const lang of LANGS) {
      for (const kind of ALERT_KINDS) {
        for (
          const data of [{}, { count: 7, names: ["a", "b", "c", "d"], open: 3, fence: "f", stage: "arrive" }]
        ) {
          const text = whatOf(alert("a", { kind, data }), voice(lang), T0);
          expect([kind, text]).toEqual([kind, expect.not.stringMatching(/undefined|null|NaN|^$/)]);
        }
      }
    }
    const many = alert("a", { data: { count: 7, names: ["甲", "乙", "丙"] } });
    expect(whatOf(many, voice("zh"), T0)).toBe("7 名在岗人员失联：甲、乙、丙 等");
  });
});

describe("which alerts are shown", () => {
  const calls = [
    alert("a3", { kind: "sos", severity: 1, at: T0 + 2 }),
    alert("a2", { kind: "sos", severity: 1, at: T0 + 1 }),
    alert("a4", { kind: "sos", severity: 1, at: T0, acknowledged, ended: T0 + 5 }),
  ];
  const others = [
    alert("b1", { acknowledged }),
    alert("b2", { ended: T0 + 9 }),
    alert("b3", { kind: "bunching", severity: 2 }),
  ];

  test("on the strip: calls that nobody took, whoever waits longest first", () => {
    expect(callsIn([...calls, ...others]).map(({ id }) => id)).toEqual(["a2", "a3"]);
  });

  test("in the list: what asks for somebody first, and of that the most severe and the newest", () => {
    const ids = (which: "waiting" | "open" | "all", kind: Alert["kind"] | null = null) =>
      filterAlerts([...others, ...calls], { kind, which }).map(({ id }) => id);
    expect(ids("waiting")).toEqual(["a3", "a2", "b3"]);
    expect(ids("open")).toEqual(["a3", "a2", "b3", "b1"]);
    expect(ids("all")).toEqual(["a3", "a2", "b3", "b1", "a4", "b2"]);
    expect(ids("all", "silent")).toEqual(["b1", "b2"]);
    expect(kindsIn([...others, ...calls], "open")).toEqual([["sos", 2], ["silent", 1], ["bunching", 1]]);
    expect(readAlertFilter("sos", "all")).toEqual({ kind: "sos", which: "all" });
    expect(readAlertFilter("x", "y")).toEqual({ kind: null, which: "open" });
  });

  test("what the connection says goes on, does; what it says no more is over, however old the reading", () => {
    const read = [alert("a1"), alert("a2", { ended: T0 }), alert("a3", { ended: T0 })];
    const open = new Map([["a3", alert("a3")], ["a4", alert("a4")]]);
    expect(together(read, open).map(({ id, ended }) => [id, ended])).toEqual([
      ["a3", null],
      ["a4", null],
      ["a2", T0],
    ]);
  });
});

describe("acknowledging", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const made = () => {
    const sent: { url: string; key: string }[] = [];
    const answers: (unknown | Error)[] = [];
    let keys = 0;
    const desk = new AlertDesk((url, body) => {
      sent.push({ url, key: (body as { key: string }).key });
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    }, () => `k${++keys}`);
    return { desk, sent, answers };
  };

  it("sends the same key until there is an answer, and another one after it", async () => {
    const { desk, sent, answers } = made();
    answers.push(new Error("lost"), { error: "alert.acknowledge: needs a role" }, {
      kind: "done",
      alert: alert("a1"),
    });
    await desk.acknowledge("a1");
    expect(desk.sent.value.get("a1")).toEqual({ kind: "unknown" });
    await desk.acknowledge("a1");
    expect(desk.sent.value.get("a1")).toMatchObject({
      kind: "failed",
      error: expect.stringContaining("role"),
    });
    await desk.acknowledge("a1");
    expect(desk.sent.value.get("a1")).toMatchObject({ kind: "done" });
    expect(sent.map(({ key }) => key)).toEqual(["k1", "k1", "k2"]);
    expect(sent[0]!.url).toBe("/api/alerts/a1/acknowledge");
  });

  it("says that nobody was told where the server is gone, and sends the same key as long as one may have been", async () => {
    const { desk, sent, answers } = made();
    const state = () => desk.sent.value.get("a1");
    answers.push(new NotReached(), new Error("broke off"), new NotReached(), {
      kind: "done",
      alert: alert("a1"),
    });
    await desk.acknowledge("a1");
    expect(state()).toEqual({ kind: "unsent" });
    expect(unheard(state(), alertWords("en"), "I take it")).toMatch(
      /^“I take it” was not done: the server did not/,
    );
    await desk.acknowledge("a1");
    await desk.acknowledge("a1");
    expect(state(), "the one that broke off may have been done").toEqual({ kind: "unknown" });
    expect(unheard(state(), alertWords("zh"), "接应")).toContain("尚不知是否办成");
    await desk.acknowledge("a1");
    expect([state()?.kind, unheard(state(), alertWords("zh"), "接应")]).toEqual(["done", null]);
    expect(new Set(sent.slice(1).map(({ key }) => key)).size).toBe(1);
  });

  it("says for a while who was first", async () => {
    const { desk, answers } = made();
    answers.push({ kind: "taken", alert: alert("a1", { acknowledged }) });
    await desk.acknowledge("a1");
    expect(desk.said.value).toMatchObject([{ kind: "taken", alert: { acknowledged: { name: "李" } } }]);
    vi.advanceTimersByTime(9_000);
    expect(desk.said.value).toEqual([]);
  });
});

test("a call leads to the console, or to the wall, whichever opens to the reader, and from nowhere to nowhere", () => {
  const subject = { worker: "w1", cell: "8a30e0d2d4effff", lat: 36.15, lon: 120.2, areas: ["d1"] };
  const call = alert("a1", { kind: "sos", subject });
  const who = (...roles: Role[]) => ({ roles, areas: ["d1"] });
  expect(addressOfCall(call, who("operator", "dispatcher"), "en"))
    .toBe("/dispatch?cell=8a30e0d2d4effff&worker=w1&view=36.15000,120.20000,15&lang=en");
  expect(addressOfCall(call, who("leader"), "zh")).toBe(
    "/wall?cell=8a30e0d2d4effff&view=36.15000,120.20000,15",
  );
  expect(addressOfCall(call, who("admin"), "zh"), "no page with a map").toBeNull();
  expect(addressOfCall(call, null, "zh")).toBeNull();
  expect(addressOfCall(alert("a2", { kind: "sos" }), who("leader"), "zh")).toBeNull();
});

describe("alerts that are over", () => {
  const answers: Record<string, { alerts: Alert[]; next: string | null }> = {
    "": { alerts: [alert("a5"), alert("a4")], next: "4-4" },
    "4-4": { alerts: [alert("a3"), alert("a2")], next: "2-2" },
    "2-2": { alerts: [alert("a1")], next: null },
  };
  const read = (pages: number) => readPages((before) => Promise.resolve(answers[before]!), pages);

  it("are read page by page, as many as were asked for, and no further than there are", async () => {
    for (
      const [pages, ids, more] of [[1, "a5 a4", true], [2, "a5 a4 a3 a2", true], [
        3,
        "a5 a4 a3 a2 a1",
        false,
      ]] as const
    ) {
      const { alerts, more: after } = await read(pages);
      expect([pages, alerts.map(({ id }) => id).join(" "), after]).toEqual([pages, ids, more]);
    }
    expect(await read(9)).toEqual(await read(3).then((three) => ({ ...three, pages: 9 })));
  });
});

describe("alerts that are over are read", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const LINE_MS = 1_500;
  function reading(answer: (before: string) => { next: string | null }) {
    const asked: string[] = [], reported: Over["kind"][] = [];
    const reader = new PastReader(async (before, signal) => {
      asked.push(before);
      await new Promise((resolve) => setTimeout(resolve, LINE_MS));
      signal.throwIfAborted();
      return { alerts: [], ...answer(before) };
    }, ({ kind }) => reported.push(kind));
    return { asked, reported, reader };
  }

  it("over a slow line too while something changes twice a second, one reading after the other", async () => {
    const { asked, reported, reader } = reading((before) => ({ next: before === "" ? "2" : null }));
    for (let change = 0; change < 14; change++) {
      reader.ask(change < 4 ? 1 : 2);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect([asked, reported]).toEqual([["", "", "", "2"], ["ready", "ready", "ready"]]);
    reader.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, reported.length], "nothing more of a page that is left").toEqual([4, 3]);
  });

  it("again a while after a failure, soon when asked to, and not while nothing changes", async () => {
    let down = true;
    const { asked, reported, reader } = reading(() => {
      if (down) throw new Error("the server is gone");
      return { next: null };
    });
    reader.ask(1);
    await vi.advanceTimersByTimeAsync(LINE_MS + 4_900);
    expect([asked.length, reported]).toEqual([1, ["failed"]]);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(LINE_MS);
    down = false;
    reader.ask(1);
    await vi.advanceTimersByTimeAsync(LINE_MS + 500);
    expect(reported.at(-1)).toBe("ready");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked.length, reported]).toEqual([3, ["failed", "failed", "ready"]]);
    reader.stop();
  });
});
