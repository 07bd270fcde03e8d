import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAt, outlineOf } from "../../geo/cell.ts";
import { boxOf, Grids } from "../../geo/grid.ts";
import type { Area } from "../../geo/polygon.ts";
import { sharesOf, sharesOver } from "../../geo/share.ts";
import { Whereabout } from "../../geo/whereabouts.ts";

const CENTRE = { lat: 36.1, lon: 120.35 };

function rectangle(code: string, [west, south, east, north]: readonly number[]): Area {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return { code, name: `${code} · in English`, parts: [[ring as unknown as Area["parts"][0][0]]] };
}

/** A box cut at the given shares of its width into areas side by side; their codes begin with the prefix. */
function cut(box: readonly number[], shares: readonly number[], prefix: string): Area[] {
  const [west, south, east, north] = box as [number, number, number, number];
  const edges = [0, ...[...shares].sort((a, b) => a - b), 1];
  return edges.slice(1).map((edge, i) =>
    rectangle(`${prefix}${i}`, [
      west + (east - west) * edges[i]!,
      south,
      west + (east - west) * edge,
      north,
    ])
  );
}

const cells = fc.tuple(
  fc.double({ min: 36, max: 36.2, noNaN: true }),
  fc.double({ min: 120.2, max: 120.5, noNaN: true }),
  fc.integer({ min: 6, max: 10 }),
).map(([lat, lon, resolution]) => cellAt({ lat, lon }, resolution));

describe("sharesOver()", () => {
  test("of a cell says the same as the table of all cells", () => {
    const box = [120.3, 36.05, 120.4, 36.15];
    const grids = new Grids(cut(box, [0.31, 0.52, 0.77], "g"));
    const table = new Map<string, number>();
    for (const { cell, grid, share } of sharesOf(grids, 8)) table.set(`${cell} ${grid}`, share);
    let asked = 0;
    for (const key of table.keys()) {
      const [cell, grid] = key.split(" ") as [string, string];
      const found = sharesOver(grids, cell).find((share) => share.grid === Number(grid));
      expect(found?.share).toBeCloseTo(table.get(key)!, 9);
      asked++;
    }
    expect(asked).toBeGreaterThan(40);
  });

  test("gives shares that add up to the whole where areas cover the cell, the greatest first", () => {
    fc.assert(
      fc.property(
        cells,
        fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { maxLength: 5 }),
        (cell, cuts) => {
          const [west, south, east, north] = boxOf(outlineOf(cell));
          const around = [west - 0.001, south - 0.001, east + 0.001, north + 0.001];
          const found = sharesOver(new Grids(cut(around, cuts, "g")), cell).map(({ share }) => share);
          expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
          expect(found).toEqual(found.toSorted((a, b) => b - a));
        },
      ),
    );
  });
});

describe("where a cell is", () => {
  const cell = cellAt(CENTRE, 9);
  const [west, south, east, north] = boxOf(outlineOf(cell));
  const box = [west - 0.01, south - 0.01, east + 0.01, north + 0.01];
  /** Where a share of the cell's own width lies within the larger box. */
  const at = (share: number) => (west + (east - west) * share - box[0]!) / (box[2]! - box[0]!);
  const none = { districts: [], streets: [], communities: [], grids: [] };

  test("is the district, street and community that hold the most of it, and its grids", () => {
    const where = new Whereabout({
      districts: cut(box, [at(0.4)], "1"),
      streets: [...cut(box, [at(0.4)], "10"), ...cut(box, [at(0.3)], "11")],
      communities: cut(box, [at(0.8)], "111"),
      grids: cut(box, [at(0.2), at(0.5), at(0.7), at(0.9)], "1110"),
    }).of(cell);
    expect(where.path.map(({ level, code }) => [level, code])).toEqual([
      ["district", "11"],
      ["street", "111"],
      ["community", "1110"],
    ]);
    expect(where.path[0]!.name).toBe("11 · in English");
    expect(where.among).toBeNull();
    expect(where.grids.count).toBe(5);
    expect(where.grids.codes).toHaveLength(3);
    expect(where.grids.codes).toContain("11101");
  });

  test("never names a street of another district than the one it names", () => {
    // The left district holds the less, though its one street holds more than any of the right district.
    const left = cut(box, [at(0.45)], "1")[0]!;
    const right = { ...cut(box, [at(0.45)], "1")[1]!, code: "2" };
    const streets = [
      { ...left, code: "10" },
      ...cut([box[0]! + (box[2]! - box[0]!) * at(0.45), ...box.slice(1)], [0.45, 0.55], "2"),
    ];
    const { path } = new Whereabout({ ...none, districts: [left, right], streets }).of(cell);
    expect(path[0]!.code).toBe("2");
    expect(path.every(({ code }) => code.startsWith("2"))).toBe(true);
  });

  test("over many areas says how many, and names none of them", () => {
    const cuts = [0.2, 0.4, 0.6, 0.8].map(at);
    const { path, among } = new Whereabout({
      ...none,
      districts: cut(box, [], "1"),
      streets: cut(box, cuts, "10"),
    }).of(cell);
    expect(path.map(({ code }) => code)).toEqual(["10"]);
    expect(among).toEqual({ level: "street", count: 5 });
  });

  test("at the rim of a city is what it touches; without boundaries it is nothing", () => {
    const rim = rectangle("1", [box[0]!, box[1]!, west + (east - west) * 0.2, box[3]!]);
    expect(new Whereabout({ ...none, districts: [rim] }).of(cell).path[0]?.code).toBe("1");
    expect(new Whereabout(none).of(cell)).toEqual({ path: [], among: null, grids: { count: 0, codes: [] } });
  });
});
