/**
 * Writes the head of the audit chain into the log. The log is kept elsewhere than the ledger, so that whoever cuts rows off the
 * ledger's end would have to change both: `deno task audit verify --from-head`.
 */
import type { Log } from "./log.ts";
import type { Ledger } from "./store/ledger.ts";

const EVERY_MS = 86_400_000;

export async function logHead(ledger: Pick<Ledger, "audit">, log: Log): Promise<void> {
  try {
    const { number, hash } = await ledger.audit.head();
    log("info", "audit", `head ${number}:${hash}`);
  } catch (error) {
    log.report("audit", error);
  }
}

/** At once and once a day, until the signal. */
export function logHeads(ledger: Pick<Ledger, "audit">, log: Log, signal: AbortSignal): void {
  void logHead(ledger, log);
  const timer = setInterval(() => void logHead(ledger, log), EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
