import { describe, expect, it } from "vitest";
import { camerasOf, faultOf } from "../../demo/cameras.ts";
import { districts, haiwan, haiwanCity } from "../../demo/haiwan.ts";
import { CLIPS } from "../../demo/scenes.ts";
import { namePoints } from "../../islands/map_names.ts";
import type { Camera } from "../../streams/record.ts";

/** As many as a wide wall shows around a place. */
const BESIDE = 8;

function nearest(cameras: readonly Camera[], lat: number, lon: number, count = BESIDE): Camera[] {
  const squared = (camera: Camera) => ((camera.lon - lon) * 0.803) ** 2 + (camera.lat - lat) ** 2;
  return cameras.map((camera) => ({ camera, squared: squared(camera) }))
    .sort((a, b) => a.squared - b.squared).slice(0, count).map(({ camera }) => camera);
}

/** Clip and first segment, as the address has them. */
const takeOf = ({ streams }: Camera) => streams[0]!.url.split("/")[3]!;
const clipOf = (camera: Camera) => takeOf(camera).split("-")[0]!;

describe("The cameras", () => {
  const cameras = camerasOf(haiwan());

  it("are 2,000, at crossings of two named roads, with a bearing and a width of view", () => {
    expect(cameras.length).toBe(2_000);
    expect(new Set(cameras.map(({ id }) => id)).size).toBe(cameras.length);
    for (const { name, bearing, fov } of cameras) {
      expect(name).toMatch(/^\p{Script=Han}+ × \p{Script=Han}+ · .+ × .+$/u);
      expect(bearing).toBeGreaterThanOrEqual(0);
      expect(bearing).toBeLessThan(360);
      expect(fov).toBeGreaterThan(40);
    }
  });

  it("show every clip somewhere, and a few of them are gone or stopped", () => {
    const clips = new Set(cameras.map(clipOf));
    for (const clip of CLIPS) expect(clips).toContain(clip);
    const faults = cameras.map(({ id }) => faultOf(id));
    expect(faults.filter((fault) => fault === "gone").length).toBeGreaterThan(5);
    expect(faults.filter((fault) => fault === "stopped").length).toBeGreaterThan(5);
    expect(faults.filter((fault) => fault === "none").length).toBeGreaterThan(1_800);
    expect(faultOf("CAM-9999")).toBe("gone");
  });

  it("that the wall opens with all work and show something else each, over the city and in each district", () => {
    const places = namePoints(districts()).features.map(({ geometry }) =>
      (geometry as { coordinates: number[] }).coordinates as [number, number]
    );
    const { lat, lon } = haiwanCity().view;
    for (const [x, y] of [[lon, lat] as const, ...places]) {
      const shown = nearest(cameras, y, x);
      expect(shown.map(({ id }) => faultOf(id))).toEqual(shown.map(() => "none"));
      expect(new Set(shown.map(takeOf)).size).toBeGreaterThanOrEqual(x === lon ? BESIDE : BESIDE - 1);
      expect(new Set(shown.slice(0, 4).map(clipOf)).size).toBeGreaterThanOrEqual(x === lon ? 4 : 2);
    }
  });

  it("of any four beside each other hardly ever two show the same picture, and mostly another street", () => {
    // One in five is enough to judge by.
    const fours = cameras.filter((_, i) => i % 5 === 0).map(({ lat, lon }) => nearest(cameras, lat, lon, 4));
    expect(fours.filter((four) => new Set(four.map(takeOf)).size < 4).length).toBeLessThan(8);
    expect(fours.filter((four) => new Set(four.map(clipOf)).size < 2).length).toBe(0);
  });
});
