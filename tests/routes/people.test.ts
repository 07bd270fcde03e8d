/** Accounts over HTTP: areas that the city does not have, and tables of accounts. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Running } from "../server.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, PASSWORD, signIn, startEmpty } from "./entrance.ts";
import { expectAsWritten } from "./record.ts";

const city = cityOfTwo();
let server: Running, admin: Caller;
beforeAll(async () => {
  server = await startEmpty(city.folder);
  admin = await firstAdmin(server);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

it("an area that the city does not have is refused by name, at making and at changing", async () => {
  const draft = { login: "li", name: "李", roles: ["leader"], areas: ["west", "nowhere"] };
  const refused = await admin.send("POST", "/api/people", draft);
  expect([refused.status, await refused.json()]).toEqual([400, {
    kind: "unknown-area",
    error: "areas: the city has no nowhere; use codes of its districts, streets, communities and grids",
    unknown: { field: "areas", codes: ["nowhere"] },
  }]);
  const { id } = await newPerson(server, admin, "li", { areas: ["west"] });
  const post = { id: "w1", kind: "dedicated", skills: [], grids: ["g9"] };
  const change = { login: "li", name: "李", roles: ["worker"], areas: ["west"], post, version: 1 };
  const answer = await admin.send("PUT", `/api/people/${id}`, change);
  expect((await answer.json()).error).toBe("grids: the city has no g9; use codes of its grids");
  const { people, unknownAreas } = await (await admin.get("/api/people")).json();
  expect(unknownAreas).toEqual({});
  expect(people.find((person: { id: string }) => person.id === id)).toMatchObject({
    version: 1,
    areas: ["west"],
  });
});

it("accounts are asked for by part of a name, by role and state, some at a time, and one by itself", async () => {
  const { id } = await newPerson(server, admin, "asked-1", { name: "问一", roles: ["checker"] });
  const gone = await newPerson(server, admin, "asked-2", { name: "问二" });
  const left = { login: "asked-2", name: "问二", roles: [], areas: ["*"], active: false, version: 1 };
  expect((await admin.send("PUT", `/api/people/${gone.id}`, left)).status).toBe(200);
  const ask = async (query: string) => {
    const { people, total, unknownAreas } = await (await admin.get(`/api/people?${query}`)).json();
    return [people.map(({ name }: { name: string }) => name), total, unknownAreas];
  };
  expect(await ask("q=ASKED")).toEqual([["问二", "问一"], 2, {}]);
  expect(await ask("q=asked&limit=1")).toEqual([["问二"], 2, {}]);
  expect(await ask("q=asked&state=active")).toEqual([["问一"], 1, {}]);
  expect(await ask("q=asked&state=left")).toEqual([["问二"], 1, {}]);
  expect(await ask("q=asked&role=checker")).toEqual([["问一"], 1, {}]);
  for (const query of ["role=king", "state=here", "limit=0", "limit=501", "limit=x"]) {
    const refused = await admin.get(`/api/people?${query}`);
    expect([refused.status, (await refused.json()).error]).toEqual([400, expect.stringContaining(query)]);
  }
  const one = await admin.get(`/api/people/${id}`);
  expect([one.headers.get("cache-control"), await one.json()]).toEqual(["no-store", {
    person: expect.objectContaining({ id, login: "asked-1" }),
    unknownAreas: [],
  }]);
  expect((await admin.get("/api/people/p999999")).status).toBe(404);
  const other = await newPerson(server, admin, "asked-3", { roles: ["leader"] });
  for (const path of ["/api/people?q=asked", `/api/people/${id}`]) {
    expect((await other.get(path)).status).toBe(403);
  }
  for (const q of ["ASKED-1", encodeURIComponent("问一")]) {
    const { sessions, total } = await (await admin.get(`/api/sessions?of=all&q=${q}`)).json();
    expect([sessions, total]).toEqual([[expect.objectContaining({ login: "asked-1", name: "问一" })], 1]);
  }
  expect((await (await other.get("/api/sessions?q=asked-1")).json()).sessions).toEqual([]);
});

it("a worker that another account in use is, is refused by name", async () => {
  const post = { id: "w-one", kind: "dedicated" };
  await newPerson(server, admin, "holder", { roles: ["worker"], post });
  const draft = { login: "second", name: "二", roles: ["worker"], areas: ["*"], post };
  const refused = await admin.send("POST", "/api/people", draft);
  expect([refused.status, await refused.json()]).toEqual([409, {
    kind: "worker-taken",
    error: "post.id: w-one is the worker of holder; change or disable that account first",
    ...{ worker: "w-one", login: "holder" },
  }]);
});

/** A table as the body, as the page sends it. */
const sendTable = (who: Caller, path: string, text: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: "POST",
    body: text,
    headers: { cookie: who.cookie, origin: server.url, "content-type": "text/csv", ...headers },
  });

it("a table is looked at, then taken in whole; links for new accounts let them in", async () => {
  const text = "账号,姓名,角色,区域,网格员编号\nsun,孙,网格员,west,w-sun\nroot,根,管理员,全市,\n";
  const before = await (await admin.get("/api/people")).json();
  const preview = await (await sendTable(admin, "/api/people/preview", text)).json();
  expect(preview).toMatchObject({
    counts: { new: 1, changed: 1, same: 0, refused: 0 },
    rows: [
      { kind: "new", line: 2, login: "sun" },
      { kind: "changed", line: 3, changes: [{ field: "name", from: "管理员", to: "根" }] },
    ],
  });
  expect(await (await admin.get("/api/people")).json()).toEqual(before);
  const done = await sendTable(admin, `/api/people/import?seen=${preview.seen}&links=yes`, text);
  expect([done.status, done.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const { counts, links } = await done.json();
  expect([counts, links.length]).toEqual([preview.counts, 1]);
  expect(links[0]).toEqual({ login: "sun", name: expect.any(String), link: expect.any(String) });
  const link = new URL(links[0].link, server.url).searchParams.get("link")!;
  const form = new URLSearchParams({ link, password: "a password for sun" });
  const entered = await fetch(`${server.url}/signin`, { method: "POST", body: form, redirect: "manual" });
  expect(entered.status).toBe(303);
  expect((await (await admin.get("/api/session")).json()).person.name).toBe("根");
  // The same file again says nothing new, and what was seen before is no more.
  const again = await sendTable(admin, `/api/people/import?seen=${preview.seen}`, text);
  expect([again.status, await again.json()]).toEqual([409, {
    error: "Accounts changed since the preview; look at this one, and import again",
    kind: "stale",
    preview: expect.objectContaining({ counts: { new: 0, changed: 0, same: 2, refused: 0 } }),
  }]);
});

it("a table with a bad row is refused whole; others than administrators, other sites and other types are too", async () => {
  const text = "login,name,areas\nok,好,west\nbad,坏,nowhere\n";
  const preview = await (await sendTable(admin, "/api/people/preview", text)).json();
  const refused = await sendTable(admin, `/api/people/import?seen=${preview.seen}`, text);
  expect([refused.status, (await refused.json()).error]).toEqual([
    422,
    "1 row is refused, so nothing was imported",
  ]);
  const { people } = await (await admin.get("/api/people")).json();
  expect(people.filter(({ login }: { login: string }) => login === "ok" || login === "bad")).toEqual([]);
  const leader = await newPerson(server, admin, "leader", { roles: ["leader"] });
  for (const path of ["/api/people/preview", "/api/people/import?seen=x"]) {
    expect([path, (await sendTable(leader, path, text)).status]).toEqual([path, 403]);
    const elsewhere = { origin: "https://elsewhere.example" };
    expect([path, (await sendTable(admin, path, text, elsewhere)).status]).toEqual([path, 403]);
    const plain = { "content-type": "text/plain" };
    expect([path, (await sendTable(admin, path, text, plain)).status]).toEqual([path, 415]);
  }
  expect((await sendTable(admin, "/api/people/import", text)).status).toBe(400);
});

it("an administrator makes no link to the own account; another one does", async () => {
  const { person } = await (await admin.get("/api/session")).json();
  const other = await newPerson(server, admin, "deputy", { roles: ["admin"] });
  const refused = await admin.send("POST", `/api/people/${person.id}/link`);
  expect([refused.status, await refused.json()]).toEqual([422, {
    ...{ kind: "own-link", alone: false },
    error:
      "A link to your own account needs no old password: change your password with the old one, or ask " +
      "another administrator for the link",
  }]);
  expect((await other.send("POST", `/api/people/${person.id}/link`)).status).toBe(201);
  expect((await admin.send("POST", "/api/people/p999999/link")).status).toBe(404);
});

it("one's own password is changed with the old one only", async () => {
  const own = await newPerson(server, admin, "qian", { roles: ["leader"] });
  const change = (body: object) => own.send("POST", `/api/people/${own.id}/password`, body);
  const password = "yet another long one";
  expect((await change({ password })).status).toBe(400);
  const wrong = await change({ password, old: "not the one" });
  expect([wrong.status, (await wrong.json()).kind]).toEqual([422, "wrong"]);
  expect((await change({ password, old: PASSWORD })).status).toBe(200);
  expect((await signIn(server, "qian", password)).cookie).not.toBe("");
  expect((await own.get("/api/session")).status).toBe(200);
});

it("leaves a record in which no edit is found", () => expectAsWritten(server));
