/** What every source of tiles must do, whatever it is made of. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bounds } from "../../geo/place.ts";
import { pickTiles, tilesUnder } from "../../geo/tile_range.ts";
import type { TileSource } from "../../store/tile_source.ts";
import { summariseTile } from "../../store/vector_tile.ts";

/** Layers of the Protomaps schema, its versions 3 and 4. */
const LAYERS = [
  ...["earth", "landcover", "landuse", "water", "roads", "buildings", "boundaries", "places", "pois"],
  ...["natural", "physical_line", "physical_point", "transit", "mask"],
];

/** `within` is a box that the source has tiles of at every zoom from `info.minZoom` on. */
export function tileSourceSuite(
  name: string,
  open: () => TileSource | Promise<TileSource>,
  within: Bounds,
): void {
  /** One tile in the middle of the box, at a zoom. */
  function middle(zoom: number): [z: number, x: number, y: number] {
    const [[x, y]] = [...pickTiles(tilesUnder(within, zoom), 1)] as [[number, number]];
    return [zoom, x, y];
  }

  describe(`${name} as a source of tiles`, () => {
    let source: TileSource;
    beforeAll(async () => {
      source = await open();
    });
    afterAll(() => source.close?.());

    it("says zooms and bounds that exist, and where it comes from", () => {
      const { info } = source;
      const [west, south, east, north] = info.bounds;
      expect(info.minZoom).toBeGreaterThanOrEqual(0);
      expect(info.maxZoom).toBeGreaterThanOrEqual(info.minZoom);
      expect(info.maxZoom).toBeLessThanOrEqual(24);
      expect([west >= -180, west < east, east <= 180, south >= -90, south < north, north <= 90]).not
        .toContain(false);
      expect(info.attribution).not.toBe("");
    });

    it("has a tile at each of its zooms, not compressed, with layers the style draws", async () => {
      for (let zoom = source.info.minZoom; zoom <= source.info.maxZoom; zoom++) {
        const bytes = await source.tile(...middle(zoom));
        const layers = [...summariseTile(bytes!).keys()];
        expect(layers.length, `zoom ${zoom}`).toBeGreaterThan(0);
        expect(layers.filter((layer) => !LAYERS.includes(layer))).toEqual([]);
      }
    });

    it("says the schema its roads are in", async () => {
      const roads = summariseTile((await source.tile(...middle(source.info.maxZoom)))!).get("roads")!;
      expect(roads.keys.get(source.info.schema === "v4" ? "kind" : "pmap:kind")).toBe(roads.features);
    });

    it("answers many at once, each with its own tile", async () => {
      const zoom = source.info.maxZoom;
      const wanted = [...pickTiles(tilesUnder(within, zoom), 12)];
      const together = await Promise.all(wanted.map(([x, y]) => source.tile(zoom, x, y)));
      for (const [i, [x, y]] of wanted.entries()) expect(await source.tile(zoom, x, y)).toEqual(together[i]);
    });

    it("has nothing outside the world, nothing deeper than it says, and nothing between tiles", async () => {
      const zoom = source.info.maxZoom, n = 2 ** zoom;
      const [, x, y] = middle(zoom);
      const asked = [[zoom, -1, y], [zoom, n, y], [zoom, x, -1], [zoom, x, n], [-1, 0, 0], [
        zoom + 1,
        2 * x,
        2 * y,
      ]];
      for (const [z, column, row] of asked) {
        expect(await source.tile(z!, column!, row!), `${z}/${column}/${row}`).toBeNull();
      }
    });
  });
}
