/** A window that gets another size while the wall is open, in real Chromium. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { eventually, openWall, until, useStage } from "./a_wall.ts";

const stage = useStage({ env: { CITY: "tests/cities/tiny" } });
const SMALL = [1280, 720] as const, LARGE = [1920, 1080] as const, UPRIGHT = [600, 900] as const;
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
});
