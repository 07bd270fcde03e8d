/** Real Chromium for tests: the browser that an npm package carries, so that no system browser is needed. */
import chromiumPackage, { inflate } from "@sparticuz/chromium";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tmpdir } from "node:os";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { cookieOf } from "./server.ts";

/** Libraries the browser needs and a bare machine may lack; the package brings them for its own platform. */
const SYSTEM_LIBRARIES = ["libnss3.so", "libnspr4.so", "libexpat.so.1"];

/** Longer than any page takes for a step. */
const PATIENCE_MS = 120_000;
/** WebGL2 in software; no background traffic to hosts outside. */
const ARGS = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--autoplay-policy=no-user-gesture-required",
  "--font-render-hinting=none",
];

/** Unpacks the browser once; call it before tests run in parallel. Returns its path. */
export async function prepareBrowser(): Promise<string> {
  const path = Deno.env.get("CHROMIUM") ?? await chromiumPackage.executablePath();
  if (!hasLibraries()) await inflate(join(packageFolder(), "bin", "al2023.tar.br"));
  return path;
}

/** `more`: variables of the environment. */
export async function launchBrowser(more: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const env = { ...Deno.env.toObject(), ...more };
  const carried = join(tmpdir(), "al2023", "lib");
  const executablePath = await prepareBrowser();
  if (existsSync(carried) && !hasLibraries()) env["LD_LIBRARY_PATH"] = carried;
  const browser = await chromium.launch({ executablePath, args: ARGS, env, headless: true });
  const open = browser.newContext.bind(browser);
  // What a page does takes as long as a busy machine needs; a test's own limit is the only clock.
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  };
  return browser;
}

/** A context of its own storage, signed in where its server has an account. */
export async function openContext(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const [name, value] = cookieOf(url).split("=");
  const { origin } = new URL(url);
  if (name && value) {
    await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Lax" }]);
  }
  return context;
}

function hasLibraries(): boolean {
  const folders = ["/lib", "/usr/lib", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/usr/lib64"];
  const present = new Set(
    folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder)),
  );
  return SYSTEM_LIBRARIES.every((library) => present.has(library));
}

function packageFolder(): string {
  return dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))));
}
