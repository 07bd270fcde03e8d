/** What is happening holds still under its reader, and says how much came meanwhile. In real Chromium, with the demo. */
import { expect, test } from "vitest";
import { openWall, useStage } from "./a_wall.ts";

const stage = useStage({ args: ["--workers", "200"] });

test("a scrolled list stays where it is until its reader asks for what is new, and then shows it on top", async () => {
  const page = await openWall(stage, "?lang=en", { size: [1920, 1080], drawn: false });
  page.setDefaultTimeout(60_000);
  await page.locator(".ticker .line").nth(20).waitFor({ state: "attached" });
  const list = page.locator(".ticker ol");
  await list.evaluate((ol: HTMLElement) => ol.scrollTo({ top: ol.clientHeight }));
  const scrolled = await list.evaluate((ol: HTMLElement) => ol.scrollTop);
  expect(scrolled).toBeGreaterThan(0);
  // At some hours the demo itself has nothing new for minutes.
  const what = { id: "T-1", source: "12345", category: "E01-37", severity: 2, title: "Lamp out" };
  const row = JSON.stringify({ ...what, time: Date.now(), lat: 36.597, lon: 121.9 });
  expect(await (await stage.server.post("/api/incidents", row)).json()).toMatchObject({ accepted: 1 });
  const fresh = page.locator(".ticker h2 button");
  await fresh.waitFor();
  expect(await fresh.textContent()).toMatch(/^\d+ new$/);
  const before = await page.locator(".ticker .line").first().textContent();
  await fresh.evaluate((button: HTMLElement) => button.click());
  await fresh.waitFor({ state: "detached" });
  // The scroll follows the list's next picture.
  while (await list.evaluate((ol: HTMLElement) => ol.scrollTop) > 0) await page.waitForTimeout(50);
  expect(await page.locator(".ticker .line").first().textContent()).not.toBe(before);
});
