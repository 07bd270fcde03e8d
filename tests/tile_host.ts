/** A host of tiles and styles as a city may name one: another origin, real HTTP, on this machine. */
// @ts-types="./pngjs.d.ts"
import { PNG } from "pngjs";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { GeoJSONVTTile } from "@maplibre/geojson-vt";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface TileHost {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** What it answers to paths that are no tiles, as JSON. */
  readonly files: Map<string, unknown>;
  /** Does not answer any more, and keeps every caller waiting. */
  hang(): void;
  /** Is gone: nobody listens at its port. */
  stop(): Promise<void>;
  /** Is back at the same port. */
  start(): Promise<void>;
}

/** White with a black frame, as a map for daylight has paper and lines. */
export function paperTile(size = 256, line = 40): Uint8Array {
  const png = new PNG({ width: size, height: size });
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const edge = Math.min(x, y, size - 1 - x, size - 1 - y) < line;
      png.data.fill(edge ? 0 : 255, (y * size + x) * 4, (y * size + x) * 4 + 3);
      png.data[(y * size + x) * 4 + 3] = 255;
    }
  }
  return new Uint8Array(PNG.sync.write(png));
}

/** A vector tile that one polygon fills, with names all over it: some are clear of the panels wherever those lie. */
export function landTile(): Uint8Array {
  const square = [[[0, 0], [4096, 0], [4096, 4096], [0, 4096], [0, 0]]];
  const tile = {
    land: { features: [{ type: 3, geometry: square, tags: {} }] },
    names: {
      features: Array.from({ length: 16 }, (_, i) => ({
        type: 1,
        geometry: [[512 + i % 4 * 1024, 512 + Math.floor(i / 4) * 1024]],
        tags: { name: "Elsewhere" },
      })),
    },
  } as unknown as Record<string, GeoJSONVTTile>;
  return new Uint8Array(fromGeojsonVt(tile, { version: 2, extent: 4096 }));
}

export async function startTileHost(): Promise<TileHost> {
  const asked: string[] = [], files = new Map<string, unknown>();
  const png = paperTile(), land = landTile();
  let hanging = false, port = 0;
  let server: Server;
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer(({ url = "/" }, response) => {
        asked.push(url);
        if (hanging) return;
        response.setHeader("access-control-allow-origin", "*");
        response.setHeader("cache-control", "no-store");
        const send = (type: string, bytes: Uint8Array | string) =>
          response.writeHead(200, { "content-type": type }).end(bytes);
        if (/^\/\d+\/\d+\/\d+\.png$/.test(url)) return send("image/png", png);
        if (/^\/\d+\/\d+\/\d+\.mvt$/.test(url)) return send("application/vnd.mapbox-vector-tile", land);
        if (files.has(url)) return send("application/json", JSON.stringify(files.get(url)));
        response.writeHead(404).end();
      });
      server.listen(port, "127.0.0.1", () => resolve());
    });
  await open();
  port = (server!.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    files,
    hang: () => hanging = true,
    start: open,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
