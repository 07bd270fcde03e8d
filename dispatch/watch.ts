/** Looks every few seconds whether somebody is to be told of something, and makes the open alerts what the rules say. */
import type { Alert, AlertDraft, AlertKind } from "../store/alert.ts";
import type { Case } from "../store/case.ts";
import type { Alerts, Told } from "./alerts.ts";
import type { Escalations } from "./escalation.ts";
import type { FenceWatch } from "./fence_watch.ts";
import type { FieldWatch } from "./field_watch.ts";

export interface WatchOptions {
  readonly alerts: Alerts;
  readonly escalations: Escalations;
  readonly openCases: () => Iterable<Case>;
  readonly field: FieldWatch;
  readonly fences: FenceWatch;
  readonly onDuty: (worker: string) => boolean;
  readonly now: () => number;
  /** What was over is not told again before. */
  readonly againMs: number;
  readonly report: (stage: string, error: unknown) => void;
}

const EVERY_MS = 10_000, CROSSINGS_EVERY_MS = 1_000, EVERYBODY_EVERY_MS = 60_000;

export class Watch {
  #everybody = -Infinity;

  constructor(private readonly options: WatchOptions) {}

  start(signal: AbortSignal): void {
    const { alerts, field, now, report } = this.options;
    field.restore(alerts.open(), now());
    // A crossing is told at once; everything else has time.
    const cross = () => void this.#cross().catch((error) => report("tell of fences", error));
    const crossings = setInterval(cross, CROSSINGS_EVERY_MS);
    let busy = false;
    const look = () => {
      // A ledger that is slow is not asked for more.
      if (busy) return;
      busy = true;
      void this.look().catch((error) => report("look for alerts", error)).finally(() => busy = false);
    };
    // What was over while the server was away ends at once.
    look();
    const timer = setInterval(look, EVERY_MS);
    signal.addEventListener("abort", () => {
      [timer, crossings].forEach(clearInterval);
      // Nobody sees after the next start what was crossed in the last second before.
      cross();
    }, { once: true });
  }

  /** Resolves when what is to be told now was told, or waits for a ledger that refuses. */
  async look(): Promise<void> {
    const { escalations, openCases, field, now } = this.options;
    await this.#keep("escalation", (told, at) => newest(escalations.of(openCases(), at), told), 0);
    await this.#keep("silent", (told, at) => field.silent(told, at));
    await this.#trying("end alerts of fences", () => this.#endFences());
    await this.#keep(
      "fence-absent",
      (told, at) => this.options.fences.absent(told, this.options.onDuty, at),
      0,
    );
    // What takes many minutes to come about is looked for once in one: it looks at everybody.
    const at = now();
    // By how far it is off either way: a clock that was set back would keep everybody from being looked at.
    if (Math.abs(at - this.#everybody) < EVERYBODY_EVERY_MS) return;
    this.#everybody = at;
    await this.#keep("bunching", () => field.bunching(at));
    await this.#keep("uncovered", (told) => field.uncovered(told, at));
  }

  /** Whatever was crossed since the last time, and what the ledger did not take then. */
  async #cross(): Promise<void> {
    const { alerts, fences } = this.options, { raised, ended } = fences.crossings();
    if (raised.length + ended.length + alerts.untold.waiting > 0) await alerts.change(raised, ended);
  }

  async #endFences(): Promise<void> {
    const { fences, alerts, onDuty, now } = this.options;
    const over = fences.tick(alerts.going(), onDuty, now());
    if (over.length > 0) await alerts.change([], over);
  }

  #keep(
    kind: AlertKind,
    wanted: (told: Told, now: number) => readonly AlertDraft[],
    againMs = this.options.againMs,
  ): Promise<void> {
    const { alerts, field, now } = this.options;
    const settled = ({ cause }: Pick<Alert, "cause">) =>
      cause.startsWith("silent/in/") && field.settling(now());
    return this.#trying(
      `look for ${kind} alerts`,
      () => alerts.reconcile(kind, (told) => wanted(told, now()), { againMs, settled }),
    );
  }

  /** One that fails keeps nobody from looking for the others. */
  async #trying(stage: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error) => this.options.report(stage, error));
  }
}

/** Where several levels are found late at once, as after a stop, only the last of them is told: the others are past. */
function newest(drafts: readonly AlertDraft[], told: Told): AlertDraft[] {
  const last = new Map(drafts.map((draft) => [draft.subject.case ?? draft.cause, draft]));
  return drafts.filter((draft) =>
    told.has(draft.cause) || last.get(draft.subject.case ?? draft.cause) === draft
  );
}
