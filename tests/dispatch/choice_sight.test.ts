/** Who else could have gone is of people's positions: whoever may not see those reads of whoever was sent, and of nobody else. */
import { describe, expect, it } from "vitest";
import type { Choice } from "../../dispatch/candidates.ts";
import { crewNames, eventShownTo } from "../../dispatch/choice_sight.ts";
import type { Grant } from "../../dispatch/rights.ts";
import type { Case } from "../../store/case.ts";
import type { Role } from "../../store/person.ts";

const choice: Choice = {
  ...{ proposed: "w-near", chosen: "w-far", seconds: 300, metres: 900, because: { code: "nearest" } },
  instead: { code: "own-deadline", case: "20261127-00009", due: 5 },
  passedOver: [{
    ...{ worker: "w-old", name: "林", metres: 40, seconds: 30, ageMs: 9e5 },
    reason: { code: "stale", ageMs: 9e5 },
  }],
  nobody: null,
};
const event = { kind: "dispatch", by: "p1", name: "王敏", at: 1, worker: "w-far", choice };
const c = { areas: ["west", "west-1"] };
const who = (role: Role, areas: string[], worker?: string): Grant => ({
  ...{ roles: [role], areas, active: true },
  ...(worker ? { post: { id: worker, kind: "dedicated", skills: [], grids: [] } } : {}),
});

describe("why somebody was sent", () => {
  it("is whole for whoever sees workers there", () => {
    for (const person of [who("dispatcher", ["west"]), who("operator", ["*"])]) {
      expect(eventShownTo(person, c, event)).toBe(event);
    }
  });

  it("names nobody but the one who was sent to all others", () => {
    for (
      const person of [
        who("acceptor", ["*"]),
        who("checker", ["west"]),
        who("leader", ["*"]),
        who("worker", ["west"], "w-far"),
        who("dispatcher", ["east"]),
      ]
    ) {
      const shown = eventShownTo(person, c, event);
      expect(JSON.stringify(shown)).not.toMatch(/w-near|w-old|林|20261127-00009/);
      expect(shown).toMatchObject({ worker: "w-far", choice: { chosen: "w-far", seconds: 300 } });
    }
  });

  it("keeps the reason where the one who was sent is the one proposed", () => {
    const straight = { ...event, choice: { ...choice, proposed: "w-far", instead: null } };
    expect(eventShownTo(who("leader", ["*"]), c, straight)).toMatchObject({
      choice: { proposed: "w-far", because: { code: "nearest" }, passedOver: [] },
    });
  });

  it("leaves other events as they are", () => {
    const note = { kind: "note", by: "p1", name: "王敏", at: 2, text: "x" };
    expect(eventShownTo(who("leader", ["*"]), c, note)).toBe(note);
  });
});

it("names the crew to whoever sees workers there and to each of the crew, and only those who have a name", () => {
  const member = { part: "lead", state: "assigned" } as const;
  const crew = [{ ...member, worker: "w-far" }, { ...member, worker: "w-new" }] as unknown as Case["crew"];
  const nameOf = (worker: string) => worker === "w-far" ? "陆霞秋" : null;
  const shown = (person: Grant) => crewNames(person, { ...c, crew }, nameOf);
  for (const person of [who("dispatcher", ["west"]), who("operator", ["*"]), who("worker", [], "w-far")]) {
    expect(shown(person)).toEqual({ "w-far": "陆霞秋" });
  }
  for (const person of [who("leader", ["*"]), who("dispatcher", ["east"]), who("worker", [], "w-new")]) {
    expect(shown(person)).toEqual({});
  }
});
