/** What became of a command, as the page says it. */
import { expect, test } from "vitest";
import { answerText } from "../../islands/cases/answer_text.ts";
import { caseWords } from "../../islands/cases/words.ts";
import { Desk, type Given } from "../../islands/cases/command.ts";
import { handoverWords } from "../../islands/handover/words.ts";
import { saidOf } from "../../islands/handover/said.ts";
import { NotReached } from "../../islands/post.ts";
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

test("with the server gone it is said what was tried, that nothing was done, and what to do", async () => {
  const desk: Desk = new Desk(() => "k", () => Promise.reject(new NotReached()));
  const given = await desk.give("/api/cases/1/commands", {}, "立案");
  const said = answerText(given, caseWords("zh"), new Speech("zh", "Asia/Shanghai"));
  expect(said).toMatch(/^“立案”未办理：服务器没有回应，指令没有发出。.*恢复后再按一次$/);
  const signing = { kind: "unsent", what: "Sign and hand over" } as const;
  expect(saidOf(signing, "", handoverWords("en"), new Speech("en", "Asia/Shanghai")))
    .toMatch(
      /^“Sign and hand over” was not done: the server did not answer.*press again once the server is back$/,
    );
});

test("what may have been done goes again under its key, what was not sent is a new command", async () => {
  const keys: string[] = [];
  const fates = [new NotReached(), new Error("broke off"), new NotReached(), null, null];
  let made = 0;
  const desk = new Desk(() => `k${++made}`, (_, body) => {
    keys.push((body as { key: string }).key);
    const fate = fates.shift();
    return fate ? Promise.reject(fate) : Promise.resolve({ kind: "unknown-case" } as const);
  });
  const give = async () => (await desk.give("/api/cases/1/commands", { version: 1 }, "立案")).kind;
  const kinds = [await give(), await give(), await give(), await give(), await give()];
  expect(kinds).toEqual(["unsent", "unknown", "unknown", "answered", "answered"]);
  expect(keys).toEqual(["k1", "k2", "k2", "k2", "k3"]);
});
