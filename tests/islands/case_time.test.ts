import { render } from "preact-render-to-string";
import { h } from "preact";
import { expect, test } from "vitest";
import type { CaseRow } from "../../dispatch/case_list.ts";
import { TimeLeft } from "../../islands/cases/time_left.tsx";
import { overText, spanText } from "../../islands/cases/clock_words.ts";
import { caseWords } from "../../islands/cases/words.ts";
import { Speech } from "../../islands/say.ts";
import type { Lang } from "../../islands/words.ts";

const NOW = Date.UTC(2026, 10, 27, 6);

function shown(row: Partial<CaseRow>, lang: Lang = "zh"): string {
  const whole = { next: null, outcome: null, case: { mergedInto: null }, ...row } as CaseRow;
  const speech = new Speech(lang, "Asia/Shanghai");
  return render(h(TimeLeft, { row: whole, asOf: NOW, words: caseWords(lang), speech })).replace(
    /<[^>]*>/g,
    " ",
  )
    .replace(/\s+/g, " ").trim();
}

test("under a minute is said as such, and never as minus none", () => {
  for (
    const [lang, left, over] of [["zh", "不到 1 分钟", "超时不到 1 分钟"], [
      "en",
      "under a minute",
      "under a minute late",
    ]] as const
  ) {
    const words = caseWords(lang);
    expect([spanText(59_999, words), overText(-1, words)]).toEqual([left, over]);
    expect(overText(-60_000, words)).toBe(lang === "zh" ? "−1 分钟" : "−1 min");
  }
});

test("an ended case says how it ended", () => {
  const late = { state: "late", lateMs: 90 * 60_000, exempted: false } as const;
  expect(shown({ outcome: late })).toBe("超时 1 小时 30 分");
  expect(shown({ outcome: { ...late, exempted: true } }, "en")).toBe(
    "1 h 30 min late appeal granted, not counted",
  );
  expect(shown({ outcome: { ...late, state: "met" } }, "en")).toBe("in time");
  const stopped = { ...late, state: "stopped" } as const;
  expect(shown({ outcome: stopped })).toBe("已中止");
  expect(shown({ outcome: stopped, case: { mergedInto: "20261127-00001" } as CaseRow["case"] }, "en")).toBe(
    "goes on in case 20261127-00001",
  );
  expect(shown({})).toBe("无时限");
});

test("a deadline that the calendar has not decided about is provisional, with its year", () => {
  const next = {
    stage: "case",
    deadline: Date.UTC(2027, 0, 4, 10),
    leftMs: 38 * 86_400_000,
    share: 0.9,
  } as const;
  const row = (official: boolean) => ({ next: { ...next, urgency: "plenty", official } as const });
  expect(shown(row(true))).toBe("38 天 0 小时 全程");
  expect(shown(row(false))).toContain("2027/01/04 18:00");
  expect(shown(row(false))).toContain("暂定");
  expect(shown(row(false), "en")).toContain("04/01/2027, 18:00 · provisional");
});
