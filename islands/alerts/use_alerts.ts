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
import { type Over, PastReader } from "./past_reader.ts";

export type AlertsThere =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: string }
  | {
    readonly kind: "ready";
    readonly alerts: readonly Alert[];
    /** Since when, by the server's clock, nothing was heard; null while all is well. */
    readonly old: number | null;
    /** Whether there are older ones that are over: they can be asked for, or were and are on their way. */
    readonly older: "none" | "there" | "coming";
  };

export interface UsedAlerts {
  readonly there: AlertsThere;
  /** Reads again at once. */
  readonly again: () => void;
  /** Reads one page more of those that are over. */
  readonly older: () => void;
}

export function useAlerts(
  live: ReadonlySignal<Pick<LiveState, "alerts" | "connection" | "epoch" | "offset">>,
): UsedAlerts {
  const { alerts: open, connection, epoch, offset } = live.value;
  const [over, setOver] = useState<Over>({ kind: "loading" });
  const [round, setRound] = useState(0);
  const [pages, setPages] = useState(1);
  const reader = useRef<PastReader | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    askWhoIAm(stop.signal);
    return () => stop.abort();
  }, []);
  useEffect(() => {
    const url = (before: string) => `/api/alerts?all=1${before && `&before=${before}`}`;
    const past = reader.current = new PastReader(
      (before, signal) => readJson<AlertsAnswer>(url(before), signal),
      (over) => setOver((before) => over.kind === "failed" && before.kind === "ready" ? before : over),
    );
    return () => past.stop();
  }, []);
  useEffect(() => reader.current!.ask(pages), [open, epoch, round, pages]);
  const there = useMemo((): AlertsThere => {
    if (over.kind !== "ready") return over;
    const old = connection.kind === "lost" ? connection.since + offset : null;
    const older = !over.more ? "none" : over.pages < pages ? "coming" : "there";
    return { kind: "ready", alerts: together(over.alerts, open), old, older };
  }, [over, open, connection, offset, pages]);
  return { there, again: () => setRound((n) => n + 1), older: () => setPages((n) => n + 1) };
}

/** What was read, with what came since over the connection; what goes on there no more is over, however old the reading. */
export function together(read: readonly Alert[], open: ReadonlyMap<string, Alert>): Alert[] {
  const over = read.filter(({ id, ended }) => ended !== null && !open.has(id));
  return [...open.values(), ...over];
}
