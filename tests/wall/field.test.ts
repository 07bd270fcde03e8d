/** The phone in real Chromium: with network and without, closed and opened again, for the right account, and for axe. */
import { Buffer } from "node:buffer";
import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { jpeg } from "../dispatch/photos.ts";
import { Line } from "../line.ts";
import {
  type Caller,
  cityOfTwo,
  firstAdmin,
  newPerson,
  signIn,
  startEmpty,
  WEST,
} from "../routes/entrance.ts";
import type { Running } from "../server.ts";

const city = cityOfTwo("required");
let server: Running, browser: Browser, line: Line;
let ann: Caller, bo: Caller, dispatcher: Caller;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmpty(city.folder), launchBrowser()]);
  line = await Line.to(server.url);
  const admin = await firstAdmin(server);
  const worker = (id: string) => ({ roles: ["worker"], areas: ["*"], post: { id, kind: "dedicated" } });
  ann = await newPerson(server, admin, "ann", worker("w1"));
  bo = await newPerson(server, admin, "bo", worker("w2"));
  dispatcher = await newPerson(server, admin, "lin", {
    name: "林海 · Lin Hai",
    roles: ["dispatcher", "acceptor"],
  });
  for (const one of [ann, bo]) await one.send("POST", "/api/shifts/own", { do: "start" });
});
afterAll(async () => {
  await browser?.close();
  line?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});
afterEach(async () => {
  line.mend();
  for (const context of browser.contexts()) await context.close();
});

async function phoneOf({ cookie }: Caller): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    ...{
      geolocation: { latitude: WEST.lat, longitude: WEST.lon, accuracy: 9 },
      permissions: ["geolocation"],
    },
  });
  const [name, value] = cookie.split("=") as [string, string];
  await context.addCookies([{ name, value, url: line.url }]);
  return context;
}

async function open(who: Caller, query = ""): Promise<Page> {
  const page = await (await phoneOf(who)).newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${line.url}/field${query}`);
  await page.locator(".field-foot").waitFor();
  return page;
}

/** Waits until the phone could be closed and opened without network. */
async function kept(page: Page): Promise<void> {
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
}

/** The service worker of the phone, as the browser's own tools reach it. */
async function workerOf(page: Page): Promise<{ cdp: CDPSession; registrationId: string }> {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${line.url}/field`);
      if (own) resolve(own.registrationId);
    })
  );
  await cdp.send("ServiceWorker.enable");
  return { cdp, registrationId: await registered };
}

async function give(who: Caller, id: string, version: number, command: object): Promise<void> {
  const answer = await who.send("POST", `/api/cases/${id}/commands`, {
    key: crypto.randomUUID(),
    version,
    command,
  });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.body?.cancel();
}

async function sent(title: string): Promise<string> {
  const place = { lat: WEST.lat + 0.004, lon: WEST.lon + 0.006 };
  const report = { category: "road", severity: 2, title, address: "滨海大道 18 号", ...place };
  const opened = await dispatcher.send("POST", "/api/cases", { key: crypto.randomUUID(), report });
  const { id } = (await opened.json()).cases[0];
  await give(dispatcher, id, 1, { kind: "file", condition: "unlisted" });
  await give(dispatcher, id, 2, { kind: "dispatch", worker: "w1" });
  return id;
}

async function eventsOf(id: string): Promise<{ kind: string; evidence?: object[]; by: string }[]> {
  return (await (await dispatcher.get(`/api/cases/${id}`)).json()).events;
}

/** Also of contrast for the sun, 7:1. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run =
    "axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true }," +
    " 'target-size': { enabled: true } } })";
  const { violations } = await page.evaluate(run) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`)
  );
}

/** What a thumb has to hit is 56 px high. */
async function lowTargets(page: Page): Promise<string[]> {
  const targets = page.locator(
    "#field button:visible, #field a.field-big:visible, #field label.field-big:visible",
  );
  const low: string[] = [];
  for (const target of await targets.all()) {
    const box = await target.boundingBox();
    if (box && box.height < 55.5) low.push(`${await target.textContent()}: ${box.height}`);
  }
  return low;
}

test("whoever is no worker is told what the page is for, and nobody else's phone keeps anything", async () => {
  const page = await (await phoneOf(dispatcher)).newPage();
  await page.goto(`${line.url}/field`);
  await page.getByText("本页供网格员在手机上使用").waitFor();
  await page.getByText("林海 不是网格员账号").waitFor();
  expect(await page.locator("script").count()).toBe(0);
  await page.goto(`${line.url}/field?lang=en`);
  await page.getByText("Lin Hai is no worker").waitFor();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${line.url}/field`);
  expect(new URL(stranger.url()).pathname + new URL(stranger.url()).search).toBe("/signin?next=%2Ffield");
});

test("a new case is on an open phone, with its way; the phone's place is on the map", async () => {
  const page = await open(ann);
  await page.getByText("正在上报位置").waitFor();
  await expect.poll(async () => (await dispatcher.get("/api/workers/w1")).status).toBe(200);
  const seen = page.locator(".field-card", { hasText: "井盖缺失" }).waitFor().then(() => performance.now());
  const id = await sent("井盖缺失");
  const dispatched = performance.now();
  process.stdout.write(`  a new case on an open phone: ${Math.round(await seen - dispatched)} ms\n`);
  await page.locator(".field-card", { hasText: "新案卷" }).click();
  await page.getByText("东北 700 米").waitFor();
  expect(await page.getByText("导航").getAttribute("href")).toMatch(/^geo:36\.154/);
  await page.getByText(/剩 14:\d\d/).waitFor();
  // A slip of the thumb is taken back, on record, and the step is there to be done again.
  const undo = page.getByRole("button", { name: "撤回" });
  await page.getByRole("button", { name: "接单" }).click();
  await page.getByRole("button", { name: "出发" }).waitFor();
  expect((await undo.boundingBox())!.height).toBeGreaterThanOrEqual(55.5);
  await undo.click();
  await page.getByRole("button", { name: "接单" }).waitFor();
  await undo.waitFor({ state: "detached" });
  const kinds = async () => (await eventsOf(id)).map(({ kind }) => kind).slice(3);
  await expect.poll(kinds).toEqual(["accept", "undo"]);
  // Without network too: both wait, and are done one after the other.
  await kept(page);
  line.cut();
  await page.getByRole("button", { name: "接单" }).click();
  await undo.waitFor();
  // What can be taken back is kept with the queue: a page that was opened anew offers it too.
  await page.reload();
  await undo.click();
  await page.getByText("2 项未发送").waitFor();
  await page.getByRole("button", { name: "接单" }).waitFor();
  line.mend();
  await expect.poll(kinds).toEqual(["accept", "undo", "accept", "undo"]);
});

test("without network all is noted, outlives closing, and is done once and in order when it is back", async () => {
  const id = await sent("路面塌陷");
  const page = await open(ann);
  await kept(page);
  await page.locator(".field-card", { hasText: "路面塌陷" }).click();
  await page.getByRole("button", { name: "接单" }).waitFor();
  line.cut();
  await page.getByRole("button", { name: "接单" }).click();
  await page.getByRole("button", { name: "出发" }).click();
  await page.getByRole("button", { name: "已到场" }).click();
  await page.getByRole("button", { name: "处置完成" }).click();
  const photo = jpeg({ lat: 36.1501, lon: 120.2002, taken: "2026:11:27 08:00:00" });
  const file = { name: "after.jpg", mimeType: "image/jpeg", buffer: Buffer.from(photo) };
  await page.locator("fieldset", { hasText: "处置后照片" }).locator("input").setInputFiles(file);
  await page.getByLabel("说明（可不填）").fill("已填平");
  await page.getByRole("button", { name: "处置完成" }).click();
  await page.getByText("4 项未发送").waitFor();
  await page.getByText(/无网络，以下为 \d\d:\d\d 的内容/).waitFor();
  // The phone is put away, and taken out again where there is still no network.
  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await again.goto(`${line.url}/field`);
  await again.getByText("位置先存在手机上，有网络后发送").waitFor();
  await again.getByText("4 项未发送").click();
  await again.getByText(/处置完成 · \d{8}/).waitFor();
  expect(await again.locator(".field-unsent li").count()).toBe(4);
  expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(["report", "file", "dispatch"]);
  line.mend();
  await again.getByText("全部已发送").waitFor();
  const events = await eventsOf(id);
  expect(events.map(({ kind }) => kind)).toEqual([
    ...["report", "file", "dispatch", "accept", "set_out", "arrive", "handle"],
  ]);
  expect(events.at(-1)).toMatchObject({ text: "已填平", evidence: [{ kind: "after" }] });
  expect(await again.evaluate("caches.keys()")).toHaveLength(1);
  const cached = await again.evaluate(
    "caches.keys().then(([name]) => caches.open(name)).then((c) => c.keys()).then((all) => all.map((r) => r.url))",
  ) as string[];
  expect(cached.filter((url) => new URL(url).pathname.startsWith("/api"))).toEqual([]);
});

test("what somebody else was faster with is shown, and not tried again until the worker says so", async () => {
  const id = await sent("垃圾外溢");
  const page = await open(ann, "?lang=en");
  await page.locator(".field-card", { hasText: "垃圾外溢" }).click();
  await page.getByRole("button", { name: "Accept" }).waitFor();
  line.cut();
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("button", { name: "On my way" }).click();
  await give(dispatcher, id, 3, { kind: "note", text: "请先拍照" });
  line.mend();
  await page.getByText("1 could not be done · 1 not sent").click();
  await page.getByText("Lin Hai was first with “Note”").waitFor();
  await page.getByText("Held: what comes before could not be done").waitFor();
  expect((await eventsOf(id)).map(({ kind }) => kind).slice(3)).toEqual(["note"]);
  await page.getByRole("button", { name: "Do it still" }).click();
  await page.getByText("All sent").waitFor();
  expect((await eventsOf(id)).map(({ kind }) => kind).slice(3)).toEqual(["note", "accept", "set_out"]);
});

test("a call for help wants to be held, and says where the worker is", async () => {
  const page = await open(ann);
  await page.getByText("正在上报位置").waitFor();
  const button = page.getByRole("button", { name: "求助" });
  const calls = async () => {
    const { alerts } = await (await dispatcher.get("/api/alerts")).json();
    return alerts.filter(({ kind }: { kind: string }) => kind === "sos");
  };
  await button.click();
  await button.hover();
  await page.mouse.down();
  await page.getByText("继续按住").waitFor();
  expect(await calls(), "a touch is no call").toEqual([]);
  await page.getByText("求助已发出").waitFor();
  await page.mouse.up();
  expect(await calls()).toMatchObject([{ subject: { worker: "w1", lat: WEST.lat, lon: WEST.lon } }]);
  const [{ id }] = await calls();
  const key = crypto.randomUUID();
  expect((await dispatcher.send("POST", `/api/alerts/${id}/acknowledge`, { key })).status).toBe(200);
  await page.getByText(/林海 已接应 \d\d:\d\d/).waitFor();
  expect(await page.getByText("求助已发出").count()).toBe(0);
  await page.goto(`${line.url}/field?lang=en`);
  await page.getByText(/Lin Hai is on it, \d\d:\d\d/).waitFor();
  expect(await faults(page)).toEqual([]);
});

test("a report with a photo and the own place becomes a case of the worker's", async () => {
  const page = await open(bo);
  await page.getByRole("button", { name: "上报" }).click();
  await page.getByRole("textbox", { name: "类别" }).fill("waste");
  await page.getByRole("textbox", { name: "问题" }).fill("绿化带垃圾");
  await page.getByRole("button", { name: "紧急", exact: true }).click();
  const file = { name: "near.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpeg({})) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "提交" }).click();
  const listed = async () => (await (await dispatcher.get("/api/cases?category=waste")).json()).rows;
  await expect.poll(async () => (await listed()).length).toBe(1);
  const [{ case: c }] = await listed();
  expect(c).toMatchObject({ title: "绿化带垃圾", severity: 2, lat: WEST.lat, lon: WEST.lon });
  expect((await eventsOf(c.id))[0]).toMatchObject({ opening: { evidence: [{ kind: "near" }] } });
});

test("closed, the phone shows a case that is pushed; open and looked at, the case itself is enough", async () => {
  const page = await open(bo);
  await kept(page);
  const { cdp, registrationId } = await workerOf(page);
  const [worker] = page.context().serviceWorkers();
  // A browser without a screen has nowhere to show it: what it is asked to show is noted instead.
  await worker!.evaluate(
    "self.noted = []; self.registration.showNotification = (title, { body }) => {" +
      " self.noted.push([title, body]); return Promise.resolve(); }",
  );
  const push = (id: string) => {
    const data = JSON.stringify({ title: `新案卷 ${id}`, body: "道路破损", lang: "zh", case: id });
    return cdp.send("ServiceWorker.deliverPushMessage", { origin: line.url, registrationId, data });
  };
  await push("20261127-00001");
  await page.waitForTimeout(300);
  expect(await worker!.evaluate("self.noted")).toEqual([]);
  await page.goto(`${line.url}/signin`);
  await push("20261127-00002");
  await expect.poll(() => worker!.evaluate("self.noted")).toEqual([
    ["新案卷 20261127-00002", "道路破损"],
  ]);
});

test("what was noted and the page closed is sent by the browser itself when the network is back", async () => {
  const id = await sent("树枝断落");
  const page = await open(ann);
  await kept(page);
  await page.locator(".field-card", { hasText: "树枝断落" }).click();
  await page.getByRole("button", { name: "接单" }).waitFor();
  line.cut();
  await page.getByRole("button", { name: "接单" }).click();
  await page.getByText("1 项未发送").waitFor();
  const other = await page.context().newPage();
  await page.close();
  line.mend();
  await other.goto(`${line.url}/signin`);
  const { cdp, registrationId } = await workerOf(other);
  const event = { origin: line.url, registrationId, tag: "hexwall-field-queue", lastChance: false };
  await cdp.send("ServiceWorker.dispatchSyncEvent", event);
  await expect.poll(async () => (await eventsOf(id)).map(({ kind }) => kind).at(-1)).toBe("accept");
});

test("signing out asks before it deletes what was not sent, and another account finds nothing", async () => {
  const page = await open(bo);
  await page.getByRole("button", { name: "下班" }).click();
  line.cut();
  await page.getByRole("alertdialog").getByRole("button", { name: "下班" }).click();
  await page.getByText("1 项未发送").waitFor();
  await page.getByRole("button", { name: "设置" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByText("还有 1 项未发送").waitFor();
  await page.getByRole("button", { name: "删除并退出" }).click();
  await page.getByText("未成功：需要网络").waitFor();
  await page.getByRole("alertdialog").getByRole("button", { name: "取消" }).click();
  // Whoever is signed in next on this phone sends nothing of the one before.
  const [name, value] = ann.cookie.split("=") as [string, string];
  await page.context().addCookies([{ name, value, url: line.url }]);
  line.mend();
  await page.goto(`${line.url}/field`);
  await page.getByText("另一账号有 1 项未发送").waitFor();
  expect((await (await bo.get("/api/field")).json()).duty.until, "still on duty").not.toBeNull();
  await page.getByRole("button", { name: "设置" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "删除并退出" }).click();
  await page.waitForURL(/\/signin/);
  // Signing out ended the session of the phone, and what the page kept is gone.
  expect((await ann.get("/api/field")).status).toBe(401);
});

test("every view passes axe at 7:1 with targets for gloves, in both languages", async () => {
  ann = await signIn(server, "ann");
  const id = await sent("路灯不亮");
  for (
    const [lang, words] of [["", ["其他", "上班", "使用其他应用上报位置"]], ["&lang=en", [
      "More",
      "",
      "Send my position from another app",
    ]]] as const
  ) {
    const page = await open(ann, `?${lang}`);
    // Long enough for the whole list: of a card that the foot covers until it is scrolled to, axe sees a sliver.
    await page.setViewportSize({ width: 390, height: 1_400 });
    await page.locator(".field-card").first().waitFor();
    expect([...await faults(page), ...await lowTargets(page)]).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${line.url}/field?case=${id}${lang}`);
    await page.getByText(words[0], { exact: true }).click();
    expect([...await faults(page), ...await lowTargets(page)]).toEqual([]);
    await page.goto(`${line.url}/field?view=report${lang}`);
    await page.locator(".field-form").waitFor();
    expect([...await faults(page), ...await lowTargets(page)]).toEqual([]);
    await page.goto(`${line.url}/field?view=menu${lang}`);
    await page.getByText(words[2]).click();
    expect([...await faults(page), ...await lowTargets(page)]).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.context().close();
  }
});
