/** Keys of programs on the page of accounts, in real Chromium: made by keyboard, shown once, revoked, and for axe. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty } from "../routes/entrance.ts";
import type { Running } from "../server.ts";
import { faults, openDesk, type Scheme } from "./a_desk.ts";

const city = cityOfTwo();
let server: Running, browser: Browser, admin: Caller, integrator: Caller;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmpty(city.folder), launchBrowser()]);
  admin = await firstAdmin(server);
  integrator = await newPerson(server, admin, "ji", { roles: ["integrator"], name: "季接入" });
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const open = (who: Caller, path: string, scheme?: Scheme) => openDesk(browser, server, who, path, scheme);
const rowOf = (page: Page, name: string) => page.locator(".cases-list tbody tr", { hasText: name });
const read = (secret: string) =>
  fetch(`${server.url}/api/figures`, { headers: { authorization: `Bearer ${secret}` } }).then((r) =>
    r.status
  );

async function make(name: string): Promise<string> {
  const made = await admin.send("POST", "/api/keys", { name, scopes: ["read"] });
  return (await made.json()).secret;
}

test("an integrator makes a key by keyboard alone; it works, and is shown this once", async () => {
  const page = await open(integrator, "/admin");
  await page.getByRole("button", { name: "新建密钥" }).press("Enter");
  await page.getByLabel(/^名称（也是/).waitFor();
  await page.keyboard.type("gps-west");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "请至少选择一项权限" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "接口密钥" });
  await field.waitFor();
  const secret = await field.inputValue();
  expect(secret).toMatch(/^hxw_[\w-]{43}$/);
  await page.getByText("只显示这一次").waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("复制");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "已复制" }).waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(secret);
  expect(await read(secret)).toBe(200);
  const row = rowOf(page, "gps-west");
  await row.getByText("读取统计、事件与案卷").waitFor();
  expect(await row.textContent()).toContain(secret.slice(0, 10));
  expect(await row.textContent()).toContain("季接入");
  await page.keyboard.press("Escape");
  await page.locator(".case-panel").waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.textContent")).toBe("新建密钥");
  expect(await page.content()).not.toContain(secret);
  await page.reload();
  await row.waitFor();
  expect(await page.content()).not.toContain(secret);
});

test("an integrator sees keys and own sessions, and no accounts; who may neither sees no such list", async () => {
  const page = await open(integrator, "/admin?lang=en&tab=people");
  await page.getByRole("button", { name: "API keys", pressed: true }).waitFor();
  expect(await page.locator(".cases-triage button").allTextContents()).toEqual(["API keys", "Sessions"]);
  await page.getByRole("button", { name: "Sessions" }).click();
  await page.locator(".cases-list tbody tr").waitFor();
  expect(await page.locator(".cases-list tbody tr").count()).toBe(1);
  const home = await open(integrator, "/");
  expect(await home.locator("a.door[href='/admin']").count()).toBe(1);
  const checker = await newPerson(server, admin, "he", { roles: ["checker"] });
  const own = await open(checker, "/admin?tab=keys");
  await own.getByRole("heading", { name: "我的登录" }).waitFor();
  expect(await own.locator(".cases-triage").count()).toBe(0);
});

test("a key is revoked when that is said twice; what was revoked stays in the list of such", async () => {
  const secret = await make("supplier");
  const page = await open(admin, "/admin?tab=keys&lang=en");
  const row = rowOf(page, "supplier");
  await row.getByRole("button", { name: /^Revoke supplier/ }).press("Enter");
  await row.getByText("cut off at once").waitFor();
  await page.keyboard.press("Escape");
  expect(await read(secret)).toBe(200);
  // The focus is back where it was.
  await page.keyboard.press("Enter");
  await row.getByText("cut off at once").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "supplier is revoked" }).waitFor();
  expect(await read(secret)).toBe(401);
  await row.waitFor({ state: "detached" });
  await page.getByLabel("State").selectOption("left");
  await row.getByText(/revoked by 管理员/).waitFor();
});

test("keys of the environment are listed, and nothing there can be done to them", async () => {
  const page = await open(admin, "/admin?tab=keys");
  const row = rowOf(page, "来自环境变量");
  await row.waitFor();
  expect(await row.textContent()).toContain("API_KEYS");
  expect(await row.getByRole("button").count()).toBe(0);
});

test("what is wrong with a name is said in words, and so is a list that cannot be read", async () => {
  const page = await open(admin, "/admin?tab=keys");
  await page.getByRole("button", { name: "新建密钥" }).click();
  await page.getByLabel(/^名称（也是/).fill("a:b");
  await page.getByLabel("送入数据").check();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "不含空格、冒号和逗号" }).waitFor();
  await page.route(
    "**/api/keys",
    (route) => route.fulfill({ status: 500, body: '{"error":"out of order"}' }),
  );
  await page.reload();
  const alert = page.getByRole("alert");
  await alert.getByText("无法读取接口密钥").waitFor();
  await page.unroute("**/api/keys");
  // On a busy machine the page may read again by itself before anybody presses.
  const pressed = alert.getByRole("button", { name: "重试" }).click().catch(() => {});
  await Promise.race([pressed, rowOf(page, "test").waitFor()]);
  await rowOf(page, "test").waitFor();
});

test.each([["tab=keys", "dark"], ["tab=keys&lang=en", "light"]] as const)(
  "axe finds nothing to mend on keys, a new one and one to be revoked, with “%s” in the %s",
  async (query, scheme) => {
    await make(`axe-${scheme}`);
    const page = await open(admin, `/admin?${query}`, scheme);
    const row = rowOf(page, `axe-${scheme}`);
    await row.getByRole("button").click();
    await row.locator(".admin-sure").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator("#admin-new").click();
    expect(await faults(page)).toEqual([]);
    await page.locator(".case-form input[type=text]").fill("x");
    await page.locator(".case-form input[type=checkbox]").first().check();
    await page.locator(".case-form button.primary").click();
    await page.locator(".admin-link").waitFor();
    expect(await faults(page)).toEqual([]);
  },
);
