import { describe, expect, it } from "vitest";
import { backoffMs } from "../../../streams/feeds/backoff.ts";
import { fetchText } from "../../../streams/feeds/fetch_text.ts";
import { openUpstream } from "./upstream.ts";

const limits = (change = {}) => ({
  mostBytes: 1000,
  timeoutMs: 2_000,
  signal: new AbortController().signal,
  ...change,
});

describe("fetchText()", () => {
  it("reads a body, and no more than allowed of one that never ends", async () => {
    await using upstream = openUpstream();
    upstream.answer = () => new Response("网格".repeat(100));
    expect(await fetchText(new URL(upstream.url), limits())).toBe("网格".repeat(100));
    let sent = 0;
    upstream.answer = () =>
      new Response(
        new ReadableStream({
          async pull(stream) {
            sent += 500;
            stream.enqueue(new Uint8Array(500));
            await new Promise((wake) => setTimeout(wake, 1));
          },
        }),
      );
    await expect(fetchText(new URL(upstream.url), limits())).rejects.toThrow("more than 1000 bytes");
    expect(sent).toBeLessThan(100_000);
  });

  it("follows no redirect", async () => {
    await using upstream = openUpstream();
    upstream.answer = () =>
      new Response(null, { status: 307, headers: { location: upstream.url + "?secret" } });
    await expect(fetchText(new URL(upstream.url), limits())).rejects.toThrow(
      /HTTP 307.*name the final address/,
    );
    expect(upstream.asked).toHaveLength(1);
  });

  it("gives up on a service that never answers, or stops in the middle", async () => {
    await using upstream = openUpstream();
    const pending = Promise.withResolvers<Response>();
    upstream.answer = () => pending.promise;
    await expect(fetchText(new URL(upstream.url), limits({ timeoutMs: 100 }))).rejects.toThrow(
      "no answer within 0.1 s",
    );
    pending.resolve(new Response(""));
    const hold = Promise.withResolvers<void>();
    upstream.answer = () =>
      new Response(
        new ReadableStream({
          async start(stream) {
            stream.enqueue(new Uint8Array(10));
            await hold.promise;
            stream.close();
          },
        }),
      );
    await expect(fetchText(new URL(upstream.url), limits({ timeoutMs: 100 }))).rejects.toThrow(
      "no answer within",
    );
    hold.resolve();
  });

  it("ends at once with the signal, with the signal's own reason", async () => {
    await using upstream = openUpstream();
    const pending = Promise.withResolvers<Response>();
    upstream.answer = () => pending.promise;
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("stopping")), 20);
    await expect(fetchText(new URL(upstream.url), limits({ signal: stop.signal }))).rejects.toThrow(
      "stopping",
    );
    pending.resolve(new Response(""));
  });
});

describe("backoffMs()", () => {
  it("doubles from 1 s to 5 min, and scatters over the upper half", () => {
    expect([1, 2, 3, 9, 10, 100].map((failures) => backoffMs(failures, 0.999_999))).toEqual([
      1_000,
      2_000,
      4_000,
      256_000,
      300_000,
      300_000,
    ]);
    expect(backoffMs(1, 0)).toBe(500);
    expect(backoffMs(50, 0)).toBe(150_000);
  });
});
