/** Who the city is and what its map is drawn from. */
import type { Hono } from "hono";
import { COARSEST, FINEST } from "../../geo/cell.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { senderOf } from "../who.ts";
import { describeBasemap } from "./basemap.ts";

const MAPS = ["districts", "streets", "communities", "grids"] as const;

export function mountCity(
  app: Hono,
  { city, demo, maps, tiles }: Pick<Context, "city" | "demo" | "maps" | "tiles">,
): void {
  const described = describeCity({ city, demo, maps, tiles });
  app.get("/api/city", (c) => c.json(described));
  for (const name of MAPS) {
    app.get(`/api/${name}.geojson`, (c) => {
      senderOf(c);
      const packed = maps[name];
      if (!packed) throw new HttpError(404, `This city has no ${name}`);
      return new Response(packed, {
        headers: {
          "content-type": "application/geo+json",
          // Every browser reads gzip; the file is packed once at start.
          "content-encoding": "gzip",
          "cache-control": "no-cache",
        },
      });
    });
  }
}

function describeCity({ city, demo, maps, tiles }: Pick<Context, "city" | "demo" | "maps" | "tiles">) {
  const url = (name: (typeof MAPS)[number]) => maps[name] ? `/api/${name}.geojson` : undefined;
  return {
    id: city.id,
    names: city.names,
    bounds: city.bounds,
    view: city.view,
    timeZone: city.timeZone,
    resolutions: [COARSEST, FINEST],
    recorded: city.recorded,
    demo,
    categories: city.categories,
    sources: city.sources,
    shifts: city.shifts === "required",
    liveMinutes: city.live.workerMinutes,
    basemap: describeBasemap(city.basemap, tiles?.info ?? null),
    districts: url("districts"),
    streets: url("streets"),
    communities: url("communities"),
    grids: url("grids"),
  };
}
