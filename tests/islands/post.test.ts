/** Sending a command to a server that may be gone: what was certainly not sent is told from what may have been done. */
import { afterEach, expect, test, vi } from "vitest";
import { NotReached, post } from "../../islands/post.ts";

afterEach(() => void vi.unstubAllGlobals());

/** Answers in turn; an error is a connection that failed. */
function server(...answers: (Response | Error)[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    const answer = answers.shift()!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return asked;
}

test.each([
  ["refuses connections", new TypeError("refused")],
  ["is gone behind a proxy that answers", new Response("Bad gateway", { status: 502 })],
])("nothing is sent to a server that %s", async (_, answer) => {
  const asked = server(answer);
  await expect(post("/api/sos", {})).rejects.toBeInstanceOf(NotReached);
  expect(asked).toEqual(["/healthz"]);
});

test("what broke off after it was sent may have been done", async () => {
  server(Response.json({ alive: true }), new TypeError("broke off"));
  await expect(post("/api/sos", {})).rejects.not.toBeInstanceOf(NotReached);
});

test("a proxy that hides the question does not keep commands away", async () => {
  const asked = server(new Response("Not found", { status: 404 }), Response.json({ kind: "done" }));
  expect(await post("/api/sos", {})).toEqual({ kind: "done" });
  expect(asked).toEqual(["/healthz", "/api/sos"]);
});
