import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsIn, halvesOf, placeOf } from "../../geo/cell.ts";
import { CellSheet } from "../../islands/cells_store.ts";
import { heatPoints } from "../../islands/ground_layers.ts";
import { MEASURES } from "../../streams/wire.ts";

const cells = cellsIn([121.85, 36.55, 121.95, 36.62], 8);

test("heat has a point where something happened and nowhere else, heavier where more did, and never above full", () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 90 }), { maxLength: cells.length }), (counts) => {
    const sheet = new CellSheet(8);
    counts.forEach((count, i) =>
      sheet.set(MEASURES.indexOf("incidents"), sheet.name(i, ...halvesOf(cells[i]!)), count)
    );
    const { features } = heatPoints(sheet);
    const happened = counts.flatMap((count, i) => count > 0 ? [{ count, ...placeOf(cells[i]!) }] : []);
    expect(features.map(({ geometry }) => geometry.coordinates)).toEqual(
      happened.map(({ lat, lon }) => [lon, lat]),
    );
    const weights = features.map(({ properties }) => properties!["weight"] as number);
    for (const weight of weights) expect(weight > 0 && weight <= 1).toBe(true);
    for (let i = 1; i < weights.length; i++) {
      if (happened[i]!.count >= happened[i - 1]!.count) {
        expect(weights[i]!).toBeGreaterThanOrEqual(weights[i - 1]!);
      }
    }
  }));
});
