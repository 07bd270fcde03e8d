import { Buffer } from "node:buffer";
import { describe, expect, it, onTestFinished } from "vitest";
import { haiwan } from "../../../demo/haiwan.ts";
import { tilesOf } from "../../../demo/map/map.ts";
import { HaiwanTiles } from "../../../demo/map/source.ts";
import { tileSourceSuite } from "../../store/tile_source_suite.ts";

function open(): HaiwanTiles {
  const source = new HaiwanTiles();
  onTestFinished(() => source.close());
  return source;
}

/** The old town: there is something at every zoom. */
tileSourceSuite("Haiwan", () => new HaiwanTiles(), [121.84, 36.56, 121.88, 36.59]);

describe("HaiwanTiles", () => {
  it("gives from its thread what the map gives, and the same tile again", async () => {
    const source = open(), tiles = tilesOf(haiwan());
    for (const [z, x, y] of [[9, 429, 200], [14, 13737, 6402]] as const) {
      const bytes = await source.tile(z, x, y);
      expect(Buffer.from(bytes!).equals(tiles.tile(z, x, y)!)).toBe(true);
      expect(await source.tile(z, x, y)).toBe(bytes);
    }
  });

  it("has no tile outside the world or too deep", async () => {
    const source = open();
    expect(await source.tile(3, 8, 0)).toBeNull();
    expect(await source.tile(3, -1, 0)).toBeNull();
    expect(await source.tile(source.info.maxZoom + 1, 0, 0)).toBeNull();
  });

  it("lets nobody wait for ever when it is closed", async () => {
    const source = open();
    const waiting = source.tile(10, 858, 400);
    source.close();
    await expect(waiting).rejects.toThrow("closed");
  });
});
