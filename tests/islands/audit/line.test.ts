import { expect, test } from "vitest";
import { saidOf } from "../../../islands/audit/line.tsx";
import { auditWords } from "../../../islands/audit/words.ts";

test("what was done is said in the reader's language, and somebody's own words as they are", () => {
  const [zh, en] = [auditWords("zh"), auditWords("en")];
  for (const did of Object.keys(zh.did)) {
    expect(saidOf({ did }, zh)).toMatch(/^\p{Script=Han}+$/u);
    expect(saidOf({ did }, en)).toMatch(/^[A-Za-z ]+$/);
  }
  expect(Object.keys(en.did)).toEqual(Object.keys(zh.did));
  expect(saidOf({ reason: "add", did: "add" }, zh)).toBe("add");
  expect(saidOf({ count: 3 }, zh)).toBe(zh.more);
});
