/** The page of hotspots in real Chromium, against the real server and engine. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cellAt, placeOf } from "../../geo/cell.ts";
import { launchBrowser, openContext } from "../browser.ts";
import { type Running, startServer } from "../server.ts";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const busy = { lat: 36.21, lon: 120.21 };
const calm = { lat: 36.25, lon: 120.26 };
const busyCell = cellAt(busy, 8);

let server: Running;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CITY: "tests/cities/tiny" } });
  const incident = (id: number, place: { lat: number; lon: number }, time: number, category: string) =>
    JSON.stringify({
      ...{ id: String(id), source: "12345", category, time, severity: 1 + id % 4, title: category },
      address: `${category}路 ${id} 号`,
      ...place,
    });
  const now = Date.now();
  const rows = [
    ...Array.from({ length: 9 }, (_, i) => incident(i, busy, now - HOUR, "积水")),
    ...Array.from({ length: 6 }, (_, i) => incident(20 + i, busy, now - WEEK - HOUR, "积水")),
    ...Array.from({ length: 2 }, (_, i) => incident(40 + i, calm, now - 2 * HOUR, "噪音")),
  ];
  const response = await server.post("/api/incidents", rows.join("\n"));
  expect(await response.json()).toMatchObject({ accepted: rows.length });
  await untilCounted(11);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const options = { viewport: { width: 1440, height: 900 }, colorScheme: "light" } as const;
  page = await (await openContext(browser, server.url, options)).newPage();
});
afterEach(() => page.context().close());

/** The projector writes behind the ledger. */
async function untilCounted(count: number): Promise<void> {
  for (;;) {
    const answer = await (await server.fetch(`/api/hotspots`)).json();
    if (answer.totals?.count === count) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function open(query = ""): Promise<void> {
  await page.goto(`${server.url}/hotspots${query}`);
  await page.locator(".hot-canvas canvas").nth(1).waitFor();
}

const query = () => new URL(page.url()).searchParams;
const rows = () => page.locator(".hot-table tbody tr");
const row = (i: number) => rows().nth(i).locator("td").allInnerTexts();

describe("/hotspots", () => {
  test("shows both periods' counts, their difference and their ratio, in the system's light theme", async () => {
    await open();
    await rows().first().waitFor();
    expect(await rows().count()).toBe(2);
    expect((await row(0)).slice(0, 4)).toEqual(["9", "6", "+3", "1.5×"]);
    // Nothing was there a week before, so no ratio is given.
    expect((await row(1)).slice(0, 4)).toEqual(["2", "0", "+2", "–"]);
    expect(await page.locator(".hot-head dl").innerText()).toContain("11 件");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
  });

  test("selects a cell from the table, by keyboard too, and from the map, and keeps it in the address", async () => {
    const { lat, lon } = placeOf(busyCell);
    await open(`?view=${lat.toFixed(5)},${lon.toFixed(5)},12`);
    const button = rows().first().locator("th button");
    await button.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => query().get("cell")).toBe(busyCell);
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Enter");
    await expect.poll(() => query().get("cell")).toBe(null);
    for (const map of [0, 1]) {
      const box = await page.locator(".hot-canvas").nth(map).boundingBox();
      await page.mouse.click(box!.x + box!.width / 2, box!.y + box!.height / 2);
      await expect.poll(() => query().get("cell")).toBe(busyCell);
      await page.locator(".hot-canvas canvas").nth(map).press("Enter");
      await expect.poll(() => query().get("cell")).toBe(null);
    }
  });

  test("moves both maps as one", async () => {
    await open();
    await rows().first().waitFor();
    const box = (await page.locator(".hot-canvas").first().boundingBox())!;
    const drag = async () => {
      await page.mouse.move(box.x + 200, box.y + 300);
      await page.mouse.down();
      await page.mouse.move(box.x + 90, box.y + 260, { steps: 4 });
      // Held still for a moment: otherwise the map glides on after the hand has left it.
      await page.waitForTimeout(400);
      await page.mouse.up();
    };
    // A machine that is drawing its first picture meanwhile can miss a hand so quick.
    while (query().get("view") === null) {
      await drag();
      await page.waitForTimeout(2_000);
    }
    const moved = query().get("view");
    // A nudge on the other map starts from where the first one went.
    await page.locator(".hot-canvas canvas").nth(1).press("+");
    await expect.poll(() => query().get("view")).not.toBe(moved);
    const [lat, lon] = moved!.split(",").map(Number);
    await expect.poll(() => Math.abs(Number(query().get("view")!.split(",")[0]) - lat!)).toBeLessThan(0.01);
    expect(Math.abs(Number(query().get("view")!.split(",")[1]) - lon!)).toBeLessThan(0.01);
  });

  test("counts anew for a category, and the browser's back button undoes it", async () => {
    await open();
    await rows().first().waitFor();
    await page.getByLabel("类别").selectOption("噪音");
    await expect.poll(() => rows().count()).toBe(1);
    expect(query().get("category")).toBe("噪音");
    await page.goBack();
    await expect.poll(() => rows().count()).toBe(2);
  });

  test("asks for a period in the city's time when both ends are as wanted", async () => {
    await open("?lang=en");
    await rows().first().waitFor();
    await page.getByLabel("From").fill("2020-01-01T08:00");
    await page.getByLabel("To", { exact: true }).fill("2020-01-02T08:00");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("No incidents in this period").waitFor();
    expect(query().get("from")).toBe("2020-01-01T08:00");
    expect(query().get("last")).toBe(null);
    await page.getByRole("button", { name: "Last 24 h" }).click();
    await expect.poll(() => rows().count()).toBe(2);
  });

  test("says in the server's words what is wrong with an address, and mends it", async () => {
    await open("?last=yesterday");
    await page.getByRole("alert").getByText("last=yesterday: use a length such as 90m").waitFor();
    await page.getByRole("button", { name: "恢复默认" }).click();
    await expect.poll(() => rows().count()).toBe(2);
  });

  test("without its server keeps the last count with its own period, says so by itself, and finds it again", async () => {
    await open();
    await expect.poll(() => rows().count()).toBe(2);
    await page.route(/\/(healthz|api\/hotspots)/, (route) => route.abort());
    // Nobody asks for anything: the page finds out by itself.
    await page.getByRole("alert").getByText("与服务器失去联系").waitFor();
    await page.getByRole("button", { name: "近 1 小时" }).click();
    await page.waitForTimeout(500);
    expect(await page.locator("main").innerText()).not.toMatch(/Failed to fetch|NetworkError/);
    expect(await page.getByRole("button", { name: "近 24 小时" }).getAttribute("aria-pressed")).toBe("true");
    expect(await page.getByRole("button", { name: "近 1 小时" }).getAttribute("aria-pressed")).toBe("false");
    expect(await rows().count()).toBe(2);
    await page.unroute(/\/(healthz|api\/hotspots)/);
    await expect.poll(() => page.getByRole("alert").count(), { timeout: 15_000 }).toBe(0);
    expect(await page.getByRole("button", { name: "近 1 小时" }).getAttribute("aria-pressed")).toBe("true");
  });

  test("offers the table as a CSV file", async () => {
    await open();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "CSV" }).click(),
    ]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Uint8Array);
    const text = new TextDecoder().decode(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
    expect(text).toContain(`${busyCell},`);
    expect(text.trim().split("\r\n")).toHaveLength(3);
  });
});
