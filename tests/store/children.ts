/** Child processes of tests: what they say line by line, and their end. */
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;

export interface Child {
  readonly process: Deno.ChildProcess;
  /** Whole lines said so far, parsed as JSON. */
  readonly said: unknown[];
  /** Resolves when so many lines were said, or the child has ended. */
  lines(count: number): Promise<void>;
  /** Sends a signal and waits for the end and for everything said before it. */
  kill(signal?: Deno.Signal): Promise<void>;
  readonly ended: Promise<Deno.CommandStatus>;
}

/** Runs a script beside this file, with all rights. `before` wraps the command, as in `["prlimit", "--fsize=…"]`. */
export function runScript(script: string, args: readonly string[], before: readonly string[] = []): Child {
  const path = new URL(script, import.meta.url).pathname;
  const words = [...before, Deno.execPath(), "run", "-A", "--no-lock", "--config", CONFIG, path, ...args];
  const process = new Deno.Command(words[0]!, {
    args: words.slice(1),
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const said: unknown[] = [];
  let wake = () => {};
  const read = (async () => {
    let rest = "";
    for await (const piece of process.stdout.pipeThrough(decoder())) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop()!;
      for (const line of lines) said.push(JSON.parse(line));
      wake();
    }
  })();
  const ended = Promise.all([process.status, read]).then(([status]) => status);
  let over = false;
  ended.finally(() => (over = true, wake()));
  return {
    process,
    said,
    ended,
    async lines(count) {
      while (said.length < count && !over) await new Promise<void>((resolve) => wake = resolve);
    },
    async kill(signal = "SIGKILL") {
      try {
        process.kill(signal);
      } catch {
        // It has ended already.
      }
      await ended;
    },
  };
}

/** Text of bytes; the built-in stream's type takes other bytes than a process gives. */
function decoder(): TransformStream<Uint8Array, string> {
  const text = new TextDecoder();
  return new TransformStream({
    transform: (bytes, out) => out.enqueue(text.decode(bytes, { stream: true })),
  });
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie still has a directory, but no command line.
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`) !== "";
  } catch {
    return false;
  }
}
