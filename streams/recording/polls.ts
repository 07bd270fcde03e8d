/** Recorded replies of an ArcGIS feature service, served again at the pace of the recording: an upstream for a polled feed. */
import { Buffer } from "node:buffer";
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { type PlayOptions, wallTime } from "./player.ts";
import { RecordingError } from "./recording.ts";

/** One reply, and when it was given, epoch ms. */
export interface Poll {
  readonly at: number;
  readonly body: Uint8Array;
}

/** Replies of a packed archive, whose files are named by unix time. */
export async function readPolls(file: string): Promise<Poll[]> {
  const polls: Poll[] = [];
  try {
    for await (const entry of createReadStream(file).pipe(createGunzip()).pipe(extract())) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) chunks.push(chunk as Uint8Array);
      const seconds = /(\d{9,11})\.json$/.exec(entry.header.name)?.[1];
      if (seconds) polls.push({ at: Number(seconds) * 1000, body: Buffer.concat(chunks) });
    }
  } catch (error) {
    throw new RecordingError(`${file}: cannot be read as .tar.gz (${(error as Error).message})`);
  }
  if (polls.length === 0) {
    throw new RecordingError(`${file}: holds no file named by unix time, such as 1720375814.json`);
  }
  return polls.sort((a, b) => a.at - b.at);
}

/** What a service said when it failed: the .txt files of a folder. */
export function readBadPolls(folder: string): Uint8Array[] {
  return readdirSync(folder).filter((name) => name.endsWith(".txt")).sort().map((name) =>
    readFileSync(join(folder, name))
  );
}

export interface PollServing extends Pick<PlayOptions, "from" | "begin" | "speed" | "shift" | "now"> {
  readonly polls: readonly Poll[];
  /** Given instead of every so manyth reply, one after the other. */
  readonly bad: readonly Uint8Array[];
  readonly badEvery: number;
}

/** Answers requests with the reply that was the newest at the moment being played. */
export function pollService(serving: PollServing): () => Response {
  const { polls, bad, badEvery, from, begin, speed, now } = serving;
  let asked = 0;
  return () => {
    const headers = { "content-type": "application/json;charset=utf-8" };
    if (bad.length > 0 && ++asked % badEvery === 0) {
      return new Response(bytesOf(bad[(asked / badEvery - 1) % bad.length]!), { headers });
    }
    const moment = from + (now() - begin) * speed;
    const poll = polls.findLast(({ at }) => at <= moment) ?? polls[0]!;
    return new Response(serving.shift ? shifted(poll.body, serving) : bytesOf(poll.body), { headers });
  };
}

function bytesOf(body: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(body);
}

interface Reply {
  readonly fields?: readonly { readonly name: string; readonly type: string }[];
  readonly features: readonly { readonly attributes: Record<string, unknown> }[];
}

/** The reply with its date fields moved to the clock on the wall. */
function shifted(body: Uint8Array, serving: PollServing): string {
  const reply = JSON.parse(Buffer.from(body).toString("utf8")) as Reply;
  const dates = (reply.fields ?? []).filter(({ type }) => type === "esriFieldTypeDate").map(({ name }) =>
    name
  );
  for (const { attributes } of reply.features) {
    for (const name of dates) {
      const time = attributes[name];
      if (typeof time === "number") attributes[name] = Math.floor(wallTime(serving, time));
    }
  }
  return JSON.stringify(reply);
}
