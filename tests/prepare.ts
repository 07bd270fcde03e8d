/** Runs once before all tests: unpacks the browser, so that parallel test files do not unpack it over each other. */
import { prepareBrowser } from "./browser.ts";

export default async function prepare(): Promise<void> {
  await prepareBrowser();
}
