/** Looks every few seconds whether somebody is to be told of something, and makes the open alerts what the rules say. */
import type { Alert, AlertDraft, AlertKind } from "../store/alert.ts";
import type { Case } from "../store/case.ts";
import type { Alerts } from "./alerts.ts";
import type { Escalations } from "./escalation.ts";
import type { FieldWatch } from "./field_watch.ts";

export interface WatchOptions {
  readonly alerts: Alerts;
  readonly escalations: Escalations;
  readonly openCases: () => Iterable<Case>;
  readonly field: FieldWatch;
  readonly now: () => number;
  /** What was over is not told again before. */
  readonly againMs: number;
  readonly report: (stage: string, error: unknown) => void;
}

const EVERY_MS = 10_000;

export class Watch {
  constructor(private readonly options: WatchOptions) {}

  start(signal: AbortSignal): void {
    const { alerts, field, now, report } = this.options;
    field.restore(alerts.open(), now());
    let busy = false;
    const timer = setInterval(() => {
      // A ledger that is slow is not asked for more.
      if (busy) return;
      busy = true;
      void this.look().catch((error) => report("look for alerts", error)).finally(() => busy = false);
    }, EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  /** Resolves when what is to be told now was told. */
  async look(): Promise<void> {
    const { escalations, openCases, field } = this.options;
    await this.#keep("escalation", (_, now) => escalations.of(openCases(), now), 0);
    await this.#keep("silent", (told, now) => field.silent(told, now));
    await this.#keep("bunching", (_, now) => field.bunching(now));
    await this.#keep("uncovered", (told, now) => field.uncovered(told, now));
  }

  #keep(
    kind: AlertKind,
    wanted: (told: ReadonlyMap<string, Alert>, now: number) => readonly AlertDraft[],
    againMs = this.options.againMs,
  ): Promise<void> {
    const { alerts, field, now } = this.options;
    const settled = ({ cause }: Alert) => cause.startsWith("silent/in/") && field.settling(now());
    return alerts.reconcile(kind, (told) => wanted(told, now()), { againMs, settled });
  }
}
