import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Running } from "../server.ts";
import {
  ADMIN,
  type Caller,
  caller,
  cityOfTwo,
  cookieIn,
  firstAdmin,
  newPerson,
  PASSWORD,
  printedLink,
  signIn,
  startEmpty,
} from "./entrance.ts";
import { expectAsWritten } from "./record.ts";

const city = cityOfTwo();
let server: Running;
let admin: Caller;
beforeAll(async () => {
  server = await startEmpty(city.folder);
  admin = await firstAdmin(server);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const nobody = () => caller(server.url, "");

describe("the first start", () => {
  it("prints a link that makes the administrator once, and is printed no more", async () => {
    const who = await (await admin.get("/api/session")).json();
    expect(who).toMatchObject({ person: { login: ADMIN.login, roles: ["admin"] } });
    expect(who.may).toContain("people.manage");
    expect(who.may).not.toContain("case.dispatch");
    const again = await fetch(`${server.url}/signin`, {
      method: "POST",
      body: new URLSearchParams({ ...ADMIN, login: "second", link: printedLink(server) }),
      redirect: "manual",
    });
    expect(again.status).toBe(400);
    expect(await again.text()).toContain("已用过或已过期");
  });

  it("hands out another link while nobody used it, and none afterwards", async () => {
    const dataDir = Deno.makeTempDirSync();
    const links: string[] = [];
    for (let i = 0; i < 2; i++) {
      await using first = await startEmpty(city.folder, { dataDir });
      links.push(printedLink(first));
      if (i === 1) {
        const old = await (await fetch(`${first.url}/signin?link=${links[0]}`)).text();
        expect(old).toContain("已用过或已过期");
        await firstAdmin(first);
      }
    }
    expect(links[0]).not.toBe(links[1]);
    await using third = await startEmpty(city.folder, { dataDir });
    expect(third.output()).not.toContain("/signin?link=");
    expect((await signIn(third, ADMIN.login, ADMIN.password)).cookie).not.toBe("");
    await third.stop();
    Deno.removeSync(dataDir, { recursive: true });
  });
});

describe("signing in", () => {
  it("with a form goes on to where one wanted to go, and nowhere else", async () => {
    await newPerson(server, admin, "wang", { roles: ["leader"] });
    const post = (next: string) =>
      fetch(`${server.url}/signin`, {
        method: "POST",
        redirect: "manual",
        headers: { origin: server.url },
        body: new URLSearchParams({ login: "wang", password: PASSWORD, next }),
      });
    const first = await post("/wall?lang=en");
    expect([first.status, first.headers.get("location")]).toEqual([303, "/wall?lang=en"]);
    expect(first.headers.get("set-cookie")).toMatch(
      /^hexwall=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    for (
      const next of ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
    ) {
      expect((await post(next)).headers.get("location")).toBe("/");
    }
  });

  it("leads every page that needs it to /signin, and back", async () => {
    for (const path of ["/wall?lang=en", "/wall/night", "/hotspots"]) {
      const answer = await nobody().get(path);
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        `/signin?next=${encodeURIComponent(path)}`,
      ]);
    }
    expect((await nobody().get("/")).headers.get("location")).toBe("/signin");
  });

  it("tells somebody whose role is not enough which would be", async () => {
    const answer = await admin.get("/wall");
    expect(answer.headers.get("location")).toBe("/signin?next=%2Fwall&needs=cells.look");
    const page = await (await admin.get(answer.headers.get("location")!)).text();
    expect(page).toContain("值班员、受理员、派遣员、核查员、领导");
    expect(await (await admin.get("/signin?needs=cells.look&lang=en")).text()).toContain(
      "operator, acceptor",
    );
  });

  it("with a wrong password says so in words, keeps the login, and never the password", async () => {
    const answer = await fetch(`${server.url}/signin?lang=en`, {
      method: "POST",
      body: new URLSearchParams({ login: "wang", password: "not-the-password" }),
    });
    expect(answer.status).toBe(401);
    const page = await answer.text();
    expect(page).toContain("Login or password is wrong");
    expect(page).toContain('value="wang"');
    expect(page).not.toContain("not-the-password");
  });

  it("needs no script: the page has none", async () => {
    const page = await (await nobody().get("/signin")).text();
    expect(page).not.toMatch(/<script|<noscript|style="/);
    expect(page).toContain('<html lang="zh-CN"');
  });

  it("that fails again and again is slowed down, and says for how long", async () => {
    const answers = await Promise.all(
      Array.from(
        { length: 8 },
        () => nobody().send("POST", "/api/session", { login: "ghost", password: "guess" }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const slowed = answers.find(({ status }) => status === 429)!;
    expect(Number(slowed.headers.get("retry-after"))).toBe(5);
    expect((await slowed.json()).error).toMatch(/wait 5 s/);
  });

  it("ends a session of the same browser that was there before", async () => {
    const one = await newPerson(server, admin, "twice", { roles: ["leader"] });
    const second = await one.send("POST", "/api/session", { login: "twice", password: PASSWORD });
    expect(second.status).toBe(200);
    expect((await one.get("/api/session")).status).toBe(401);
    expect((await caller(server.url, cookieIn(second)).get("/api/session")).status).toBe(200);
  });
});

describe("a session", () => {
  it("is listed with its address, and ended by its owner", async () => {
    const one = await newPerson(server, admin, "zhao", { roles: ["leader"] });
    const other = await signIn(server, "zhao");
    const { sessions } = await (await one.get("/api/sessions")).json();
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ login: "zhao", address: "127.0.0.1" });
    const { id } = sessions.find(({ current }: { current: boolean }) => !current);
    expect((await one.send("DELETE", `/api/sessions/${id}`)).status).toBe(204);
    expect((await other.get("/api/session")).status).toBe(401);
    expect((await one.send("DELETE", "/api/session")).status).toBe(204);
    expect((await one.get("/api/session")).status).toBe(401);
  });

  it("of somebody else is ended by an administrator only", async () => {
    const one = await newPerson(server, admin, "qian", { roles: ["leader", "operator"] });
    const { sessions } = await (await admin.get("/api/sessions?of=all")).json();
    const own = sessions.find(({ login }: { login: string }) => login === ADMIN.login);
    const hers = sessions.find(({ login }: { login: string }) => login === "qian");
    expect((await one.get("/api/sessions?of=all")).status).toBe(403);
    expect((await one.send("DELETE", `/api/sessions/${own.id}`)).status).toBe(403);
    expect((await admin.send("DELETE", `/api/sessions/${hers.id}`)).status).toBe(204);
    expect((await admin.send("DELETE", `/api/sessions/${hers.id}`)).status).toBe(404);
    expect((await one.get("/api/session")).status).toBe(401);
  });

  it("is no use to a page of another site", async () => {
    const one = await newPerson(server, admin, "sun", { roles: ["dispatcher"] });
    const send = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/api/session`, {
        method: "DELETE",
        headers: { cookie: one.cookie, ...headers },
      }))
        .status;
    expect(await send({ origin: "https://evil.example" })).toBe(403);
    expect(await send({ origin: "null" })).toBe(403);
    expect(await send({ origin: server.url.replace("127.0.0.1", "localhost") })).toBe(403);
    expect(await send({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await send({ "sec-fetch-site": "same-site" })).toBe(403);
    expect(await send({})).toBe(403);
    const form = await fetch(`${server.url}/signin`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams({ login: "sun", password: PASSWORD }),
    });
    expect(form.status).toBe(403);
    expect((await one.get("/api/session")).status).toBe(200);
    expect(await send({ origin: server.url })).toBe(204);
  });
});

describe("accounts over HTTP", () => {
  it("are changed on the version that was seen, and the stale one is told what is there", async () => {
    const made = await admin.send("POST", "/api/people", {
      login: "v",
      name: "V",
      roles: ["leader"],
      areas: ["west"],
    });
    expect(made.status).toBe(400);
    const { person } = await (await admin.send("POST", "/api/people", {
      login: "vera",
      name: "V",
      roles: ["leader"],
      areas: ["west"],
    })).json();
    const { id, version, ...draft } = person;
    const put = (change: object) => admin.send("PUT", `/api/people/${id}`, { ...draft, version, ...change });
    expect((await put({ areas: ["east"] })).status).toBe(200);
    const stale = await put({ areas: ["*"] });
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({ kind: "stale", person: { version: 2, areas: ["east"] } });
    expect((await admin.send("POST", "/api/people", { ...draft })).status).toBe(409);
    expect((await admin.send("PUT", "/api/people/p999", { ...draft, version: 1 })).status).toBe(404);
  });

  it("get their first password by a link that the administrator hands over", async () => {
    const { person } = await (await admin.send("POST", "/api/people", {
      login: "newcomer",
      name: "新人",
      roles: ["checker"],
      areas: ["*"],
    })).json();
    const { link } = await (await admin.send("POST", `/api/people/${person.id}/link`)).json();
    expect(await (await nobody().get(link)).text()).toContain("newcomer");
    const form = new URLSearchParams({
      link: new URL(link, server.url).searchParams.get("link")!,
      password: PASSWORD,
    });
    const post = () => fetch(`${server.url}/signin`, { method: "POST", body: form, redirect: "manual" });
    const answer = await post();
    expect(answer.status).toBe(303);
    const who = await (await caller(server.url, cookieIn(answer)).get("/api/session")).json();
    expect(who.person.login).toBe("newcomer");
    expect((await post()).status).toBe(400);
  });
});

describe("every answer", () => {
  it.each([
    "/",
    "/signin",
    "/healthz",
    "/api/session",
    "/api/city",
    "/wall",
    "/nothing",
    "/api/openapi.json",
  ])(
    "carries the headers that keep other sites out: %s",
    async (path) => {
      const { headers } = await nobody().get(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).toContain("form-action 'self'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("permissions-policy")).toContain("camera=()");
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );
});

it("leaves a record in which no edit is found", () => expectAsWritten(server));
