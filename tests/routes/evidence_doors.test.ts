/** A photo from a phone to a case, through the doors of a running city. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { jpeg, textOf } from "../dispatch/photos.ts";
import { KEY, type Running } from "../server.ts";
import { type Caller, cityOfTwo, firstAdmin, newPeople, startEmpty, WEST } from "./entrance.ts";
import { expectAsWritten } from "./record.ts";

const city = cityOfTwo();
let server: Running;
let people: Record<string, Caller>;

beforeAll(async () => {
  server = await startEmpty(city.folder, { env: { API_KEYS: `test:${KEY}:ingest` } });
  const admin = await firstAdmin(server);
  people = await newPeople(server, admin, {
    acceptor: { roles: ["acceptor"] },
    leader: { roles: ["leader"] },
    eastern: { roles: ["leader"], areas: ["east"] },
    western: { roles: ["dispatcher"], areas: ["west"] },
    bo: { roles: ["worker"], areas: [], post: { id: "w2", kind: "dedicated" } },
    ann: { roles: ["worker"], areas: [], post: { id: "w1", kind: "dedicated" } },
  });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const upload = (cookie: string, headers: Record<string, string> = { origin: server.url }) =>
  fetch(`${server.url}/api/evidence`, {
    method: "POST",
    headers: { cookie, "content-type": "image/jpeg", ...headers },
    body: jpeg({ lat: 36.15, lon: 120.2, maker: "Li Wei" }) as Uint8Array<ArrayBuffer>,
  });

it("goes to a case by its hash, and is shown shut in, and only to those who may", async () => {
  const report = (hash: string) =>
    people.acceptor!.send("POST", "/api/cases", {
      key: crypto.randomUUID(),
      report: {
        category: "road",
        severity: 2,
        title: "路面塌陷",
        ...WEST,
        evidence: [{ hash, kind: "near" }],
      },
    });
  const unknown = await report("0".repeat(64));
  expect([unknown.status, (await unknown.json()).refusal]).toEqual([422, "unknown-evidence"]);

  const sent = await upload(people.ann!.cookie);
  expect(sent.status).toBe(201);
  const { hash } = await sent.json();
  // Until a case names it, it is its sender's alone.
  const seenBy = async (login: string) => (await people[login]!.get(`/api/evidence/${hash}`)).status;
  expect([await seenBy("ann"), await seenBy("leader"), await seenBy("western")]).toEqual([200, 404, 404]);
  expect((await report(hash)).status).toBe(201);
  expect([await seenBy("western"), await seenBy("ann")]).toEqual([200, 200]);
  // Another area's leader, and a worker who is not on the case, are not even told that it exists.
  expect([await seenBy("eastern"), await seenBy("bo")]).toEqual([404, 404]);
  const known = { "if-none-match": `"${hash}"` };
  const cached = await people.eastern!.send("GET", `/api/evidence/${hash}`, undefined, known);
  expect(cached.status).toBe(404);
  // Whoever has the photo itself sees it too.
  expect((await upload(people.bo!.cookie)).status).toBe(201);
  expect(await seenBy("bo")).toBe(200);

  const shown = await people.leader!.get(`/api/evidence/${hash}`);
  expect(shown.status).toBe(200);
  expect(shown.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(textOf(new Uint8Array(await shown.arrayBuffer()))).not.toContain("Li Wei");
  expect((await fetch(`${server.url}/api/evidence/${hash}`)).status).toBe(401);
  expect((await upload("")).status).toBe(401);
  expect((await upload(people.leader!.cookie)).status).toBe(403);
  expect((await upload(people.ann!.cookie, { origin: "https://elsewhere.example" })).status).toBe(403);
});

it("leaves a record in which no edit is found", () => expectAsWritten(server));
