/** Figures for Prometheus, read from the running system at each scrape. */
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Pulse } from "../streams/wire.ts";

export interface Measured {
  pulse(): Pulse;
  screens(): number;
  /** Rows stored since the start. */
  stored(): number;
  /** Events committed and not yet in ClickHouse, or null while nobody knows. */
  lag(): number | null;
  /** Alerts that wait for the ledger, and those for which there was no room to wait. */
  untold(): { readonly waiting: number; readonly dropped: number };
  /** The windows of the last day are back after a restart. */
  whole(): boolean;
}

export function createMetrics(measured: Measured): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `hexwall_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("workers_live", "Workers with a live fix", () => measured.pulse().totals.workers);
  gauge("incidents_open", "Open incidents", () => measured.pulse().totals.incidents);
  gauge("screens", "Connected screens", () => measured.screens());
  gauge("fixes_backlog_rows", "Fixes accepted and not yet in ClickHouse", () => measured.pulse().backlog);
  gauge("fixes_stored_rows", "Fixes stored since the start", () => measured.stored());
  gauge("engine_up", "1 when ClickHouse answers", () => measured.pulse().engine === "up" ? 1 : 0);
  gauge("projection_lag_events", "Events not yet in ClickHouse, -1 when unknown", () => measured.lag() ?? -1);
  gauge("alerts_untold", "Alerts that the ledger has not taken yet", () => measured.untold().waiting);
  gauge(
    "alerts_dropped",
    "Alerts for which there was no room to wait while the ledger refused, since the start",
    () => measured.untold().dropped,
  );
  gauge("history_whole", "1 when the windows of the last day are back", () => measured.whole() ? 1 : 0);
  for (const which of ["accepted", "rejected", "flagged"] as const) {
    new Gauge({
      name: `hexwall_feed_rows_${which}`,
      help: `Rows ${which} since the start, by feed`,
      labelNames: ["feed", "kind"],
      registers: [registry],
      collect() {
        for (const { feed, kind, ...counts } of measured.pulse().feeds) {
          this.set({ feed, kind }, counts[which]);
        }
      },
    });
  }
  new Gauge({
    name: "hexwall_feed_rows_by_reason",
    help: "Rows refused, or accepted and not shown, since the start, by feed and reason",
    labelNames: ["feed", "kind", "reason"],
    registers: [registry],
    collect() {
      for (const { feed, kind, reasons } of measured.pulse().feeds) {
        for (const [reason, times] of Object.entries(reasons)) this.set({ feed, kind, reason }, times);
      }
    },
  });
  return () => registry.metrics();
}
