/** What became of a command, as the page says it. */
import { expect, test } from "vitest";
import { answerText } from "../../islands/cases/answer_text.ts";
import { caseWords } from "../../islands/cases/words.ts";
import type { Given } from "../../islands/cases/command.ts";
import { Speech } from "../../islands/say.ts";

test.each([["zh", "林海"], ["en", "Lin Hai"]] as const)(
  "whoever was first is called by the reader's half of the name: %s",
  (lang, name) => {
    const last = { kind: "dispatch", by: "p2", name: "林海 · Lin Hai" };
    const given = { kind: "answered", answer: { kind: "stale", events: [last] } } as unknown as Given;
    const said = answerText(given, caseWords(lang), new Speech(lang, "Asia/Shanghai"));
    expect(said).toContain(name);
    expect(said).not.toContain("·");
  },
);
