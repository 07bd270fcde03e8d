/** The page of cases in real Chromium: by keyboard, for two people at once, with the server gone, and for axe. */
import { Buffer } from "node:buffer";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty, WEST } from "../routes/entrance.ts";
import type { Running } from "../server.ts";
import { faults, openDesk } from "./a_desk.ts";

const city = cityOfTwo();
let server: Running, browser: Browser;
const people: Record<string, Caller> = {};
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmpty(city.folder), launchBrowser()]);
  const admin = await firstAdmin(server);
  for (
    const [login, roles] of [["acceptor", ["acceptor"]], ["one", ["dispatcher"]], ["two", [
      "dispatcher",
    ]]] as const
  ) {
    people[login] = await newPerson(server, admin, login, { roles });
  }
  const post = { id: "w1", kind: "dedicated" };
  people["worker"] = await newPerson(server, admin, "worker", { roles: ["worker"], areas: [], post });
  const fixes = ["w1", "w2"].map((worker) => JSON.stringify({ worker, time: Date.now(), ...WEST }));
  await server.post("/api/fixes", fixes.join("\n"));
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function open(who: string, query = "", colorScheme: "dark" | "light" = "dark"): Promise<Page> {
  const page = await openDesk(browser, server, people[who]!, `/cases${query}`, colorScheme);
  await page.locator(".cases-list tbody tr, .cases-message strong").first().waitFor();
  return page;
}

async function reported(title: string): Promise<string> {
  const report = { category: "road", severity: 2, title, ...WEST };
  const answer = await people["acceptor"]!.send("POST", "/api/cases", { key: crypto.randomUUID(), report });
  return (await answer.json()).cases[0].id;
}

async function command(who: string, id: string, version: number, sent: object): Promise<void> {
  const body = { key: crypto.randomUUID(), version, command: sent };
  const answer = await people[who]!.send("POST", `/api/cases/${id}/commands`, body);
  if (!answer.ok) throw new Error(await answer.text());
  await answer.body?.cancel();
}

test("a city without cases says so, and a filter that finds none can be cleared", async () => {
  const page = await open("acceptor");
  expect(await page.locator(".cases-message").textContent()).toContain("目前没有待办案卷");
  const filtered = await open("acceptor", "?q=nothing&lang=en");
  await filtered.getByRole("button", { name: "Clear the filter" }).click();
  await filtered.getByText("No case is waiting for anybody").waitFor();
  expect(new URL(filtered.url()).search).toBe("?lang=en");
});

test("a report is taken in, filed and sent by keyboard alone, and others see it at once", async () => {
  const other = await open("one", "?lang=en");
  const page = await open("acceptor");
  await page.getByRole("button", { name: "新建" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("road");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("路灯不亮");
  await page.keyboard.press("Enter");
  await page.locator(".case-timeline").waitFor();
  const id = new URL(page.url()).searchParams.get("case")!;
  expect(id).toMatch(/^\d{8}-\d{5}$/);
  await page.getByRole("button", { name: "立案", exact: true }).press("Enter");
  await page.getByLabel("立案条件").selectOption("unlisted");
  await page.locator(".case-form button.primary").press("Enter");
  await page.locator(".case-panel header").getByText("已立案").waitFor();
  // The other page was told over its socket.
  await other.locator(".cases-list tbody tr", { hasText: "路灯不亮" }).getByRole("button").press("Enter");
  await other.getByRole("button", { name: "Dispatch", exact: true }).press("Enter");
  await other.getByLabel("Worker", { exact: true }).fill("w1");
  await other.keyboard.press("Enter");
  await other.locator(".case-panel header").getByText("Dispatched").waitFor();
  await page.locator(".case-panel header").getByText("已派遣").waitFor();
  expect(await page.locator(".case-timeline li").count()).toBe(3);
  // Within ten seconds it can be taken back; how long that is still so is seen, and not read out.
  const undo = other.getByRole("button", { name: "Undo", exact: true });
  const seconds = Number(/(\d+) s/.exec(await undo.innerText())?.[1]);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(10);
  await undo.press("Enter");
  await page.locator(".case-panel header").getByText("已立案").waitFor();
  expect(await page.locator(".case-timeline li").count()).toBe(4);
});

test("an incident is taken up by keyboard; whoever is slower is led to the case that it became", async () => {
  const title = "井盖缺失";
  const incident = {
    id: "I-7",
    source: "热线",
    category: "road",
    severity: 1,
    time: Date.now(),
    title,
    ...WEST,
  };
  await server.post("/api/incidents", JSON.stringify(incident));
  const [page, other] = [await open("acceptor", "?waiting=1"), await open("acceptor", "?waiting=1&lang=en")];
  // The other one is on it too, and sees nothing new meanwhile.
  await other.locator("tr", { hasText: title }).waitFor();
  await other.route("**/api/incidents", (route) => route.abort());
  await page.locator("tr", { hasText: title }).getByRole("button", { name: "受理" }).press("Enter");
  await page.locator(".case-panel header").getByText("已上报").waitFor();
  const id = new URL(page.url()).searchParams.get("case")!;
  await page.getByText("没有待受理的事件").waitFor();
  expect(await faults(page)).toEqual([]);
  await other.locator("tr", { hasText: title }).getByRole("button", { name: "Take up" }).press("Enter");
  await other.locator(".case-panel header").getByText(id).waitFor();
  expect(await faults(other)).toEqual([]);
  const dispatcher = await open("one", "?waiting=1");
  await dispatcher.getByText("没有待受理的事件").waitFor();
});

test("a worker is offered neither what waits to be taken up nor the wall, also where a link leads there", async () => {
  const acceptor = await open("acceptor", "?lang=en");
  await acceptor.getByRole("button", { name: "To take up" }).waitFor();
  await acceptor.getByRole("link", { name: "Wall" }).waitFor();
  for (const query of ["?lang=en", "?lang=en&waiting=1"]) {
    const page = await open("worker", query);
    await page.locator("nav span", { hasText: "worker" }).waitFor();
    await page.getByText("No case is waiting for anybody").or(page.locator(".cases-list tbody tr")).first()
      .waitFor();
    expect(await page.getByRole("button", { name: "To take up" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Wall" }).count()).toBe(0);
  }
});

test("a case without an address is listed by the name of its district", async () => {
  const id = await reported("无地址");
  const page = await open("acceptor", "?q=无地址");
  await page.locator(".cases-list tbody tr", { hasText: id }).getByText("区 west").waitFor();
});

test("whoever loses a race is told who won, and keeps what was filled in", async () => {
  const id = await reported("积水");
  await command("acceptor", id, 1, { kind: "file", condition: "unlisted" });
  const page = await open("two", `?case=${id}`);
  await page.getByRole("button", { name: "派遣", exact: true }).click();
  await page.getByLabel("网格员", { exact: true }).fill("w2");
  // The answer to a reading is on its way back as the other one is faster.
  await page.route(
    "**/api/cases/**",
    (route) => route.request().method() === "GET" ? route.abort() : route.continue(),
  );
  await command("one", id, 2, { kind: "dispatch", worker: "w1" });
  await page.locator(".case-form button.primary").click();
  await page.getByRole("status").filter({ hasText: "名 one 已先办理“派遣”" }).waitFor();
  expect(await page.getByLabel("网格员", { exact: true }).inputValue()).toBe("w2");
});

test("a merged case says where its clocks go on, and that one whose they are; axe finds nothing to mend", async () => {
  const [one, two] = [await reported("灯杆倾斜"), await reported("灯杆歪了")];
  await command("one", two, 1, { kind: "merge", into: one });
  const merged = await open("one", `?case=${two}`);
  await merged.locator(".case-clocks").getByText(`随案卷 ${one} 继续计时`).waitFor();
  const holder = await open("one", `?case=${one}&lang=en`);
  await holder.getByRole("heading", { name: `(case ${two})` }).waitFor();
  expect(await holder.locator(".case-clocks").count()).toBe(2);
  expect(await faults(holder)).toEqual([]);
  const ended = await open("one", "?stage=merged");
  await ended.locator("tr", { hasText: two }).getByText(`随案卷 ${one} 继续计时`).waitFor();
});

test("photos are sent with a command and stand in the record", async () => {
  const id = await reported("围墙倒塌");
  const page = await open("acceptor", `?case=${id}`);
  await page.locator(".case-timeline").waitFor();
  const buffer = await page.screenshot({ type: "jpeg" });
  await page.getByRole("button", { name: "补充照片" }).click();
  await page.locator("input[type=file]").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer });
  await page.locator(".case-form img").waitFor();
  await page.getByLabel("第 1 张照片的内容").selectOption("before");
  await page.locator(".case-form button.primary").click();
  await page.locator(".case-timeline li").nth(1).waitFor();
  const shown = page.locator(".case-timeline img").first();
  expect(await shown.getAttribute("alt")).toBe("处置前");
  expect(await shown.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(
    1366,
  );
  await page.getByRole("button", { name: "补充照片" }).click();
  const fake = { name: "b.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo at all") };
  await page.locator("input[type=file]").setInputFiles(fake);
  await page.getByRole("status").filter({ hasText: "b.jpg:" }).waitFor();
});

test("the filter is in the address, and counts say what needs attention", async () => {
  const id = await reported("围栏破损");
  await command("acceptor", id, 1, { kind: "file", condition: "unlisted" });
  const page = await open("one");
  await page.getByRole("button", { name: /未派遣/ }).click();
  await page.locator(".cases-list tbody tr", { hasText: "围栏破损" }).waitFor();
  expect(new URL(page.url()).search).toBe("?triage=unassigned");
  await page.getByRole("searchbox").fill("围栏");
  await page.locator(".cases-list tbody tr").filter({ hasNotText: "围栏" }).first().waitFor({
    state: "detached",
  });
  expect(new URL(page.url()).searchParams.get("q")).toBe("围栏");
  await page.goBack();
  await page.locator(".cases-list tbody tr").first().waitFor();
});

test.each(["?lang=en", "?theme=light"])(
  "axe finds nothing to mend on the list, a case and its forms, with %s",
  async (query) => {
    const id = await reported("井盖缺失");
    const page = await open("acceptor", `${query}&case=${id}`);
    await page.locator(".case-timeline").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator(".case-actions [role=group] button").first().click();
    await page.locator(".case-form").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.locator(".cases-head button").first().click();
    expect(await faults(page)).toEqual([]);
  },
);

test("a server that is gone is said, with the time of what is shown, and does nothing; when it is back it does so once", async () => {
  const id = await reported("沙井堵塞");
  const page = await open("acceptor", `?case=${id}`);
  await page.locator(".case-timeline").waitFor();
  await page.getByRole("button", { name: "备注", exact: true }).click();
  const note = page.locator(".case-form textarea");
  await note.fill("已电话核实");
  await page.context().setOffline(true);
  await page.getByRole("alert").filter({ hasText: "与服务器失去联系" }).waitFor();
  expect(await page.locator(".cases-list tbody tr").count()).toBeGreaterThan(0);
  // Pressed all the same, it says that nothing was done; pressed again when the server is back, it is done once.
  const give = page.locator(".case-form button.primary");
  await give.click();
  await page.getByText("“备注”未办理：服务器没有回应").waitFor();
  expect(await note.inputValue()).toBe("已电话核实");
  await page.context().setOffline(false);
  await page.getByRole("alert").waitFor({ state: "detached" });
  await give.click();
  await page.locator(".case-timeline").getByText("已电话核实").waitFor();
  const { events } = await (await people["acceptor"]!.get(`/api/cases/${id}`)).json();
  expect(events.map(({ kind }: { kind: string }) => kind)).toEqual(["report", "note"]);
});

test("the button that takes a step back goes when its ten seconds are over", async () => {
  const id = await reported("占道");
  const page = await open("acceptor", `?case=${id}`);
  await page.getByRole("button", { name: "立案", exact: true }).click();
  await page.getByLabel("立案条件").selectOption("unlisted");
  await page.locator(".case-form button.primary").click();
  const undo = page.getByRole("button", { name: "撤回上一步", exact: true });
  await undo.waitFor();
  await undo.waitFor({ state: "detached" });
  expect(await page.locator(".case-panel header").innerText()).toContain("已立案");
});

test("a case has a sheet of its own with all that happened and the time that was left, to print and to pass on", async () => {
  const id = await reported("井盖缺失");
  await command("acceptor", id, 1, { kind: "note", text: "已电话核实" });
  const page = await openDesk(browser, server, people["one"]!, `/cases/${id}`, "dark");
  await page.locator(".case-timeline li").nth(1).waitFor();
  const lines = await page.locator(".case-timeline li").allTextContents();
  expect(lines[0]).toContain("上报");
  expect(lines[1]).toContain("已电话核实");
  expect(await page.locator(".case-timeline .case-left").first().textContent()).toMatch(/^到场 剩 1\d 分钟$/);
  expect(await faults(page)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".cases-head, .sheet-tools").filter({ visible: true }).count()).toBe(0);
  expect(await page.locator(".sheet-printed").textContent()).toContain(id);
  // The same address says nothing to whoever may not see the case.
  const worker = await openDesk(browser, server, people["worker"]!, `/cases/${id}?lang=en`, "dark");
  await worker.getByRole("alert").waitFor();
  expect(await worker.locator("main").textContent()).not.toContain("井盖");
});

test("a shift is handed over by two who sign, and neither axe nor the wrong person finds anything to do", async () => {
  const leaving = await openDesk(browser, server, people["one"]!, "/handover", "dark");
  await leaving.locator(".handover-changes").waitFor();
  await leaving.getByRole("button", { name: "加一项" }).click();
  await leaving.getByLabel("承诺什么、对谁").fill("四点前回电王女士");
  await leaving.getByLabel("还要说明的").fill("东港路施工");
  expect(await faults(leaving)).toEqual([]);
  await leaving.context().setOffline(true);
  await leaving.getByRole("button", { name: "签名交班" }).click();
  await leaving.getByText("“签名交班”未完成：服务器没有回应").waitFor();
  expect(await leaving.getByLabel("还要说明的").inputValue()).toBe("东港路施工");
  await leaving.context().setOffline(false);
  await leaving.getByRole("button", { name: "签名交班" }).click();
  await leaving.getByText("已签名，等候接班人").waitFor();
  await leaving.locator(".handover-card").waitFor();
  // Nobody takes over from themselves.
  expect(await leaving.getByRole("button", { name: "签名接班" }).count()).toBe(0);
  const coming = await openDesk(browser, server, people["two"]!, "/handover?lang=en&theme=light", "light");
  await coming.getByRole("button", { name: "Sign and take over" }).waitFor();
  expect(await coming.locator(".handover-card").textContent()).toContain("四点前回电王女士");
  expect(await faults(coming)).toEqual([]);
  await coming.getByRole("button", { name: "Sign and take over" }).click();
  await coming.locator("summary", { hasText: "taken by" }).waitFor();
});
