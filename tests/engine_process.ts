/** The embedded engine of a running server, found among its children: to be stopped, killed and asked. */
import { readFileSync } from "node:fs";
import { SECRET_HEADER } from "../store/engine_config.ts";

export interface EngineProcess {
  readonly pid: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Undefined while there is none. */
export function engineOf(server: number): EngineProcess | undefined {
  const { stdout } = new Deno.Command("ps", { args: ["--ppid", String(server), "-o", "pid=,args="] })
    .outputSync();
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    const found = /^\s*(\d+) .*engine_child\.ts \S+ \S+ (\S+) (\d+)$/.exec(line);
    if (!found) continue;
    const [, pid, config, port] = found as unknown as [string, string, string, string];
    const secret = new RegExp(`<${SECRET_HEADER}>([^<]+)<`).exec(readOf(config))?.[1];
    if (!secret) continue;
    return {
      pid: Number(pid),
      url: `http://127.0.0.1:${port}/hexwall`,
      headers: { [SECRET_HEADER]: secret },
    };
  }
}

function readOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
