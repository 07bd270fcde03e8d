/** The end of a server: what was accepted is written, then the process ends. */
import type { Server } from "node:http";
import { logHead } from "./audit_heads.ts";
import type { Log } from "./log.ts";
import type { Ledger } from "./store/ledger.ts";
import type { History } from "./streams/history.ts";

/** How long a stop waits for the last fixes to reach ClickHouse. */
const FLUSH_MS = 1_500;

export interface Parts {
  readonly server: Server;
  readonly history: History;
  readonly ledger: Ledger;
  readonly log: Log;
}

/** Before anything is accepted there is nothing to write: a stop is just the end, and the engine ends with its pipe. Returns the undo. */
export function endAtOnceWith(signal: AbortSignal): () => void {
  const end = () => Deno.exit(0);
  signal.addEventListener("abort", end);
  return () => signal.removeEventListener("abort", end);
}

export function stopWith(signal: AbortSignal, { server, history, ledger, log }: Parts): void {
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await history.recorder.flush(AbortSignal.timeout(FLUSH_MS)).catch(() => {
      log("warn", "stop", `${history.recorder.backlog} fixes did not reach ClickHouse in time`);
    });
    await logHead(ledger, log);
    await ledger.close();
    await history.close();
    Deno.exit(0);
  };
  const failed = (error: unknown) => {
    log.report("stop", error);
    Deno.exit(1);
  };
  signal.addEventListener("abort", () => void stop().catch(failed), { once: true });
}
