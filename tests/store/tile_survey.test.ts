import { expect, it } from "vitest";
import { judge } from "../../store/base_map_verdict.ts";
import type { TileInfo, TileSource } from "../../store/tile_source.ts";
import { surveyTiles } from "../../store/tile_survey.ts";
import { TINY, V4_LAYERS, vectorTile } from "./base_map.ts";

const INFO: TileInfo = {
  minZoom: 6,
  maxZoom: 14,
  bounds: TINY,
  attribution: "© Surveyors",
  schema: "v4",
  format: "mvt",
};

function source(
  tile: (z: number, x: number, y: number) => Uint8Array | null,
  more: Partial<TileInfo> = {},
): TileSource {
  return {
    info: { ...INFO, ...more },
    tile: (z, x, y) => Promise.resolve(tile(z, x, y) as Uint8Array<ArrayBuffer> | null),
  };
}

async function verdict(from: TileSource) {
  return judge(from.info, await surveyTiles(from, { bounds: TINY }), TINY);
}

const good = vectorTile(V4_LAYERS);

it("counts layers, names by language and the tiles that exist, and tells its progress to the end", async () => {
  const shares: number[] = [];
  const survey = await surveyTiles(source((z, x) => z === 14 && x % 2 ? null : good), {
    bounds: TINY,
    progress: (share) => shares.push(share),
  });
  expect(survey.schema).toBe("v4");
  expect(survey.bad).toBe(0);
  expect([...survey.layers.keys()].sort()).toEqual(Object.keys(V4_LAYERS).sort());
  expect(survey.layers.get("roads")).toBe(2 * survey.read);
  expect(survey.languages).toEqual(
    new Map([["local", "zh", "en"].map((l) => [l, 2 * survey.read])].flat() as never),
  );
  expect(survey.found / survey.asked).toBeCloseTo(0.5, 1);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

it("takes a good file without a note", async () => {
  expect(await verdict(source(() => good))).toEqual({ refused: null, notes: [] });
});

it("refuses a file whose tiles cannot be read, and names the first", async () => {
  const { refused } = await verdict(source((z) => z === 14 ? good.subarray(0, good.length - 9) : good));
  expect(refused?.name).toBe("bad-tiles");
  expect(refused?.found).toMatch(/^\d+ of \d+ tiles read are broken \(14\/\d+\/\d+: /);
});

it("refuses a file of another place, whatever its bounds say", async () => {
  const elsewhere = source(() => null, { bounds: [11, 43, 12, 44] });
  expect((await verdict(elsewhere)).refused).toEqual({
    name: "other-place",
    found:
      "it covers [11, 43, 12, 44], the city lies in [120, 36, 120.5, 36.4], and none of its tiles is there",
  });
  expect((await verdict(source((z) => z < 9 ? good : null))).refused?.name).toBe("other-place");
});

it("refuses layers of another schema by their names", async () => {
  const { refused } = await verdict(source(() => vectorTile({ transportation: [{ class: "primary" }] })));
  expect(refused).toMatchObject({ name: "other-schema", found: /its layers are transportation/ });
});

it("notes what the city's operators will miss", async () => {
  const { notes, refused } = await verdict(source(
    (_z, x) =>
      x % 2 ? null : vectorTile({ roads: [{ kind: "path", name: "Via" }], water: [{ kind: "lake" }] }),
    { attribution: "", maxZoom: 11 },
  ));
  expect(refused).toBeNull();
  expect(notes.join("\n")).toMatch(
    /of the city's tiles are missing[^]*ends at zoom 11[^]*names no source[^]*no landuse, buildings, places[^]*no Chinese/,
  );
  const half = await verdict(source(() => good, { bounds: [120, 36, 120.25, 36.4] }));
  expect(half.notes[0]).toMatch(/Its bounds hold 50 % of the city's/);
});

it("looks at the first bytes of images", async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
  expect((await verdict(source(() => png, { format: "png" }))).refused).toBeNull();
  const { refused } = await verdict(source(() => png, { format: "webp" }));
  expect(refused).toMatchObject({ name: "bad-tiles", found: expect.stringMatching(/is no webp image/) });
});
