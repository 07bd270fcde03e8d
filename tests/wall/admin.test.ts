/** The page of accounts in real Chromium: by keyboard, with two at the same account, with sessions that end, and for axe. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import {
  type Caller,
  cityOfTwo,
  firstAdmin,
  newPerson,
  PASSWORD,
  signIn,
  startEmpty,
} from "../routes/entrance.ts";
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

const open = (who: Caller, path: string, scheme?: Scheme) => openDesk(browser, server, who, path, scheme);

async function openAdmin(query = "", colorScheme: Scheme = "dark"): Promise<Page> {
  const page = await open(admin, `/admin${query}`, colorScheme);
  await page.locator(".cases-list tbody tr, .cases-message strong").first().waitFor();
  return page;
}

async function accountOf(login: string) {
  const { people } = await (await admin.get(`/api/people?q=${login}`)).json();
  return people.find((person: { login: string }) => person.login === login);
}

test("an account is made by keyboard alone, and its one-time link lets its owner in", async () => {
  const page = await openAdmin();
  await page.getByRole("button", { name: "新建用户" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("li.na");
  await page.keyboard.press("Tab");
  await page.keyboard.type("李娜");
  // Past operator and acceptor to the dispatcher.
  for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  const link = page.getByRole("button", { name: "生成密码链接" });
  await link.waitFor();
  expect(await link.evaluate((button: HTMLElement) => button === document.activeElement)).toBe(true);
  await page.locator(".cases-list tbody tr", { hasText: "李娜" }).getByText("派遣员").waitFor();
  await page.keyboard.press("Enter");
  const address = await page.getByRole("textbox", { name: "一次性密码链接" }).inputValue();
  expect(address).toMatch(new RegExp(`^${server.url}/signin\\?link=[\\w-]{43}$`));
  const own = await (await browser.newContext()).newPage();
  await own.goto(address);
  await own.locator("input[name=password]").fill(PASSWORD);
  await own.keyboard.press("Enter");
  await own.getByText("李娜").waitFor();
  // Shown this once: it is gone with the panel, and the focus is back in the list.
  await page.keyboard.press("Escape");
  await page.locator(".case-panel").waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.textContent")).toContain("李娜");
  await page.keyboard.press("Enter");
  await link.waitFor();
  expect(await page.getByRole("textbox", { name: "一次性密码链接" }).count()).toBe(0);
});

test("a worker's post, districts and roles are changed, and refusals say what to do", async () => {
  await newPerson(server, admin, "wang", { roles: ["leader"] });
  const page = await openAdmin("?lang=en&q=wang");
  await page.locator(".cases-list tbody button").press("Enter");
  await page.getByLabel("worker", { exact: true }).check();
  await page.getByLabel("Worker's id").fill("w1");
  await page.getByLabel("Kind").selectOption("specialist");
  await page.getByLabel("Skills").fill("lamps, trees");
  await page.getByLabel("whole city").uncheck();
  await page.getByLabel("区 west").check();
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  await page.locator(".cases-list tbody tr", { hasText: "w1" }).getByText("区 west").waitFor();
  expect(await accountOf("wang")).toMatchObject({
    roles: ["leader", "worker"],
    areas: ["west"],
    post: { id: "w1", kind: "specialist", skills: ["lamps", "trees"], grids: [] },
  });
  await page.getByLabel("Login", { exact: true }).fill("root");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "This login is taken" }).waitFor();
  const { id } = await accountOf("root");
  const root = await openAdmin(`?person=${id}`);
  await root.getByRole("checkbox", { name: "管理员" }).uncheck();
  await root.getByRole("button", { name: "保存" }).click();
  await root.getByRole("status").filter({ hasText: "请先设另一位管理员" }).waitFor();
});

test.each([
  ["", "保存", "网格员编号 w-held 已属于在用账号 held：请换一个编号，或先修改、停用那个账号"],
  ["&lang=en", "Save", "Worker w-held is the account held already: use another id, or change or disable"],
])("a worker that another account is, is named in words, with “%s”", async (query, save, said) => {
  const post = (id: string) => ({ roles: ["worker"], post: { id, kind: "dedicated" } });
  if (query === "") await newPerson(server, admin, "held", post("w-held"));
  if (query === "") await newPerson(server, admin, "second", post("w-second"));
  const page = await openAdmin(`?q=second${query}`);
  await page.locator(".cases-list tbody button").press("Enter");
  await page.getByLabel(/^(网格员编号（|Worker's id)/).fill("w-held");
  await page.getByRole("button", { name: save, exact: true }).press("Enter");
  await page.getByRole("status").filter({ hasText: said }).waitFor();
  expect(await accountOf("second")).toMatchObject({ post: { id: "w-second" } });
});

test("a code that the city does not have is named, in words", async () => {
  await newPerson(server, admin, "zhou", { roles: ["leader"] });
  const page = await openAdmin("?q=zhou");
  await page.locator(".cases-list tbody button").press("Enter");
  await page.getByLabel("全市").uncheck();
  await page.getByLabel(/^区域编码/).fill("west, 379999");
  await page.keyboard.press("Enter");
  const said = "本市没有编码为 379999 的区、街道、社区或网格，请核对后再保存";
  await page.getByRole("status").filter({ hasText: said }).waitFor();
  expect(await accountOf("zhou")).toMatchObject({ areas: ["*"] });
});

test("who is not the first to change an account is told what it is now, and chooses", async () => {
  const { id } = await newPerson(server, admin, "zhao", { roles: ["leader"] });
  const page = await openAdmin(`?person=${id}`);
  await page.getByLabel("姓名", { exact: true }).fill("赵六");
  const account = await accountOf("zhao");
  const faster = {
    login: "zhao",
    name: "名 zhao",
    roles: ["checker"],
    areas: ["east"],
    version: account.version,
  };
  expect((await admin.send("PUT", `/api/people/${id}`, faster)).status).toBe(200);
  await page.getByRole("button", { name: "保存" }).click();
  const told = page.getByRole("alert");
  await told.getByText("您的修改尚未保存").waitFor();
  expect(await told.locator("dd").allTextContents()).toEqual(["核查员", "区 east"]);
  expect(await accountOf("zhao")).toMatchObject({ name: "名 zhao" });
  await page.getByRole("button", { name: "仍按我的保存" }).click();
  await page.getByRole("status").filter({ hasText: "已保存" }).waitFor();
  expect(await accountOf("zhao")).toMatchObject({
    name: "赵六",
    roles: ["leader"],
    version: account.version + 2,
  });
});

test("disabling somebody ends their session, and enabling lets them in again", async () => {
  const person = await newPerson(server, admin, "sun", { roles: ["operator"] });
  expect((await person.get("/api/session")).status).toBe(200);
  const page = await openAdmin(`?q=sun&person=${person.id}`);
  await page.getByRole("button", { name: "停用" }).press("Enter");
  await page.getByText("所有登录立即结束").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "恢复" }).waitFor();
  expect((await person.get("/api/session")).status).toBe(401);
  await page.getByText("没有符合条件的用户").waitFor();
  await page.getByLabel("状态").selectOption("left");
  await page.locator(".cases-list tbody tr", { hasText: "名 sun" }).waitFor();
  await page.getByRole("button", { name: "恢复" }).press("Enter");
  await page.getByRole("button", { name: "停用" }).waitFor();
  expect(await accountOf("sun")).toMatchObject({ active: true });
});

test("an administrator ends anybody's session; others see and end their own only", async () => {
  const person = await newPerson(server, admin, "qian", { roles: ["dispatcher"] });
  const page = await openAdmin("?tab=sessions");
  expect(await page.locator(".cases-list tbody tr").count()).toBeGreaterThan(1);
  const row = page.locator(".cases-list tbody tr", { hasText: "名 qian" });
  await row.getByRole("button", { name: /^结束 名 qian/ }).press("Enter");
  await page.getByRole("status").filter({ hasText: "已结束 名 qian 的一个登录" }).waitFor();
  await row.waitFor({ state: "detached" });
  expect((await person.get("/api/session")).status).toBe(401);
  const other = await newPerson(server, admin, "feng", { roles: ["dispatcher"] });
  const own = await open(other, "/admin?lang=en&tab=people");
  await own.getByRole("heading", { name: "My sessions" }).waitFor();
  await own.locator(".cases-list tbody tr").waitFor();
  expect(await own.locator(".cases-list tbody tr").count()).toBe(1);
  expect(await own.getByRole("button", { name: "New account" }).count()).toBe(0);
  await own.locator(".cases-list tbody button").press("Enter");
  await own.waitForURL(/\/signin/);
  expect((await other.get("/api/session")).status).toBe(401);
});

test("one's own password is changed by keyboard, with the old one only", async () => {
  const person = await newPerson(server, admin, "wu", { roles: ["leader"] });
  const page = await open(person, "/admin");
  await page.getByRole("button", { name: "修改密码" }).press("Enter");
  const old = page.getByLabel("原密码");
  await old.waitFor();
  expect(await old.evaluate((field: HTMLElement) => field === document.activeElement)).toBe(true);
  const fill = async (before: string, fresh: string, again = fresh) => {
    await old.fill(before);
    await page.getByLabel("新密码（至少").fill(fresh);
    await page.getByLabel("再次输入").fill(again);
    await page.keyboard.press("Enter");
  };
  const said = (text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();
  await fill(PASSWORD, "a whole new password", "a whole new passwort");
  await said("两次输入的新密码不同");
  await fill("not the password", "a whole new password");
  await said("原密码不对");
  await fill(PASSWORD, "short");
  await said("新密码须至少 12 个字符");
  expect(await faults(page)).toEqual([]);
  await fill(PASSWORD, "a whole new password");
  await said("密码已修改");
  expect(await old.inputValue()).toBe("");
  expect((await person.get("/api/session")).status).toBe(200);
  await signIn(server, "wu", "a whole new password");
  await page.keyboard.press("Escape");
  await page.locator(".case-panel").waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.textContent")).toBe("修改密码");
});

test("one's own account offers the change of the password in the place of a link", async () => {
  const { id } = await accountOf("root");
  const page = await openAdmin(`?person=${id}`);
  const change = page.getByRole("button", { name: "修改密码" });
  await page.getByText("自己的密码凭原密码修改").waitFor();
  expect(await page.getByRole("button", { name: "生成密码链接" }).count()).toBe(0);
  await change.press("Enter");
  await page.getByLabel("原密码").waitFor();
});

test("the start page leads to it only those who may manage accounts", async () => {
  const person = await newPerson(server, admin, "chen", { roles: ["leader"] });
  const doors = async (who: Caller) => await (await open(who, "/")).locator("a.door[href='/admin']").count();
  expect(await doors(admin)).toBe(1);
  expect(await doors(person)).toBe(0);
});

test.each([["", "dark"], ["?lang=en", "light"]] as const)(
  "axe finds nothing to mend on people, an account, a new one and sessions, with “%s” in the %s",
  async (query, scheme) => {
    const login = `axe-${scheme}`;
    await newPerson(server, admin, login, { roles: ["leader"] });
    const { id } = await accountOf(login), root = await accountOf("root");
    const page = await openAdmin(query, scheme);
    expect(await faults(page)).toEqual([]);
    await page.locator(`#person-${root.id}`).click();
    await page.locator(".case-actions").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator(`#person-${id}`).click();
    await page.locator(".case-panel h2", { hasText: login }).waitFor();
    await page.locator(".case-actions button").click();
    await page.locator(".admin-link").waitFor();
    await page.locator(".case-panel > p button").first().click();
    expect(await faults(page)).toEqual([]);
    await page.locator("#admin-new").click();
    await page.locator(".case-form input[type=checkbox]").nth(5).check();
    await page.locator(".case-form input[type=checkbox]").nth(8).uncheck();
    await page.locator(".admin-post").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator(".cases-triage button").last().click();
    await page.locator(".admin-sessions tbody tr").first().waitFor();
    expect(await faults(page)).toEqual([]);
  },
);

test("of more accounts than a page holds the first are shown, and any other is found and opened", async () => {
  const rows = Array.from({ length: 600 }, (_, i) => `many-${i},众${String(i).padStart(3, "0")},west`);
  const table = ["login,name,areas", ...rows].join("\n");
  const headers = { cookie: admin.cookie, origin: server.url, "content-type": "text/csv" };
  const send = (path: string) => fetch(server.url + path, { method: "POST", headers, body: table });
  const { seen } = await (await send("/api/people/preview")).json();
  expect((await send(`/api/people/import?seen=${seen}`)).status).toBe(200);
  const page = await openAdmin();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).search));
  await page.getByLabel("姓名、账号、编号").fill("众");
  await page.getByText("显示 600 人中的前 500 人").waitFor();
  expect(await page.locator(".cases-list tbody tr").count()).toBe(500);
  await page.getByLabel("姓名、账号、编号").pressSequentially("599", { delay: 20 });
  await page.getByText("众599").waitFor();
  await page.waitForFunction("document.querySelectorAll('.cases-list tbody tr').length === 1");
  expect(asked.filter((query) => query.includes("599")).length, "one question for all that was typed").toBe(
    1,
  );
  expect(asked.filter((query) => /q=%E4%BC%975(9)?(&|$)/.test(query))).toEqual([]);
  // Not in the list that is shown at first: it is asked for by itself.
  const { id } = await accountOf("many-599");
  const beside = await openAdmin(`?person=${id}&q=root`);
  await beside.getByRole("heading", { name: "众599" }).waitFor();
  expect(await beside.locator(".cases-list tbody tr").count()).toBe(1);
  await beside.goto(`${server.url}/admin?person=p999999`);
  await beside.getByText("没有这个用户").waitFor();
});
