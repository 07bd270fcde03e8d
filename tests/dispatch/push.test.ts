/** Web Push to an endpoint of ours, which reads what a browser would read; and to which addresses nothing is ever sent. */
import { Buffer } from "node:buffer";
import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Push, vapidKeys } from "../../dispatch/push.ts";
import { checkEndpoint, deliver, isPublicAddress } from "../../dispatch/push_target.ts";
import { pushedOf } from "../../islands/field/pushed.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { CityEvent } from "../../store/record.ts";
import { sender } from "./a_record.ts";
import { named, PEOPLE } from "./people.ts";
import { type Got, PushBrowser } from "./push_browser.ts";

let folder = "", ledger: Ledger, browser: PushBrowser, reported: string[];
const NAMES: Readonly<Record<string, { zh: string; en: string }>> = {
  road: { zh: "道路破损", en: "Road damage" },
};

async function open(contact: string | null = "mailto:a@b.example"): Promise<Push> {
  return await Push.open({
    ...{ ledger, contact, target: { loopback: true }, now: Date.now },
    keys: vapidKeys(join(folder, "vapid.keys"), null),
    people: { all: PEOPLE, get: named },
    categoryName: (code, lang) => NAMES[code]?.[lang] ?? code,
    report: (_, error) => void reported.push(String(error)),
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-push-"));
  ledger = await openLedger(join(folder, "ledger.sqlite"));
  browser = await new PushBrowser().open();
  reported = [];
});
afterEach(async () => {
  browser.close();
  await ledger.close();
  rmSync(folder, { recursive: true });
});

/** A case that a dispatcher sends somebody to. */
function dispatched(worker: string, more: object = {}, kind = "dispatch"): CityEvent {
  const crew = [{ worker, part: "lead", state: "assigned" }];
  const reports = [{ source: "12345", reporter: "13800000000", at: 1, case: "x" }];
  const c = {
    id: "20261127-00042",
    category: "road",
    title: "王女士家门口",
    address: "东路 1 号 · 1 East Rd",
    crew,
    reports,
  };
  const event = { kind, by: "dispatcher", name: "dispatcher", at: 1, worker, ...more };
  return { seq: 1, at: 1, kind: "case", version: 3, case: c, event } as unknown as CityEvent;
}

const settled = (n: number) => expect.poll(() => browser.got.length).toBe(n);

describe("Push", () => {
  it("tells the worker who is sent, in their language, what only their browser can read, and nothing of a person", async () => {
    const push = await open();
    expect(await push.subscribe(sender("ann"), browser.subscription())).toEqual({ kind: "done" });
    push.notice([dispatched("w1"), dispatched("w2"), dispatched("w1", {}, "note")]);
    await settled(1);
    const [{ headers, body }] = browser.got as [Got];
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high", ttl: "3600" });
    expect(body.toString("latin1")).not.toContain("20261127");
    const text = browser.read(body);
    expect(pushedOf(text)).toEqual({
      ...{ title: "新案卷 20261127-00042", body: "道路破损 · 东路 1 号", lang: "zh", case: "20261127-00042" },
    });
    expect(text).not.toMatch(/王女士|13800000000/);
    await push.subscribe(sender("ann"), browser.subscription("en"));
    push.notice([dispatched("w3", { helpers: ["w1"] })]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(browser.got, "named and not in the crew").toHaveLength(1);
    push.notice([dispatched("w1")]);
    await settled(2);
    expect(browser.read(browser.got[1]!.body)).toContain("New case 20261127-00042");
    expect(browser.read(browser.got[1]!.body)).toContain("Road damage · 1 East Rd");
  });

  it("signs with the server's key, which is made once, kept to its owner, and the same at the next start", async () => {
    const push = await open();
    await push.subscribe(sender("ann"), browser.subscription());
    push.notice([dispatched("w1")]);
    await settled(1);
    const [, token = "", key = ""] =
      /^vapid t=([^,]+), k=(.+)$/.exec(browser.got[0]!.headers.authorization!) ?? [];
    expect(key).toBe(push.publicKey);
    const [head, claims, signature] = token.split(".") as [string, string, string];
    const raw = Buffer.from(key, "base64url");
    const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString("base64url")) as [
      string,
      string,
    ];
    const jwk = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    const signed = { key: jwk, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, "base64url")))
      .toBe(true);
    const said = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(said).toMatchObject({ aud: new URL(browser.endpoint).origin, sub: "mailto:a@b.example" });
    expect((await open()).publicKey).toBe(push.publicKey);
    expect(statSync(join(folder, "vapid.keys")).mode & 0o077).toBe(0);
    const given = { publicKey: "a", privateKey: "b" };
    expect(vapidKeys(join(folder, "none"), given)).toBe(given);
  });

  it("forgets an endpoint that is gone, keeps one that only fails, and remembers both over a start", async () => {
    const push = await open();
    await push.subscribe(sender("ann"), browser.subscription());
    browser.status = 503;
    push.notice([dispatched("w1")]);
    await settled(1);
    await expect.poll(() => reported.length).toBe(1);
    const later = await open();
    browser.status = 410;
    later.notice([dispatched("w1")]);
    await settled(2);
    await expect.poll(async () => (await ledger.push.all()).length).toBe(0);
    later.notice([dispatched("w1")]);
    (await open()).notice([dispatched("w1")]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(browser.got).toHaveLength(2);
  });

  it("follows no redirect, and takes back only one's own", async () => {
    const push = await open();
    await push.subscribe(sender("ann"), browser.subscription());
    browser.status = 307;
    push.notice([dispatched("w1")]);
    await settled(1);
    expect(await push.unsubscribe(sender("bo"), browser.endpoint)).toBe(false);
    expect(await push.unsubscribe(sender("ann"), browser.endpoint)).toBe(true);
    expect(await ledger.push.all()).toEqual([]);
  });

  it("gives a browser to whoever signed in there last", async () => {
    const push = await open();
    await push.subscribe(sender("ann"), browser.subscription());
    await push.subscribe(sender("bo"), browser.subscription());
    push.notice([dispatched("w1")]);
    push.notice([dispatched("w2")]);
    await settled(1);
    expect(await ledger.push.all()).toMatchObject([{ person: "bo" }]);
  });

  it("pushes nothing, and tells no key, where push services cannot be told whose server this is", async () => {
    const push = await open(null);
    expect(push.publicKey).toBeNull();
    await push.subscribe(sender("ann"), browser.subscription());
    push.notice([dispatched("w1")]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(browser.got).toEqual([]);
  });

  it("refuses subscriptions that are none", async () => {
    const push = await open();
    const whole = browser.subscription();
    for (
      const sent of [null, {}, { ...whole, keys: { ...whole.keys, auth: "short" } }, { ...whole, lang: "fr" }]
    ) {
      expect((await push.subscribe(sender("ann"), sent)).kind).toBe("invalid");
    }
  });
});

describe("where nothing is sent", () => {
  const STRICT = { loopback: false };

  it("to what is not encrypted, or names this machine or its network", () => {
    for (
      const endpoint of [
        ...[
          "http://push.example/x",
          "ftp://push.example",
          "https://127.0.0.1/x",
          "https://[::1]/",
          "https://10.1.2.3/",
        ],
        ...[
          "https://192.168.1.1",
          "https://[fd00::1]/",
          "https://[::ffff:10.0.0.1]/",
          "https://2130706433/",
          "x",
        ],
        ...["https://a:b@push.example/", "https://169.254.169.254/latest"],
      ]
    ) expect(checkEndpoint(endpoint, STRICT), endpoint).toHaveProperty("why");
    expect(checkEndpoint("https://fcm.googleapis.com/fcm/send/x", STRICT)).toHaveProperty("url");
    // A server on this machine alone may be tried with an endpoint on it, and with nothing else near it.
    expect(checkEndpoint("http://127.0.0.1:9/x", { loopback: true })).toHaveProperty("url");
    expect(checkEndpoint("http://10.0.0.1/x", { loopback: true })).toHaveProperty("why");
  });

  it("to a name that leads into a private network, whatever it is called", async () => {
    const body = { headers: {}, body: new Uint8Array() };
    await expect(deliver(new URL("https://localhost:1/x"), body, STRICT)).rejects.toThrow("private network");
    await expect(deliver(new URL("https://localhost:1/x"), body, { loopback: true })).rejects.toThrow(
      "private network",
    );
  });

  it("calls no address public that is set apart", () => {
    const bytes = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(fc.tuple(bytes, bytes, bytes, bytes), ([a, b, c, d]) => {
      const apart = a === 0 || a === 10 || a === 127 || a >= 224 || (a === 169 && b === 254) ||
        (a === 192 && b === 168) ||
        (a === 172 && b >= 16 && b < 32) || (a === 100 && b >= 64 && b < 128);
      expect(isPublicAddress(`${a}.${b}.${c}.${d}`) && apart).toBe(false);
      expect(isPublicAddress(`::ffff:${a}.${b}.${c}.${d}`)).toBe(false);
    }));
    expect(["8.8.8.8", "2404:6800::1"].map(isPublicAddress)).toEqual([true, true]);
    expect(["fe80::1", "fc00::1", "::", "64:ff9b::a00:1", "2002:a00:1::", "name"].map(isPublicAddress))
      .toEqual(
        Array(6).fill(false),
      );
  });
});
