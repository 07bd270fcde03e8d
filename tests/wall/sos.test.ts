/** A call for help in real Chromium, on the wall and on a page without a connection of its own, until two acknowledge at once. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty, WEST } from "../routes/entrance.ts";
import type { Running } from "../server.ts";
import { faults, openDesk } from "./a_desk.ts";

const city = cityOfTwo();
let server: Running, browser: Browser, worker: Caller, admin: Caller, operator: Caller;
beforeAll(async () => {
  [server, browser] = await Promise.all([startEmpty(city.folder), launchBrowser()]);
  admin = await firstAdmin(server);
  operator = await newPerson(server, admin, "operator", { name: "钱七", roles: ["operator", "leader"] });
  worker = await newPerson(server, admin, "ann", {
    ...{ name: "王芳 · Wang Fang", roles: ["worker"], areas: ["west"] },
    post: { id: "w1", kind: "dedicated", skills: [], grids: [] },
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Panels of the wall that the strip lies over, by their class. */
const coveredBy = (page: Page) =>
  page.evaluate(() => {
    const box = (one: Element): Box => one.getBoundingClientRect();
    const sos = box(document.querySelector(".place-sos")!);
    return [...document.querySelectorAll(".place:not(.place-sos)")].filter((one) => {
      const { left, top, right, bottom } = box(one);
      return left < sos.right && right > sos.left && top < sos.bottom - 0.5 && bottom > sos.top;
    }).map(({ className }) => className);
  });
const strip = (page: Page) => page.locator(".sos-call");

test("a call is on the wall and on the audit page, covers nothing, and one takes it", async () => {
  const wall = await openDesk(browser, server, operator, "/wall");
  const audit = await openDesk(browser, server, operator, "/audit?lang=en");
  const start = await openDesk(browser, server, admin, "/");
  await wall.locator(".strip").waitFor();
  await audit.locator(".cases-list").first().waitFor();
  const before = await audit.locator(".cases").boundingBox();
  const calling = Date.now();
  const called = await worker.send("POST", "/api/sos", { key: "k1", ...WEST, text: "有人持刀" });
  expect(called.status).toBe(201);
  await strip(wall).waitFor();
  process.stdout.write(`  a call for help on the wall: ${Date.now() - calling} ms\n`);
  expect(await strip(wall).innerText()).toMatch(/求救[\s\S]*王芳 · 有人持刀[\s\S]*区 west[\s\S]*位置：/);
  await Promise.all([strip(audit).waitFor(), strip(start).waitFor()]);
  expect(await strip(audit).innerText()).toMatch(/SOS[\s\S]*Wang Fang[\s\S]*place:/);

  expect(await coveredBy(wall)).toEqual([]);
  const [shown, page] = [
    await audit.locator(".sos").boundingBox(),
    await audit.locator(".cases").boundingBox(),
  ];
  expect(page!.y).toBeGreaterThanOrEqual(shown!.y + shown!.height - 1);
  await expect.poll(async () => (await audit.locator(".cases").boundingBox())!.height)
    .toBeLessThan(before!.height);
  for (const one of [wall, audit, start]) {
    const spoken = one.locator(".sos [role=alert]");
    expect(await spoken.innerText()).toContain("有人持刀");
    const { colour, ground, name, count } = await strip(one).evaluate((element) => {
      const { color, animationName, animationIterationCount } = getComputedStyle(element);
      const around = getComputedStyle(element.closest(".sos")!).backgroundColor;
      return { colour: color, ground: around, name: animationName, count: animationIterationCount };
    });
    expect([colour, ground, name, count]).toEqual([
      "rgb(255, 255, 255)",
      "rgb(176, 0, 32)",
      "sos-pulse",
      "10",
    ]);
  }
  expect(await faults(audit)).toEqual([]);
  // Nobody is offered what would be refused: an administrator hears of it, and sends nobody.
  expect(await strip(start).getByRole("button").count()).toBe(0);

  // Its place is one press away: in the wall's own address, and from elsewhere on the wall.
  const way = (one: Page) => strip(one).getByRole("link");
  expect(await way(audit).getAttribute("href")).toMatch(/^\/wall\?cell=8a[0-9a-f]+&view=.*,15&lang=en$/);
  expect(await way(start).count(), "no map opens to an administrator").toBe(0);
  await way(wall).focus();
  await wall.keyboard.press("Enter");
  await expect.poll(() => new URL(wall.url()).searchParams.get("cell")).toMatch(/^8a/);
  expect(new URL(wall.url()).pathname).toBe("/wall");

  // Letters for ten metres: the wall's own size of type and more.
  const size = (selector: string) =>
    wall.locator(selector).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect(await size(".sos-call p")).toBeGreaterThan(await size("html"));

  // In front of a lower row of screens as well, with the name whole, and over no panel there either.
  await wall.goto(`${server.url}/wall?screen=2x2:3`);
  await strip(wall).waitFor();
  await wall.locator(".place:not(.place-sos)").first().waitFor();
  expect(await strip(wall).boundingBox()).toMatchObject({ x: 0, y: 0, width: 1366 });
  expect(await strip(wall).locator("p > strong").innerText()).toBe("王芳 · 有人持刀");
  const cut = (one: HTMLElement) =>
    [...one.querySelectorAll("p, p > *")].filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map(({ textContent }) => textContent);
  expect(await strip(wall).evaluate(cut)).toEqual([]);
  expect(await coveredBy(wall)).toEqual([]);

  // With the server gone it is plain that nobody heard, and one can press again.
  await wall.context().setOffline(true);
  const press = async () => {
    await wall.getByRole("button", { name: "接应: 王芳" }).focus();
    await wall.keyboard.press("Enter");
  };
  await press();
  await strip(wall).getByText("“接应”未办成：服务器没有回应").waitFor();
  expect(await strip(wall).evaluate(cut)).toEqual([]);
  expect(await coveredBy(wall)).toEqual([]);
  await wall.context().setOffline(false);

  // Whoever is overtaken between the picture and the press is told who it was.
  const { alert } = await called.json();
  await wall.route("**/acknowledge", async (route) => {
    const first = await operator.send("POST", `/api/alerts/${alert.id}/acknowledge`, { key: "first" });
    expect(first.status).toBe(200);
    await route.continue();
  });
  await press();
  await wall.locator(".sos-said").waitFor();
  expect(await wall.locator(".sos-said").innerText()).toBe("钱七 已接应 王芳");
  for (const one of [wall, audit, start]) await strip(one).waitFor({ state: "detached" });
  await expect.poll(async () => (await audit.locator(".cases").boundingBox())!.height).toBe(before!.height);
});
