import { createHash } from "node:crypto";
import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { buildHaiwan, haiwan } from "../../../demo/haiwan.ts";
import { DEEPEST, LAYERS, squareX, squareY } from "../../../demo/map/feature.ts";
import { tilesOf } from "../../../demo/map/map.ts";
import { lot } from "../../../demo/random.ts";

const tiles = tilesOf(haiwan());

/** The tile at a place (m) of the plane. */
function at(z: number, x: number, y: number): [number, number, number] {
  return [z, Math.floor(squareX(x) * 2 ** z), Math.floor(squareY(y) * 2 ** z)];
}

/** Tiles all over the city at every zoom, more where it is dense. */
const SAMPLE = [6, 9, 10, 11, 12, 13, 14, 15, 16].flatMap((z) =>
  Array.from(
    { length: z < 13 ? 4 : 10 },
    (_, i) => at(z, -17_000 + 34_000 * lot(i, z), -12_000 + 24_000 * lot(i, 90 + z)),
  )
);
const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes));
const features = (tile: VectorTile) =>
  Object.values(tile.layers).flatMap((layer) =>
    Array.from({ length: layer.length }, (_, i) => layer.feature(i))
  );
const hash = (bytes: Uint8Array | null) => createHash("sha256").update(bytes ?? "").digest("hex");

describe("The tiles of Haiwan", () => {
  it("are the same bytes from another build, in any order", () => {
    const others = tilesOf(buildHaiwan());
    const again = new Map([...SAMPLE].reverse().map((zxy) => [zxy.join(), hash(others.tile(...zxy))]));
    for (const zxy of SAMPLE) expect(hash(tiles.tile(...zxy))).toBe(again.get(zxy.join()));
  });

  it("hold layers of the schema alone, and every feature has a kind", () => {
    for (const zxy of SAMPLE) {
      const tile = read(tiles.tile(...zxy)!);
      for (const name of Object.keys(tile.layers)) expect(LAYERS).toContain(name);
      for (const { properties } of features(tile)) expect(properties.kind).toMatch(/^[a-z_]+$/);
    }
  });

  it("have sound geometry: closed rings with an area, lines with a length, no point twice", () => {
    let seen = 0;
    for (const zxy of SAMPLE) {
      for (const feature of features(read(tiles.tile(...zxy)!))) {
        seen++;
        expect(flawOf(feature)).toBe("");
      }
    }
    expect(seen).toBeGreaterThan(10_000);
  });

  it("name things in both languages or not at all", () => {
    for (const zxy of SAMPLE) {
      for (const { properties } of features(read(tiles.tile(...zxy)!))) {
        if (properties.name === undefined) continue;
        expect(properties["name:zh"]).toMatch(/\p{Script=Han}/u);
        expect(properties["name:en"]).toMatch(/^[A-Z0-9][\x20-\x7e’·–]+$/);
      }
    }
  });

  it("weigh little: no tile of a place where people live is over 200 kB", () => {
    for (const zxy of SAMPLE) expect(tiles.tile(...zxy)!.length).toBeLessThan(200_000);
  });

  it("show houses from zoom 14, and paths between them from 15", () => {
    const kinds = (z: number) =>
      features(read(tiles.tile(...at(z, 3_300, -300))!)).map(({ properties }) => properties);
    expect(kinds(13).some(({ kind }) => kind === "building")).toBe(false);
    expect(kinds(14).some(({ kind }) => kind === "building")).toBe(true);
    expect(kinds(14).some(({ kind_detail }) => kind_detail === "footway")).toBe(false);
    expect(kinds(15).some(({ kind_detail }) => kind_detail === "footway")).toBe(true);
    expect(kinds(DEEPEST).some(({ kind }) => kind === "building")).toBe(true);
  });

  it("end: a tile on the other side of the world is null", () => {
    expect(tiles.tile(9, 10, 300)).toBeNull();
  });
});

function flawOf(feature: VectorTileFeature): string {
  const parts = feature.loadGeometry();
  if (parts.length === 0) return "nothing";
  for (const [k, part] of parts.entries()) {
    const twice = part.some((p, i) => i > 0 && p.x === part[i - 1]!.x && p.y === part[i - 1]!.y);
    if (feature.type !== 1 && twice) return "a point twice";
    if (feature.type === 2 && part.length < 2) return "a line of one point";
    if (feature.type !== 3) continue;
    const area = part.reduce((sum, p, i) => {
      const q = part[(i + 1) % part.length]!;
      return sum + p.x * q.y - q.x * p.y;
    }, 0);
    if (part.length < 4 || area === 0) return "a ring without an area";
    if (k === 0 && area < 0) return "a hole without a polygon";
  }
  return "";
}
