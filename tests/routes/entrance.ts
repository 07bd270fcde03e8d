/** A city with two districts and nobody in it yet, and a first administrator by the printed link, as an operator would. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Running, type StartOptions, startServer } from "../server.ts";

export const ADMIN = { login: "root", name: "管理员", password: "a long enough password" } as const;
export const PASSWORD = "another long password";
/** West and east of 120.25. */
export const WEST = { lat: 36.15, lon: 120.2 }, EAST = { lat: 36.15, lon: 120.3 };

const box = (
  west: number,
  east: number,
) => [[[west, 36.1], [east, 36.1], [east, 36.2], [west, 36.2], [west, 36.1]]];

/** `shifts`: whether fixes are taken only within duty shifts. */
export function cityOfTwo(shifts: "none" | "required" = "none"): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-two-"));
  const district = (code: string, west: number, east: number) => ({
    type: "Feature",
    properties: { code, name: `区 ${code}` },
    geometry: { type: "Polygon", coordinates: box(west, east) },
  });
  writeFileSync(
    join(folder, "districts.json"),
    JSON.stringify({
      type: "FeatureCollection",
      features: [district("west", 120.15, 120.25), district("east", 120.25, 120.35)],
    }),
  );
  writeFileSync(
    join(folder, "city.json"),
    JSON.stringify({
      id: "two",
      names: { zh: "两区市", en: "Two" },
      timeZone: "Asia/Shanghai",
      shifts,
      bounds: [120.1, 36, 120.4, 36.3],
      view: { ...WEST, zoom: 12 },
      districts: { file: "districts.json", code: "code", name: "name" },
    }),
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const startEmpty = (city: string, more: StartOptions = {}) =>
  startServer({ ...more, env: { CITY: city, ...more.env }, empty: true });

export function printedLink(server: Running): string {
  const link = /\/signin\?link=([\w-]{43})/.exec(server.output())?.[1];
  if (!link) throw new Error(`No link was printed:\n${server.output()}`);
  return link;
}

/** Somebody signed in, and what they send. */
export interface Caller {
  readonly cookie: string;
  get(path: string): Promise<Response>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export function caller(url: string, cookie: string): Caller {
  return {
    cookie,
    get: (path) => fetch(url + path, { headers: { cookie }, redirect: "manual" }),
    send: (method, path, body, headers = {}) =>
      fetch(url + path, {
        method,
        redirect: "manual",
        headers: { cookie, origin: url, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

export function cookieIn(response: Response): string {
  return /^([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "";
}

export async function firstAdmin(server: Running): Promise<Caller> {
  const form = new URLSearchParams({ ...ADMIN, link: printedLink(server) });
  const response = await fetch(`${server.url}/signin`, { method: "POST", body: form, redirect: "manual" });
  if (response.status !== 303) throw new Error(`${response.status}: ${await response.text()}`);
  return caller(server.url, cookieIn(response));
}

export async function signIn(server: Running, login: string, password: string = PASSWORD): Promise<Caller> {
  const response = await caller(server.url, "").send("POST", "/api/session", { login, password });
  if (response.status !== 200) throw new Error(`${login}: ${response.status} ${await response.text()}`);
  return caller(server.url, cookieIn(response));
}

/** An account that the administrator makes; signed in. */
export async function newPerson(
  server: Running,
  admin: Caller,
  login: string,
  draft: Record<string, unknown>,
): Promise<Caller & { readonly id: string }> {
  const made = await admin.send("POST", "/api/people", {
    login,
    name: `名 ${login}`,
    areas: ["*"],
    roles: [],
    password: PASSWORD,
    ...draft,
  });
  if (made.status !== 201) throw new Error(await made.text());
  const { person } = await made.json();
  return { id: person.id, ...await signIn(server, login) };
}

/** Accounts by their logins, made one after the other: their ids are in this order. */
export async function newPeople(
  server: Running,
  admin: Caller,
  drafts: Readonly<Record<string, Record<string, unknown>>>,
): Promise<Record<string, Caller & { readonly id: string }>> {
  const people: Record<string, Caller & { readonly id: string }> = {};
  for (const [login, draft] of Object.entries(drafts)) {
    people[login] = await newPerson(server, admin, login, draft);
  }
  return people;
}

/** Workers are somewhere now. */
export async function workersAt(
  server: Running,
  at: Readonly<Record<string, { readonly lat: number; readonly lon: number }>>,
): Promise<void> {
  const fixes = Object.entries(at).map(([worker, place]) =>
    JSON.stringify({ worker, time: Date.now(), ...place })
  );
  await (await server.post("/api/fixes", fixes.join("\n"))).body?.cancel();
}
