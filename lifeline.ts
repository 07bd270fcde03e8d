/** Ends the server with whoever started it: a task that is killed says nothing to its children. */
import process from "node:process";

const LOOK_EVERY_MS = 500;
/** `npx` starts a shell that starts Deno that runs the task: all of these are the one who started. */
const STARTERS = /\b(deno|npx|npm)\b/;

/** Aborts when one of the processes between this one and the user's own shell is gone. */
export function endWithStarters(controller: AbortController): void {
  const parent = Deno.ppid;
  const starters = startersOf(parent);
  const timer = setInterval(() => {
    if (Deno.ppid !== parent || !starters.every(exists)) {
      controller.abort("The process that started this is gone");
    }
  }, LOOK_EVERY_MS);
  controller.signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

/** Asks `ps` once. Where there is none, the direct parent is all that can be watched. */
function startersOf(parent: number): number[] {
  const processes = new Map<number, { parent: number; command: string }>();
  try {
    const { stdout } = new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,args="] }).outputSync();
    for (const line of new TextDecoder().decode(stdout).split("\n")) {
      const [, pid, ppid, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      if (command !== undefined) processes.set(Number(pid), { parent: Number(ppid), command });
    }
  } catch {
    return [];
  }
  const starters: number[] = [];
  for (let pid = parent; pid > 1;) {
    const seen = processes.get(pid);
    if (!seen || !STARTERS.test(seen.command)) break;
    starters.push(pid);
    pid = seen.parent;
  }
  return starters;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
