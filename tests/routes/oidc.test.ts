/** Against a real provider, which runs in this process: there, any login and any password are good. */
import { createServer, type Server } from "node:http";
import Provider from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../store/free_port.ts";
import type { Running } from "../server.ts";
import { type Caller, caller, cityOfTwo, firstAdmin, newPerson, startEmpty } from "./entrance.ts";

const city = cityOfTwo();
let provider: Server, issuer: string;
let server: Running, admin: Caller;

beforeAll(async () => {
  const [port, own] = [await freePort(), await freePort()];
  issuer = `http://127.0.0.1:${port}`;
  const house = new Provider(issuer, {
    clients: [{
      client_id: "hexwall",
      client_secret: "a secret of both houses",
      redirect_uris: [`http://127.0.0.1:${own}/signin/oidc/back`],
    }],
    // A login is an address: proven, unless it says otherwise.
    findAccount: (_c: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, email: sub, email_verified: !sub.startsWith("unproven") }),
    }),
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: [] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ["one"] },
  });
  provider = createServer(house.callback());
  await new Promise<void>((ready) => provider.listen(port, "127.0.0.1", ready));
  server = await startEmpty(city.folder, {
    port: own,
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: "hexwall", OIDC_CLIENT_SECRET: "a secret of both houses" },
  });
  admin = await firstAdmin(server);
  await newPerson(server, admin, "li@city.example", { roles: ["leader"] });
  await newPerson(server, admin, "unproven@city.example", { roles: ["leader"] });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  provider?.closeAllConnections();
  provider?.close();
  city.remove();
});

/** A browser without a window: follows every redirect, keeps cookies by host and port, fills in the provider's forms. */
class Visitor {
  readonly #jars = new Map<string, Map<string, string>>();

  cookie(origin: string): string {
    return [...this.#jars.get(origin) ?? []].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async go(url: string, form?: Record<string, string>): Promise<Response> {
    const { origin } = new URL(url);
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: this.cookie(origin), accept: "text/html" },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return answer;
  }

  /** Goes on until it is back at the city, and returns the address and the answer there. */
  async signIn(login: string, start = `${server.url}/signin/oidc?next=%2Fwall`): Promise<string> {
    let url = start;
    let form: Record<string, string> | undefined;
    for (let step = 0; step < 20; step++) {
      const answer = await this.go(url, form);
      form = undefined;
      const to = answer.headers.get("location");
      if (to !== null) {
        url = new URL(to, url).href;
        if (url.startsWith(server.url) && !url.includes("/signin/oidc")) return url;
        continue;
      }
      const page = await answer.text();
      const action = /action="([^"]+)"/.exec(page)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!action || !prompt) {
        throw new Error(`Neither a form nor a redirect at ${url}: ${answer.status} ${page}`);
      }
      url = new URL(action, url).href;
      form = { prompt, login, password: "any" };
    }
    throw new Error(`Still not back after twenty steps, at ${url}`);
  }
}

test("somebody with an account here signs in there, and goes on to where they wanted to go", async () => {
  const visitor = new Visitor();
  expect(await visitor.signIn("li@city.example")).toBe(`${server.url}/wall`);
  const who = await (await visitor.go(`${server.url}/api/session`)).json();
  expect(who.person).toMatchObject({ login: "li@city.example", roles: ["leader"] });
  expect(visitor.cookie(server.url)).not.toContain("hexwall-oidc");
});

test("somebody without one is told so in words, and whose address nobody proved is nobody", async () => {
  for (const login of ["stranger@city.example", "unproven@city.example"]) {
    const visitor = new Visitor();
    const url = await visitor.signIn(login);
    const page = await (await visitor.go(url)).text();
    expect(page).toContain("在本系统没有可用账号");
    expect((await visitor.go(`${server.url}/api/session`)).status).toBe(401);
  }
});

test("somebody who left does not come in by the other house either", async () => {
  const gone = await newPerson(server, admin, "gone@city.example", { roles: ["leader"] });
  const put = {
    login: "gone@city.example",
    name: "g",
    areas: [],
    roles: ["leader"],
    version: 1,
    active: false,
  };
  expect((await admin.send("PUT", `/api/people/${gone.id}`, put)).status).toBe(200);
  expect(await new Visitor().signIn("gone@city.example")).toContain("why=unknown");
});

test("a return that this browser did not begin, that is used again, or that was made up, signs nobody in", async () => {
  const one = new Visitor(), victim = new Visitor();
  let back = "";
  const original = one.go.bind(one);
  one.go = (url, form) => {
    // The last step is left to be taken by somebody else.
    if (url.includes("/signin/oidc/back")) {
      back = url;
      return Promise.reject(new Error("stopped"));
    }
    return original(url, form);
  };
  await expect(one.signIn("li@city.example")).rejects.toThrow("stopped");
  const location = async (who: Visitor, url: string) => (await who.go(url)).headers.get("location");
  expect(await location(victim, back)).toBe("/signin?why=stale");
  one.go = original;
  const forged = back.replace(/state=[^&]+/, "state=made-up");
  expect(await location(one, forged)).toBe("/signin?why=refused");
  expect(await location(one, back)).toBe("/signin?why=stale");
  expect((await caller(server.url, one.cookie(server.url)).get("/api/session")).status).toBe(401);
});

test("an issuer that does not answer is said, and a password still works", async () => {
  await using alone = await startEmpty(city.folder, {
    env: { OIDC_ISSUER: "http://127.0.0.1:9", OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "y" },
  });
  const answer = await fetch(`${alone.url}/signin/oidc`, { redirect: "manual" });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  expect((await (await firstAdmin(alone)).get("/api/session")).status).toBe(200);
  expect(await (await fetch(`${alone.url}/signin`)).text()).toContain("/signin/oidc?next=%2F");
});
