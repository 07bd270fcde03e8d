import { describe, expect, test } from "vitest";
import { eventName, saidIn } from "../../../islands/cases/timeline.tsx";
import { caseWords } from "../../../islands/cases/words.ts";
import { ACTION_WORDS } from "../../../dispatch/action_words.ts";
import { Speech } from "../../../islands/say.ts";
import type { CaseEvent } from "../../../streams/record.ts";

const speech = { zh: new Speech("zh", "Asia/Shanghai"), en: new Speech("en", "Asia/Shanghai") };
const han = /\p{Script=Han}/u;

function said(lang: "zh" | "en", event: Record<string, unknown>): string[] {
  const whole = { by: "p1", name: "张三", at: 0, ...event } as unknown as CaseEvent;
  return saidIn(whole, { conditions: [], closing: [] } as never, caseWords(lang), speech[lang]);
}

describe("a line of what happened to a case", () => {
  test("names what was said, and repeats no hint of the form", () => {
    const dispatch = { kind: "dispatch", worker: "w1", helpers: ["w2", "w3"], answer: "好" };
    expect(said("zh", dispatch)).toEqual(["网格员 w1", "协办 w2、w3", "答复 好"]);
    expect(said("en", { kind: "merge", into: "20261127-00042" })).toEqual(["Into 20261127-00042"]);
  });

  test("says which case came in or went", () => {
    expect(said("zh", { kind: "absorb", case: "20261127-00042" })).toEqual(["案卷 20261127-00042"]);
    expect(said("en", { kind: "release", cases: ["a-1", "a-2"] })).toEqual(["Case a-1, a-2"]);
  });

  test("has the words that the table of rights has for cancelling", () => {
    expect(eventName({ kind: "cancel" }, caseWords("zh"))).toBe(ACTION_WORDS["case.cancel"].zh);
    expect(caseWords("zh").stages.cancelled).toContain(ACTION_WORDS["case.cancel"].zh);
  });

  test("a rule that acted, and a report by hand, are said in the reader's language", () => {
    expect(speech.en.actor("rule:intake", "自动受理")).not.toMatch(han);
    expect(speech.zh.actor("rule:intake", "自动受理")).toMatch(han);
    expect(speech.zh.actor("p1", "张三 · Zhang")).toBe("张三");
    expect(speech.zh.source("manual")).toMatch(han);
    expect(speech.en.source("热线")).toBe("热线");
  });
});
