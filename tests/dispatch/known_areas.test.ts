import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KnownAreas } from "../../dispatch/known_areas.ts";
import { account, ADMIN, draft, openCentre } from "./centre.ts";

const table = (...codes: string[]) => codes.map((code) => ({ code }));
const known = new KnownAreas({
  districts: table("d1"),
  streets: table("s1"),
  communities: table("c1"),
  grids: table("g1", "g2"),
});
const post = (...grids: string[]) => ({ id: "w1", kind: "dedicated", skills: [], grids }) as const;

describe("KnownAreas", () => {
  it("knows codes of every table, and the whole city", () => {
    expect(known.unknownIn({ areas: ["*", "d1", "s1", "c1", "g2"], post: post("g1", "g2") })).toBeNull();
  });

  it("names what no table has; a worker answers for grids only", () => {
    expect(known.unknownIn({ areas: ["d1", "d9", "x"] })).toEqual({ field: "areas", codes: ["d9", "x"] });
    expect(known.unknownIn({ areas: [], post: post("d1") })).toEqual({ field: "grids", codes: ["d1"] });
    expect(known.unknownIn({ areas: [], post: post("*") })).toEqual({ field: "grids", codes: ["*"] });
  });

  it("in a city without tables knows the whole city only", () => {
    const none = new KnownAreas({ districts: [], streets: [], communities: [], grids: [] });
    expect(none.unknownIn({ areas: ["*"] })).toBeNull();
    expect(none.unknownIn({ areas: ["d1"] })?.codes).toEqual(["d1"]);
  });

  it("refuses exactly what is new and unknown, whatever an account held before", () => {
    const code = fc.constantFrom("d1", "s1", "g1", "old1", "old2", "new1", "*");
    fc.assert(fc.property(fc.uniqueArray(code), fc.uniqueArray(code), (before, after) => {
      const found = known.unknownIn({ areas: after }, { areas: before })?.codes ?? [];
      const expected = after.filter((one) => /^(old|new)/.test(one) && !before.includes(one));
      expect(found).toEqual(expected);
    }));
  });
});

describe("an account", () => {
  it("is made and changed only with codes that the city has; one that held another can still be changed", async () => {
    const centre = await openCentre();
    const refused = await centre.people.create(ADMIN, { ...draft("li"), areas: ["d1", "d7"] });
    expect(refused).toEqual({ kind: "unknown-area", unknown: { field: "areas", codes: ["d7"] } });
    const { id } = await account(centre, "li");
    const change = (version: number, areas: string[], active = true) =>
      centre.people.change(ADMIN, id, version, { ...draft("li"), areas, active });
    expect((await change(1, ["d7"])).kind).toBe("unknown-area");
    // As if the city had had it once.
    const kept = centre.people.get(id)!;
    const audit = { at: centre.time, who: "p0", origin: "test", action: "people.manage", detail: {} };
    await centre.ledger.people.change({ person: { ...kept, areas: ["d7", "d1"] }, expected: 1, audit });
    const later = await centre.again();
    expect(later.people.get(id)!.areas).toEqual(["d7", "d1"]);
    expect(later.people.unknownAreas(later.people.all)).toEqual({ [id]: ["d7"] });
    expect((await later.people.change(ADMIN, id, 2, { ...draft("li"), areas: ["d7", "d8"] })).kind)
      .toBe("unknown-area");
    expect((await later.people.disable(ADMIN, id, 2)).kind).toBe("done");
    await later.dispose();
  });
});
