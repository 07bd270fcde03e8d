/** What is said of cases, in Chinese and English: the clocks of a case. A missing English phrase is a type error. */
import type { ClockStage } from "../../dispatch/case_clocks.ts";

const zh = {
  clocks: {
    file: "立案",
    dispatch: "派遣",
    accept: "接单",
    arrive: "到场",
    handle: "处置",
    check: "核查",
    case: "全程",
  } satisfies Record<ClockStage, string>,
  left: (time: string) => `剩 ${time}`,
  over: (time: string) => `−${time}`,
  met: "按时",
  metLate: (time: string) => `超时 ${time}`,
  justOver: "超时不到 1 分钟",
  stopped: "已中止",
  goesOn: (id: string) => `随案卷 ${id} 继续计时`,
  provisional: "暂定",
  exempted: "申诉已准，不计",
  paused: "挂账中",
  noLimit: "无时限",
  until: (when: string) => `${when} 前`,
  days: (d: number, h: number) => `${d} 天 ${h} 小时`,
  hours: (h: number, m: number) => `${h} 小时 ${m} 分`,
  minutes: (m: number) => `${m} 分钟`,
  underMinute: "不到 1 分钟",
  clocksTitle: "时限",
  clocksOf: (who: string, id: string) => `另一上报的时限：${who}（原案卷 ${id}）`,
  clocksBefore: (when: string) => `${when} 重启前的时限`,
};
export type ClockWords = typeof zh;

const en: ClockWords = {
  clocks: {
    file: "File",
    dispatch: "Dispatch",
    accept: "Accept",
    arrive: "Arrive",
    handle: "Handle",
    check: "Check",
    case: "Whole case",
  },
  left: (time) => `${time} left`,
  over: (time) => `−${time}`,
  met: "in time",
  metLate: (time) => `${time} late`,
  justOver: "under a minute late",
  stopped: "stopped",
  goesOn: (id) => `goes on in case ${id}`,
  provisional: "provisional",
  exempted: "appeal granted, not counted",
  paused: "suspended",
  noLimit: "no limit",
  until: (when) => `by ${when}`,
  days: (d, h) => `${d} d ${h} h`,
  hours: (h, m) => `${h} h ${m} min`,
  minutes: (m) => `${m} min`,
  underMinute: "under a minute",
  clocksTitle: "Clocks",
  clocksOf: (who, id) => `Clocks of another report: ${who} (case ${id})`,
  clocksBefore: (when) => `Clocks before it was reopened on ${when}`,
};

export const CLOCK_WORDS = { zh, en };

/** A span of time in the two largest units that count. */
export function spanText(ms: number, words: ClockWords): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
  if (days > 0) return words.days(days, hours % 24);
  if (hours > 0) return words.hours(hours, minutes % 60);
  return minutes > 0 ? words.minutes(minutes) : words.underMinute;
}

/** A span that has passed since a deadline; no minutes are never shown as minus none. */
export function overText(ms: number, words: ClockWords): string {
  return Math.abs(ms) < 60_000 ? words.justOver : words.over(spanText(ms, words));
}
