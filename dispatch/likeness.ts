/**
 * How alike two short texts of reports are: by pairs of neighbouring characters in Chinese, by words in other languages. Pure.
 */

/** What a text is made of, to be compared. */
type Features = ReadonlySet<string>;

const HAN = /\p{Script=Han}+/gu;
const WORD = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'’-]*/gu;
const SHORTEST_WORD = 3;
/** Say nothing of what happened. */
const COMMON = new Set([
  "the",
  "and",
  "for",
  "from",
  "with",
  "near",
  "has",
  "was",
  "are",
  "into",
  "onto",
  "over",
  "there",
]);
const MOST_WORDS = 5;

function featuresOf(text: string): Set<string> {
  const features = new Set<string>();
  for (const [run] of text.matchAll(HAN)) {
    for (let i = 0; i + 2 <= run.length; i++) features.add(run.slice(i, i + 2));
  }
  for (const word of wordsOf(text)) features.add(word);
  return features;
}

/** A report to be compared: what it says, without the names of its own place. */
export interface Said {
  readonly says: Features;
  readonly place: Features;
}

export function saidOf(text: string, address: string): Said {
  const place = featuresOf(address);
  return { says: featuresOf(text).difference(place), place };
}

/**
 * Share of the shorter text that the longer one has too, 0–1, without the places of both: the overlap coefficient, because one
 * caller says in a sentence what another says in three words. Null when one of them says nothing.
 */
export function likeness(a: Said, b: Said): number | null {
  let common = 0, inA = 0, inB = 0;
  for (const feature of a.says) {
    if (b.place.has(feature)) continue;
    inA++;
    if (b.says.has(feature)) common++;
  }
  for (const feature of b.says) if (!a.place.has(feature)) inB++;
  return inA === 0 || inB === 0 ? null : common / Math.min(inA, inB);
}

/** What both texts say, to be shown: the longest runs of Chinese, and words; the longest first. */
export function inBoth(a: string, b: string): string[] {
  const runs = new Set<string>();
  const others = [...b.matchAll(HAN)].map(([run]) => run);
  for (const [run] of a.matchAll(HAN)) {
    for (let from = 0; from + 2 <= run.length; from++) {
      let to = from + 1;
      while (to < run.length && others.some((other) => other.includes(run.slice(from, to + 1)))) to++;
      if (to - from >= 2) runs.add(run.slice(from, to));
    }
  }
  const longest = [...runs].filter((run) => ![...runs].some((other) => other !== run && other.includes(run)));
  const words = new Set(wordsOf(b));
  const shared = [...new Set(wordsOf(a))].filter((word) => words.has(word));
  const byLength = (x: string, y: string) => y.length - x.length || (x < y ? -1 : 1);
  return [...longest.sort(byLength).slice(0, MOST_WORDS), ...shared.sort(byLength).slice(0, MOST_WORDS)];
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => word.toLowerCase())
    .filter((word) => word.length >= SHORTEST_WORD && !COMMON.has(word));
}
