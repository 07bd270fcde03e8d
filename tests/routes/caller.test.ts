import { describe, expect, it } from "vitest";
import { callerOf, isForwarded, isLoopback } from "../../routes/caller.ts";
import { readSessionCookie, sessionCookie } from "../../routes/cookie.ts";
import { samePath } from "../../routes/who.ts";

const asked = (headers: Record<string, string>, remote = "10.0.0.1") => ({
  header: (n: string) => headers[n],
  names: () => Object.keys(headers),
  remote,
});

describe("callerOf()", () => {
  const forged = { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https", host: "city.example" };

  it("believes what a proxy says only when there is one", () => {
    expect(callerOf(asked(forged), false)).toMatchObject({ address: "10.0.0.1", https: false });
    expect(callerOf(asked(forged), true)).toMatchObject({
      address: "1.2.3.4",
      https: true,
      host: "city.example",
    });
  });

  it("takes the last address, the one that the proxy itself wrote", () => {
    expect(callerOf(asked({ "x-forwarded-for": "6.6.6.6, 1.2.3.4" }), true).address).toBe("1.2.3.4");
    expect(callerOf(asked({ "x-forwarded-proto": "https, http" }), true).https).toBe(false);
    expect(callerOf(asked({}, "::ffff:127.0.0.1"), true).address).toBe("127.0.0.1");
  });
});

describe("isForwarded()", () => {
  it.each(["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "via", "x-real-ip"])(
    "sees by %s that somebody is in between",
    (name) => expect(isForwarded(asked({ [name]: "" }))).toBe(true),
  );

  it("sees nobody in between without such a header", () =>
    expect(isForwarded(asked({ host: "localhost", "user-agent": "via", accept: "*/*" }))).toBe(false));
});

describe("the cookie", () => {
  it("over HTTPS is bound to the host, and no other is read there", () => {
    expect(sessionCookie("t", true)).toBe(
      "__Host-hexwall=t; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure",
    );
    expect(sessionCookie(null, true)).toContain("__Host-hexwall=; Path=/; Max-Age=0");
    expect(readSessionCookie("a=b; __Host-hexwall=t", true)).toBe("t");
    expect(readSessionCookie("hexwall=t", true)).toBeNull();
    expect(readSessionCookie("x=hexwall=y; hexwall=t", false)).toBe("t");
    expect(readSessionCookie(undefined, false)).toBeNull();
    expect(readSessionCookie("hexwall=", false)).toBeNull();
  });
});

describe("isLoopback()", () => {
  it.each(["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "::1", "127.8.9.1"])(
    "%s is this machine",
    (host) => expect(isLoopback(host)).toBe(true),
  );
  it.each([
    "",
    "0.0.0.0",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example:8000",
    "[::2]:1",
    "::",
  ])(
    "%s is not",
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe("samePath()", () => {
  it.each([
    ["/wall?lang=en#x", "/wall?lang=en#x"],
    ["/a/../wall", "/wall"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["/\t/evil.example", "/"],
    ["/wall\r\nSet-Cookie: a=b", "/"],
    ["/.//evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["", "/"],
  ])("takes %j as %j", (text, path) => expect(samePath(text)).toBe(path));
});
