import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxOf, Grids } from "../../geo/grid.ts";
import { type Bounds, contains, type Position } from "../../geo/place.ts";
import { type Area, type AreaOptions, checkAreas } from "../../geo/polygon.ts";
import { RECORDINGS, textOf, WITHOUT } from "./recordings.ts";

const SF: Bounds = [-122.6, 37.6, -122.3, 37.9];
const HOUSTON: Bounds = [-96, 29.4, -94.9, 30.2];

function gridsOf(file: string, options: Omit<AreaOptions, "datum">): Grids {
  const result = checkAreas(JSON.parse(textOf(file)), { datum: "wgs84", ...options });
  if (!result.ok) throw new Error(result.refusals[0]!.detail);
  return new Grids(result.areas);
}

function square(code: string, west: number, south: number, side = 1): Area {
  const [east, north] = [west + side, south + side];
  const ring: Position[] = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return { code, name: code, parts: [[ring]] };
}

/** Even-odd rule, read from right to left: unlike the code under test, it knows no boundary. */
function holds(area: Area, lat: number, lon: number): boolean {
  return area.parts.some((rings) => {
    let inside = false;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = ring[i - 1]!, [bx, by] = ring[i]!;
        if ((ay > lat) !== (by > lat) && lon < ax + (lat - ay) / (by - ay) * (bx - ax)) inside = !inside;
      }
    }
    return inside;
  });
}

describe("Grids.at()", () => {
  const four = ["d", "b", "c", "a"].map((code, i) => square(code, i % 2, Math.floor(i / 2)));

  test("gives a point on a common boundary to the first by code, whatever the order of the file", () => {
    const place = fc.record({
      lat: fc.constantFrom(0, 0.5, 1, 1.5, 2),
      lon: fc.constantFrom(0, 0.5, 1, 1.5, 2),
    });
    fc.assert(fc.property(fc.shuffledSubarray(four, { minLength: 4 }), place, (areas, { lat, lon }) => {
      const touching = four.map((area) => ({ code: area.code, box: boxOf(area.parts[0]![0]!) }))
        .filter(({ box }) => contains(box, lat, lon)).map(({ code }) => code).sort();
      const grids = new Grids(areas);
      expect(grids.areas[grids.at(lat, lon)!]?.code).toBe(touching[0]);
    }));
  });

  test("prefers the area that has a point inside to one that only touches it", () => {
    const grids = new Grids([square("a", 0, 0), square("b", 0.5, 0.5)]);
    expect(grids.areas[grids.at(1, 0.8)!]!.code).toBe("b");
    expect(grids.areas[grids.at(0.9, 0.9)!]!.code).toBe("a");
  });

  test("finds nothing in a hole, in a gap, or without any areas", () => {
    const ring: Position[] = [[0.4, 0.4], [0.4, 0.6], [0.6, 0.6], [0.6, 0.4], [0.4, 0.4]];
    const [[outer]] = square("a", 0, 0).parts as [[Position[]]];
    const grids = new Grids([{ code: "a", name: "a", parts: [[outer, ring]] }]);
    expect(grids.at(0.5, 0.5)).toBeUndefined();
    expect(grids.at(0.5, 0.4)).toBe(0);
    expect(grids.at(0.5, 1.5)).toBeUndefined();
    expect(new Grids([]).at(0.5, 0.5)).toBeUndefined();
  });
});

describe.skipIf(!RECORDINGS)(`Grids of real cities${WITHOUT}`, () => {
  test("find the neighbourhood that 4,984 San Francisco 311 cases came with", () => {
    const grids = gridsOf("sf/analysis_neighborhoods.geojson.gz", {
      code: "nhood",
      name: "nhood",
      bounds: SF,
    });
    const cases: Record<string, string>[] = parse(textOf("sf/sf311_cases_geo_4984.csv.gz"), {
      columns: true,
    });
    expect(cases.length).toBe(4984);
    const wrong = cases.filter((row) => {
      const found = grids.at(Number(row.Lat), Number(row.Long));
      return grids.areas[found!]?.code !== row["C.Neighborhood"];
    });
    expect(wrong.map((row) => row.CaseID)).toEqual([]);
  });

  test("find in Houston what the even-odd rule finds, and nothing in its gaps", () => {
    const grids = gridsOf("houston/super_neighborhoods.geojson.gz", {
      code: "POLYID",
      name: "SNBNAME",
      bounds: HOUSTON,
    });
    const place = fc.record({
      lat: fc.double({ min: 29.5, max: 30.1, noNaN: true }),
      lon: fc.double({ min: -95.8, max: -95.0, noNaN: true }),
    });
    let gaps = 0;
    fc.assert(
      fc.property(place, ({ lat, lon }) => {
        const holders = grids.areas.flatMap((area, i) => holds(area, lat, lon) ? [i] : []);
        if (holders.length === 0) gaps++;
        expect(grids.at(lat, lon)).toBe(holders[0]);
      }),
      { numRuns: 1000 },
    );
    expect(gaps).toBeGreaterThan(100);
    // Bellaire, a city of its own inside Houston, is in no super neighbourhood.
    expect(grids.at(29.7058, -95.4588)).toBeUndefined();
    // City Hall stands downtown.
    expect(grids.areas[grids.at(29.7604, -95.3698)!]!.name).toBe("DOWNTOWN");
  });

  test("find the district of Qingdao's well-known places once the file is taken as GCJ-02", () => {
    const result = checkAreas(JSON.parse(textOf("china/qingdao_districts.json")), {
      code: "adcode",
      name: "name",
      datum: "gcj02",
      bounds: [119.4, 35.5, 121.1, 37.2],
    });
    if (!result.ok) throw new Error(result.refusals[0]!.detail);
    const grids = new Grids(result.areas);
    const nameAt = (lat: number, lon: number) => grids.areas[grids.at(lat, lon)!]?.name;
    expect(nameAt(36.0620, 120.3820)).toBe("市南区");
    expect(nameAt(36.2660, 120.3740)).toBe("城阳区");
    expect(nameAt(36.3890, 120.4470)).toBe("即墨区");
    expect(nameAt(36.0, 120.6)).toBeUndefined();
  });
});
