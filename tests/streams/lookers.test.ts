import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkLooking, Lookers } from "../../streams/lookers.ts";

const ANN = { id: "p1", name: "安" }, BO = { id: "p2", name: "博" };

describe("Lookers", () => {
  test("tells of others on a case, once each, and not of oneself", () => {
    const lookers = new Lookers<string>();
    expect(lookers.look("a", { case: "1" }, ANN)).toEqual(["1"]);
    lookers.look("a2", { case: "1", typing: true }, ANN);
    lookers.look("b", { case: "1" }, BO);
    expect(lookers.at("1", BO.id)).toEqual([{ name: "安", typing: true }]);
    expect(lookers.at("1", ANN.id)).toEqual([{ name: "博", typing: false }]);
    expect(lookers.at("2", ANN.id)).toEqual([]);
  });

  test("names the cases whose onlookers changed, and none where nothing did", () => {
    const lookers = new Lookers<string>();
    lookers.look("a", { case: "1" }, ANN);
    expect(lookers.look("a", { case: "1" }, ANN)).toEqual([]);
    expect(lookers.look("a", { case: "1", typing: true }, ANN)).toEqual(["1"]);
    expect(lookers.look("a", { case: "2" }, ANN)).toEqual(["1", "2"]);
    expect(lookers.look("a", { case: null }, ANN)).toEqual(["2"]);
    expect(lookers.leave("a")).toEqual([]);
    lookers.look("a", { case: "3" }, ANN);
    expect(lookers.leave("a")).toEqual(["3"]);
    expect([lookers.cases(), [...lookers.audience]]).toEqual([[], []]);
  });
});

test("whatever a screen sends is a look or nothing", () => {
  fc.assert(fc.property(fc.anything(), (sent) => {
    const looking = checkLooking(sent);
    if (looking?.case) expect(looking.case.length).toBeLessThanOrEqual(64);
  }));
  expect(checkLooking({ case: "20261127-00001", typing: "yes" })).toEqual({ case: "20261127-00001" });
  expect(checkLooking({ case: "x".repeat(65) })).toBeNull();
});
