/**
 * All alerts of a page with a live connection: those that go on come over it; those that are over are read when something
 * changed, and kept, marked old, while that fails.
 */
import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Alert } from "../../store/alert.ts";
import { readJson } from "../city.ts";
import type { LiveState } from "../state.ts";
import type { AlertsAnswer } from "./answer.ts";
import { askWhoIAm } from "./me.ts";

export type AlertsThere =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: string }
  /** `old`: since when, by the server's clock, nothing was heard; null while all is well. */
  | { readonly kind: "ready"; readonly alerts: readonly Alert[]; readonly old: number | null };

/** Several changes at once are one reading. */
const SETTLE_MS = 400;
const AGAIN_MS = 5_000;

type Over =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "ready"; readonly alerts: readonly Alert[] };

/** Returns what is there, and a way to read again at once. */
export function useAlerts(
  live: ReadonlySignal<Pick<LiveState, "alerts" | "connection" | "epoch" | "offset">>,
): [AlertsThere, () => void] {
  const { alerts: open, connection, epoch, offset } = live.value;
  const [over, setOver] = useState<Over>({ kind: "loading" });
  const [round, setRound] = useState(0);
  const first = useRef(true);
  useEffect(() => {
    const stop = new AbortController();
    askWhoIAm(stop.signal);
    return () => stop.abort();
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    let timer = setTimeout(read, first.current ? 0 : SETTLE_MS);
    first.current = false;
    async function read(): Promise<void> {
      try {
        const { alerts } = await readJson<AlertsAnswer>("/api/alerts?all=1", stop.signal);
        setOver({ kind: "ready", alerts });
      } catch (error) {
        if (stop.signal.aborted) return;
        setOver((before) => before.kind === "ready" ? before : { kind: "failed", error: String(error) });
        timer = setTimeout(read, AGAIN_MS);
      }
    }
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [open, epoch, round]);
  const there = useMemo((): AlertsThere => {
    if (over.kind !== "ready") return over;
    const old = connection.kind === "lost" ? connection.since + offset : null;
    return { kind: "ready", alerts: together(over.alerts, open), old };
  }, [over, open, connection, offset]);
  return [there, () => setRound((n) => n + 1)];
}

/** What was read, with what came since over the connection; what goes on there no more is over, however old the reading. */
export function together(read: readonly Alert[], open: ReadonlyMap<string, Alert>): Alert[] {
  const over = read.filter(({ id, ended }) => ended !== null && !open.has(id));
  return [...open.values(), ...over];
}
