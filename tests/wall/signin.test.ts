import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { cityOfTwo, firstAdmin, newPerson, PASSWORD, startEmpty } from "../routes/entrance.ts";
import { type Running, startServer } from "../server.ts";

let server: Running, browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ["--workers", "100"] }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const password = () => readFileSync(join(server.dataDir, "haiwan", "demo-password"), "utf8").split("\n")[0]!;

async function plain(options = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  return { context, page: await context.newPage() };
}

test.each(["zh", "en"])("without JavaScript one signs in by keyboard, and out again, in %s", async (lang) => {
  const { page } = await plain({ javaScriptEnabled: false });
  await page.goto(`${server.url}/signin${lang === "en" ? "?lang=en" : ""}`);
  // The browser gives the first field the focus a moment after the page is there.
  await page.locator("input[name=login]:focus").waitFor();
  await page.keyboard.type("leader");
  await page.keyboard.press("Tab");
  await page.keyboard.type("wrong password");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain(lang === "en" ? "wrong" : "不对");
  expect(await page.locator("input[name=login]").inputValue()).toBe("leader");
  await page.locator("input[name=password]").fill(password());
  await page.keyboard.press("Enter");
  await page.getByText("Demo leader").waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
  await page.locator("form button[type=submit]").click();
  await page.locator("input[name=login]").waitFor();
  expect(new URL(page.url()).pathname).toBe("/signin");
});

test("a page is as light as the reader's own setting, and as the address says", async () => {
  const paper = async (colorScheme: "light" | "dark", query = "") => {
    const { page } = await plain({ colorScheme });
    await page.goto(`${server.url}/signin${query}`);
    return await page.locator("html").evaluate((html: HTMLElement) => getComputedStyle(html).backgroundColor);
  };
  const [light, dark] = ["rgb(246, 248, 250)", "rgb(11, 15, 20)"];
  expect(await paper("light")).toBe(light);
  expect(await paper("dark")).toBe(dark);
  expect(await paper("light", "?theme=dark")).toBe(dark);
  expect(await paper("dark", "?theme=light")).toBe(light);
});

test("a wall whose session is revoked leads to the sign-in, and from there back to where it was", async () => {
  const city = cityOfTwo();
  await using own = await startEmpty(city.folder);
  const admin = await firstAdmin(own);
  const operator = await newPerson(own, admin, "operator", { roles: ["operator"] });
  const { context, page } = await plain();
  const [name, value] = operator.cookie.split("=") as [string, string];
  await context.addCookies([{ name, value, url: own.url }]);
  await page.goto(`${own.url}/wall?lang=en`);
  while (!(await page.evaluate("globalThis.__hexwall?.connection === 'live'"))) {
    await page.waitForTimeout(100);
  }
  const { session } = await (await operator.get("/api/session")).json();
  expect((await admin.send("DELETE", `/api/sessions/${session}`)).status).toBe(204);
  await page.waitForURL(/\/signin\?next=%2Fwall/);
  await page.locator("input[name=login]").fill("operator");
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/wall\?lang=en/);
  city.remove();
});
