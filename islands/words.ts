/** Everything the screens say, in Chinese and English, from one file a panel. A missing English phrase is a type error. */
import { dispatch } from "./words/dispatch.ts";
import { figures } from "./words/figures.ts";
import { legend } from "./words/legend.ts";
import { page } from "./words/page.ts";
import { scenes } from "./words/scenes.ts";
import { selection } from "./words/selection.ts";
import { signin } from "./words/signin.ts";
import { state } from "./words/state.ts";
import { strip } from "./words/strip.ts";
import { ticker } from "./words/ticker.ts";
import { tiles } from "./words/tiles.ts";
import { units } from "./words/units.ts";
import { workers } from "./words/workers.ts";

export const LANGS = ["zh", "en"] as const;
export type Lang = (typeof LANGS)[number];

export function langOf(text: string | null | undefined): Lang {
  return text === "en" ? "en" : "zh";
}

const zh = {
  ...dispatch.zh,
  ...figures.zh,
  ...legend.zh,
  ...page.zh,
  ...scenes.zh,
  ...selection.zh,
  ...signin.zh,
  ...state.zh,
  ...strip.zh,
  ...ticker.zh,
  ...tiles.zh,
  ...units.zh,
  ...workers.zh,
};

export type Words = typeof zh;

const en: Words = {
  ...dispatch.en,
  ...figures.en,
  ...legend.en,
  ...page.en,
  ...scenes.en,
  ...selection.en,
  ...signin.en,
  ...state.en,
  ...strip.en,
  ...ticker.en,
  ...tiles.en,
  ...units.en,
  ...workers.en,
};

const DICTIONARY: Readonly<Record<Lang, Words>> = { zh, en };

export function wordsOf(lang: Lang): Words {
  return DICTIONARY[lang];
}
