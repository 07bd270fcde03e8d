/** Duty shifts in /admin, in real Chromium: entered, ended and imported by keyboard, in both languages, and for axe. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty } from "../routes/entrance.ts";
import type { Running } from "../server.ts";
import { faults, openDesk, type Scheme } from "./a_desk.ts";

const HOUR = 3_600_000;
const city = cityOfTwo("required");
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

async function open(query: string, who = admin, scheme: Scheme = "dark"): Promise<Page> {
  const page = await openDesk(browser, server, who, `/admin?tab=shifts${query}`, scheme);
  await page.locator(".admin-on-duty").waitFor();
  return page;
}

/** Half an hour ago until three hours from now, or as many hours later. */
function around(worker: string, later = 0) {
  const now = Date.now();
  return { worker, starts: now - HOUR / 2 + later * HOUR, ends: now + (3 + later) * HOUR };
}

const enter = (...shifts: object[]) => admin.send("POST", "/api/shifts", { shifts });
const row = (page: Page, text: string) => page.locator(".admin-shifts tbody tr", { hasText: text });
const dayIn = (ms: number) =>
  new Intl.DateTimeFormat("sv", { timeZone: "Asia/Shanghai" }).format(Date.now() + ms);

test("a day without shifts says what follows from it; a shift is entered by keyboard and may not overlap", async () => {
  const day = dayIn(5 * 24 * HOUR);
  const page = await open(`&day=${day}`);
  await page.getByText("这一天还没有班次").waitFor();
  await page.getByRole("button", { name: "新增班次" }).press("Enter");
  await page.keyboard.type("w-07");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "已为 w-07 新增班次" }).waitFor();
  await row(page, "w-07").getByText("未开始").waitFor();
  expect(await row(page, "w-07").locator("td").first().textContent()).toMatch(/08:00$/);
  // The field is free and has the focus: shifts are entered one after the other.
  await page.keyboard.type("w-07");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: /与其已有班次（.*08:00–16:00）重叠/ }).waitFor();
  const { shifts } = await (await admin.get(`/api/shifts?day=${day}`)).json();
  expect(shifts).toHaveLength(1);
  await page.keyboard.press("Escape");
  await page.locator(".case-panel").waitFor({ state: "detached" });
});

test("a shift that runs is ended when that is said twice, one to come is withdrawn; the count follows", async () => {
  await enter(around("w-1"), around("w-2"), around("w-3", 5));
  const page = await open("&lang=en&duty=now");
  await page.getByText("2 on duty now").waitFor();
  expect(await page.locator(".admin-shifts tbody tr").count()).toBe(2);
  await row(page, "w-1").getByRole("button", { name: /End early the shift of w-1/ }).press("Enter");
  await page.keyboard.press("Escape");
  await row(page, "w-1").getByRole("button", { name: /End early the shift of w-1/ }).press("Enter");
  await page.getByText("w-1 is off duty at once").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "The shift of w-1 has ended" }).waitFor();
  await page.getByText("1 on duty now").waitFor();
  await row(page, "w-1").waitFor({ state: "detached" });
  const later = await open(`&lang=en&day=${dayIn(4.5 * HOUR)}&q=w-3`);
  await row(later, "w-3").getByRole("button", { name: /Withdraw/ }).press("Enter");
  await later.keyboard.press("Enter");
  await later.getByText("No shift of this day fits this filter").waitFor();
});

test("a table is looked at first, wrong lines are named, and a right one is entered whole", async () => {
  const page = await open("");
  const choose = async (text: string) => {
    await page.getByLabel("CSV 文件").setInputFiles({
      name: "班次.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
  };
  await page.getByRole("button", { name: "导入班次" }).press("Enter");
  const day = dayIn(7 * 24 * HOUR);
  await choose(`worker,starts,ends\nc-1,${day} 08:00,${day} 16:00\nc-1,${day} 12:00,${day} 18:00\n`);
  await page.getByRole("alert").filter({ hasText: "1 行不合要求，都不会导入" }).waitFor();
  expect(await page.locator(".admin-preview tbody tr").allTextContents()).toEqual([
    expect.stringMatching(/^3与其已有班次/),
  ]);
  await page.getByRole("button", { name: "换一个文件" }).press("Enter");
  await choose(`worker,starts,ends\nc-1,${day} 08:00,${day} 16:00\nc-2,${day} 08:00,${day} 16:00\n`);
  await page.getByRole("button", { name: "导入 2 个班次" }).press("Enter");
  await page.getByRole("status").filter({ hasText: "已导入 2 个班次" }).waitFor();
  expect(await (await admin.get(`/api/shifts?day=${day}&q=c-`)).json()).toMatchObject({ total: 2 });
});

test("a dispatcher sees the shifts of the own areas with names, a leader no such list", async () => {
  await newPerson(server, admin, "liu", {
    roles: ["worker"],
    areas: ["west"],
    post: { id: "w-west", kind: "dedicated", skills: [], grids: [] },
  });
  await enter(around("w-west"), around("w-else"));
  const west = await newPerson(server, admin, "west", { roles: ["dispatcher"], areas: ["west"] });
  const page = await open("", west);
  await row(page, "名 liu").getByText("在班").waitFor();
  expect(await page.locator(".admin-shifts tbody tr").count()).toBe(1);
  await page.getByText("此刻在班 1 人").waitFor();
  const leader = await newPerson(server, admin, "ling", { roles: ["leader"] });
  const own = await openDesk(browser, server, leader, "/admin?tab=shifts");
  await own.getByRole("heading", { name: "我的登录" }).waitFor();
  expect(await own.getByRole("button", { name: "班次" }).count()).toBe(0);
});

test("of more shifts than a page holds the first are shown, with their number, and any other is found", async () => {
  const day = dayIn(9 * 24 * HOUR), hour = Date.parse(`${day}T00:00:00+08:00`);
  const many = Array.from({ length: 600 }, (_, i) => {
    const starts = hour + i * 60_000;
    return { worker: `m-${i}`, starts, ends: starts + HOUR };
  });
  expect((await enter(...many)).status).toBe(201);
  const page = await open(`&day=${day}`);
  await page.getByText("显示 600 个班次中的前 500 个").waitFor();
  expect(await page.locator(".admin-shifts tbody tr").count()).toBe(500);
  expect(await row(page, "m-599").count()).toBe(0);
  await page.getByLabel("网格员编号、姓名").fill("M-599");
  await row(page, "m-599").waitFor();
  expect(await page.locator(".admin-shifts tbody tr").count()).toBe(1);
  const { shifts, total } = await (await admin.get(`/api/shifts?day=${day}&limit=1000`)).json();
  expect([shifts.length, total]).toEqual([500, 600]);
});

test.each([["", "dark"], ["&lang=en", "light"]] as const)(
  "axe finds nothing to mend on the list, a question, a new shift and an import, with “%s” in the %s",
  async (query, scheme) => {
    await enter(around(`axe${scheme}`), around(`axe${scheme}`, 6));
    const page = await open(query, admin, scheme);
    await row(page, `axe${scheme}`).first().waitFor();
    expect(await faults(page)).toEqual([]);
    await row(page, `axe${scheme}`).first().locator("button").click();
    await page.locator("#admin-new").click();
    await page.locator(".case-form").waitFor();
    expect(await faults(page)).toEqual([]);
    const picture = Deno.env.get("PICTURES");
    if (picture) await page.screenshot({ path: `${picture}/shifts-${scheme}.png` });
    await page.locator(".case-close").click();
    await page.locator("#admin-import").click();
    await page.locator(".admin-step").waitFor();
    expect(await faults(page)).toEqual([]);
  },
);
