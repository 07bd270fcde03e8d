import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nameOf } from "../../demo/people_names.ts";
import { TestScreen } from "../screen.ts";
import { type Running, startServer } from "../server.ts";
import { caller, cookieIn, printedLink, signIn } from "./entrance.ts";

const dataDir = mkdtempSync(join(tmpdir(), "hexwall-demo-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const args = ["--workers", "50"];
const ROLES = ["acceptor", "dispatcher", "checker", "leader", "operator", "integrator", "admin", "worker"];

/** Fetch says itself which host it asks, so this asks as a page of another name would. */
function askAs(server: Running, host: string, path: string, headers = {}): Promise<number> {
  return new Promise((resolve, reject) =>
    request(
      server.url + path,
      { headers: { ...headers, host } },
      (answer) => resolve(answer.resume().statusCode!),
    )
      .on("error", reject).end()
  );
}

test("in the demo whoever comes is a guest, and each role has an account whose password lies beside the data", async () => {
  await using server = await startServer({ args, dataDir });
  const guest = caller(server.url, "");
  expect((await guest.get("/wall")).status).toBe(200);
  const who = await (await guest.get("/api/session")).json();
  expect(who).toMatchObject({ person: { id: "guest" }, session: null });
  expect(who.may).not.toContain("people.manage");
  expect((await guest.get("/api/people")).status).toBe(403);

  const file = join(dataDir, "haiwan", "demo-password");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const password = readFileSync(file, "utf8").split("\n")[0]!;
  expect(password).toMatch(/^(\w{4}-){2}\w{4}$/);
  expect(server.output()).toContain(password);
  for (const login of ROLES) {
    const one = await signIn(server, login, password);
    expect((await (await one.get("/api/session")).json()).person.roles).toEqual([login]);
  }
  const page = await (await guest.get("/signin")).text();
  expect(page).toContain("acceptor、dispatcher");
  expect(page).not.toContain(password);
});

test("a worker without an account is found by the name that the demo's register has, and named within a line", async () => {
  await using server = await startServer({ args: ["--workers", "400"], dataDir });
  const guest = caller(server.url, "");
  const ask = async (path: string) => await (await guest.get(path)).json();
  const hitsOf = async (q: string) =>
    (await ask(`/api/search?q=${encodeURIComponent(q)}`)).hits.filter(({ kind }: { kind: string }) =>
      kind === "worker"
    );
  await expect.poll(async () => (await hitsOf("HW-")).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const one = (await hitsOf("HW-")).at(-1);
  expect(one.name).toBe(nameOf(one.worker));
  expect((await hitsOf(one.name)).map(({ worker }: { worker: string }) => worker)).toContain(one.worker);
  const { lat, lon } = one;
  // Whoever is on the way moves on meanwhile, and not that far.
  const ring = [[-1, -1], [-1, 1], [1, 1], [1, -1]].map(([y, x]) => `${lat + y! / 100},${lon + x! / 100}`);
  const { workers } = await ask(`/api/within?ring=${ring.join(";")}`);
  expect(workers.map(({ name }: { name: string }) => name)).toEqual(
    workers.map(({ worker }: { worker: string }) => nameOf(worker)),
  );
  expect(workers.length).toBeGreaterThan(0);
});

test("a page under another name that leads here is no guest", async () => {
  await using server = await startServer({ args, dataDir });
  expect(await askAs(server, "localhost:1", "/api/cameras")).toBe(200);
  expect(await askAs(server, "rebound.example", "/api/cameras")).toBe(401);
});

test("whoever comes through a proxy that nobody told of is no guest, whatever host it names", async () => {
  await using server = await startServer({ args, dataDir });
  for (
    const headers of [{ "x-forwarded-for": "203.0.113.9" }, { forwarded: "for=_x" }, { via: "1.1 proxy" }]
  ) {
    expect(await askAs(server, "localhost", "/api/cameras", headers)).toBe(401);
    const screen = new TestScreen(server.url, {}, { extraHeaders: headers });
    const refused = await new Promise((resolve) => {
      screen.socket.once("connect", () => resolve(null));
      screen.socket.once("connect_error", resolve);
    });
    screen.close();
    expect(refused).not.toBeNull();
  }
  expect(await askAs(server, "localhost", "/api/cameras")).toBe(200);
});

test.each([
  { HOST: "0.0.0.0" },
  { BEHIND_PROXY: "1" },
])("where others reach the demo, guest and demo accounts are gone: %o", async (env) => {
  const file = join(dataDir, "haiwan", "demo-password");
  expect(existsSync(file)).toBe(true);
  const password = readFileSync(file, "utf8").split("\n")[0]!;
  await using server = await startServer({ args, dataDir, env: env as Record<string, string> });
  const url = server.url.replace("0.0.0.0", "127.0.0.1");
  const nobody = caller(url, "");
  expect((await nobody.get("/wall")).status).toBe(303);
  expect((await nobody.get("/api/session")).status).toBe(401);
  for (const login of ["admin", "operator"]) {
    expect((await nobody.send("POST", "/api/session", { login, password })).status).toBe(401);
  }
  expect(await (await nobody.get("/signin")).text()).not.toContain("acceptor");
  // An administrator of its own is made as in any city.
  expect(printedLink(server)).toMatch(/^[\w-]{43}$/);
});

test("behind a proxy the cookie is bound to HTTPS, and without HTTPS nobody from elsewhere signs in", async () => {
  await using server = await startServer({ args, dataDir, env: { BEHIND_PROXY: "1" } });
  const far = { "x-forwarded-for": "203.0.113.9" };
  const form = (headers: Record<string, string>, login: string) =>
    fetch(`${server.url}/signin`, {
      method: "POST",
      redirect: "manual",
      headers: { ...far, ...headers },
      body: new URLSearchParams({
        login,
        name: "管理员",
        password: "a long password",
        link: printedLink(server),
      }),
    });
  const plain = await form({ "x-forwarded-proto": "http" }, "root");
  expect([plain.status, (await plain.text()).includes("须用 HTTPS")]).toEqual([403, true]);
  const safe = await form({ "x-forwarded-proto": "https" }, "root");
  expect(safe.status).toBe(303);
  expect(safe.headers.get("set-cookie")).toMatch(/^__Host-hexwall=[\w-]{43}; .*; Secure$/);
  expect(safe.headers.get("strict-transport-security")).toContain("max-age=");
  const cookie = cookieIn(safe);
  const ask = (proto: string) =>
    fetch(`${server.url}/api/session`, { headers: { cookie, ...far, "x-forwarded-proto": proto } });
  expect(await (await ask("https")).json()).toMatchObject({ person: { login: "root" } });
  expect((await ask("http")).status).toBe(401);
});
