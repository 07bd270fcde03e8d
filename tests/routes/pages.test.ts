import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { renderPage } from "../../routes/page.tsx";
import { mountPages } from "../../routes/pages.tsx";
import type { Context } from "../../routes/context.ts";
import { GUEST } from "../../demo/accounts.ts";
import { type Gate, gated } from "../../routes/who.ts";

const manifest = {
  "islands/main.tsx": { file: "assets/main-1.js", css: ["assets/main-1.css"] },
  "islands/screen.css": { file: "assets/screen-2.css" },
};

function pages(recorded = false) {
  const app = new Hono();
  app.use(gated({ guest: GUEST } as Gate));
  const city = { names: { zh: "海湾市", en: "Haiwan" }, recorded };
  mountPages(app, { city, assets: { manifest } } as unknown as Pick<Context, "city" | "assets">);
  return async (path: string) => {
    const response = await app.request(path, { headers: { host: "localhost" } });
    return { status: response.status, html: await response.text() };
  };
}

describe("the pages", () => {
  test("need no inline script or style, so that the strict content security policy holds", async () => {
    const get = pages(true);
    for (const path of ["/", "/wall", "/hotspots", "/wall?lang=en"]) {
      const { status, html } = await get(path);
      expect(status).toBe(200);
      expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/main-1.js">']);
      expect(html).not.toMatch(/<style|\sstyle="|\son[a-z]+="|javascript:/);
      expect(html).toContain('href="/assets/screen-2.css"');
    }
  });

  test("are Chinese first and English when asked", async () => {
    const get = pages();
    const chinese = (await get("/")).html;
    expect(chinese).toContain('<html lang="zh-CN"');
    expect(chinese).toContain("海湾市");
    const english = (await get("/?lang=en")).html;
    expect(english).toContain('<html lang="en"');
    expect(english).toContain('href="/wall?lang=en"');
    expect(english).toContain("Haiwan");
    expect((await get("/?lang=<b>")).html).toContain('<html lang="zh-CN"');
  });

  test("mark where an island goes by name and props", async () => {
    const get = pages();
    expect((await get("/wall")).html).toContain(
      'data-island="wall" data-props="{&quot;lang&quot;:&quot;zh&quot;}"',
    );
    expect((await get("/hotspots?lang=en")).html).toContain('data-island="hotspots"');
  });

  test("say when the city plays a recording", async () => {
    expect((await pages(true)("/")).html).toContain("录制数据");
    expect((await pages(false)("/")).html).not.toContain("录制数据");
  });

  test("a build of other sources is said, not served", () => {
    const page = { title: "x", lang: "zh", kind: "desk", children: null } as const;
    expect(() => renderPage(page, {})).toThrow(/islands\/main\.tsx/);
  });
});
