/** Geofences and alerts on the console, in real Chromium: drawn by pointer and by keyboard, told of, and acknowledged. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Fence } from "../../store/fence.ts";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPeople, startEmpty, WEST } from "../routes/entrance.ts";
import type { Running } from "../server.ts";
import { faults, openDesk } from "./a_desk.ts";

const MINUTE = 60_000;
const city = cityOfTwo();
const file = join(city.folder, "city.json");
writeFileSync(
  file,
  JSON.stringify({
    ...JSON.parse(readFileSync(file, "utf8")),
    cases: { rules: [{ severity: [1] }] },
    escalation: [{
      stages: ["arrive"],
      levels: [{ lateMinutes: 0, to: ["dispatcher"], area: "district" }],
    }],
  }),
);
let server: Running, browser: Browser;
let people: Record<string, Caller>;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmpty(city.folder), launchBrowser()]);
  const admin = await firstAdmin(server);
  people = await newPeople(server, admin, {
    one: { roles: ["dispatcher", "acceptor"] },
    two: { roles: ["dispatcher"] },
    ann: { roles: ["worker"], areas: ["west"], post: { id: "w1", kind: "dedicated" } },
    eastern: { roles: ["dispatcher"], areas: ["east"] },
  });
  // Late some seconds from now: looked at in the last test.
  await sent("incidents", [{
    ...{ id: "I-1", source: "热线", category: "road", severity: 1, title: "路面塌陷", ...WEST },
    time: Date.now() - 15 * MINUTE + 2_000,
  }]);
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function sent(what: "incidents" | "fixes", rows: readonly object[]): Promise<void> {
  const answer = await server.post(`/api/${what}`, rows.map((row) => JSON.stringify(row)).join("\n"));
  if (!answer.ok) throw new Error(await answer.text());
  await answer.body?.cancel();
}

async function open(who: string, query: string): Promise<Page> {
  const page = await openDesk(browser, server, people[who]!, `/dispatch${query}`);
  await expect.poll(() => page.evaluate("(globalThis.__hexwall?.frames ?? 0) > 0")).toBe(true);
  return page;
}

async function pointOf(page: Page, lat: number, lon: number) {
  const at = await page.evaluate(`__hexwall.at(${lat}, ${lon})`) as { x: number; y: number };
  const box = (await page.locator(".dispatch-map").boundingBox())!;
  return { x: box.x + at.x, y: box.y + at.y };
}

const fences = async (): Promise<Fence[]> => (await (await people["one"]!.get("/api/fences")).json()).fences;
const view = `view=${WEST.lat},${WEST.lon},14`;
/** North-west, north-east, south-east, south-west of the middle. */
const CORNERS = [[0.002, -0.003], [0.002, 0.003], [-0.002, 0.003], [-0.002, -0.003]] as const;

test("a fence that was drawn by clicks tells of a worker who enters, and the alert leads there", async () => {
  const page = await open("one", `?fences=all&${view}`);
  await page.getByText("还没有电子围栏").waitFor();
  expect(await faults(page)).toEqual([]);
  const layers = page.locator(".map-tools details");
  await layers.locator("summary").click();
  expect(await layers.getAttribute("open")).not.toBeNull();
  await page.getByRole("button", { name: "新建围栏" }).click();
  // Open, it would take a click.
  await expect.poll(() => layers.getAttribute("open")).toBeNull();
  for (const [i, [lat, lon]] of CORNERS.entries()) {
    const { x, y } = await pointOf(page, WEST.lat + lat, WEST.lon + lon);
    if (i < 3) await page.mouse.click(x, y);
    else await page.mouse.dblclick(x, y);
  }
  await page.getByText("范围 · 4 个角").waitFor();
  expect(await page.locator(".map-middle").count(), "the double click ends it").toBe(0);
  expect(await page.evaluate("__hexwall.view.zoom"), "and is no step nearer").toBe(14);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("请填写名称").waitFor();
  await page.getByLabel("名称").fill("港区");
  await page.getByLabel("停留（秒）").fill("10");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("已保存「港区」").waitFor();
  expect(await fences()).toMatchObject([{ name: "港区", dwellSeconds: 10, workers: "all", areas: ["west"] }]);
  await expect.poll(() => page.evaluate("__hexwall.fences")).toEqual(["港区"]);

  // Outside for a while, and then inside.
  const walk = Array.from({ length: 20 }, (_, i) => ({
    ...{ worker: "w1", time: Date.now() - (20 - i) * 20_000, accuracy: 12 },
    ...{ lat: WEST.lat + (i < 8 ? 0.0036 : 0), lon: WEST.lon },
  }));
  await sent("fixes", walk);
  await page.keyboard.press("a");
  const alert = page.locator(".alert-row", { hasText: "名 ann 进入「港区」" });
  await alert.getByRole("button", { name: "查看" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("worker")).toBe("w1");
  expect(new URL(page.url()).searchParams.has("cell")).toBe(true);
  await alert.getByRole("button", { name: "确认" }).click();
  await alert.getByText(/名 one 已确认/).waitFor();
});

test("a fence is drawn by keyboard alone, and whoever was slower is told who was faster and keeps what they drew", async () => {
  const page = await open("one", `?lang=en&${view}`);
  await page.keyboard.press("g");
  await page.getByRole("button", { name: "New fence" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.locator("#fence-typed").focus();
  for (const place of ["36.16, 120.19", "36.16, 120.21", "120.21 36.14", "200, 12"]) {
    await page.locator("#fence-typed").fill(place);
    await page.keyboard.press("Enter");
  }
  await page.getByText("No coordinate in this city").waitFor();
  await page.locator(".dispatch-map canvas").first().focus();
  await page.keyboard.press("Space");
  await page.getByText("Area · 4 corners").waitFor();
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await page.getByText("Area · 3 corners").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Yard");
  await page.getByLabel("should be inside and is not").press("Space");
  await page.keyboard.press("Enter");
  await page.getByText("Who should be inside has to be named").waitFor();
  await page.getByLabel("Named ones").press("Space");
  await page.getByLabel("Find a worker: id or name").fill("w-nobody");
  await page.getByRole("button", { name: "Somebody off duty, by id: w-nobody" }).press("Enter");
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await page.getByText("w-nobody is no worker, or none of your areas").waitFor();
  await page.getByRole("button", { name: "Remove w-nobody" }).press("Enter");
  await page.getByLabel("Find a worker: id or name").fill("w1");
  await page.getByRole("button", { name: /^w1/ }).waitFor();
  await page.getByLabel("Find a worker: id or name").press("Enter");
  await page.getByRole("button", { name: "Remove w1" }).waitFor();
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await page.getByText("“Yard” is saved").waitFor();

  await page.getByRole("button", { name: "Change Yard" }).click();
  const yard = (await fences()).find(({ name }) => name === "Yard")!;
  expect(yard).toMatchObject({ watches: ["enter", "leave", "absent"], workers: ["w1"] });
  const { id, areas: _areas, changed: _changed, ...rest } = yard;
  expect((await people["two"]!.send("PUT", `/api/fences/${id}`, { ...rest, name: "Depot" })).status).toBe(
    200,
  );
  await page.getByLabel("Name", { exact: true }).fill("Court");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Not saved: 名 two changed “Depot” just now").waitFor();
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Court");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Save mine over it" }).click();
  await page.getByText("“Court” is saved").waitFor();
  await page.getByRole("button", { name: "Delete Court" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.getByText("“Court” is deleted").waitFor();
  expect((await fences()).map(({ name }) => name)).not.toContain("Court");
});

test("where somebody may not draw they are told, and the reach lies on the map with its legend", async () => {
  const page = await open("eastern", `?fences=all&layers=cells,reach&${view}`);
  await page.getByText("空闲网格员 15 分钟内可到").waitFor();
  await page.getByText("还没有电子围栏").waitFor();
  await page.getByRole("button", { name: "新建围栏" }).click();
  await page.getByLabel("名称").fill("西区");
  for (const [lat, lon] of CORNERS) {
    await page.locator("#fence-typed").fill(`${WEST.lat + lat}, ${WEST.lon + lon}`);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("范围不全在您的辖区内").waitFor();
  expect(await page.getByRole("link", { name: "交接班" }).getAttribute("href")).toBe("/handover");
});

test("a late stage is acknowledged in the drawer, also when it ended by itself", async () => {
  const page = await open("two", "");
  await page.keyboard.press("a");
  const row = page.locator(".alert-row", { hasText: "路面塌陷" });
  await row.getByText("第 1 级").waitFor({ timeout: 60_000 });
  const id = /\d{8}-\d{5}/.exec(
    JSON.stringify(await (await people["one"]!.get("/api/alerts?kind=escalation")).json()),
  )![0];
  await row.getByRole("button", { name: "查看" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("case")).toBe(id);
  const body = { key: crypto.randomUUID(), version: 1, command: { kind: "cancel", reason: "重复" } };
  const answer = await people["one"]!.send("POST", `/api/cases/${id}/commands`, body);
  expect([answer.status, await answer.text()]).toEqual([200, expect.anything()]);
  await page.getByLabel("状态").selectOption("all");
  await row.getByText("自行结束，无人确认").waitFor();
  await row.getByRole("button", { name: "确认" }).click();
  await row.getByText(/名 two 已确认/).waitFor();
  expect(await row.getByRole("button", { name: "确认" }).count()).toBe(0);
});
