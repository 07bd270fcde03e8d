/** CPU time and memory of other processes, from /proc. */
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second on every machine this runs on (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU, user and system, of all threads since the process began; 0 when it is gone. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND : 0;
}

/** Resident bytes. */
export function residentBytes(pid: number): number {
  try {
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return match ? Number(match[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}

/** The child of a process whose command line contains a text. */
export function childOf(parent: number, text: string): number {
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (pid > 0 && Number(statOf(pid)?.[1]) === parent && commandOf(pid).includes(text)) return pid;
  }
  throw new Error(`Process ${parent} has no child with ${text} in its command line`);
}

/** The command line, its arguments separated by spaces. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** Fields of /proc/PID/stat from the third on: the second is a name that may hold spaces and brackets. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
