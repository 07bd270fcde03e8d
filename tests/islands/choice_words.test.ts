import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { ChoiceCard } from "../../islands/choice.tsx";
import { choiceWords, sayReason } from "../../islands/choice_words.ts";
import { Speech } from "../../islands/say.ts";
import type { Reason } from "../../dispatch/rank.ts";

const AT = Date.parse("2026-11-27T09:30:00+08:00");
const REASONS: readonly (readonly [Reason, string, string])[] = [
  [{ code: "nearest" }, "最近且最先到达", "The nearest, and the first to arrive"],
  [{ code: "earliest" }, "能去的人中最先到达", "The first to arrive of those who can go"],
  [{ code: "responsible", seconds: 65 }, "该网格责任人", "Answers for this grid, and arrives only 1 min"],
  [{ code: "busy", case: "20261127-00042", cases: 1 }, "正在办理 20261127-00042", "busy with 20261127-00042"],
  [{ code: "busy", case: "A-1", cases: 3 }, "正在办理 A-1 等 3 件", "busy with A-1 and 2 more"],
  [{ code: "busy", case: null, cases: 0 }, "其他案卷", "another case"],
  [{ code: "own-deadline", case: "A-1", due: AT }, "A-1 的时限 09:30", "deadline of A-1 at 09:30"],
  [{ code: "stale", ageMs: 22 * 60_000 }, "定位已 22 分", "fix 22 min old"],
  [{ code: "off-duty" }, "不在班", "off duty"],
  [{ code: "skill", skill: "pipes" }, "不具备技能：管网", "lacks the skill: pipes"],
  [{ code: "skill", skill: "高压电" }, "高压电", "高压电"],
  [{ code: "shift-ends", ends: AT }, "班次已结束（09:30）", "ends before, at 09:30"],
  [{ code: "slower", seconds: 120 }, "要晚到 2 分", "arrives 2 min later"],
  [{ code: "slower", seconds: 0 }, "并不更早到", "no earlier"],
  [{ code: "not-responsible", seconds: 60 }, "早到 1 分", "1 min earlier"],
  [
    { code: "nobody-free", of: 12, bars: { busy: 9, stale: 3 } },
    "在线 12 人（9 人在忙、3 人",
    "9 busy, 3 with",
  ],
  [{ code: "nobody-free", of: 0, bars: {} }, "在线 0 人", "0 on the map"],
  [
    { code: "too-far", seconds: 1_320, left: 300, bars: { busy: 1 } },
    "最快要 22 分",
    "first needs 22 min, 5 min",
  ],
  [{ code: "overdue", late: 600, seconds: 60 }, "已超时 10 分", "Late by 10 min"],
];

test.each(REASONS)("%j is one sentence in both languages", (reason, zh, en) => {
  const say = (lang: "zh" | "en") =>
    sayReason(reason, choiceWords(lang), new Speech(lang, "Asia/Shanghai")).replace(/\s+/g, " ");
  expect(say("zh")).toContain(zh);
  expect(say("en")).toContain(en);
});

test("a reason that only a newer server knows is said by its code", () => {
  const newer = { code: "on-holiday" } as unknown as Reason;
  expect(sayReason(newer, choiceWords("en"), new Speech("en", "UTC"))).toBe("on-holiday");
});

test("who answers for the grid and is off duty stands on the card, and an answer of an older server has none", () => {
  const card = (lang: "zh" | "en", offDuty?: readonly unknown[]) =>
    renderToString(h(
      ChoiceCard,
      {
        answer: { proposed: null, because: null, passedOver: [], nobody: null, offDuty },
        ...{ name: null, speech: new Speech(lang, "Asia/Shanghai") },
      } as unknown as Parameters<typeof ChoiceCard>[0],
    ));
  const off = [{ worker: "HW-7", name: "陆霞秋", until: AT }, { worker: "HW-8", name: null, until: null }];
  expect(card("zh", off)).toMatch(/责任网格员 陆霞秋.*：不在班，11.27 09:30 上班.*HW-8：不在班，未排班次/);
  expect(card("en", off)).toMatch(/陆霞秋.*, off duty until .*09:30.*HW-8, off duty, no shift entered/);
  expect(card("en")).not.toContain("off duty");
});
