/** The pictures of the documents: where each is taken, of what, and at which size. A new one is one entry. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext, Page } from "playwright-core";
import type { Running } from "../tests/server.ts";

/** A running city that pictures are taken of. */
export interface Place {
  readonly name: string;
  /** City folder; none is the demo. */
  readonly city?: string;
  /** Arguments of the start. */
  readonly args?: readonly string[];
  /** Arguments of the replay that feeds it. */
  readonly replay?: readonly string[];
  /** A file that has to be there, relative to the checkout. */
  readonly needs?: string;
  readonly warmSeconds?: number;
  /** Local time of the city, "10:30"; the hour of now where that cannot be had. */
  readonly hour?: string;
}

export interface Picture {
  /** File name in docs/, without its ending. */
  readonly name: string;
  readonly place: Place;
  readonly url: string;
  /** px; 1920×1080 if not said. */
  readonly size?: readonly [width: number, height: number];
  readonly shrink?: number;
  readonly settleSeconds?: number;
  prepare?(page: Page, server: Running): Promise<void>;
}

const HAIWAN: Place = { name: "Haiwan", warmSeconds: 60, hour: "10:30" };
const HAIWAN_AT_NIGHT: Place = { name: "Haiwan at night", warmSeconds: 60, hour: "22:30" };
const STORM: Place = {
  name: "Haiwan in the storm",
  args: ["--scenario", "storm"],
  warmSeconds: 150,
  hour: "17:30",
};
const SAN_FRANCISCO: Place = {
  name: "San Francisco",
  city: "tests/cities/san-francisco",
  replay: ["--city", "san-francisco", "--start", "+09:30"],
  needs: "../shared/data/sf/cabs_20080530_24h.csv.gz",
  warmSeconds: 60,
};
const HOUSTON: Place = {
  name: "Houston in the hurricane",
  city: "tests/cities/houston",
  replay: ["--city", "houston", "--start", "2024-07-08T12:00:00Z", "--speed", "20"],
  needs: "../shared/data/houston/events_beryl_20240701_20240715.ndjson.gz",
  warmSeconds: 90,
};
const FLORENCE: Place = {
  name: "Florence",
  city: "tests/cities/florence",
  needs: "../shared/data/basemap/firenze_v3_protomaps_ODbL.pmtiles",
  warmSeconds: 5,
};

/** Opens the hexagon of the newest incident. */
async function select(page: Page): Promise<void> {
  await page.locator(".ticker button.line").first().evaluate((line: HTMLElement) => line.click());
  await page.locator(".selection").waitFor();
}

/** Opens a case that people have worked on. */
async function openCase(page: Page): Promise<void> {
  await page.locator(".cases-list tbody tr button").nth(4).click();
  await page.locator(".case-timeline").waitFor();
}

/** Signs in with an account of the demo, on the page of the picture. */
async function signIn(page: Page, server: Running, login: string): Promise<void> {
  const { pathname, search } = new URL(page.url());
  await post(page.request, server, "/api/session", { login, password: passwordOf(server) });
  await page.goto(server.url + pathname + search);
}

function passwordOf({ dataDir }: Running): string {
  return readFileSync(join(dataDir, "haiwan", "demo-password"), "utf8").split("\n")[0]!;
}

const asAdmin = (page: Page, server: Running) => signIn(page, server, "admin");

/** The first of those that nobody was sent to yet, with who is proposed and why. */
async function openProposal(page: Page): Promise<void> {
  await page.locator(".dispatch-rows > li > button").first().click();
  await page.locator(".choice").first().waitFor();
}

/** A phone on duty with a case, as its worker sees it: reported by the worker, filed and sent by the centre. */
async function onDuty(page: Page, server: Running): Promise<void> {
  await signIn(page, server, "worker");
  const worker = page.request;
  // Refused where the roster has the worker on duty already.
  await worker.post(`${server.url}/api/shifts/own`, {
    data: { do: "start" },
    headers: { origin: server.url },
  });
  const { lat, lon } = (await (await worker.get(`${server.url}/api/city`)).json()).view;
  const report = {
    ...{ category: "E01-13", severity: 2, lat: lat + 0.004, lon, title: "路面破损 · Broken road surface" },
    address: "台东一路 12 号 · 12 Taidong 1st Road",
  };
  const { cases: [{ id }] } = await post(worker, server, "/api/cases", { key: crypto.randomUUID(), report });
  const { conditions } = await (await worker.get(`${server.url}/api/cases/${id}`)).json();
  const file = { kind: "file", condition: conditions?.[0]?.id ?? "danger" };
  await commandAs(page, server, "acceptor", { id, version: 1, command: file });
  await commandAs(page, server, "dispatcher", {
    ...{ id, version: 2 },
    command: { kind: "dispatch", worker: "HW-00001" },
  });
  await page.locator(".field-card").first().waitFor();
}

async function post(from: APIRequestContext, { url }: Running, path: string, data: object) {
  const answer = await from.post(url + path, { data, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return await answer.json();
}

/** Somebody else gives a command, in a browser of their own. */
async function commandAs(
  page: Page,
  server: Running,
  login: string,
  { id, version, command }: { id: string; version: number; command: object },
): Promise<void> {
  const other = await page.context().browser()!.newContext();
  try {
    const sent = { key: crypto.randomUUID(), version, command };
    await post(other.request, server, "/api/session", { login, password: passwordOf(server) });
    await post(other.request, server, `/api/cases/${id}/commands`, sent);
  } finally {
    await other.close();
  }
}

/** A worker calls for help. */
async function callForHelp(page: Page, server: Running): Promise<void> {
  const other = await page.context().browser()!.newContext();
  await post(other.request, server, "/api/session", { login: "worker", password: passwordOf(server) });
  const { lat, lon } = (await (await other.request.get(`${server.url}/api/city`)).json()).view;
  await post(other.request, server, "/api/sos", { key: crypto.randomUUID(), lat, lon });
  await other.close();
  await page.locator("[role=alert]").first().waitFor();
}

/** A shift that waits for a second signature, read by somebody else. */
async function openHandover(page: Page, server: Running): Promise<void> {
  const promises = [{ text: "16 点前回电王女士（路灯） · Call Ms Wang back by 4 pm (street lamp)" }];
  const data = { key: crypto.randomUUID(), note: "东港路施工，绕行 · Roadworks on Donggang Road", promises };
  await post(page.request, server, "/api/handovers", data);
  await signIn(page, server, "dispatcher");
  await page.locator(".handover-card").first().waitFor();
}

/** The sheet of a case that people have worked on. */
async function openSheet(page: Page, { url }: Running): Promise<void> {
  const { rows } = await (await page.request.get(`${url}/api/cases?stage=arrived,handled,closed`)).json();
  const { search } = new URL(page.url());
  await page.goto(`${url}/cases/${rows[0].case.id}${search}`);
  await page.locator(".case-timeline").waitFor();
}

/** The account of a worker. */
async function openAccount(page: Page, server: Running): Promise<void> {
  await asAdmin(page, server);
  await page.locator(".cases-list tbody tr", { hasText: "worker" }).getByRole("button").click();
  await page.locator(".admin-post").waitFor();
}

/** The last two hours of somebody who is out. */
async function openTrack(page: Page, server: Running): Promise<void> {
  const { lat, lon } = (await (await page.request.get(`${server.url}/api/city`)).json()).view;
  const near = await page.request.get(`${server.url}/api/workers?near=${lat},${lon}&metres=2000`);
  const { worker } = (await near.json()).workers[0];
  await asAdmin(page, server);
  const english = page.url().includes("lang=en");
  await page.locator(".track-form input").first().fill(worker);
  await page.locator("textarea").fill(english ? "A resident says nobody came" : "居民反映无人到场，核实");
  await page.locator(".track-read").click();
  await page.locator(".track-found").waitFor();
}

export const PICTURES: readonly Picture[] = [
  { name: "wall-haiwan", place: HAIWAN, url: "/wall" },
  { name: "wall-haiwan-english", place: HAIWAN, url: "/wall?lang=en" },
  { name: "wall-day", place: HAIWAN, url: "/wall?theme=light" },
  { name: "wall-night", place: HAIWAN_AT_NIGHT, url: "/wall/night" },
  { name: "wall-district", place: HAIWAN, url: "/wall/district-379902" },
  { name: "wall-street", place: HAIWAN, url: "/wall?view=36.5605,121.8700,15.2" },
  { name: "dispatch", place: HAIWAN, url: "/wall", prepare: select },
  { name: "wall-3840x2160", place: HAIWAN, url: "/wall", size: [3840, 2160], shrink: 0.5, settleSeconds: 20 },
  {
    name: "wall-5760x2160",
    place: HAIWAN,
    url: "/wall?lang=en",
    size: [5760, 2160],
    shrink: 0.4,
    settleSeconds: 30,
  },
  { name: "wall-6656x1792", place: HAIWAN, url: "/wall", size: [6656, 1792], shrink: 0.4, settleSeconds: 30 },
  { name: "wall-2160x3840", place: HAIWAN, url: "/wall", size: [2160, 3840], shrink: 0.5, settleSeconds: 20 },
  { name: "hotspots", place: HAIWAN, url: "/hotspots" },
  { name: "cases", place: HAIWAN, url: "/cases?theme=light", size: [1440, 900], prepare: openCase },
  { name: "cases-english", place: HAIWAN, url: "/cases?lang=en", size: [1440, 900], prepare: openCase },
  { name: "admin", place: HAIWAN, url: "/admin", size: [1440, 900], prepare: openAccount },
  {
    name: "admin-english",
    place: HAIWAN,
    url: "/admin?lang=en&theme=light",
    size: [1440, 900],
    prepare: openAccount,
  },
  {
    name: "console",
    place: HAIWAN,
    url: "/dispatch?list=incidents&theme=dark",
    size: [1440, 900],
    prepare: openProposal,
  },
  {
    name: "console-english",
    place: HAIWAN,
    url: "/dispatch?list=incidents&lang=en&theme=light",
    size: [1440, 900],
    prepare: openProposal,
  },
  {
    name: "console-3840x2160",
    place: HAIWAN,
    url: "/dispatch?list=incidents&theme=dark",
    size: [3840, 2160],
    shrink: 0.5,
    settleSeconds: 20,
    prepare: openProposal,
  },
  { name: "reach", place: HAIWAN, url: "/wall?layers=reach,districts,workers,incidents", settleSeconds: 12 },
  {
    name: "reach-english",
    place: HAIWAN,
    url: "/wall?layers=reach,districts,workers,incidents&lang=en",
    settleSeconds: 12,
  },
  { name: "sheet", place: HAIWAN, url: "/cases?theme=light", size: [1100, 900], prepare: openSheet },
  {
    name: "sheet-english",
    place: HAIWAN,
    url: "/cases?lang=en&theme=light",
    size: [1100, 900],
    prepare: openSheet,
  },
  { name: "handover", place: HAIWAN, url: "/handover", size: [1440, 900], prepare: openHandover },
  {
    name: "handover-english",
    place: HAIWAN,
    url: "/handover?lang=en&theme=light",
    size: [1440, 900],
    prepare: openHandover,
  },
  { name: "field", place: HAIWAN, url: "/field", size: [390, 844], prepare: onDuty },
  { name: "field-english", place: HAIWAN, url: "/field?lang=en", size: [390, 844], prepare: onDuty },
  { name: "sos", place: HAIWAN, url: "/wall", prepare: callForHelp },
  { name: "sos-english", place: HAIWAN, url: "/cases?lang=en", size: [1440, 900], prepare: callForHelp },
  { name: "waiting", place: HAIWAN, url: "/cases?waiting=1", size: [1440, 900] },
  { name: "shifts", place: HAIWAN, url: "/admin?tab=shifts", size: [1440, 900], prepare: asAdmin },
  {
    name: "shifts-english",
    place: HAIWAN,
    url: "/admin?tab=shifts&lang=en&theme=light",
    size: [1440, 900],
    prepare: asAdmin,
  },
  { name: "track", place: HAIWAN, url: "/track", size: [1440, 900], prepare: openTrack },
  {
    name: "track-english",
    place: HAIWAN,
    url: "/track?lang=en&theme=light",
    size: [1440, 900],
    prepare: openTrack,
  },
  { name: "audit", place: HAIWAN, url: "/audit?theme=light", size: [1440, 900], prepare: asAdmin },
  { name: "signin", place: HAIWAN, url: "/signin", size: [1440, 900] },
  { name: "signin-english", place: HAIWAN, url: "/signin?lang=en&theme=light", size: [1440, 900] },
  {
    name: "server-gone",
    place: HAIWAN,
    url: "/wall",
    async prepare(_page, server) {
      await server.stop("SIGKILL");
    },
  },
  { name: "wall-storm", place: STORM, url: "/wall" },
  { name: "wall-storm-english", place: STORM, url: "/wall?lang=en" },
  { name: "wall-san-francisco", place: SAN_FRANCISCO, url: "/wall?lang=en" },
  { name: "wall-houston", place: HOUSTON, url: "/wall?lang=en" },
  { name: "wall-florence", place: FLORENCE, url: "/wall?lang=en" },
];
