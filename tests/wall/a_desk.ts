/** A page for a desk, opened by somebody who is signed in, and what axe has to say of it. */
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import type { Caller } from "../routes/entrance.ts";
import type { Running } from "../server.ts";

export type Scheme = "dark" | "light";

export async function openDesk(
  browser: Browser,
  { url }: Running,
  { cookie }: Caller,
  path: string,
  colorScheme: Scheme = "dark",
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, colorScheme });
  const [name, value] = cookie.split("=") as [string, string];
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(url + path);
  return page;
}

export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = "axe.run(document, { resultTypes: ['violations'] })";
  const { violations } = await page.evaluate(run) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`)
  );
}
