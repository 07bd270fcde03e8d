/** Starts the product as a user would, in a folder and on a port of its own, for tests through the front door. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testAccount } from "./account.ts";

export const KEY = "test-key";

export interface Running {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything printed so far. */
  readonly output: () => string;
  /** Session of an account that may do everything; empty in the demo, where one is a guest, and on request. */
  readonly cookie: string;
  /** Signed in, from a page of the server. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: BodyInit, headers?: Record<string, string>): Promise<Response>;
  /** Sends the signal and waits for the end; returns the exit code. */
  stop(signal?: Deno.Signal): Promise<number>;
  /** Ends it if needed, and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface StartOptions {
  /** Lets the demo's own people work on cases. */
  readonly staff?: boolean;
  readonly env?: Record<string, string>;
  readonly args?: readonly string[];
  /** Keeps the data of an earlier run; it is then not removed at the end. */
  readonly dataDir?: string;
  readonly port?: number;
  /** Starts it through a shell, as a task does: {@link Running.pid} is then the shell's. */
  readonly underShell?: boolean | "twice";
  /** Starts it through a command that replaces itself by it, as `["nice"]` does. */
  readonly before?: readonly string[];
  /** Starts it without an account, as at the very first start. */
  readonly empty?: boolean;
}

/** Cookies by the address of the server they are for. */
const COOKIES = new Map<string, string>();

/** The cookie of whoever is signed in on a server that this process started; empty for any other. */
export function cookieOf(url: string): string {
  return COOKIES.get(new URL(url).origin) ?? "";
}

const ROOT = new URL("..", import.meta.url).pathname;
const PERMISSIONS = [
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
  "--no-prompt",
];

/** Runs main.ts to its end: for starts that must fail. */
export async function runMain(
  env: Record<string, string>,
  more: readonly string[] = [],
): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...PERMISSIONS, "main.ts", ...more],
    cwd: ROOT,
    env: { PORT: "0", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, output: decode(stdout) + decode(stderr) };
}

/** Resolves when the address is printed; rejects with everything printed when the server ends before. */
export async function startServer(options: StartOptions = {}): Promise<Running> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "hexwall-test-"));
  const city = options.env?.["CITY"];
  const cookie = city === undefined || options.empty ? "" : testAccount(dataDir, city);
  // Tests that are cut off leave no server behind.
  // In a test nobody but the test works on cases, unless it asks for that.
  const alone = options.staff ? [] : ["--no-staff"];
  const args = ["run", ...PERMISSIONS, "main.ts", "--with-parent", ...alone, ...options.args ?? []];
  const shell = ["sh", "-c", '"$@" & wait', "sh"];
  const shells = options.underShell === "twice" ? [...shell, ...shell] : options.underShell ? shell : [];
  const [command, ...prefix] = [...options.before ?? [], ...shells, Deno.execPath()] as unknown as [
    string,
    ...string[],
  ];
  const child = new Deno.Command(command, {
    args: [...prefix, ...args],
    cwd: ROOT,
    env: {
      DATA_DIR: dataDir,
      PORT: String(options.port ?? 0),
      API_KEYS: `test:${KEY}:ingest`,
      ...options.env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const ready = Promise.withResolvers<string>();
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      printed += decoder.decode(bytes, { stream: true });
      const url = /ready\s+(http:\/\/\S+)/.exec(printed)?.[1];
      if (url) ready.resolve(url);
    }
  };
  const reading = Promise.all([read(child.stdout), read(child.stderr)]);
  let ended = false;
  child.status.then(async ({ code }) => {
    ended = true;
    await reading;
    ready.reject(new Error(`The server ended with status ${code} before it was ready:\n${printed}`));
  });
  const url = await ready.promise;
  COOKIES.set(url, cookie);
  const stop = async (signal: Deno.Signal = "SIGTERM") => {
    if (!ended) child.kill(signal);
    return (await child.status).code;
  };
  return {
    url,
    dataDir,
    pid: child.pid,
    output: () => printed,
    stop,
    cookie,
    fetch: (path, { headers, ...init } = {}) =>
      fetch(url + path, { ...init, headers: { cookie, origin: url, ...headers as Record<string, string> } }),
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: "POST",
        body,
        headers: {
          authorization: `Bearer ${KEY}`,
          "content-type": "application/x-ndjson",
          cookie,
          ...headers,
        },
      }),
    async [Symbol.asyncDispose]() {
      await stop("SIGKILL");
      await reading;
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
