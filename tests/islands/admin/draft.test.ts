import { describe, expect, test } from "vitest";
import { agentName } from "../../../islands/admin/agent.ts";
import { readAddress, writeAddress } from "../../../islands/admin/address.ts";
import { codesOf, differences, draftOf, filledOf } from "../../../islands/admin/draft.ts";
import type { Person } from "../../../store/person.ts";

const WORKER: Person = {
  id: "p1",
  login: "li.na",
  name: "李娜",
  roles: ["dispatcher", "worker"],
  areas: ["371402", "371402001"],
  post: { id: "w7", kind: "specialist", skills: ["园林"], grids: ["g1", "g2"] },
  active: true,
  version: 4,
};

describe("draftOf()", () => {
  test("gives back what filledOf() took from an account", () => {
    const { id: _, version: __, active: ___, ...rest } = WORKER;
    expect(draftOf(filledOf(WORKER))).toEqual(rest);
    const admin: Person = { ...WORKER, roles: ["admin"], areas: ["*"] };
    expect(draftOf(filledOf(admin))).toEqual({
      login: "li.na",
      name: "李娜",
      roles: ["admin"],
      areas: ["*"],
    });
  });

  test("leaves the post out once the account is no worker any more", () => {
    expect(draftOf({ ...filledOf(WORKER), roles: ["leader"] })).not.toHaveProperty("post");
  });
});

test("codesOf() reads codes parted by commas of either script, blanks and lines, each once", () => {
  expect(codesOf(" a, b，c、d\ne；a ")).toEqual(["a", "b", "c", "d", "e"]);
  expect(codesOf(" ")).toEqual([]);
});

test("differences() names the parts that somebody else changed", () => {
  expect(differences(WORKER, { ...WORKER, version: 5 })).toEqual([]);
  expect(differences(WORKER, { ...WORKER, name: "李", post: { ...WORKER.post!, skills: [] } }))
    .toEqual(["name", "post"]);
});

test("an address says what it is read from, and nothing where all is as at first", () => {
  const query = "?tab=sessions&q=li&role=leader&state=left&of=own&person=p1&lang=en&theme=light";
  expect(writeAddress(readAddress(query))).toBe(query);
  expect(writeAddress(readAddress("?tab=nothing&role=king&state=x&of=y&lang=fr"))).toBe("");
});

test("agentName() names browser and system, and says what it does not know as it came", () => {
  const edge =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141 Safari/537.36 Edg/141";
  expect(agentName(edge)).toBe("Edge · Windows");
  expect(agentName("curl/8.5.0")).toBe("curl/8.5.0");
});
