import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { wordsOf } from "../../islands/words.ts";

type Phrases = Readonly<Record<string, unknown>>;
interface Panel {
  readonly name: string;
  readonly zh: Phrases;
  readonly en: Phrases;
}

const folder = new URL("../../islands/words/", import.meta.url);
const panels: Panel[] = await Promise.all(
  readdirSync(folder).map(async (file) => {
    const name = file.replace(/\.ts$/, "");
    const module = await import(new URL(file, folder).href);
    return { name, ...module[name] };
  }),
);

/** Every phrase by its path; those that take words are given some. */
function flat(value: unknown, path = ""): [path: string, phrase: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    const speak = value as (...given: unknown[]) => unknown;
    // Some choose by their first word or number; each choice has to speak.
    return [["x", "y", "z"], ["weeks", 1, "z"], [2, 5, "z"]].map((given, i) =>
      [`${path}(${i})`, String(speak(...given))] as [string, string]
    );
  }
  return Object.entries(value as object).flatMap(([key, part]) => flat(part, `${path}.${key}`));
}

/** What each language calls the other. */
const OTHER = /^\.(otherLang|switchLang)$/;
/** Units and signs that both languages write alike. */
const NEUTRAL = /^(weeks|[\d\sxyz.,:;、·%°+−×km²/–()])*$/;
const han = /\p{Script=Han}/u;

describe.each(panels)("the words of $name", ({ zh, en }) => {
  test("are complete in both languages: the same phrases, none of them empty", () => {
    const paths = (of: Phrases) => flat(of).map(([path]) => path);
    expect(paths(en)).toEqual(paths(zh));
    const empty = [...flat(zh), ...flat(en)].filter(([path, phrase]) =>
      phrase.trim() === "" && path !== ".severity.0"
    );
    expect(empty).toEqual([]);
  });

  test("are Chinese in Chinese and English in English", () => {
    const chinese = flat(zh).filter(([path, phrase]) => !OTHER.test(path) && phrase !== "");
    expect(chinese.filter(([, phrase]) => !han.test(phrase) && !NEUTRAL.test(phrase))).toEqual([]);
    const english = flat(en).filter(([path]) => !OTHER.test(path));
    expect(english.filter(([, phrase]) => han.test(phrase))).toEqual([]);
  });
});

test("no phrase is said by two panels, and the whole has all of them", () => {
  const names = panels.flatMap(({ zh }) => Object.keys(zh));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(Object.keys(wordsOf("zh")).sort()).toEqual(names.sort());
  expect(Object.keys(wordsOf("en")).sort()).toEqual(names.sort());
});
