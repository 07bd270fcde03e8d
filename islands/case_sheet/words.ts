/** What the sheet of a case says, in Chinese and English. A missing English phrase is a type error. */
import type { Lang } from "../words.ts";

const zh = {
  title: "案卷",
  home: "首页",
  cases: "返回案卷",
  light: "浅色",
  dark: "深色",
  lang: "English",
  loading: "加载中…",
  retry: "重试",
  failed: "无法取得案卷；可能查无此案卷，或不在您的辖区",
  old: (when: string) => `与服务器失去联系，以下为 ${when} 的内容`,
  print: "打印",
  copy: "复制链接",
  copied: "已复制；对方须登录并有权查看此案卷",
  copyFailed: "浏览器不允许复制，请复制地址栏中的链接",
  printed: (who: string, when: string) => `${who} 打印于 ${when}`,
  version: (n: number) => `第 ${n} 版`,
  timeline: (n: number) => `经过（${n} 项）`,
};

export type SheetWords = typeof zh;

const en: SheetWords = {
  title: "Case",
  home: "Start",
  cases: "Back to the cases",
  light: "Light",
  dark: "Dark",
  lang: "中文",
  loading: "Loading…",
  retry: "Try again",
  failed: "The case cannot be read; there may be none of this number, or it lies outside your area",
  old: (when) => `The server is gone; what you see is of ${when}`,
  print: "Print",
  copy: "Copy the link",
  copied: "Copied; whoever opens it has to sign in, and to be allowed to see this case",
  copyFailed: "The browser allows no copying; copy the address of this page",
  printed: (who, when) => `Printed by ${who} on ${when}`,
  version: (n) => `version ${n}`,
  timeline: (n) => `What happened (${n})`,
};

export function sheetWords(lang: Lang): SheetWords {
  return lang === "en" ? en : zh;
}
