/** Who is on a case, as its panel and its sheet say it: by name and id where the server named them, else by id. */
import { render } from "preact-render-to-string";
import { h } from "preact";
import { expect, test } from "vitest";
import { CaseFacts } from "../../islands/cases/facts.tsx";
import type { DetailAnswer } from "../../islands/cases/use_cases.ts";
import { caseWords } from "../../islands/cases/words.ts";
import { Speech } from "../../islands/say.ts";
import { workerText } from "../../islands/worker_text.ts";
import type { Lang } from "../../islands/words.ts";

function crewOf(names: Record<string, string>, lang: Lang = "zh"): string[] {
  const member = { part: "helper", state: "en_route" };
  const detail = {
    names,
    conditions: [],
    asOf: 0,
    case: {
      ...{ category: "road", cell: "c", lat: 36, lon: 120, filing: null, suspension: null, score: null },
      ...{ reports: [{ source: "12345" }], extension: { approved: 0 }, selfHandled: false, mergedInto: null },
      crew: [{ ...member, worker: "HW-00831" }, { ...member, worker: "constructor" }],
    },
  } as unknown as DetailAnswer;
  const speech = new Speech(lang, "Asia/Shanghai");
  const props = { detail, speech, words: caseWords(lang), tracks: false, onOpen: () => {} };
  return [...render(h(CaseFacts, props)).matchAll(/class="case-member">([^<]*)</g)].map(([, text]) => text!);
}

test("a crew is named with ids where names are known, whatever an id is called", () => {
  expect(crewOf({ "HW-00831": "陆霞秋" })).toEqual([
    "陆霞秋 HW-00831 · 协办 · 途中",
    "constructor · 协办 · 途中",
  ]);
  expect(crewOf({}, "en")[0]).toMatch(/^HW-00831 · /);
});

test("of a name in two languages the reader's half is said, and the id stays", () => {
  const one = { worker: "w1", name: "陆霞秋 · Lu Xiaqiu" };
  expect(workerText(one, new Speech("en", "Asia/Shanghai"))).toBe("Lu Xiaqiu w1");
  expect(workerText({ worker: "w1" }, new Speech("zh", "Asia/Shanghai"))).toBe("w1");
});
