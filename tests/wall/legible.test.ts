/** What must not break on any wall: letters large and clear enough, panels apart, names above cells. In real Chromium. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openWall, press, until, useStage } from "./a_wall.ts";
import { lookAt, outside, overlaps, type Seen } from "./looked_at.ts";

const stage = useStage({ args: ["--workers", "800"] });

/** WCAG 2 AA for text, and what LOOK asks of the large text of a wall. */
const LEAST_CONTRAST = 4.5, LEAST_CONTRAST_LARGE = 7;
/** Body type and larger. */
const isLarge = (seen: Seen) => (size: number) => size >= seen.rem * 1.4;

async function open(query: string, size: readonly [number, number]): Promise<Page> {
  const page = await openWall(stage, query, { size });
  // Panels that ask the history fill in.
  await page.waitForTimeout(2_000);
  return page;
}

const SCREENS = [
  ["1920×1080", "", [1920, 1080]],
  ["1920×1080 in English", "?lang=en", [1920, 1080]],
  // With every layer, so that the legend is as long as it can be.
  [
    "a laptop",
    "?lang=en&layers=heat,cells,reach,districts,streets,grids,fences,cameras,workers,incidents&view=36.597,121.9,14",
    [
      1366,
      768,
    ],
  ],
  ["portrait", "", [1080, 1920]],
  ["an ultra-wide wall", "?lang=en", [2560, 960]],
  ["by day", "?theme=light", [1920, 1080]],
  ["at night", "?theme=night", [1920, 1080]],
] as const;

describe.each(SCREENS)("%s", (_name, query, size) => {
  test("has no text under the smallest size, none too faint, none cut, and panels that keep apart", async () => {
    const page = await open(query, size);
    const seen = await lookAt(page);
    expect(seen.texts.length).toBeGreaterThan(20);
    const faults = seen.texts.flatMap((text) => {
      const least = isLarge(seen)(text.size) ? LEAST_CONTRAST_LARGE : LEAST_CONTRAST;
      const why = [
        text.size < seen.smallest - 0.05
          ? `${text.size.toFixed(1)} px is under ${seen.smallest.toFixed(1)}`
          : "",
        text.contrast < least ? `contrast ${text.contrast.toFixed(2)} is under ${least}` : "",
        text.cut ? "is cut" : "",
      ].filter((fault) => fault !== "");
      return why.length > 0 ? [`${text.text} (${text.where}): ${why.join(", ")}`] : [];
    });
    expect(faults).toEqual([]);
    expect(overlaps(seen.panels)).toEqual([]);
    expect(outside(seen)).toEqual([]);
  });
});

test("the strip has every figure and feed within it, at the same places with a warning of the weather and without", async () => {
  for (const [query, first, then] of [["", "calm", "storm"], ["?lang=en", "storm", "calm"]] as const) {
    await weather(first);
    const page = await open(query, SHAPES[0]);
    await until(page, "document.querySelectorAll('.kpi .sparkline').length === 4");
    const before = await strips(page, first);
    await weather(then);
    const after = await strips(page, then);
    for (const seen of [...before, ...after]) {
      expect(seen).toMatchObject({ figures: 5, lines: 4, out: [], cut: [] });
    }
    // A figure that counts on meanwhile may be a pixel wider; a warning that took room would push by its whole length.
    const moved = after.flatMap(({ lefts }, i) =>
      lefts.map((left, k) => Math.abs(left - before[i]!.lefts[k]!))
    );
    expect(Math.max(...moved), "px").toBeLessThan(5);
    await page.context().close();
  }
});

/** A full screen, a laptop, and one that stands upright. */
const SHAPES = [[1920, 1080], [1366, 768], [1080, 1920]] as const;

async function strips(page: Page, weather: "calm" | "storm") {
  await until(page, `document.querySelectorAll('.weather .badge').length === ${weather === "storm" ? 1 : 0}`);
  const seen = [];
  for (const [width, height] of SHAPES) {
    await page.setViewportSize({ width, height });
    await until(page, `document.querySelector('main.wall').style.width === '${width}px'`);
    seen.push(await strip(page));
  }
  return seen;
}

async function weather(as: "calm" | "storm"): Promise<void> {
  await fetch(`${stage.server.url}/api/demo/scenarios`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(as === "storm" ? { start: "storm" } : { stop: true }),
  });
}

/** What stands in the strip, what of it sticks out or is cut, and where each figure begins. */
function strip(page: Page) {
  return page.evaluate(() => {
    const strip = document.querySelector(".strip")!.getBoundingClientRect();
    const parts = [...document.querySelectorAll(".strip .kpi, .strip .kpi-side > *, .health li")];
    const out = parts.filter((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return left < strip.left || right > strip.right || top < strip.top || bottom > strip.bottom;
    });
    const names = [...document.querySelectorAll<HTMLElement>(".health-name, .kpi, .kpi-side")];
    const cut = names.filter((name) => name.scrollWidth > name.clientWidth + 1);
    const kpis = [...document.querySelectorAll(".kpi")];
    return {
      figures: kpis.length,
      lines: document.querySelectorAll(".kpi .sparkline").length,
      out: out.map(({ textContent }) => textContent),
      cut: cut.map(({ textContent }) => textContent),
      lefts: kpis.map((kpi) => Math.round(kpi.getBoundingClientRect().left)),
    };
  });
}

describe("the selection panel", () => {
  test.each(
    [
      ["a full screen", "", [1920, 1080]],
      ["a laptop in English", "?lang=en", [1366, 768]],
      ["a portrait wall in English", "?lang=en", [1080, 1920]],
      ["an ultra-wide wall", "?theme=light", [2560, 960]],
    ] as const,
  )("on %s keeps apart from the others, whole and clear, whichever of its lists is open", async (
    _name,
    query,
    size,
  ) => {
    const page = await open(query, size);
    await press(page, ".ticker button.line");
    await page.locator(".selection-body svg.trend-chart, .selection-body .trend-room").first().waitFor();
    const tabs = await page.locator(".cell-tabs [role=tab]").count();
    for (let tab = 0; tab < Math.max(1, tabs); tab++) {
      if (tabs > 0) await press(page, `.cell-tabs [role=tab]:nth-child(${tab + 1})`);
      await until(page, "document.querySelector('.selection-body .cell-list')?.childElementCount > 0");
      const seen = await lookAt(page);
      expect(overlaps(seen.panels)).toEqual([]);
      expect(outside(seen)).toEqual([]);
      const faults = seen.texts.filter(({ where }) => /selection|cell-|trend|worker|dispatch/.test(where))
        .filter(({ contrast, cut, size }) => contrast < LEAST_CONTRAST || cut || size < seen.smallest - 0.05);
      expect(faults).toEqual([]);
      // The one action is in sight on every shape.
      const foot = await page.locator(".dispatch-foot, .settled").last().boundingBox();
      const panel = await page.locator(".selection").boundingBox();
      expect(foot!.y + foot!.height).toBeLessThanOrEqual(panel!.y + panel!.height + 1);
    }
  });
});

test.each([
  ["the city", "?layer=workers"],
  ["a street, where grids are named", "?layer=workers&view=36.545,121.865,17"],
])("names of the map lie above the cells: %s", async (_name, query) => {
  const page = await open(query, [1920, 1080]);
  const order = () => page.evaluate("globalThis.__hexwall.order") as Promise<string[]>;
  // The group of live layers that stay below a layer of the base map; it joins once the map's style is loaded.
  const below = (ids: string[]) => ids.findIndex((id) => id.startsWith("deck-maplibre-layer-group-before"));
  while (below(await order()) < 0) await page.waitForTimeout(100);
  const ids = await order();
  if (query.includes("view")) expect(ids).toContain("grids-name");
  const labels = ids.flatMap((id, i) => /label|places|name/.test(id) && !id.startsWith("deck-") ? [i] : []);
  expect(labels.length).toBeGreaterThan(0);
  expect(Math.min(...labels)).toBeGreaterThan(below(ids));
});
