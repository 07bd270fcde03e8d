/** The pages: each is a file here and a line below. */
import type { Hono } from "hono";
import { type Lang, langOf } from "../islands/words.ts";
import type { CityFile } from "../store/city_folder.ts";
import type { Manifest } from "./assets.ts";
import type { Context } from "./context.ts";
import { hotspotsPage } from "./hotspots.tsx";
import { indexPage } from "./index.tsx";
import { wallPage } from "./wall.tsx";

/** What a page is made from. */
export interface PageInput {
  readonly lang: Lang;
  readonly city: Pick<CityFile, "names" | "recorded">;
  readonly manifest: Manifest;
  /** Path and query of the request. */
  readonly path: string;
  readonly search: string;
}

const PAGES: Readonly<Record<string, (input: PageInput) => string>> = {
  "/": indexPage,
  "/wall": wallPage,
  "/wall/:scene": wallPage,
  "/hotspots": hotspotsPage,
};

export function mountPages(app: Hono, { city, assets }: Pick<Context, "city" | "assets">): void {
  for (const [path, page] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const lang = langOf(c.req.query("lang"));
      c.header("cache-control", "no-cache");
      const { pathname, search } = new URL(c.req.url);
      return c.html(page({ lang, city, manifest: assets.manifest, path: pathname, search }));
    });
  }
}
