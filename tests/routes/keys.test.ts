/** Keys of programs over HTTP, in a running city: made once, used at every door of theirs, and revoked. */
import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { KEY, type Running } from "../server.ts";
import { type Caller, cityOfTwo, firstAdmin, newPerson, startEmpty, WEST } from "./entrance.ts";
import { expectAsWritten } from "./record.ts";

const city = cityOfTwo();
let server: Running, admin: Caller, integrator: Caller, dispatcher: Caller;
beforeAll(async () => {
  server = await startEmpty(city.folder, { env: { API_KEYS: `test:${KEY}:ingest:read` } });
  admin = await firstAdmin(server);
  integrator = await newPerson(server, admin, "integrator", { roles: ["integrator"] });
  dispatcher = await newPerson(server, admin, "dispatcher", { roles: ["dispatcher"] });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  city.remove();
});

const fix = () => JSON.stringify({ worker: "w1", time: Date.now(), ...WEST });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const send = (secret: string) =>
  fetch(`${server.url}/api/fixes`, { method: "POST", body: fix(), headers: bearer(secret) });
const read = (secret: string, path = "/api/figures") => fetch(server.url + path, { headers: bearer(secret) });

async function make(who: Caller, name: string, ...scopes: string[]) {
  const made = await who.send("POST", "/api/keys", { name, scopes });
  expect(made.status).toBe(201);
  expect(made.headers.get("cache-control")).toBe("no-store");
  return await made.json() as { key: { id: string; prefix: string }; secret: string };
}

it("a key that an integrator makes sends as the feed of its name, reads with its scope, and no more", async () => {
  const ingest = await make(integrator, "gps-west", "ingest");
  const reader = await make(integrator, "reader", "read");
  expect((await send(ingest.secret)).status).toBe(202);
  expect((await read(ingest.secret)).status).toBe(403);
  expect((await read(reader.secret)).status).toBe(200);
  expect((await send(reader.secret)).status).toBe(403);
  expect((await read(reader.secret, "/api/people")).status).toBe(403);
  expect((await read(reader.secret, "/api/keys")).status).toBe(403);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain("gps-west");
});

it("the list has everything but the keys, and those of the environment apart", async () => {
  const { key, secret } = await make(admin, "listed", "read");
  await read(secret);
  const answer = await integrator.get("/api/keys");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const text = await answer.text();
  for (const told of [secret, secret.slice(10), "digest", KEY]) expect(text).not.toContain(told);
  const { keys, given } = JSON.parse(text);
  expect(given).toEqual([{ name: "test", scopes: ["ingest", "read"] }]);
  expect(keys.find(({ id }: { id: string }) => id === key.id)).toMatchObject({
    name: "listed",
    scopes: ["read"],
    prefix: secret.slice(0, 10),
    made: { name: "管理员", at: expect.any(Number) },
    used: expect.any(Number),
    revoked: null,
  });
});

it("others get neither the list nor a key, nor can they revoke one", async () => {
  const { key, secret } = await make(admin, "kept", "read");
  const nobody = (path: string, method = "GET") => fetch(server.url + path, { method });
  expect((await nobody("/api/keys")).status).toBe(401);
  expect((await dispatcher.get("/api/keys")).status).toBe(403);
  expect((await dispatcher.send("POST", "/api/keys", { name: "x", scopes: ["read"] })).status).toBe(403);
  const refused = await dispatcher.send("DELETE", `/api/keys/${key.id}`);
  expect([refused.status, (await refused.json()).error]).toEqual([
    403,
    "keys.manage: needs one of the roles admin, integrator; 名 dispatcher has dispatcher",
  ]);
  for (const [method, path] of [["POST", "/api/keys"], ["DELETE", `/api/keys/${key.id}`]] as const) {
    const foreign = await admin.send(method, path, { name: "x", scopes: ["read"] }, {
      origin: "https://elsewhere.example",
    });
    expect([method, foreign.status]).toEqual([method, 403]);
  }
  expect((await admin.send("POST", "/api/keys", {}, { "content-type": "text/plain" })).status).toBe(415);
  expect((await admin.send("POST", "/api/keys", { name: "a b", scopes: ["read"] })).status).toBe(400);
  expect((await read(secret)).status).toBe(200);
});

it("a revoked key is refused at the next request, and revoking it twice is revoking it once", async () => {
  const { key, secret } = await make(admin, "gone", "ingest", "read");
  expect((await send(secret)).status).toBe(202);
  for (let i = 0; i < 2; i++) {
    expect((await admin.send("DELETE", `/api/keys/${key.id}`)).status).toBe(204);
    expect((await send(secret)).status).toBe(401);
    const answer = await read(secret);
    expect([answer.status, (await answer.json()).error]).toEqual([401, expect.stringContaining("revoked")]);
  }
  expect((await admin.send("DELETE", "/api/keys/k999")).status).toBe(404);
  expect((await admin.send("DELETE", "/api/keys/test")).status).toBe(404);
  expect((await send(KEY)).status).toBe(202);
});

it("a body that is being sent when its key is revoked breaks off, and the answer says what was taken", async () => {
  const { key, secret } = await make(admin, "slow", "ingest");
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const sending = request(
    `${server.url}/api/fixes`,
    { method: "POST", headers: bearer(secret) },
    (answer) => {
      let body = "";
      answer.on("data", (piece) => body += piece);
      answer.on("end", () => resolve({ status: answer.statusCode!, body }));
    },
  );
  sending.on("error", reject);
  // One large enough to be handed on at once.
  sending.write(`${fix()}\n`.repeat(2_000));
  await expect.poll(async () => {
    const { keys } = await (await admin.get("/api/keys")).json();
    return keys.find(({ id }: { id: string }) => id === key.id).used;
  }).not.toBeNull();
  expect((await admin.send("DELETE", `/api/keys/${key.id}`)).status).toBe(204);
  sending.write(`${fix()}\n`.repeat(2_000));
  const { status, body } = await promise;
  expect(status).toBe(401);
  const { error, accepted } = JSON.parse(body);
  expect(error).toBe('The key of "slow" was revoked meanwhile');
  // Of what was sent afterwards, nothing.
  expect(accepted).toBeLessThanOrEqual(2_000);
  sending.destroy();
});

it("leaves a record in which no edit is found", () => expectAsWritten(server));
