import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPmtiles } from "../../store/pmtiles.ts";
import type { TileSource } from "../../store/tile_source.ts";
import { tileSourceSuite } from "./tile_source_suite.ts";

const FLORENCE = "../shared/data/basemap/firenze_v3_protomaps_ODbL.pmtiles";
const CENTRE: readonly [number, number, number] = [14, 8704, 5971];

describe.skipIf(!existsSync(FLORENCE))("with the map of Florence (skipped without ../shared/data)", () => {
  tileSourceSuite("PMTiles", () => openPmtiles(FLORENCE), [11.24, 43.765, 11.27, 43.785]);

  /** A copy that a test may spoil. */
  function copy(): { file: string; source: TileSource } {
    const folder = mkdtempSync(join(tmpdir(), "hexwall-pmtiles-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "map.pmtiles");
    copyFileSync(FLORENCE, file);
    return { file, source: openPmtiles(file) };
  }

  it("says that it is of version 3 of the schema, though its description names other layers", () => {
    expect(openPmtiles(FLORENCE).info).toMatchObject({ schema: "v3", minZoom: 0, maxZoom: 14 });
  });

  it("fails for a file that was deleted, cut or written over while open, and heals when it is back", async () => {
    const { file, source } = copy();
    const before = await source.tile(...CENTRE);
    rmSync(file);
    await expect(source.tile(...CENTRE)).rejects.toThrow(/ENOENT|No such file/i);
    writeFileSync(file, "no map any more");
    await expect(source.tile(...CENTRE)).rejects.toThrow();
    copyFileSync(FLORENCE, file);
    truncateSync(file, 2_000);
    await expect(source.tile(...CENTRE)).rejects.toThrow();
    copyFileSync(FLORENCE, file);
    utimesSync(file, 1, 1);
    expect(await source.tile(...CENTRE)).toEqual(before);
  });
});
