/** A file of any size as an answer: streamed piece by piece as fast as the caller reads, never held as a whole. */
import { type FileHandle, open } from "node:fs/promises";
import { type FileState, pieceOf } from "./byte_range.ts";

const CHUNK_BYTES = 256 * 1024;

export interface FileAsked {
  readonly path: string;
  readonly type: string;
  readonly cache: string;
}

/** Answers GET and HEAD, with conditions and one range. Rejects when the file cannot be opened. */
export async function answerWithFile(request: Request, { path, type, cache }: FileAsked): Promise<Response> {
  const handle = await open(path);
  let handed = false;
  try {
    // Of the file that is open: one that takes its name meanwhile is another.
    const state = stateOf(await handle.stat());
    const headers = new Headers({
      "content-type": type,
      "cache-control": cache,
      "accept-ranges": "bytes",
      etag: state.tag,
      "last-modified": state.modified.toUTCString(),
    });
    const piece = pieceOf(request.headers, state);
    const { kind } = piece;
    if (kind === "unchanged") return new Response(null, { status: 304, headers });
    if (kind === "changed") return new Response(null, { status: 412, headers });
    if (kind === "outside") {
      headers.set("content-range", `bytes */${state.size}`);
      return new Response(null, { status: 416, headers });
    }
    const { first, last } = kind === "part" ? piece : { first: 0, last: state.size - 1 };
    headers.set("content-length", `${last - first + 1}`);
    if (kind === "part") headers.set("content-range", `bytes ${first}-${last}/${state.size}`);
    const status = kind === "part" ? 206 : 200;
    if (request.method === "HEAD" || last < first) return new Response(null, { status, headers });
    handed = true;
    return new Response(streamOf(handle, first, last), { status, headers });
  } finally {
    if (!handed) await handle.close();
  }
}

function stateOf({ size, mtimeMs, ino }: { size: number; mtimeMs: number; ino: number }): FileState {
  return {
    size,
    tag: `"${[size, Math.round(mtimeMs * 1000), ino].map((number) => number.toString(36)).join("-")}"`,
    modified: new Date(Math.floor(mtimeMs / 1000) * 1000),
  };
}

/** Reads when it is asked for more, and closes the file at the end, at an error, and when the caller leaves. */
function streamOf(handle: FileHandle, first: number, last: number): ReadableStream<Uint8Array> {
  let at = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const bytes = new Uint8Array(Math.min(CHUNK_BYTES, last + 1 - at));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, at);
        if (bytesRead === 0) throw new Error("The file ended while it was read");
        controller.enqueue(bytes.subarray(0, bytesRead));
        at += bytesRead;
        if (at <= last) return;
        await handle.close();
        controller.close();
      } catch (error) {
        await handle.close().catch(() => {});
        controller.error(error);
      }
    },
    cancel: () => handle.close(),
  }, { highWaterMark: 0 });
}
