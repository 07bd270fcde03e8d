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
  | {
    readonly kind: "ready";
    readonly alerts: readonly Alert[];
    /** Since when, by the server's clock, nothing was heard; null while all is well. */
    readonly old: number | null;
    /** Whether there are older ones that are over: they can be asked for, or were and are on their way. */
    readonly older: "none" | "there" | "coming";
  };

/** Several changes at once are one reading. */
const SETTLE_MS = 400;
const AGAIN_MS = 5_000;

type Over =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: string }
  | ({ readonly kind: "ready" } & Pages);

interface Pages {
  readonly alerts: readonly Alert[];
  /** So many were read. */
  readonly pages: number;
  /** There is another one after them. */
  readonly more: boolean;
}

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
        const read = (before: string) =>
          readJson<AlertsAnswer>(`/api/alerts?all=1${before && `&before=${before}`}`, stop.signal);
        setOver({ kind: "ready", ...await readPages(read, pages) });
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
  }, [open, epoch, round, pages]);
  const there = useMemo((): AlertsThere => {
    if (over.kind !== "ready") return over;
    const old = connection.kind === "lost" ? connection.since + offset : null;
    const older = !over.more ? "none" : over.pages < pages ? "coming" : "there";
    return { kind: "ready", alerts: together(over.alerts, open), old, older };
  }, [over, open, connection, offset, pages]);
  return { there, again: () => setRound((n) => n + 1), older: () => setPages((n) => n + 1) };
}

/** Reads so many pages one after the other, fewer where there are no more; `before` of the first is empty. */
export async function readPages(
  read: (before: string) => Promise<Pick<AlertsAnswer, "alerts" | "next">>,
  pages: number,
): Promise<Pages> {
  const alerts: Alert[] = [];
  let next: string | null = "";
  for (let page = 0; page < pages && next !== null; page++) {
    const answer = await read(next);
    alerts.push(...answer.alerts);
    next = answer.next;
  }
  return { alerts, pages, more: next !== null };
}

/** What was read, with what came since over the connection; what goes on there no more is over, however old the reading. */
export function together(read: readonly Alert[], open: ReadonlyMap<string, Alert>): Alert[] {
  const over = read.filter(({ id, ended }) => ended !== null && !open.has(id));
  return [...open.values(), ...over];
}
