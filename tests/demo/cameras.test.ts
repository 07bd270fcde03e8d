import { describe, expect, it } from "vitest";
import { camerasOf, CLIPS, faultOf } from "../../demo/cameras.ts";
import { haiwan } from "../../demo/haiwan.ts";

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
    const clips = new Set(cameras.map(({ streams }) => streams[0]!.url.split("/")[3]));
    for (const clip of CLIPS) expect(clips).toContain(clip);
    const faults = cameras.map(({ id }) => faultOf(id));
    expect(faults.filter((fault) => fault === "gone").length).toBeGreaterThan(5);
    expect(faults.filter((fault) => fault === "stopped").length).toBeGreaterThan(5);
    expect(faults.filter((fault) => fault === "none").length).toBeGreaterThan(1_800);
    expect(faultOf("CAM-9999")).toBe("gone");
  });
});
