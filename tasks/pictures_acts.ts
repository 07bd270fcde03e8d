/** What is done on a page before its picture is taken: who signs in, what is opened, who calls for help. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext, Page } from "playwright-core";
import type { Running } from "../tests/server.ts";

/** Opens the hexagon of the newest incident. */
export async function select(page: Page): Promise<void> {
  await page.locator(".ticker button.line").first().evaluate((line: HTMLElement) => line.click());
  await page.locator(".selection").waitFor();
}

/** Opens a case that people have worked on. */
export async function openCase(page: Page): Promise<void> {
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

export const asAdmin = (page: Page, server: Running) => signIn(page, server, "admin");

/** The first of those that nobody was sent to yet, with who is proposed and why. */
export async function openProposal(page: Page): Promise<void> {
  await page.locator(".dispatch-rows > li > button").first().click();
  await page.locator(".choice").first().waitFor();
}

/** A phone on duty with a case, as its worker sees it: reported by the worker, filed and sent by the centre. */
export async function onDuty(page: Page, server: Running): Promise<void> {
  const { lat, lon } = (await (await page.request.get(`${server.url}/api/city`)).json()).view;
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ latitude: lat, longitude: lon, accuracy: 12 });
  await signIn(page, server, "worker");
  const worker = page.request;
  // Refused where the roster has the worker on duty already.
  await worker.post(`${server.url}/api/shifts/own`, {
    data: { do: "start" },
    headers: { origin: server.url },
  });
  const title = "路面破损 · Broken road surface";
  const { cases: own } = await (await worker.get(`${server.url}/api/field`)).json();
  // Several pictures of one run show the same phone: the case of the first is there for the second.
  if (!own.some((one: { case: { title: string } }) => one.case.title === title)) {
    await sendCase(page, server, { lat: lat + 0.004, lon, title });
  }
  await page.locator(".field-card").first().waitFor();
}

/** Reported by the worker, filed and sent by the centre. */
async function sendCase(page: Page, server: Running, what: { lat: number; lon: number; title: string }) {
  const worker = page.request;
  const report = {
    ...what,
    category: "E01-13",
    severity: 2,
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
export async function callForHelp(page: Page, server: Running): Promise<void> {
  const other = await page.context().browser()!.newContext();
  await post(other.request, server, "/api/session", { login: "worker", password: passwordOf(server) });
  const { lat, lon } = (await (await other.request.get(`${server.url}/api/city`)).json()).view;
  await post(other.request, server, "/api/sos", { key: crypto.randomUUID(), lat, lon });
  await other.close();
  await page.locator("[role=alert]").first().waitFor();
}

/** A shift that waits for a second signature, read by somebody else. */
export async function openHandover(page: Page, server: Running): Promise<void> {
  const promises = [{ text: "16 点前回电王女士（路灯） · Call Ms Wang back by 4 pm (street lamp)" }];
  const data = { key: crypto.randomUUID(), note: "东港路施工，绕行 · Roadworks on Donggang Road", promises };
  await post(page.request, server, "/api/handovers", data);
  await signIn(page, server, "dispatcher");
  await page.locator(".handover-card").first().waitFor();
}

/** The sheet of a case that people have worked on. */
export async function openSheet(page: Page, { url }: Running): Promise<void> {
  const { rows } = await (await page.request.get(`${url}/api/cases?stage=arrived,handled,closed`)).json();
  const { search } = new URL(page.url());
  await page.goto(`${url}/cases/${rows[0].case.id}${search}`);
  await page.locator(".case-timeline").waitFor();
}

/** The account of a worker. */
export async function openAccount(page: Page, server: Running): Promise<void> {
  await asAdmin(page, server);
  await page.locator(".cases-list tbody tr", { hasText: "worker" }).getByRole("button").click();
  await page.locator(".admin-post").waitFor();
}

/** The last two hours of somebody who is out. */
export async function openTrack(page: Page, server: Running): Promise<void> {
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
