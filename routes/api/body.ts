/** Request bodies as a stream of bytes: unpacked, limited, and paused while the city is busy. */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { HttpError } from "../http_error.ts";

/** Largest body, before and after unpacking. */
export const LARGEST_BODY = 512 * 1024 * 1024;
/** A body that brings nothing for so long is given up: a phone that lost its net never says so, and holds a place. */
const STANDS_STILL_MS = 30_000;
const UNPACKED_PIECE = 256 * 1024;
/** After so much of a packed body others have their turn: unpacking and reading it waits for nothing. */
const TURN_BYTES = 4 * 1024 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

const TYPES = new Set([
  "application/json",
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "text/plain",
]);

/**
 * Yields the body's bytes. Throws 415 for a type or coding nobody reads here, 413 beyond {@link LARGEST_BODY}, 400 for a
 * body that is not what its coding says, 408 for one that stands still.
 */
export async function* readBody(
  request: Request,
  { standsStillMs = STANDS_STILL_MS } = {},
): AsyncGenerator<Uint8Array> {
  const type = (request.headers.get("content-type") ?? "application/x-ndjson").split(";")[0]!.trim()
    .toLowerCase();
  if (!TYPES.has(type)) {
    throw new HttpError(
      415,
      `Content-Type ${type} is not read here; send application/x-ndjson or application/json`,
    );
  }
  const length = Number(request.headers.get("content-length") ?? 0);
  if (length > LARGEST_BODY) throw tooLarge(length);
  if (!request.body) return;
  let total = 0;
  try {
    for await (const chunk of unpacked(request, standsStillMs)) {
      total += chunk.length;
      if (total > LARGEST_BODY) throw tooLarge(total);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(
      400,
      `The body broke off or is not what Content-Encoding says: ${(error as Error).message}`,
    );
  }
}

function unpacked(request: Request, standsStillMs: number): AsyncIterable<Uint8Array> {
  const coding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  const body = moving(request.body! as ReadableStream<Bytes>, standsStillMs);
  if (coding === "identity" || coding === "") return body;
  if (coding === "gzip") return unzipped(body);
  throw new HttpError(415, `Content-Encoding ${coding} is not read here; send gzip or nothing`);
}

/** The body as it comes, unless it stops coming. Time in which nobody asks for more does not count. */
async function* moving(body: ReadableStream<Bytes>, standsStillMs: number): AsyncGenerator<Bytes> {
  const reader = body.getReader();
  let askedAt = Infinity;
  let still = false;
  const watch = setInterval(() => {
    still = performance.now() - askedAt >= standsStillMs;
    if (still) void reader.cancel().catch(() => {});
  }, standsStillMs / 4);
  try {
    for (;;) {
      askedAt = performance.now();
      const { done, value } = await reader.read();
      askedAt = Infinity;
      if (still) {
        throw new HttpError(408, `The body brought nothing for ${standsStillMs / 1000} s; send it again`);
      }
      if (done) return;
      yield value;
    }
  } finally {
    clearInterval(watch);
    void reader.cancel().catch(() => {});
  }
}

/** In pieces of a size of its own: DecompressionStream makes one of 64 MB out of 64 KB that pack well. */
async function* unzipped(packed: AsyncIterable<Bytes>): AsyncGenerator<Uint8Array> {
  // What goes wrong on either side ends the loop below with the same error.
  const pieces = pipeline(Readable.from(packed), createGunzip({ chunkSize: UNPACKED_PIECE }), () => {});
  let turn = 0;
  for await (const piece of pieces as AsyncIterable<Uint8Array>) {
    yield piece;
    turn += piece.length;
    if (turn < TURN_BYTES) continue;
    turn = 0;
    await new Promise((wake) => setTimeout(wake, 0));
  }
}

function tooLarge(length: number): HttpError {
  return new HttpError(413, `The body has ${length} bytes; the most is ${LARGEST_BODY}. Send it in parts`);
}
