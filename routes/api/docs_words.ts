/** The API page in Chinese: what openapi.ts says in English, phrase by phrase. A test finds phrases that are missing here. */
import type { Lang } from "../../islands/words.ts";
import { ALERTS } from "./docs_zh/alerts.ts";
import { CASES } from "./docs_zh/cases.ts";
import { CITY } from "./docs_zh/city.ts";
import { FEEDS } from "./docs_zh/feeds.ts";
import { FIELD } from "./docs_zh/field.ts";
import { HANDOVERS } from "./docs_zh/handovers.ts";
import { KEYS } from "./docs_zh/keys.ts";
import { PEOPLE } from "./docs_zh/people.ts";
import { SHARED } from "./docs_zh/shared.ts";
import { SHIFTS } from "./docs_zh/shifts.ts";
import { TAG_NAMES } from "./docs_zh/tags.ts";
import type { Phrases } from "./docs_zh/phrases.ts";

/** What the page says around the description. */
export const FRAME = {
  zh: {
    ...{ parameters: "参数：", or: "或", back: "首页", other: "English" },
    ...{ entering: "如何认证", parts: "各部分" },
  },
  en: {
    ...{ parameters: "Parameters: ", or: "or", back: "Start", other: "中文" },
    ...{ entering: "How to authenticate", parts: "Parts" },
  },
} as const;

const ZH: Phrases = {
  ...TAG_NAMES,
  ...SHARED,
  ...FEEDS,
  ...CITY,
  ...SHIFTS,
  ...PEOPLE,
  ...KEYS,
  ...CASES,
  ...FIELD,
  ...ALERTS,
  ...HANDOVERS,
};

export type Say = (phrase: string) => string;

/** A phrase that was added and not yet translated is shown in English rather than not at all. */
export function sayIn(lang: Lang): Say {
  return lang === "en" ? (phrase) => phrase : (phrase) => ZH[phrase] ?? phrase;
}
