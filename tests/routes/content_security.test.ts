import { expect, it } from "vitest";
import { contentSecurityPolicy } from "../../routes/content_security.ts";
import { basemapSchema } from "../../store/base_map_kinds.ts";

const policyOf = (basemap: unknown, streamHosts: string[] = []) => {
  const policy = contentSecurityPolicy({ basemap: basemapSchema.parse(basemap), streamHosts });
  return Object.fromEntries(policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
};

it("contentSecurityPolicy() names nobody but this server for a city without hosts", () => {
  const rules = Object.values(policyOf({ kind: "none" })).flat();
  expect(new Set(rules)).toEqual(new Set(["'none'", "'self'", "data:", "blob:"]));
});

it("lets screens read maps and play streams, each from its own hosts and nothing else from either", () => {
  const url = "https://tiles.example/{z}/{x}/{y}.png";
  const policy = policyOf({ kind: "raster", url }, ["https://video.example"]);
  const naming = (host: string) => Object.keys(policy).filter((rule) => policy[rule]!.includes(host));
  expect(naming("https://tiles.example")).toEqual(["img-src", "connect-src"]);
  expect(naming("https://video.example")).toEqual(["img-src", "connect-src", "media-src"]);
  expect(policy["script-src"]).toEqual(["'self'"]);
});
