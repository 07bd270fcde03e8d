import { describe, expect, it } from "vitest";
import { Sender } from "../../../streams/recording/sender.ts";
import { openUpstream } from "../feeds/upstream.ts";

function setUp(url: string, keys: string[] = ["k"]) {
  const waits: number[] = [], said: (string | null)[] = [];
  const stop = new AbortController();
  const sender = new Sender({
    url,
    key: () => keys.length > 1 ? keys.shift()! : keys[0]!,
    sleep: (ms) => Promise.resolve(void waits.push(ms)),
    random: () => 0,
    onWait: (why) => said.push(why),
    signal: stop.signal,
  });
  return { sender, waits, said, stop };
}

const taken = (accepted: number) => Response.json({ accepted, rejected: 0, reasons: {} }, { status: 202 });

describe("Sender", () => {
  it("waits as long as the city says, sends the same again, and drops nothing", async () => {
    await using upstream = openUpstream();
    const bodies: string[] = [];
    const answers = [
      new Response("", { status: 429, headers: { "retry-after": "7" } }),
      new Response("", { status: 503, headers: { "retry-after": "2" } }),
      new Response("", { status: 503 }),
      taken(2),
    ];
    upstream.answer = async (request) => {
      expect(request.headers.get("authorization")).toBe("Bearer k");
      expect(new URL(request.url).pathname).toBe("/api/fixes");
      bodies.push(await request.text());
      return answers.shift()!;
    };
    const { sender, waits, said } = setUp(upstream.url);
    expect(await sender.send("fixes", [{ worker: "a" }, { worker: "b" }])).toEqual({
      accepted: 2,
      rejected: 0,
      reasons: {},
    });
    expect(waits).toEqual([7_000, 2_000, 1_000]);
    expect(new Set(bodies)).toEqual(new Set(['{"worker":"a"}\n{"worker":"b"}']));
    expect(said.at(-1)).toBeNull();
    expect(said[0]).toMatch(/429/);
  });

  it("waits for a city that is not there", async () => {
    // A port that was free a moment ago; fetch itself refuses the very low ones.
    const { url, [Symbol.asyncDispose]: close } = openUpstream();
    await close();
    const { sender, waits, stop } = setUp(url);
    const sending = sender.send("incidents", [{}]);
    while (waits.length < 5) await new Promise((wake) => setTimeout(wake, 5));
    stop.abort(new Error("stopped"));
    await expect(sending).rejects.toThrow("stopped");
    expect(waits.slice(0, 5)).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it("asks for the key again when a restarted city does not know it, and gives up on a wrong one", async () => {
    await using upstream = openUpstream();
    upstream.answer = (request) =>
      request.headers.get("authorization") === "Bearer new" ? taken(1) : new Response("{}", { status: 401 });
    expect(await setUp(upstream.url, ["old", "new"]).sender.send("fixes", [{}])).toMatchObject({
      accepted: 1,
    });
    await expect(setUp(upstream.url, ["wrong"]).sender.send("fixes", [{}])).rejects.toThrow(/answered 401/);
  });

  it("counts rows that are all refused, and stops at a request that can never succeed", async () => {
    await using upstream = openUpstream();
    const refused = { error: "x", accepted: 0, rejected: 3, reasons: { unreadable: 3 } };
    upstream.answer = () => Response.json(refused, { status: 400 });
    expect(await setUp(upstream.url).sender.send("fixes", [{}])).toMatchObject({ rejected: 3 });
    upstream.answer = () => new Response("no", { status: 403 });
    await expect(setUp(upstream.url).sender.send("fixes", [{}])).rejects.toThrow(/403: no/);
    upstream.answer = () => new Response(null, { status: 302, headers: { location: "http://10.0.0.1" } });
    await expect(setUp(upstream.url).sender.send("fixes", [{}])).rejects.toThrow(/302/);
  });
});
