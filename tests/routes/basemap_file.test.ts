/** The whole base map as a file, through the front door: by the client of the format, by hand, and by callers who stall. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FetchSource, PMTiles } from "pmtiles";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Running, startServer } from "../server.ts";
import { V4_LAYERS, vectorTile, writeMbtiles } from "../store/base_map.ts";
import { TILE, writePmtiles } from "../store/write_pmtiles.ts";

let folder: string;
let server: Running;
const path = (name: string) => join(folder, name);
const url = () => `${server.url}/api/basemap.pmtiles`;
const ask = (headers: Record<string, string> = {}, method = "GET") =>
  server.fetch("/api/basemap.pmtiles", { headers, method });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

function cityOn(kind: string, file: string): void {
  const city = JSON.parse(readFileSync(new URL("../cities/tiny/city.json", import.meta.url), "utf8"));
  writeFileSync(path("city.json"), JSON.stringify({ ...city, basemap: { kind, file } }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-archive-"));
  writePmtiles(path("map.pmtiles"));
  cityOn("pmtiles", "map.pmtiles");
  server = await startServer({ env: { CITY: folder } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe("the file of the base map", () => {
  it("is read by the client of the format, tile by tile", async () => {
    const archive = new PMTiles(new FetchSource(url(), new Headers({ cookie: server.cookie })));
    expect(await archive.getHeader()).toMatchObject({
      minZoom: 12,
      maxZoom: 12,
      etag: expect.stringMatching(/^"/),
    });
    expect(await archive.getMetadata()).toMatchObject({ attribution: "© Surveyors" });
    const tile = await archive.getZxy(...TILE);
    expect(new Uint8Array(tile!.data)).toEqual(vectorTile(V4_LAYERS));
    expect(await archive.getZxy(12, 0, 0)).toBeUndefined();
  });

  it("is whole, in parts, and known again by its tag", async () => {
    const file = new Uint8Array(readFileSync(path("map.pmtiles")));
    const whole = await ask();
    expect(whole.status).toBe(200);
    expect(whole.headers.get("accept-ranges")).toBe("bytes");
    expect(whole.headers.get("content-length")).toBe(`${file.length}`);
    expect(await bytesOf(whole)).toEqual(file);
    const tag = whole.headers.get("etag")!;

    const part = await ask({ range: "bytes=3-9" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 3-9/${file.length}`]);
    expect(await bytesOf(part)).toEqual(file.subarray(3, 10));
    const last = await ask({ range: "bytes=-5", "if-range": tag });
    expect([last.status, await bytesOf(last)]).toEqual([206, file.subarray(-5)]);
    const several = await ask({ range: "bytes=0-1,5-6" });
    expect([several.status, await bytesOf(several)]).toEqual([200, file]);
    const other = await ask({ range: "bytes=0-1", "if-range": '"other"' });
    expect([other.status, await bytesOf(other)]).toEqual([200, file]);

    const beyond = await ask({ range: `bytes=${file.length}-` });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${file.length}`]);
    expect((await bytesOf(beyond)).length).toBe(0);
    const same = await ask({ "if-none-match": tag });
    expect([same.status, same.headers.get("etag")]).toEqual([304, tag]);
    expect((await ask({ "if-match": '"other"' })).status).toBe(412);
  });

  it("is described without being sent, to whoever asks for its head", async () => {
    const { size } = statSync(path("map.pmtiles"));
    const head = await ask({}, "HEAD");
    expect([head.status, head.headers.get("content-length")]).toEqual([200, `${size}`]);
    expect((await bytesOf(head)).length).toBe(0);
    const part = await ask({ range: "bytes=0-9" }, "HEAD");
    expect([part.status, part.headers.get("content-length")]).toEqual([206, "10"]);
  });

  it("is one file and no way to others", async () => {
    for (
      const way of [
        "/api/basemap.pmtiles/../../city.json",
        "/api/basemap.pmtiles%2f..%2fcity.json",
        "/api/..%2fcity.json",
      ]
    ) {
      const response = await raw(way);
      expect(response.statusCode, way).toBeGreaterThanOrEqual(400);
      response.destroy();
    }
  });

  it("gets another tag when it is replaced, which a client that reads parts of it notices", async () => {
    const archive = new PMTiles(new FetchSource(url(), new Headers({ cookie: server.cookie })));
    await archive.getHeader();
    const { etag } = await archive.getHeader();
    writePmtiles(path("new.pmtiles"), { tiles: [[...TILE, vectorTile({ earth: [{ kind: "earth" }] })]] });
    renameSync(path("new.pmtiles"), path("map.pmtiles"));
    expect((await ask()).headers.get("etag")).not.toBe(etag);
    expect((await ask({ "if-match": etag! })).status).toBe(412);
    const tile = await archive.getZxy(...TILE);
    expect(new Uint8Array(tile!.data)).toEqual(vectorTile({ earth: [{ kind: "earth" }] }));
  });

  it("is described in the API's own description", async () => {
    const { paths } = await (await server.fetch(`/api/openapi.json`)).json();
    expect(Object.keys(paths["/api/basemap.pmtiles"].get.responses)).toContain("416");
  });
});

it("a base map that is no PMTiles file is not there as one", async () => {
  const own = mkdtempSync(join(tmpdir(), "hexwall-archive-"));
  writeMbtiles(join(own, "map.mbtiles"), { zooms: [8, 8] });
  const city = JSON.parse(readFileSync(path("city.json"), "utf8"));
  writeFileSync(
    join(own, "city.json"),
    JSON.stringify({ ...city, basemap: { kind: "mbtiles", file: "map.mbtiles" } }),
  );
  await using other = await startServer({ env: { CITY: own } });
  const response = await other.fetch(`/api/basemap.pmtiles`);
  expect([response.status, (await response.json()).error]).toEqual([
    404,
    "This city's base map is no PMTiles file",
  ]);
  rmSync(own, { recursive: true });
});

describe.skipIf(Deno.build.os !== "linux")("a file of 3 GB (skipped where /proc is missing)", () => {
  const GB = 2 ** 30;
  const status = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))![1]) /
    1024;
  /** How often the server holds the map open. */
  const held = () =>
    readdirSync(`/proc/${server.pid}/fd`).filter((fd) => {
      try {
        return readlinkSync(`/proc/${server.pid}/fd/${fd}`).includes("map.pmtiles");
      } catch {
        return false;
      }
    }).length;
  beforeAll(() => truncateSync(path("map.pmtiles"), 3 * GB));

  it("is sent piece by piece: neither quick nor stalled callers make the server larger", async () => {
    await ask({ range: "bytes=0-9" });
    const before = status("VmRSS");
    const stalled = await Promise.all(Array.from({ length: 20 }, () => raw("/api/basemap.pmtiles")));
    let most = 0, sent = 0;
    for await (const chunk of (await ask({ range: `bytes=0-${GB - 1}` })).body!) {
      sent += chunk.length;
      most = Math.max(most, status("VmRSS"));
    }
    expect(sent).toBe(GB);
    expect(held()).toBe(stalled.length);
    for (const one of stalled) one.destroy();
    expect(most - before, "MB more than before").toBeLessThan(200);
    while (held() > 0) await new Promise((wake) => setTimeout(wake, 100));
  });
});

/** Without the client's own clean-up of paths; the body is left unread. */
function raw(target: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path: target, agent: false, headers: { cookie: server.cookie } }, (response) => {
      response.on("error", () => {});
      resolve(response);
    }).on("error", reject);
  });
}
