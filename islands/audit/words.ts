/** What the page of the audit record says, in Chinese and English. A missing English phrase is a type error. */
import type { Lang } from "../words.ts";

const zh = {
  title: "审计记录",
  lang: "English",
  light: "浅色",
  dark: "深色",
  home: "首页",
  loading: "加载中…",
  failed: "无法读取审计记录",
  retry: "重试",
  old: (when: string) => `与服务器失去联系，以下是 ${when} 的内容`,
  empty: "没有符合条件的记录",
  clear: "清除条件",
  who: "谁（账号）",
  object: "对象",
  objectHint: "如 case 20261127-00042、worker 0042",
  action: "动作",
  any: "全部",
  older: "更早的",
  newest: "最新的",
  head: (n: string) => `共 ${n} 条，逐条以散列相连；用 deno task audit verify 校验`,
  columns: {
    number: "编号",
    at: "时间",
    who: "谁",
    action: "动作",
    object: "对象",
    detail: "详情",
    origin: "来自",
  },
  more: "详情",
  sessions: {
    "session.begin": "登录",
    "session.end": "结束登录",
    "session.refuse": "登录被拒",
  } as Readonly<Record<string, string>>,
  objects: {
    case: "案卷",
    person: "用户",
    worker: "网格员",
    session: "登录",
    evidence: "照片",
    city: "城市",
  } as Readonly<Record<string, string>>,
};
export type AuditWords = typeof zh;

const en: AuditWords = {
  title: "Audit record",
  lang: "中文",
  light: "Light",
  dark: "Dark",
  home: "Start",
  loading: "Loading…",
  failed: "The audit record cannot be read",
  retry: "Try again",
  old: (when) => `Out of touch with the server; this is what it said at ${when}`,
  empty: "No row fits",
  clear: "Clear",
  who: "Who (login)",
  object: "What it was done to",
  objectHint: "case 20261127-00042, worker 0042",
  action: "Action",
  any: "Any",
  older: "Older",
  newest: "Newest",
  head: (n) => `${n} rows, chained by their hashes; deno task audit verify checks them`,
  columns: {
    number: "Row",
    at: "When",
    who: "Who",
    action: "What",
    object: "To what",
    detail: "Detail",
    origin: "From where",
  },
  more: "Detail",
  sessions: {
    "session.begin": "sign in",
    "session.end": "end a session",
    "session.refuse": "sign-in refused",
  },
  objects: {
    case: "case",
    person: "account",
    worker: "worker",
    session: "session",
    evidence: "photo",
    city: "city",
  },
};

export function auditWords(lang: Lang): AuditWords {
  return lang === "en" ? en : zh;
}
