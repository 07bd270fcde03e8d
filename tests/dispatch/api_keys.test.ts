import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiKeys } from "../../dispatch/api_keys.ts";
import { ROLES } from "../../store/person.ts";
import { ADMIN, type Centre, openCentre, senderOf } from "./centre.ts";

const GIVEN = [{ name: "gps", key: "operators-own", scopes: new Set(["ingest"] as const) }];
const MINUTE = 60_000;

let centre: Centre, keys: ApiKeys;
const open = () =>
  ApiKeys.open({
    ledger: centre.ledger,
    given: GIVEN,
    now: () => centre.time,
    report: (_stage, error) => {
      throw error;
    },
  });
beforeEach(async () => {
  centre = await openCentre();
  keys = await open();
});
afterEach(async () => await centre.dispose());

async function make(name = "hotline", scopes: readonly string[] = ["ingest"], sender = ADMIN) {
  const made = await keys.create(sender, { name, scopes });
  if (made.kind !== "made") throw new Error(JSON.stringify(made));
  return made;
}

async function restart(): Promise<void> {
  centre = await centre.again();
  keys = await open();
}

describe("a key", () => {
  it("is told once, opens what its scopes say, and does so after a restart", async () => {
    const { key, secret } = await make("hotline", ["read", "ingest", "read"]);
    expect(secret).toMatch(/^hxw_[\w-]{43}$/);
    expect(key).toEqual({
      id: "k1",
      name: "hotline",
      scopes: ["read", "ingest"],
      prefix: secret.slice(0, 10),
      made: { by: "p0", at: centre.time },
      used: null,
      revoked: null,
    });
    for (let start = 0; start < 2; start++) {
      expect(keys.holderOf(secret)).toMatchObject({ name: "hotline", revoked: false });
      expect([...keys.holderOf(secret)!.scopes]).toEqual(["read", "ingest"]);
      await restart();
    }
  });

  it("is nowhere on the disk, neither whole nor in the record; its beginning and its hash are", async () => {
    const { secret, key } = await make();
    const rows = await centre.audit();
    expect(rows.map(({ who, action, object }) => [who, action, object])).toEqual([
      ["p0", "keys.manage", "key k1"],
    ]);
    expect(JSON.parse(rows[0]!.detail)).toEqual({
      did: "create",
      name: "hotline",
      scopes: ["ingest"],
      prefix: key.prefix,
      vouched: [["key", "k1", expect.stringMatching(/^[0-9a-f]{64}$/)]],
    });
    await centre.close();
    const bytes = readFileSync(centre.file, "latin1");
    expect(bytes).toContain(key.prefix);
    expect(bytes).not.toContain(secret);
    expect(bytes).not.toContain(secret.slice(10));
    centre = await centre.again();
  });

  it("that is revoked opens nothing from that moment on, and never again", async () => {
    const { secret, key } = await make();
    const other = await make("hotline");
    const holder = keys.holderOf(secret)!;
    const revoking = keys.revoke(ADMIN, key.id);
    expect(keys.holderOf(secret)).toBeNull();
    expect(holder.revoked).toBe(true);
    expect(await revoking).toMatchObject({
      kind: "revoked",
      key: { id: "k1", revoked: { by: "p0", at: centre.time } },
    });
    await restart();
    expect(keys.holderOf(secret)).toBeNull();
    expect(keys.holderOf(other.secret)).toMatchObject({ name: "hotline" });
    expect(keys.all.map(({ id, revoked }) => [id, revoked !== null])).toEqual([["k2", false], ["k1", true]]);
  });

  it("that was revoked before is not revoked anew, also not by two at once", async () => {
    const { key } = await make();
    centre.time += MINUTE;
    const answers = await Promise.all([keys.revoke(ADMIN, key.id), keys.revoke(ADMIN, key.id)]);
    centre.time += MINUTE;
    answers.push(await keys.revoke(senderOf({ id: "p7", roles: ["integrator"] }), key.id));
    for (const answer of answers) {
      expect(answer).toMatchObject({ key: { revoked: { by: "p0", at: centre.time - MINUTE } } });
    }
    expect(await centre.audit()).toHaveLength(2);
    expect(await keys.revoke(ADMIN, "k9")).toEqual({ kind: "unknown", id: "k9" });
    expect(await keys.revoke(ADMIN, "k1; --")).toMatchObject({ kind: "unknown" });
  });

  it("of whoever runs the server is listed apart, and cannot be revoked here", async () => {
    expect(keys.holderOf("operators-own")).toMatchObject({ name: "gps" });
    expect(keys.given.map(({ name, scopes }) => [name, [...scopes]])).toEqual([["gps", ["ingest"]]]);
    expect(keys.all).toEqual([]);
    expect(await keys.revoke(ADMIN, "gps")).toEqual({ kind: "unknown", id: "gps" });
    expect(keys.holderOf("operators-own")).not.toBeNull();
  });

  it("says when it was last used, to ten minutes, and writes no more often than that", async () => {
    const { secret, key } = await make();
    const used = () => keys.all.find(({ id }) => id === key.id)!.used;
    expect(used()).toBeNull();
    const first = centre.time;
    for (let minute = 0; minute < 10; minute++) {
      keys.holderOf(secret);
      expect(used()).toBe(first);
      centre.time += MINUTE;
    }
    keys.holderOf(secret);
    expect(used()).toBe(centre.time);
    await restart();
    expect(used()).toBe(centre.time);
    // Use is no change of a key: the record has its making only.
    expect(await centre.audit()).toHaveLength(1);
  });

  it("is managed by administrators and integrators only", async () => {
    const { key } = await make();
    for (const role of ROLES) {
      const sender = senderOf({ id: "p9", roles: [role] });
      const able = role === "admin" || role === "integrator";
      const made = await keys.create(sender, { name: role, scopes: ["read"] });
      expect([role, made.kind]).toEqual([role, able ? "made" : "denied"]);
      if (!able) expect((await keys.revoke(sender, key.id)).kind).toBe("denied");
    }
    expect(keys.all.filter(({ revoked }) => revoked)).toEqual([]);
  });

  it.each([
    [{ scopes: ["read"] }, /^name/],
    [{ name: "a b", scopes: ["read"] }, /^name: 1 to 64 letters/],
    [{ name: "a:b", scopes: ["read"] }, /^name/],
    [{ name: "x".repeat(65), scopes: ["read"] }, /^name/],
    [{ name: "a", scopes: [] }, /^scopes: choose at least one/],
    [{ name: "a", scopes: ["write"] }, /^scopes\.0/],
    [{ name: "a", scopes: ["read"], secret: "mine" }, /secret/],
    [null, /^key/],
  ])("is refused by the field that is wrong: %j", async (sent, why) => {
    expect(await keys.create(ADMIN, sent)).toMatchObject({
      kind: "invalid",
      why: expect.stringMatching(why),
    });
    expect(await centre.audit()).toEqual([]);
  });

  it("is one of at most 200 that work", async () => {
    for (let i = 1; i < 200; i++) await make(`k${i}`);
    expect(await keys.create(ADMIN, { name: "more", scopes: ["read"] })).toMatchObject({
      kind: "invalid",
      why: expect.stringContaining("revoke one first"),
    });
    await keys.revoke(ADMIN, "k1");
    expect((await keys.create(ADMIN, { name: "more", scopes: ["read"] })).kind).toBe("made");
  });
});

it("nothing but the key itself opens, whatever is sent", async () => {
  const { secret } = await make();
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(secret.slice(0, -1), `${secret} `, secret.toUpperCase(), secret.slice(4), ""),
        fc.nat(secret.length - 1).map((at) => `${secret.slice(0, at)}.${secret.slice(at + 1)}`),
      ),
      (sent) => {
        expect(keys.holderOf(sent)).toBeNull();
      },
    ),
  );
  expect(keys.holderOf(secret)).not.toBeNull();
});
