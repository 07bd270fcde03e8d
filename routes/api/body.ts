/** Request bodies as a stream of bytes: unpacked, limited, and paused while the city is busy. */
import { HttpError } from "../http_error.ts";

/** Largest body, before and after unpacking. */
export const LARGEST_BODY = 512 * 1024 * 1024;

const TYPES = new Set([
  "application/json",
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "text/plain",
]);

/**
 * Yields the body's bytes. Throws 415 for a type or coding nobody reads here, 413 beyond {@link LARGEST_BODY}, 400 for a
 * body that is not what its coding says.
 */
export async function* readBody(request: Request): AsyncGenerator<Uint8Array> {
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
    for await (const chunk of unpacked(request)) {
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

function unpacked(request: Request): AsyncIterable<Uint8Array> {
  const coding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  const body = request.body! as ReadableStream<Uint8Array<ArrayBuffer>>;
  if (coding === "identity" || coding === "") return body;
  if (coding === "gzip") return body.pipeThrough(new DecompressionStream("gzip"));
  throw new HttpError(415, `Content-Encoding ${coding} is not read here; send gzip or nothing`);
}

function tooLarge(length: number): HttpError {
  return new HttpError(413, `The body has ${length} bytes; the most is ${LARGEST_BODY}. Send it in parts`);
}
