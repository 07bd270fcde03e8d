import { describe, expect, it } from "vitest";
import { basemapOrigins, basemapSchema } from "../../store/base_map_kinds.ts";
import { checkCityFile, SetupError } from "../../store/city_folder.ts";
import tiny from "../cities/tiny/city.json" with { type: "json" };

const RASTER = { kind: "raster", url: "https://tiles.city.example/{z}/{x}/{y}.png" };
const STYLE = {
  kind: "style",
  url: "https://maps.city.example/style.json",
  hosts: ["https://fonts.example:8443"],
};

describe("basemap in city.json", () => {
  it("takes images of tiles and styles, of a host or of this server", () => {
    expect(basemapSchema.parse(RASTER)).toMatchObject({
      tileSize: 256,
      minZoom: 0,
      maxZoom: 19,
      attribution: "",
    });
    for (const url of ["/tiles/{z}/{x}/{y}.jpg", "http://10.1.2.3:8080/{z}/{y}/{x}?key=1"]) {
      expect(basemapSchema.parse({ ...RASTER, url })).toMatchObject({ url });
    }
    expect(basemapSchema.parse({ ...STYLE, url: "/style.json" })).toMatchObject({ hosts: STYLE.hosts });
  });

  it.each([
    [
      { ...RASTER, url: "https://{s}.tiles.example/{z}/{x}/{y}.png" },
      "basemap.url",
      "one host instead of {s}",
    ],
    [{ ...RASTER, url: "https://tiles.example/{z}/{x}.png" }, "basemap.url", "must hold {z}, {x} and {y}"],
    [{ ...RASTER, url: "//tiles.example/{z}/{x}/{y}.png" }, "basemap.url", "must begin with https://"],
    [{ ...RASTER, url: "ftp://tiles.example/{z}/{x}/{y}.png" }, "basemap.url", "must begin with https://"],
    [{ ...RASTER, url: "https://a;script-src/{z}/{x}/{y}.png" }, "basemap.url", "must begin with https://"],
    [{ ...RASTER, minZoom: 12, maxZoom: 9 }, "basemap", "minZoom above its maxZoom"],
    [{ ...STYLE, url: "javascript:alert(1)" }, "basemap.url", "must begin with https://"],
    [{ ...STYLE, hosts: ["https://fonts.example/path"] }, "basemap.hosts.0", "without a path"],
    [{ ...STYLE, hosts: ["https://*"] }, "basemap.hosts.0", "must be an origin"],
    [{ ...STYLE, hosts: ["fonts.example"] }, "basemap.hosts.0", "must be an origin"],
    [{ ...STYLE, hosts: ["https://a.example; script-src *"] }, "basemap.hosts.0", "must be an origin"],
  ])("refuses %o in a line that names what to mend", (basemap, path, why) => {
    const check = () => checkCityFile({ ...tiny, basemap }, "city.json");
    expect(check).toThrow(SetupError);
    expect(check).toThrow(`city.json: ${path} `);
    expect(check).toThrow(why);
  });
});

describe("basemapOrigins()", () => {
  it("are those that the file names, each once, and none for files and paths of this server", () => {
    const of = (basemap: unknown) => basemapOrigins(basemapSchema.parse(basemap));
    expect(of(RASTER)).toEqual(["https://tiles.city.example"]);
    expect(of({ ...RASTER, url: "/tiles/{z}/{x}/{y}.png" })).toEqual([]);
    expect(of({ ...STYLE, hosts: [...STYLE.hosts, "https://maps.city.example"] })).toEqual([
      "https://maps.city.example",
      "https://fonts.example:8443",
    ]);
    expect(of({ kind: "none" })).toEqual([]);
    expect(of({ kind: "pmtiles", file: "a.pmtiles" })).toEqual([]);
  });
});

describe("streamHosts in city.json", () => {
  it("takes origins, and nothing that would say more in a content security policy", () => {
    const streamHosts = ["https://video.example", "http://10.0.0.7:8080"];
    expect(checkCityFile({ ...tiny, streamHosts }, "city.json").streamHosts).toEqual(streamHosts);
    for (const host of ["https://a;script-src *", "https://a b", "https://video.example/hls", "wss://a"]) {
      expect(() => checkCityFile({ ...tiny, streamHosts: [host] }, "city.json")).toThrow("must be an origin");
    }
  });
});
