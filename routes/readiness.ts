/** Whether this server should be sent anything now; what /readyz says. */
import { existsSync } from "node:fs";
import type { History } from "../streams/history.ts";

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly why: string };

export function readiness(ledgerFile: string, { state }: Pick<History, "state">): Readiness {
  if (!existsSync(ledgerFile)) {
    return { ready: false, why: `${ledgerFile} is gone: what comes in now is lost at the next start` };
  }
  return state() === "up" ? { ready: true } : { ready: false, why: "ClickHouse does not answer" };
}
