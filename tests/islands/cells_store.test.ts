import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsIn, CellTable, COARSEST, parentOf } from "../../geo/cell.ts";
import { CellsStore } from "../../islands/cells_store.ts";
import { CellsRoom } from "../../streams/cells_room.ts";
import { decodeFrame, joinFrame } from "../../streams/frame.ts";
import { type CellsSection, type Measure, MEASURES, WHOLE_CITY } from "../../streams/wire.ts";

const RESOLUTION = 8;

/** The server's own rooms over counts that a test sets: what comes out is what a screen gets. */
function city(cells: readonly string[], resolution = RESOLUTION) {
  const table = new CellTable();
  const level = table.level(resolution);
  for (const cell of cells) table.slot(cell, resolution);
  const columns = MEASURES.map(() => new Uint32Array(4096));
  const tileOf = (slot: number) => {
    for (let at = resolution; at > COARSEST; at--) slot = table.level(at).parent[slot]!;
    return slot;
  };
  const room = (tile = WHOLE_CITY, window = 60) =>
    new CellsRoom({ resolution, window, tile }, { level, tileOf, columns: () => columns });
  const set = (cell: string, measure: Measure, value: number) => {
    columns[MEASURES.indexOf(measure)]![table.slot(cell, resolution)] = value;
  };
  return { table, level, room, set };
}

function sent(section: Uint8Array | null): CellsSection[] {
  return section ? decodeFrame(joinFrame(0, [section])).sections as CellsSection[] : [];
}

const all = cellsIn([121.85, 36.55, 121.98, 36.64], RESOLUTION);
const whole = { resolution: RESOLUTION, window: 60, filter: "", tiles: null };

describe("the cells of a screen", () => {
  test("hold what the server's room counts, after any history of changes", () => {
    const change = fc.record({
      cell: fc.constantFrom(...all.slice(0, 40)),
      measure: fc.constantFrom(...MEASURES),
      value: fc.nat({ max: 70_000 }),
      tick: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const { room, set } = city([]);
        const source = room();
        const store = new CellsStore();
        store.want(whole);
        const expected = new Map<string, number>();
        const tick = () => {
          for (const section of sent(source.advance())) expect(store.merge(section)).toBe("merged");
        };
        for (const { cell, measure, value, tick: now } of changes) {
          set(cell, measure, value);
          expected.set(`${measure} ${cell}`, value);
          if (now) tick();
        }
        tick();
        for (const [key, value] of expected) {
          const [measure, cell] = key.split(" ") as [Measure, string];
          const row = store.sheet!.rowOf(cell);
          expect(row).toBeGreaterThanOrEqual(0);
          expect(store.sheet!.values(measure)[row]).toBe(value);
          expect(store.sheet!.cell(row)).toBe(cell);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("a lost frame is a gap, and a whole section mends it", () => {
    const { room, set } = city(all.slice(0, 3));
    const source = room();
    const store = new CellsStore();
    store.want(whole);
    set(all[0]!, "open", 1);
    sent(source.advance()).forEach((section) => store.merge(section));
    set(all[0]!, "open", 2);
    source.advance();
    set(all[0]!, "open", 0);
    set(all[1]!, "open", 9);
    expect(store.merge(sent(source.advance())[0]!)).toBe("gap");
    expect(store.merge(sent(source.whole())[0]!)).toBe("merged");
    const open = store.sheet!.values("open");
    expect([open[store.sheet!.rowOf(all[0]!)], open[store.sheet!.rowOf(all[1]!)]]).toEqual([0, 9]);
  });

  test("the old sheet stays until the first section of another resolution is in", () => {
    const { room, set } = city(all.slice(0, 3));
    const source = room();
    const store = new CellsStore();
    store.want(whole);
    set(all[0]!, "open", 1);
    store.merge(sent(source.advance())[0]!);
    store.want({ ...whole, resolution: 7 });
    expect(store.sheet?.resolution).toBe(RESOLUTION);
    set(all[0]!, "open", 5);
    expect(store.merge(sent(source.advance())[0]!)).toBe("unwanted");
    const coarse = city(all.slice(0, 2).map((cell) => parentOf(cell, 7)), 7);
    store.merge(sent(coarse.room().advance())[0]!);
    expect(store.sheet?.resolution).toBe(7);
  });

  test("another window keeps the outlines and waits for whole rooms of its own", () => {
    const { room, set } = city(all.slice(0, 3));
    const hour = room();
    const store = new CellsStore();
    store.want(whole);
    set(all[0]!, "incidents", 4);
    store.merge(sent(hour.advance())[0]!);
    const { sheet } = store;
    store.want({ ...whole, window: 15 });
    set(all[0]!, "incidents", 1);
    expect(store.merge(sent(hour.advance())[0]!)).toBe("unwanted");
    expect(store.merge(sent(room(WHOLE_CITY, 15).advance())[0]!)).toBe("merged");
    expect(store.sheet).toBe(sheet);
    expect(store.sheet!.values("incidents")[store.sheet!.rowOf(all[0]!)]).toBe(1);
  });

  test("tiles that left the view are emptied, and what still comes of them is ignored", () => {
    const fine = cellsIn([121.85, 36.55, 121.98, 36.64], 9);
    const tiles = [...new Set(fine.map((cell) => parentOf(cell, COARSEST)))];
    const { table, room, set } = city(fine, 9);
    const store = new CellsStore();
    const wanted = (cells: string[]) => ({ resolution: 9, window: 60, filter: "", tiles: new Set(cells) });
    store.want(wanted(tiles));
    const rooms = tiles.slice(0, 2).map((tile) => ({ tile, source: room(table.slot(tile, COARSEST)) }));
    for (const cell of fine) set(cell, "workers", 3);
    for (const { source } of rooms) store.merge(sent(source.advance())[0]!);
    const held = () => store.sheet!.values("workers").filter((value) => value > 0).length;
    const before = held();
    const gone = rooms[0]!;
    store.want(wanted(tiles.filter((tile) => tile !== gone.tile)));
    expect(held()).toBeLessThan(before);
    expect(held()).toBeGreaterThan(0);
    for (const cell of fine) set(cell, "workers", 5);
    expect(store.merge(sent(gone.source.advance())[0]!)).toBe("unwanted");
    store.want(wanted(tiles));
    expect(store.merge(sent(gone.source.whole())[0]!)).toBe("merged");
    expect(held()).toBe(before);
  });
});
