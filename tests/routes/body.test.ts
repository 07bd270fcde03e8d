import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readBody } from "../../routes/api/body.ts";
import { HttpError } from "../../routes/http_error.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function request(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", {
    method: "POST",
    body,
    headers: { "content-type": "application/x-ndjson", ...headers },
  });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of body) text += new TextDecoder().decode(chunk);
  return text;
}

async function refusal(body: AsyncIterable<Uint8Array>): Promise<HttpError> {
  try {
    await textOf(body);
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
  throw new Error("The body was read to its end");
}

function standsStill(first: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({ start: (controller) => controller.enqueue(first) });
}

test("readBody() gives a body up that stands still, packed or not: a phone that lost its net holds no place", async () => {
  const plain = request(standsStill(bytes("{}\n")));
  expect((await refusal(readBody(plain, { standsStillMs: 40 }))).status).toBe(408);
  const packed = request(standsStill(gzipSync("{}\n".repeat(99)).slice(0, 12)), {
    "content-encoding": "gzip",
  });
  expect((await refusal(readBody(packed, { standsStillMs: 40 }))).status).toBe(408);
});

test("readBody() lets the reader take its time: waiting for the disk is not standing still", async () => {
  let read = "";
  for await (const chunk of readBody(request("{}\n{}\n"), { standsStillMs: 20 })) {
    await new Promise((wake) => setTimeout(wake, 80));
    read += new TextDecoder().decode(chunk);
  }
  expect(read).toBe("{}\n{}\n");
});

test("readBody() reads several packed files sent as one, as `cat a.gz b.gz` makes them", async () => {
  const both = new Uint8Array([...gzipSync("{}\n"), ...gzipSync("[]\n")]);
  expect(await textOf(readBody(request(both, { "content-encoding": "gzip" })))).toBe("{}\n[]\n");
});

test("readBody() says that a body broke off or is not packed", async () => {
  const whole = gzipSync("{}\n".repeat(10_000));
  for (const body of [whole.slice(0, whole.length - 9), bytes("not packed at all")]) {
    expect((await refusal(readBody(request(body, { "content-encoding": "gzip" })))).status).toBe(400);
  }
});
