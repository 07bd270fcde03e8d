/** What the page of cases says, in Chinese and English, by what it speaks of. */
import { CLOCK_WORDS } from "./clock_words.ts";
import { COMMAND_WORDS } from "./command_words.ts";
import { FACT_WORDS } from "./fact_words.ts";
import { LIST_WORDS } from "./list_words.ts";
import { REFUSAL_WORDS } from "./refusal_words.ts";
import { STAGE_WORDS } from "./stage_words.ts";
import type { Lang } from "../words.ts";

const zh = {
  ...LIST_WORDS.zh,
  ...STAGE_WORDS.zh,
  ...CLOCK_WORDS.zh,
  ...FACT_WORDS.zh,
  ...COMMAND_WORDS.zh,
  ...REFUSAL_WORDS.zh,
};

export type CaseWords = typeof zh;

const en: CaseWords = {
  ...LIST_WORDS.en,
  ...STAGE_WORDS.en,
  ...CLOCK_WORDS.en,
  ...FACT_WORDS.en,
  ...COMMAND_WORDS.en,
  ...REFUSAL_WORDS.en,
};

const DICTIONARY: Readonly<Record<Lang, CaseWords>> = { zh, en };

export function caseWords(lang: Lang): CaseWords {
  return DICTIONARY[lang];
}
