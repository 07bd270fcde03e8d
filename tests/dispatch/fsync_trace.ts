/** Watches a process that works on cases through strace: no command may be acknowledged before the disk has it. */
import { rmSync } from "node:fs";

const CONFIG = new URL("../../deno.json", import.meta.url).pathname;
const SCRIPT = new URL("record_child.ts", import.meta.url).pathname;

export interface Trace {
  readonly acknowledged: number;
  /** Acknowledgements with no fsync since their command began; one lane gives one after the other. */
  readonly early: number;
}

/** Null where this machine has no strace, or does not let it look. */
export async function traceAcknowledgements(file: string, acknowledged: number): Promise<Trace | null> {
  const out = `${file}.trace`;
  const traced = [
    Deno.execPath(),
    "run",
    "-A",
    "--no-lock",
    "--config",
    CONFIG,
    SCRIPT,
    file,
    "traced",
    "1",
    "15",
  ];
  let process: Deno.ChildProcess;
  try {
    process = new Deno.Command("strace", {
      args: ["-f", "-s", "200", "-e", "trace=fsync,fdatasync,write", "-o", out, ...traced],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch {
    return null;
  }
  let lines = 0;
  for await (const piece of process.stdout) {
    lines += piece.filter((byte) => byte === 10).length;
    // Two lines a command.
    if (lines > 2 * acknowledged) break;
  }
  // strace ends what it started when it is ended kindly; killed, it would let go of it.
  process.kill("SIGTERM");
  await process.status;
  if (lines === 0) return null;
  const trace = judge(Deno.readTextFileSync(out));
  rmSync(out);
  return trace;
}

function judge(text: string): Trace {
  let [synced, acknowledged, early] = [false, 0, 0];
  for (const line of text.split("\n")) {
    // A call that another thread's interrupted is told in two parts, the second with its result.
    if (/\b(fsync|fdatasync)(\(\d+\)| resumed>.*\)) += 0/.test(line)) synced = true;
    if (/write\(1, "\{\\"begun\\"/.test(line)) synced = false;
    if (!/write\(1, "\{\\"key\\"/.test(line)) continue;
    acknowledged++;
    if (!synced) early++;
  }
  return { acknowledged, early };
}
