/** What lies on the map: legend, filter and layers of the wall in real Chromium, on the real server with the demo city. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually, openIncidents, openWall, press, useStage } from "./a_wall.ts";

const stage = useStage({ args: ["--workers", "800"] });

/** Channels of colours as the browser computed them: a colour on the page has alpha from 0 to 1. */
async function legendColours(page: Page): Promise<number[][]> {
  const texts = await page.locator(".classes ol .swatch > i").evaluateAll((all) =>
    all.map((one) => getComputedStyle(one).backgroundColor)
  );
  return texts.map((text) => [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number)));
}

test.each(["?window=1440", "?layer=workers&theme=light", "?layer=fixes&window=60&layers=cells~60"])(
  "the legend has the colours that cells are drawn in: %s",
  async (query) => {
    const page = await openWall(stage, query);
    const drawn = await page.evaluate("globalThis.__hexwall.colours") as number[][];
    const legend = await legendColours(page);
    expect(legend).toHaveLength(6);
    expect(drawn.length).toBeGreaterThan(0);
    for (const [red, green, blue, alpha] of drawn) {
      const same = legend.find(([r, g, b]) => r === red && g === green && b === blue);
      expect(same, `${[red, green, blue]} is in the legend`).toBeDefined();
      expect(same![3] ?? 1).toBeCloseTo(alpha! / 255, 1);
    }
  },
);

/** A colour as the browser computed it, of the first such element of the legend. */
const legendPaint = (page: Page, selector: string, property: string) =>
  page.locator(`.legend ${selector}`).first().evaluate(
    (element, name) => getComputedStyle(element).getPropertyValue(name),
    property,
  );
const channels = (text: string) => [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number));

test.each(["dark", "light", "night"])(
  "the legend has the colours that marks, borders and heat are drawn in: %s",
  async (theme) => {
    const layers = "heat~60,cells,districts,streets,grids~50,cameras,workers,incidents";
    const page = await openWall(stage, `?theme=${theme}&layers=${layers}&view=36.597,121.9,14`);
    await eventually(
      page,
      async () => await page.evaluate("__hexwall.paint('heat', 'heatmap-color') !== undefined"),
    );
    await eventually(
      page,
      async () => await page.evaluate("__hexwall.paint('grids-line', 'line-color') !== undefined"),
    );
    const marks = await page.evaluate("globalThis.__hexwall.marks") as Record<string, number[]> & {
      severity: number[][];
    };
    const shown: [string, string, number[]][] = [
      [".key-free .dot", "fill", marks["free"]!],
      [".key-assigned .dot", "fill", marks["assigned"]!],
      [".key-onScene .scene", "stroke", marks["onScene"]!],
      [".key-silent .outline", "stroke", marks["silent"]!],
      [".camera", "stroke", marks["camera"]!],
      ...marks.severity.map((
        colour,
        i,
      ): [string, string, number[]] => [`.severity-${i + 1}`, "fill", colour]),
    ];
    for (const [selector, property, colour] of shown) {
      expect(channels(await legendPaint(page, selector, property)).slice(0, 3), selector).toEqual(colour);
    }
    // Each border in the colour and strength of its line on the map.
    const toRgb = (colour: string) =>
      page.evaluate((it) => {
        const element = document.createElement("i");
        element.style.color = it;
        document.body.append(element);
        const { color } = getComputedStyle(element);
        element.remove();
        return color;
      }, colour);
    const borders: [string, string][] = [["districts", "boundaries"], ["streets", "streets-line"], [
      "grids",
      "grids-line",
    ]];
    for (const [name, layer] of borders) {
      const at = `li:nth-last-child(${3 - borders.findIndex(([one]) => one === name)}) .key-wide path`;
      const paint = (property: string) =>
        page.evaluate(`__hexwall.paint("${layer}", "${property}")`) as Promise<string>;
      expect(await legendPaint(page, at, "stroke"), name).toBe(await toRgb(await paint("line-color")));
      expect(Number(await legendPaint(page, at, "stroke-opacity")), name).toBeCloseTo(
        Number(await paint("line-opacity")),
        5,
      );
    }
    const ramp = (await page.evaluate("__hexwall.paint('heat', 'heatmap-color')") as unknown[])
      .filter((one) => typeof one === "string" && one.startsWith("rgba")).map((one) =>
        channels(one as string)
      );
    const gradient = (await legendPaint(page, ".key-heat", "background-image")).match(/rgba?\([^)]*\)/g)!.map(
      channels,
    );
    expect(gradient.map((colour) => colour.slice(0, 3))).toEqual(ramp.map((colour) => colour.slice(0, 3)));
    expect(Number(await legendPaint(page, ".key-heat", "opacity"))).toBeCloseTo(
      await page.evaluate("__hexwall.paint('heat', 'heatmap-opacity')") as number,
      5,
    );
  },
);

test("a filter is in the address, hides the rest on map and list, says so, and is taken away by its ×", async () => {
  const all = await openIncidents(stage);
  const { category } = all[0]!;
  const kept = all.filter((one) => one.category === category);
  const page = await openWall(stage, `?category=${encodeURIComponent(category)}&window=1440`);
  const chip = page.locator(".filter-chip");
  await chip.waitFor();
  expect(await chip.innerText()).toMatch(/只看/);
  const drawn = () => page.evaluate("globalThis.__hexwall.shown") as Promise<number>;
  const lines = await page.locator(".ticker button.line").count();
  expect(lines).toBeLessThanOrEqual(
    (await openIncidents(stage)).filter((one) => one.category === category).length,
  );
  expect(await drawn()).toBeLessThan(all.length);
  expect(await drawn()).toBeGreaterThanOrEqual(Math.min(1, kept.length));
  await press(page, ".filter-chip button");
  await chip.waitFor({ state: "detached" });
  expect(page.url()).not.toContain("category");
  await eventually(
    page,
    async () =>
      await page.evaluate("__hexwall.shown === __hexwall.incidents && __hexwall.shown > 0") as boolean,
  );
});

test("the panel of layers is opened, used and closed by keys alone, and the address has what it shows", async () => {
  const page = await openWall(stage, "?lang=en");
  await page.locator(".layers-button").focus();
  await page.keyboard.press("Enter");
  await page.locator(".layer-panel").waitFor();
  await page.locator(".layer-panel").getByRole("radio", { name: "Per worker" }).focus();
  await page.keyboard.press("Space");
  await eventually(page, async () => await Promise.resolve(page.url().includes("layer=perWorker")));
  expect(await page.locator(".legend").innerText()).toContain("incidents, nobody there");
  await page.locator(".layer-panel").getByRole("checkbox", { name: "Cameras" }).focus();
  await page.keyboard.press("Space");
  await eventually(page, async () => await Promise.resolve(page.url().includes("layers=")));
  expect(page.url()).not.toContain("cameras");
  await page.keyboard.press("Escape");
  await page.locator(".layer-panel").waitFor({ state: "detached" });
  const again = await openWall(stage, new URL(page.url()).search);
  expect(new URL(again.url()).search).toBe(new URL(page.url()).search);
});

test("without a graphics card the wall says that it draws less, and what", async () => {
  const page = await openWall(stage, "?lang=en");
  await page.locator(".draws-less").waitFor();
  expect(await page.locator(".draws-less").innerText()).toMatch(/^no GPU · /);
});
