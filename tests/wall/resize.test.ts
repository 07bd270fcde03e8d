/** A window that gets another size while the wall is open, in real Chromium: it looks and acts like one opened in that size. */
import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { decodePng, type Pixels } from "../png.ts";
import { eventually, openWall, until, useStage } from "./a_wall.ts";

const stage = useStage({ env: { CITY: "tests/cities/tiny" } });
const SMALL = [1280, 720] as const, LARGE = [1920, 1080] as const, UPRIGHT = [600, 900] as const;
const AT = { lat: 36.2, lon: 120.25 };
const QUERY = `?lang=en&view=${AT.lat},${AT.lon},14`;
/** Within reach of a mark on the large screen, and not on the small one. */
const BESIDE_PX = 14;
/** Edges may be smoothed differently; marks of another size are far more pixels. */
const TOLERANCE = 0.0005;
const CELL = "8830ad86c3fffff";

interface View {
  readonly lat: number;
  readonly lon: number;
  readonly zoom: number;
}
const viewOf = (page: Page) => page.evaluate("globalThis.__hexwall.view") as Promise<View>;
const viewInAddress = (page: Page) => new URL(page.url()).searchParams.get("view");

function expectAlike(a: View, b: View): void {
  expect(a.lat).toBeCloseTo(b.lat, 5);
  expect(a.lon).toBeCloseTo(b.lon, 5);
  expect(a.zoom).toBeCloseTo(b.zoom, 3);
}

/** Until the map's canvas fills the window (and, towards a neighbouring screen, a margin); fails when the page is stuck. */
async function resize(page: Page, [width, height]: readonly [number, number]): Promise<void> {
  await page.setViewportSize({ width, height });
  await eventually(page, async () => {
    const canvas = await page.evaluate(`[innerWidth, ...(({ width, height }) => [width, height])(
      document.querySelector(".map canvas").getBoundingClientRect())]`) as [number, number, number];
    return canvas[0] === width && canvas[1] >= width && canvas[1] < width * 1.2 && canvas[2] === height;
  });
}

const post = async (path: string, rows: readonly unknown[]) => {
  const answer = await stage.server.post(path, rows.map((row) => JSON.stringify(row)).join("\n"));
  expect(answer.ok, await answer.text()).toBe(true);
};

async function report(): Promise<void> {
  const time = new Date().toISOString();
  const kind = { source: "t", category: "road", time, title: "A" };
  await post("/api/incidents", [
    { ...kind, ...AT, id: "R0", severity: 1 },
    ...Array.from({ length: 12 }, (_, i) => ({
      ...kind,
      id: `R${i + 1}`,
      severity: 1 + i % 4,
      // Three in each place: those that give way give way by the size of a mark.
      lat: AT.lat + 0.004 + 0.003 * Math.floor(i / 3),
      lon: AT.lon - 0.006,
    })),
  ]);
  await post(
    "/api/fixes",
    Array.from({ length: 20 }, (_, i) => ({ worker: `w${i}`, time, lat: AT.lat, lon: AT.lon + 0.008 })),
  );
}

async function mapOnly(page: Page): Promise<void> {
  await page.evaluate(`{
    // A key gave the map the focus, and its ring.
    document.activeElement?.blur();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("body * { visibility: hidden } .map, .map * { visibility: visible }");
    document.adoptedStyleSheets.push(sheet);
  }`);
}

async function picture(page: Page): Promise<Pixels> {
  for (let last: Pixels | null = null;;) {
    await page.waitForTimeout(700);
    const next = decodePng(await page.screenshot({ timeout: 120_000 }));
    if (last && share(last, next) === 0) return next;
    last = next;
  }
}

const share = (a: Pixels, b: Pixels) =>
  pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.12 }) / (a.width * a.height);

/** How broad lines and the halos of names are, by layer of the map. */
const widths = (page: Page) =>
  page.evaluate(`__hexwall.order.flatMap((id) => ["line-width", "text-halo-width"].map((name) => {
    try {
      return id + " " + name + " " + __hexwall.paint(id, name);
    } catch {
      return "";
    }
  })).filter((line) => /[0-9]$/.test(line))`) as Promise<string[]>;

/** What a click so far beside the incident in the middle selects. */
async function clickBeside(page: Page): Promise<string | null> {
  const { x, y } = await page.evaluate(`__hexwall.at(${AT.lat}, ${AT.lon})`) as { x: number; y: number };
  await page.mouse.click(x + BESIDE_PX, y);
  await until(page, "__hexwall.selection.cell !== null");
  return await page.evaluate("__hexwall.selection.incident") as string | null;
}

describe("a wall whose window gets another size", { timeout: 120_000 }, () => {
  test.each([
    ["with a view of its own", "?view=36.21,120.27,13.5"],
    ["with the city's view", "?lang=en"],
    ["as one screen of two", "?view=36.21,120.27,13.5&screen=2x1:2&bezel=40x0"],
    ["with a selection", `?view=36.21,120.27,13.5&cell=${CELL}`],
    ["as far out as one can go", "?view=36.21,120.27,8.5"],
    ["as near as one can go", "?view=36.21,120.27,19"],
  ])("goes on and shows the same view, %s", async (_, query) => {
    const page = await openWall(stage, query, { size: SMALL, drawn: false });
    const [view, address] = [await viewOf(page), viewInAddress(page)];
    for (const size of [LARGE, SMALL, UPRIGHT, LARGE, UPRIGHT, SMALL]) {
      await resize(page, size);
      for (let i = 0; i < 3; i++) {
        expectAlike(await viewOf(page), view);
        expect(viewInAddress(page)).toBe(address);
        await page.waitForTimeout(60);
      }
    }
    await until(page, "globalThis.__hexwall.connection === 'live'");
    const cell = new URL(page.url()).searchParams.get("cell");
    expect(await page.evaluate("globalThis.__hexwall.selection.cell")).toBe(cell);
  });

  test("goes on from where a person moved it meanwhile", async () => {
    const page = await openWall(stage, "", { size: SMALL, drawn: false });
    const first = await viewOf(page);
    await resize(page, LARGE);
    await page.locator(".map canvas").focus();
    await page.keyboard.press("ArrowRight");
    await until(page, `globalThis.__hexwall.view.lon > ${first.lon + 1e-4}`);
    await expect.poll(() => viewInAddress(page)).not.toBeNull();
    const moved = await viewOf(page);
    await resize(page, SMALL);
    expectAlike(await viewOf(page), moved);
  });

  test("has marks, reach, spread, names and lines of the new size", async () => {
    await report();
    const drawn = "__hexwall.incidents >= 13 && __hexwall.drawn.workers >= 20";
    const opened = await openWall(stage, QUERY, { size: LARGE });
    await until(opened, drawn);
    const small = await openWall(stage, QUERY, { size: SMALL });
    await until(small, drawn);
    expect(await clickBeside(small)).toBeNull();
    expect(await widths(small)).not.toEqual(await widths(opened));
    await small.keyboard.press("Escape");
    await until(small, "__hexwall.selection.cell === null");
    await small.setViewportSize({ width: LARGE[0], height: LARGE[1] });
    await small.mouse.move(0, 0);
    await mapOnly(opened);
    await mapOnly(small);
    await eventually(small, async () => (await small.evaluate("innerWidth")) === LARGE[0]);
    const lines = await widths(opened);
    expect(lines.length).toBeGreaterThan(1);
    await expect.poll(() => widths(small)).toEqual(lines);
    const [wanted, seen] = [await picture(opened), await picture(small)];
    expect(share(wanted, seen)).toBeLessThan(TOLERANCE);
    await small.evaluate("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)");
    expect(await clickBeside(small)).toContain("R0");
  });
});
