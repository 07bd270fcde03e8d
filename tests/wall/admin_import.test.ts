/** Importing people on their page, in real Chromium: choose, look, write; what is refused, and what changed meanwhile. */
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty } from "../routes/entrance.ts";
import type { Running } from "../server.ts";
import { faults, openDesk, type Scheme } from "./a_desk.ts";

const city = cityOfTwo();
let server: Running, browser: Browser, admin: Caller;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmpty(city.folder), launchBrowser()]);
  admin = await firstAdmin(server);
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function openImport(query = "", scheme?: Scheme): Promise<Page> {
  const page = await openDesk(browser, server, admin, `/admin?person=import${query}`, scheme);
  await page.locator(".admin-import input[type=file]").waitFor();
  return page;
}

const choose = (page: Page, content: string | Uint8Array) =>
  page.locator("input[type=file]").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(typeof content === "string" ? new TextEncoder().encode(content) : content),
  });

async function accounts(): Promise<
  readonly { login: string; name: string; roles: string[]; version: number }[]
> {
  return (await (await admin.get("/api/people")).json()).people;
}

test("a table is chosen, looked at and written by keyboard; links are given once, as a table", async () => {
  await newPerson(server, admin, "wang", { roles: ["leader"] });
  const page = await openDesk(browser, server, admin, "/admin");
  await page.getByRole("button", { name: "导入用户" }).press("Enter");
  await page.locator(".admin-import input[type=file]").waitFor();
  expect(await page.evaluate("document.activeElement.type")).toBe("file");
  await choose(page, "账号,姓名,角色,区域\nsun,孙,派遣员;核查员,west\nwang,王五,派遣员,全市\n");
  const heading = page.getByRole("heading", { name: /people\.csv/ });
  await heading.waitFor();
  expect(await heading.textContent()).toBe("people.csv：被拒 0、更改 1、新增 1、相同 0");
  expect(await page.evaluate("document.activeElement.textContent")).toContain("people.csv");
  const row = (login: string) => page.locator(".admin-preview tbody tr", { hasText: login });
  expect(await row("wang").locator("td span").allTextContents()).toEqual([
    "姓名：名 wang → 王五",
    "角色：领导 → 派遣员",
  ]);
  expect(await row("sun").textContent()).toContain("孙、派遣员、核查员、区 west");
  expect((await accounts()).map(({ login }) => login)).not.toContain("sun");
  await page.getByLabel("为新账号生成一次性密码链接").press("Space");
  await page.getByRole("button", { name: "写入：新增 1 个，更改 1 个" }).press("Enter");
  await page.getByRole("status").filter({ hasText: "已写入：新增 1 个账号，更改 1 个" }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const table = readFileSync(await (await waiting).path(), "utf8");
  const link = /^sun,孙,(http\S+)\r$/m.exec(table)![1]!;
  expect((await fetch(link)).status).toBe(200);
  expect((await accounts()).find(({ login }) => login === "wang")).toMatchObject({
    name: "王五",
    version: 2,
  });
  await page.getByRole("button", { name: "返回用户列表" }).click();
  await page.locator(".cases-list tbody tr", { hasText: "孙" }).waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("导入用户");
});

test("bad rows are named by line, column and value, and nothing can be written; the mended file can", async () => {
  const page = await openImport("&lang=en");
  const lines = Array.from({ length: 30 }, (_, i) => `n${i},N ${i},leader,west\n`).join("");
  await choose(page, `login,name,roles,areas\n${lines}bad,B,king,nowhere\n`);
  await page.getByRole("heading", { name: /refused 1, changed 0, new 30/ }).waitFor();
  const rows = page.locator(".admin-preview tbody tr");
  expect(await rows.count()).toBe(1);
  expect(await rows.first().locator("td, th").allTextContents()).toEqual([
    "32",
    "refused",
    "bad",
    "roles “king”: There is no such roleareas “nowhere”: The city has no area of this code",
  ]);
  expect(await page.getByRole("button", { name: /^Write/ }).count()).toBe(0);
  await page.getByRole("button", { name: "new 30" }).click();
  expect(await rows.count()).toBe(30);
  await page.getByRole("button", { name: "Another file" }).click();
  // As a spreadsheet in China saves it.
  const gb = [0xd5, 0xcb, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0x67, 0x62, 0x2c, 0xc0, 0xee, 0x0a];
  await choose(page, new Uint8Array(gb));
  await page.locator(".admin-preview tbody tr", { hasText: "李" }).waitFor();
  await page.getByRole("button", { name: "Another file" }).click();
  await choose(page, new Uint8Array([0xff, 0xfe, 0xff]));
  await page.getByText("neither UTF-8 nor GB 18030").waitFor();
});

test("what somebody else changed since the preview is shown anew, and not overwritten unseen", async () => {
  const { id } = await newPerson(server, admin, "zhao", { roles: ["leader"] });
  const page = await openImport();
  await choose(page, "账号,姓名\nzhao,赵六\n");
  const write = page.getByRole("button", { name: /^写入/ });
  await write.waitFor();
  const faster = { login: "zhao", name: "赵七", roles: ["checker"], areas: ["*"], version: 1 };
  expect((await admin.send("PUT", `/api/people/${id}`, faster)).status).toBe(200);
  await write.click();
  await page.getByRole("alert").filter({ hasText: "什么也没有写入" }).waitFor();
  await page.getByText("姓名：赵七 → 赵六").waitFor();
  await write.click();
  await page.getByRole("status").filter({ hasText: "已写入" }).waitFor();
  const now = (await accounts()).find(({ login }) => login === "zhao");
  expect(now).toMatchObject({ name: "赵六", roles: ["checker"], version: 3 });
});

test("a server that does not answer is said, and the file can be chosen again", async () => {
  const page = await openImport();
  await page.route("**/api/people/preview", (route) => route.abort());
  await choose(page, "账号,姓名\nx1,甲\n");
  await page.getByRole("alert").filter({ hasText: "服务器没有回答" }).waitFor();
  await page.unroute("**/api/people/preview");
  await page.keyboard.press("Enter");
  await choose(page, "账号,姓名\nx1,甲\n");
  await page.getByRole("button", { name: /^写入/ }).waitFor();
});

test.each([["", "dark"], ["&lang=en", "light"]] as const)(
  "axe finds nothing to mend while a table is chosen, looked at and refused, with “%s” in the %s",
  async (query, scheme) => {
    const page = await openImport(query, scheme);
    expect(await faults(page)).toEqual([]);
    await choose(page, `login,name\nroot,根\na${scheme},甲\n`);
    await page.locator(".admin-preview .primary").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator(".case-form-foot button").last().click();
    await choose(page, "login,name,areas\nroot,根,x\n");
    await page.locator(".admin-preview td.warn").waitFor();
    expect(await faults(page)).toEqual([]);
  },
);
