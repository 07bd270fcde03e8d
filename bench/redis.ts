/** A Redis server of the bench's own, where one is installed, spoken to over a plain socket: what nearest workers are held against. */
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Redis {
  readonly version: string;
  /** Sends commands in one go and resolves when all are answered; the answers as they came. */
  ask(commands: readonly (readonly string[])[]): Promise<Reply[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export type Reply = string | number | null | readonly Reply[];

/** Null where there is no redis-server on this machine. */
export async function openRedis(): Promise<Redis | null> {
  const version = await versionOf();
  if (version === null) return null;
  const folder = mkdtempSync(join(tmpdir(), "hexwall-redis-")), path = join(folder, "socket");
  const child = new Deno.Command("redis-server", {
    args: ["--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no", "--dir", folder],
    ...{ stdin: "null", stdout: "null", stderr: "null" },
  }).spawn();
  const socket = await whenThere(path);
  const line = new Line(socket);
  return {
    version,
    ask: (commands) => line.ask(commands),
    async [Symbol.asyncDispose]() {
      socket.destroy();
      child.kill("SIGKILL");
      await child.status;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function versionOf(): Promise<string | null> {
  try {
    const { stdout } = await new Deno.Command("redis-server", { args: ["--version"] }).output();
    return /v=([\d.]+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? "?";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function whenThere(path: string): Promise<Socket> {
  for (let tries = 0;; tries++) {
    const socket = connect(path);
    try {
      await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
      return socket;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

class Line {
  #bytes: Buffer = Buffer.alloc(0);
  #waiting: { count: number; replies: Reply[]; done: (replies: Reply[]) => void } | null = null;

  constructor(private readonly socket: Socket) {
    socket.on("data", (bytes) => this.#take(bytes as Buffer));
  }

  ask(commands: readonly (readonly string[])[]): Promise<Reply[]> {
    return new Promise((done) => {
      this.#waiting = { count: commands.length, replies: [], done };
      const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
      this.socket.write(commands.map((words) => `*${words.length}\r\n${words.map(bulk).join("")}`).join(""));
    });
  }

  #take(bytes: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    let at = 0;
    for (;;) {
      const parsed = parse(this.#bytes, at);
      if (!parsed) break;
      at = parsed.next;
      this.#waiting?.replies.push(parsed.reply);
    }
    this.#bytes = this.#bytes.subarray(at);
    const waiting = this.#waiting;
    if (waiting?.replies.length !== waiting?.count) return;
    this.#waiting = null;
    waiting?.done(waiting.replies);
  }
}

/** One reply of RESP2 at a position; null while it is not there as a whole. */
function parse(bytes: Buffer, from: number): { reply: Reply; next: number } | null {
  const end = bytes.indexOf("\r\n", from);
  if (end < 0) return null;
  const text = bytes.toString("utf8", from + 1, end);
  let next = end + 2;
  switch (String.fromCharCode(bytes[from]!)) {
    case "+":
      return { reply: text, next };
    case ":":
      return { reply: Number(text), next };
    case "$": {
      const length = Number(text);
      if (length < 0) return { reply: null, next };
      if (bytes.length < next + length + 2) return null;
      return { reply: bytes.toString("utf8", next, next + length), next: next + length + 2 };
    }
    case "*": {
      const replies: Reply[] = [];
      for (let i = 0; i < Number(text); i++) {
        const one = parse(bytes, next);
        if (!one) return null;
        replies.push(one.reply);
        next = one.next;
      }
      return { reply: replies, next };
    }
    default:
      throw new Error(`Redis answered ${text}`);
  }
}
