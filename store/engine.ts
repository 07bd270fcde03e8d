/** The embedded ClickHouse seen from the server: a child process that is started, watched, restarted and ended. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "./city_folder.ts";
import { engineConfig, SECRET_HEADER } from "./engine_config.ts";
import { EngineFolder } from "./engine_folder.ts";
import { findEngineLibrary } from "./engine_library.ts";
import { freePort } from "./free_port.ts";

export type EngineState = "starting" | "up" | "down";

export interface EngineOptions {
  /** The engine gets a folder of its own in it. */
  readonly dataDir: string;
  readonly memoryBytes?: number;
  /** Ends the engine. */
  readonly signal?: AbortSignal;
  readonly onState?: (state: EngineState, detail?: string) => void;
}

export interface Engine {
  /** With the database as its path. Stays the same when the engine restarts, so a client has only to try again. */
  readonly url: string;
  /** To send with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Process id of the running child; null while there is none. */
  readonly pid: number | null;
  close(): Promise<void>;
}

const MEMORY_BYTES = 1_000_000_000;
/** A start takes about 0.5 s; with ten thousand parts to load it takes longer. */
const START_MS = 60_000;
/** An engine whose parent was killed holds the directory until it has seen the pipe close. */
const LOCKED_MS = 5_000;
const BACK_OFF_FIRST_MS = 250;
const BACK_OFF_MOST_MS = 30_000;
/** Up for so long, the next death counts as the first again. */
const STEADY_MS = 60_000;
/** An engine that does not answer a ping is called down; after about a minute of it, it is killed and started anew. */
const WATCH_EVERY_MS = 5_000;
const PINGS_MISSED_MOST = 6;

/** Starts the engine and resolves when it answers. Rejects with {@link SetupError} when it cannot run here at all. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const library = findEngineLibrary();
  const secret = crypto.randomUUID().replaceAll("-", "");
  const memoryBytes = options.memoryBytes ?? MEMORY_BYTES;
  const folder = new EngineFolder(join(options.dataDir, "clickhouse"), engineConfig({ memoryBytes, secret }));
  try {
    folder.prepare();
  } catch (error) {
    throw new SetupError(
      `Cannot write ${folder.config} (${(error as Error).message}); set DATA_DIR to a writable folder`,
    );
  }
  const port = await freePort();
  const engine = new ChildEngine({ port, secret, library, folder }, options);
  await engine.start();
  return engine;
}

interface Child {
  readonly process: Deno.ChildProcess;
  /** Resolves with the last of what the child said, when it has ended. */
  readonly ended: Promise<string>;
}

interface Place {
  readonly port: number;
  readonly secret: string;
  readonly library: string;
  readonly folder: EngineFolder;
}

class ChildEngine implements Engine {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  #child: Child | null = null;
  readonly #origin: string;
  #state: EngineState | null = null;
  #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly place: Place,
    private readonly options: EngineOptions,
  ) {
    this.#origin = `http://127.0.0.1:${place.port}`;
    this.url = `${this.#origin}/hexwall`;
    this.headers = { [SECRET_HEADER]: place.secret };
    options.signal?.addEventListener("abort", () => void this.close(), { once: true });
  }

  get pid(): number | null {
    return this.#child?.process.pid ?? null;
  }

  async start(): Promise<void> {
    const until = Date.now() + LOCKED_MS;
    this.#tell("starting");
    for (;;) {
      const child = this.#spawn();
      const last = await this.#answers(child);
      if (last === null) {
        this.#up();
        this.#running = this.#keepUp(child);
        return;
      }
      this.options.signal?.throwIfAborted();
      if (!last.includes("Cannot lock file")) {
        throw new SetupError(
          `The embedded ClickHouse did not start (${last}); run "deno task doctor", or set CLICKHOUSE_URL`,
        );
      }
      if (Date.now() > until) {
        throw new SetupError(
          `Another process uses ${this.place.folder.data}; stop it, or set DATA_DIR to another folder`,
        );
      }
      await sleep(200);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    // Not asked to end but killed: an orderly shutdown of the library crashes, and every acknowledged row is in its files.
    this.#kill();
    await this.#child?.ended;
    await this.#running;
  }

  /** Waits for the child's death, and starts another, until the engine is closed. */
  async #keepUp(child: Child): Promise<void> {
    const { signal } = this.#stop;
    let backOff = BACK_OFF_FIRST_MS;
    while (!signal.aborted) {
      const since = Date.now();
      const watch = this.#watch(child);
      const last = await child.ended;
      watch();
      if (signal.aborted) break;
      if (Date.now() - since > STEADY_MS) backOff = BACK_OFF_FIRST_MS;
      for (let detail: string | null = last; detail !== null && !signal.aborted;) {
        this.#tell("down", `ended: ${detail}; next try in ${backOff} ms`);
        await sleep(backOff, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
        backOff = Math.min(backOff * 2, BACK_OFF_MOST_MS);
        this.#tell("starting");
        try {
          this.place.folder.prepare();
          child = this.#spawn();
          detail = await this.#answers(child);
        } catch (error) {
          detail = (error as Error).message;
        }
      }
      if (!signal.aborted) this.#up();
    }
  }

  /** Pings the child while it lives; returns its undo. */
  #watch(child: Child): () => void {
    let missed = 0;
    let asking = false;
    const timer = setInterval(async () => {
      if (asking) return;
      asking = true;
      const alive = await this.#ping(WATCH_EVERY_MS);
      asking = false;
      if (this.#child !== child || this.#stop.signal.aborted) return;
      if (this.place.folder.lost) {
        this.#tell("down", `${this.place.folder.data} was deleted or replaced; the engine starts anew`);
        return this.#kill();
      }
      missed = alive ? 0 : missed + 1;
      if (alive) this.#tell("up");
      else this.#tell("down", "does not answer");
      if (missed >= PINGS_MISSED_MOST) this.#kill();
    }, WATCH_EVERY_MS);
    return () => clearInterval(timer);
  }

  #up(): void {
    this.place.folder.mark();
    this.#tell("up");
  }

  #spawn(): Child {
    const { library, folder, port } = this.place;
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-config", "--no-lock", "--no-npm", "--no-remote", "--no-prompt"],
        ...["--v8-flags=--max-old-space-size=32", "--allow-ffi", "--deny-net", "--deny-env", "--deny-run"],
        ...[new URL("./engine_child.ts", import.meta.url).pathname],
        ...[library, folder.data, folder.config, String(port)],
      ],
      // Of the server's environment, which holds keys, only what Deno needs; ClickHouse reads times as UTC.
      clearEnv: true,
      env: { TZ: "UTC", NO_COLOR: "1", ...inherited("PATH", "HOME", "DENO_DIR", "LD_LIBRARY_PATH") },
      // A session of its own: Ctrl-C is for the server, which writes what waits and then ends the engine.
      detached: true,
      stdin: "piped",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const said = lastWords(process.stderr);
    const ended = process.status.then(async ({ code, signal }) =>
      (await said) || (signal ? `killed by ${signal}` : `exit status ${code}`)
    );
    return this.#child = { process, ended };
  }

  /** Null when the child answers queries; its last words when it ended or took too long. */
  async #answers(child: Child): Promise<string | null> {
    const until = Date.now() + START_MS;
    let ended: string | null = null;
    child.ended.then((last) => ended = last);
    while (ended === null && Date.now() < until) {
      if (await this.#ping(2_000) && ended === null) return null;
      await sleep(25);
    }
    if (ended === null) {
      this.#kill();
      await child.ended;
    }
    return ended ?? `no answer within ${START_MS / 1000} s`;
  }

  async #ping(timeoutMs: number): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(`${this.#origin}/?query=SELECT%201`, { headers: this.headers, signal });
      return (await response.text()).trim() === "1";
    } catch {
      return false;
    }
  }

  #kill(): void {
    try {
      this.#child?.process.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
  }

  #tell(state: EngineState, detail?: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.options.onState?.(state, detail);
  }
}

function inherited(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** What a dying process said, on one line: the first line that names an error, or the last. */
async function lastWords(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of stream) text = (text + decoder.decode(piece, { stream: true })).slice(-4_000);
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return (lines.find((line) => /exception|error/i.test(line)) ?? lines.at(-1) ?? "").slice(0, 300);
}
