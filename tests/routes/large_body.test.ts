import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startServer } from "../server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer({ env: { CITY: "tests/cities/tiny" } });
});
afterAll(async () => await server[Symbol.asyncDispose]());

const MB = 1024 * 1024;
const rss = () =>
  Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${server.pid}/status`))![1]) * 1024;

/** Fixes that may wait for ClickHouse before the sender pauses: a fifth of what the server holds. */
const MOST_WAITING = 200_000;

/** Resolves when ClickHouse has most of what was sent: how fast it is on a busy machine is not what is asked here. */
async function stored(): Promise<void> {
  for (;;) {
    const metrics = await (await server.fetch("/metrics")).text();
    const waiting = Number(/^hexwall_fixes_backlog_rows (\d+)/m.exec(metrics)![1]);
    if (waiting < MOST_WAITING) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A body of `bytes`, made while it is sent; most rows are new fixes of 20,000 workers. */
function endless(bytes: number): { body: ReadableStream<Uint8Array<ArrayBuffer>>; rows: () => number } {
  let sent = 0;
  let rows = 0;
  const began = Date.now() - 600_000;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (rows % 20_000 === 0) await stored();
      let text = "";
      for (let i = 0; i < 2_000; i++, rows++) {
        const worker = `worker-${rows % 20_000}`;
        text += `{"worker":"${worker}","time":${began + rows},"lat":36.2,"lon":120.2,"accuracy":5,"note":"${
          "x".repeat(60)
        }"}\n`;
      }
      const chunk = new TextEncoder().encode(text);
      controller.enqueue(chunk);
      sent += chunk.length;
      if (sent >= bytes) controller.close();
    },
  }, { highWaterMark: 1 });
  return { body, rows: () => rows };
}

test("a body of 480 MB is taken row by row and never held whole", async () => {
  await server.post("/api/fixes", endless(5 * MB).body, {});
  const before = rss();
  let most = before;
  const timer = setInterval(() => most = Math.max(most, rss()), 20);
  const { body, rows } = endless(480 * MB);
  const response = await server.post("/api/fixes", body);
  clearInterval(timer);
  const answer = await response.json();
  expect(response.status, answer.error ?? answer.broken).toBe(202);
  expect(answer.accepted + answer.rejected).toBe(rows());
  expect(answer.accepted).toBeGreaterThan(2_500_000);
  // The collector leaves what was read for a while: 60 to 150 MB on a busy machine. Held whole it would be over 480.
  expect((most - before) / MB, "MB more than before").toBeLessThan(300);
});

test("a body that breaks off keeps what was whole, and says so", async () => {
  const now = Date.now();
  const rows = Array.from(
    { length: 2_000 },
    (_, i) => `{"worker":"b${i}","time":${now},"lat":36.2,"lon":120.2}\n`,
  ).join("");
  const packed = new Uint8Array(
    await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
  const response = await server.post("/api/fixes", packed.slice(0, packed.length - 40), {
    "content-encoding": "gzip",
  });
  const answer = await response.json();
  expect(response.status).toBe(202);
  expect(answer.accepted).toBeGreaterThan(0);
  expect(answer.accepted).toBeLessThan(100_000);
  expect(answer.broken).toMatch(/broke off/);
});
