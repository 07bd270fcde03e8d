/** The pages of tracks and of the audit record in real Chromium: by keyboard, in both languages, and for axe. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty, WEST } from "../routes/entrance.ts";
import { KEY, type Running } from "../server.ts";
import { faults, openDesk } from "./a_desk.ts";

const city = cityOfTwo();
let server: Running, browser: Browser, admin: Caller, western: Caller;
const MINUTE = 60_000;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startEmpty(city.folder, { env: { API_KEYS: `test:${KEY}:ingest` } }),
    launchBrowser(),
  ]);
  admin = await firstAdmin(server);
  western = await newPerson(server, admin, "western", { roles: ["dispatcher"], areas: ["west"] });
  // Ten minutes in one place, then 330 m on.
  const rows = [...Array.from({ length: 11 }, (_, i) => [i, 0] as const), [12, 0.0015], [14, 0.003]] as const;
  const lines = rows.map(([minute, north]) =>
    JSON.stringify({
      worker: "甲/1",
      time: Date.now() - (30 - minute) * MINUTE,
      lat: WEST.lat + north,
      lon: WEST.lon,
    })
  );
  expect(await (await server.post("/api/fixes", lines.join("\n"))).json()).toMatchObject({ accepted: 13 });
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const open = (who: Caller, path: string, colorScheme: "dark" | "light" = "dark") =>
  openDesk(browser, server, who, path, colorScheme);

/** Asks until the recorder has written what was sent a moment ago. */
async function read(page: Page, button: string): Promise<void> {
  const stays = page.locator(".track-found li button");
  await expect.poll(async () => {
    await page.getByRole("button", { name: button }).click();
    await page.locator(".track-recorded").waitFor();
    return await stays.count();
  }, { timeout: 20_000 }).toBe(1);
}

test("a track asks why, is read by keyboard, says how far and where somebody stayed, and is on record", async () => {
  const page = await open(western, `/track?worker=${encodeURIComponent("甲/1")}`);
  await page.getByLabel("查询理由").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.locator(".track-found").count(), "nothing is read without a reason").toBe(0);
  await page.getByLabel("查询理由").fill("居民投诉核实");
  await read(page, "记录并查询");
  const found = page.locator(".track-found");
  expect(await found.innerText()).toMatch(/已记入审计，第 \d+ 号/);
  expect(await found.innerText()).toContain("330 米");
  expect(await found.locator("li").innerText()).toContain("10 分钟");
  await found.locator("li button").press("Enter");
  expect(await found.locator("li button").getAttribute("aria-pressed")).toBe("true");
  expect(page.url()).not.toContain("%E5%B1%85");
  expect(await faults(page)).toEqual([]);

  const record = await open(admin, "/audit?action=track.read", "light");
  const row = record.locator("tbody tr").first();
  await row.waitFor();
  expect(await row.innerText()).toContain("名 western");
  expect(await row.innerText()).toContain("居民投诉核实");
  expect(await faults(record)).toEqual([]);
});

test("both pages are whole in English", async () => {
  const page = await open(western, `/track?worker=${encodeURIComponent("甲/1")}&lang=en`, "light");
  await page.getByLabel("Why it must be read").fill("A resident asked");
  await read(page, "Record and read");
  const record = await open(admin, "/audit?lang=en");
  await record.locator("tbody tr").first().waitFor();
  for (const one of [page, record]) {
    const text = (await one.locator("main").innerText()).replace(
      /名 western|管理员|甲\/1|居民投诉核实|中文/g,
      "",
    );
    expect(text.match(/\p{Script=Han}+/gu), text).toBeNull();
  }
});

test("whoever may not is told at the door which role could", async () => {
  const page = await open(western, "/audit");
  expect(new URL(page.url()).pathname).toBe("/signin");
  expect(page.url()).toContain("needs=audit.read");
});
