/** The panel of a selected hexagon in real Chromium: what it says is what the server knows, and the keyboard reaches it. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { parentOf } from "../../geo/cell.ts";
import type { CellAnswer, TrendAnswer } from "../../islands/wall/cell/answer.ts";
import { eventually, openIncidents, openWall, press, type Stage, until, useStage } from "./a_wall.ts";

const stage = useStage({ args: ["--workers", "800"] });

async function answerOf({ server }: Stage, cell: string): Promise<CellAnswer> {
  return await (await server.fetch(`/api/cells/${cell}`)).json();
}

/** A cell where something is open and a camera stands. */
async function busyCell(): Promise<CellAnswer> {
  const cells = new Set((await openIncidents(stage)).map(({ cell }) => parentOf(cell, 8)));
  for (const cell of cells) {
    const answer = await answerOf(stage, cell);
    if (answer.counts.cameras > 0 && answer.counts.workers > 0 && answer.where.path.length > 1) return answer;
  }
  throw new Error("The demo has no such cell");
}

const text = (page: Page, selector: string) => page.locator(selector).first().innerText();

describe("the panel of a hexagon", () => {
  test("is titled by where the hexagon is, in the language of the page, with its grids", async () => {
    const answer = await busyCell();
    const page = await openWall(stage, `?cell=${answer.cell}`, { drawn: false });
    await page.locator(".selection-body").waitFor();
    const halves = answer.where.path.map(({ name }) => name.split(" · ") as [string, string]);
    const title = await text(page, "#selection-title");
    for (const [zh] of halves) expect(title).toContain(zh);
    expect(await text(page, ".selection header .age")).toContain(answer.where.grids.codes[0]!);
    await page.keyboard.press("l");
    await until(page, "document.documentElement.lang === 'en'");
    const english = await text(page, "#selection-title");
    for (const [, en] of halves) expect(english).toContain(en);
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });

  test("counts by severity and state what the server counts, and says how old the answer is", async () => {
    const answer = await busyCell();
    const page = await openWall(stage, `?cell=${answer.cell}&lang=en`, { drawn: false });
    await page.locator(".cell-parts").first().waitFor();
    // Incidents come and go meanwhile: both are asked until they are asked in the same moment.
    await eventually(page, async () => {
      const { counts } = await answerOf(stage, answer.cell);
      const parts = (await page.locator(".cell-parts").first().innerText()).match(/\d+/g)!.map(Number);
      expect(counts.openBySeverity.reduce((sum, n) => sum + n, 0)).toBe(counts.open);
      expect(counts.workersByState.free + counts.workersByState.assigned).toBe(counts.workers);
      return parts.join() === counts.openBySeverity.join();
    });
    expect(await text(page, ".selection header .age span:last-child")).toMatch(/just now|\d+ s ago/);
  });

  test("shows the day by hours beside what is usual, or says why that is not known", async () => {
    const { cell } = await busyCell();
    const day = async () => {
      const answer = await stage.server.fetch(`/api/cells/${cell}/trend?hours=24&step=60`);
      return await answer.json() as TrendAnswer;
    };
    // What came in reaches the history a moment later.
    const total = ({ points }: TrendAnswer) => points.reduce((sum, { incidents }) => sum + incidents, 0);
    while (total(await day()) === 0) await new Promise((wake) => setTimeout(wake, 500));
    const page = await openWall(stage, `?cell=${cell}&lang=en`, { drawn: false });
    await page.locator(".trend-bar").first().waitFor({ state: "attached" });
    expect(await page.locator(".trend-bar").count()).toBe(24);
    const said = await text(page, ".trend figcaption");
    expect(said).toMatch(/[1-9]\d* incidents/);
    expect(said).toMatch(
      (await day()).usual.kind === "known" ? /usually [\d.]+|no history yet/ : /no history yet/,
    );
  });

  test("lists incidents, workers and cameras; a camera that is clicked opens its tile", async () => {
    const { cell, cameras } = await busyCell();
    const page = await openWall(stage, `?cell=${cell}&lang=en`, { drawn: false });
    await page.locator("[role=tab]").first().waitFor();
    await page.locator("[role=tab]").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.locator(".cell-list .worker").first().waitFor();
    expect(await text(page, ".cell-list .worker-far")).toMatch(/^[\d.]+ (m|km)$/);
    await page.keyboard.press("End");
    const line = page.locator(".camera-line").first();
    await line.waitFor();
    const inside = cameras.find((camera) => camera.inside)!;
    expect(await line.innerText()).toMatch(/(N|NE|E|SE|S|SW|W|NW) · [\d.]+ (m|km)/);
    await press(page, ".camera-line");
    await page.locator(".tile.chosen").waitFor();
    expect(page.url()).toContain(`camera=${encodeURIComponent(inside.id)}`);
    expect(await line.getAttribute("aria-pressed")).toBe("true");
  });

  test("takes the keyboard's focus when the keyboard opened it, and Escape gives it back", async () => {
    const page = await openWall(stage, "?lang=en");
    await page.keyboard.press("m");
    await until(page, "document.activeElement?.tagName === 'CANVAS'");
    await page.keyboard.press("Enter");
    await until(page, "document.activeElement?.closest('.selection') !== null");
    await page.keyboard.press("Tab");
    await until(page, "document.activeElement?.matches('.selection header button')");
    await page.keyboard.press("Escape");
    await page.locator(".selection").waitFor({ state: "detached" });
    await until(page, "document.activeElement?.tagName === 'CANVAS'");
  });

  test("leaves the focus where it is when a pointer opened it", async () => {
    const page = await openWall(stage, "?lang=en");
    await page.locator(".ticker button.line").first().click();
    await page.locator(".selection-body").waitFor();
    expect(await page.evaluate("document.activeElement?.closest('.selection') === null")).toBe(true);
  });

  test("says since when it could not be read, and tries again when asked", async () => {
    const { cell } = await busyCell();
    let refuse = true;
    const page = await openWall(stage, `?cell=${cell}&lang=en`, {
      drawn: false,
      prepare: (page) =>
        page.route(
          /\/api\/cells\/[^/?]+$/,
          (route) => refuse ? route.fulfill({ status: 503 }) : route.continue(),
        ),
    });
    await page.locator(".selection .error").waitFor();
    expect(await text(page, ".selection .error")).toMatch(/since \d\d:\d\d/);
    refuse = false;
    await press(page, ".selection .error button");
    await page.locator(".selection-body").waitFor();
  });
});
