/** Alerts found and kept: those that have not ended in memory, and the one place where they are raised, ended and acknowledged. */
import { type Alert, ALERT_KINDS, type AlertDraft, type AlertKind } from "../store/alert.ts";
import type { Ledger } from "../store/ledger.ts";
import { type AlertEvent, type AlertWritten, numberOf, type PastPlace } from "../store/ledger_alerts.ts";
import type { CityEvent } from "../store/record.ts";
import { acknowledgeAction, mayAcknowledge, pastOf, seesAlert } from "./alert_rights.ts";
import { AlertWriter } from "./alert_writer.ts";
import { bodyOf, isKey, KEY_WHY } from "./desk.ts";
import type { Action, Verdict } from "./rights.ts";
import type { Sender } from "./sender.ts";

export interface AlertsOptions {
  readonly ledger: Pick<Ledger, "alerts">;
  /** Takes committed events to the screens; ends in {@link Alerts.notice}. */
  readonly commit: (events: readonly CityEvent[]) => void;
  readonly now: () => number;
}

export interface Reconciling {
  /** What was over is not told again before so long. */
  readonly againMs: number;
  /** Of which nothing is known: it stays as it is. */
  readonly settled: (alert: Pick<Alert, "cause">) => boolean;
}

export interface Listing {
  /** None: all of them. */
  readonly kinds: readonly AlertKind[];
  /** The last of those that were listed already; null at the beginning. */
  readonly before: PastPlace | null;
  /** Of those that are over. */
  readonly limit: number;
}

export interface Listed {
  /** The newest first. */
  readonly alerts: readonly Alert[];
  /** Where it goes on; null where nothing more is over. */
  readonly next: PastPlace | null;
}

/** Causes of which somebody is told, or will be as soon as the ledger takes it. */
export type Told = Pick<ReadonlySet<string>, "has">;

export type AlertAnswer =
  | { readonly kind: "done"; readonly alert: Alert }
  /** Somebody else acknowledged it: the alert says who. */
  | { readonly kind: "taken"; readonly alert: Alert }
  | { readonly kind: "unknown" }
  | {
    readonly kind: "denied";
    readonly action: Action;
    readonly reason: Exclude<Verdict, { ok: true }>["reason"];
  }
  | { readonly kind: "refused"; readonly refusal: "key-reused" }
  | { readonly kind: "invalid"; readonly why: string };

const LONGEST_NOTE = 2_000;
/** Causes that are over, and not told again for a while. */
const REMEMBERED = 2_000;

export class Alerts {
  readonly #open = new Map<string, Alert>();
  /** When what brought about an alert was over last, by its cause. */
  readonly #ended = new Map<string, number>();
  /** The last call for help of each worker that somebody took up, by its cause. */
  readonly #taken = new Map<string, Alert>();
  readonly #writer: AlertWriter;
  /** Rules look and write one after the other: what one raised, the next sees. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: AlertsOptions) {
    const { ledger, now } = options;
    this.#writer = new AlertWriter({ ledger, now, tell: (events) => this.#tell(events) });
  }

  /** Brings back those that had not ended; returns how many. */
  async restore(): Promise<number> {
    const { ledger, now } = this.options;
    for (const alert of await ledger.alerts.open()) this.#open.set(alert.id, alert);
    for (const alert of (await ledger.alerts.latest(now() + 1, REMEMBERED)).reverse()) {
      if (alert.ended === null) continue;
      this.#ended.set(alert.cause, alert.ended);
      if (isTakenUp(alert)) this.#taken.set(alert.cause, alert);
    }
    return this.#open.size;
  }

  /** Those that have not ended, the oldest first. */
  open(): Iterable<Alert> {
    return this.#open.values();
  }

  /** Alerts that the ledger has not taken yet, and those for which there was no room to wait. */
  get untold(): { readonly waiting: number; readonly dropped: number } {
    const { size: waiting, dropped } = this.#writer.untold;
    return { waiting, dropped };
  }

  /** What goes on: alerts that are open, and those that wait to be. */
  *going(): Generator<Pick<Alert, "kind" | "cause" | "subject">> {
    yield* this.#open.values();
    yield* this.#writer.untold.going();
  }

  /** Events that the ledger has committed. */
  notice(events: readonly CityEvent[]): void {
    for (const event of events) {
      if (event.kind !== "alert") continue;
      if (event.alert.ended === null) this.#open.set(event.alert.id, event.alert);
      else this.#end(event.alert);
    }
  }

  /** A worker's call for help that waits, or else the last one that somebody took up. */
  callOf(worker: string): Alert | null {
    const cause = causeOfSos(worker);
    for (const alert of this.#open.values()) if (alert.cause === cause) return alert;
    return this.#taken.get(cause) ?? null;
  }

  async find(id: string): Promise<Alert | null> {
    return this.#open.get(id) ?? (await this.options.ledger.alerts.get(id))[0] ?? null;
  }

  /** Those that go on, all of them, and the newest that are over: so many that somebody may see, however small the area. */
  async list(sender: Sender, { kinds, before, limit }: Listing): Promise<Listed> {
    const { person } = sender, marks = pastOf(person, kinds.length > 0 ? kinds : ALERT_KINDS);
    const past = await this.options.ledger.alerts.past(marks, before, limit + 1);
    const page = past.slice(0, limit), last = page.at(-1);
    const open = before ? [] : this.seenOpen(sender, kinds);
    // One that ended while the ledger was asked is there twice.
    const all = new Map([...open, ...page].map((alert) => [alert.id, alert]));
    return {
      alerts: [...all.values()].sort((a, b) => b.at - a.at || numberOf(b.id) - numberOf(a.id)),
      next: past.length > limit && last ? { at: last.at, number: numberOf(last.id) } : null,
    };
  }

  /** Of some kinds, or of all where none is named; the newest last. */
  seenOpen({ person }: Sender, kinds: readonly AlertKind[]): Alert[] {
    return [...this.#open.values()].filter((alert) =>
      (kinds.length === 0 || kinds.includes(alert.kind)) && seesAlert(person, alert)
    );
  }

  /**
   * Makes the open alerts of a kind those that are wanted now, by their causes: new ones are raised, those whose cause is gone
   * end, and what goes on is told nobody again. What the ledger refuses waits, as with {@link change}.
   */
  reconcile(
    kind: AlertKind,
    wanted: (told: Told) => readonly AlertDraft[],
    { againMs, settled }: Reconciling,
  ): Promise<void> {
    return this.#next(() => {
      const going = [...this.going()].filter((alert) => alert.kind === kind);
      const told = new Set(going.map(({ cause }) => cause));
      const drafts = wanted(told), causes = new Set(drafts.map(({ cause }) => cause));
      const { untold } = this.#writer;
      for (const cause of causes) untold.goesOn(cause);
      untold.end(
        going.filter((alert) => !causes.has(alert.cause) && !settled(alert)).map(({ cause }) => cause),
        this.options.now(),
      );
      untold.raise(drafts.filter(({ cause, at }) =>
        !told.has(cause) && !untold.holds(cause) &&
        isPast(at - (this.#ended.get(cause) ?? -Infinity), againMs)
      ));
      return this.#writer.flush();
    });
  }

  /**
   * Raises some, and ends those of some causes. Rejects when the ledger refuses; nothing is lost by that: it waits, and is tried
   * again with whatever comes next, at first after a second. A call with nothing new tries what waits.
   */
  change(raised: readonly AlertDraft[], ended: readonly string[]): Promise<void> {
    return this.#next(() => {
      // What nobody is told of does not wait for its end.
      const going = new Set([...this.going()].map(({ cause }) => cause));
      this.#writer.untold.end(ended.filter((cause) => going.has(cause)), this.options.now());
      this.#writer.untold.raise(raised);
      return this.#writer.flush();
    });
  }

  /** By one of those whom it is for. Resolves after the fsync, with every screen told. `sent` is `{key, note?}`. */
  async acknowledge(
    sender: Sender,
    id: string,
    sent: Readonly<Record<string, unknown>>,
  ): Promise<AlertAnswer> {
    const { key, note } = sent;
    if (!isKey(key)) return { kind: "invalid", why: KEY_WHY };
    if (note !== undefined && (typeof note !== "string" || note.length > LONGEST_NOTE)) {
      return { kind: "invalid", why: `note: a text of at most ${LONGEST_NOTE} characters, or none` };
    }
    const alert = await this.find(id);
    // Whoever may not see one is not told that it exists.
    if (!alert || !seesAlert(sender.person, alert)) return { kind: "unknown" };
    const action = acknowledgeAction(alert), verdict = mayAcknowledge(sender.person, alert);
    if (!verdict.ok) return { kind: "denied", action, reason: verdict.reason };
    const at = this.options.now(), said = note?.trim();
    const written = await this.options.ledger.alerts.acknowledge({
      ...{ key, body: bodyOf(sender, { alert: id, note: said }), id },
      acknowledged: { by: sender.person.id, name: sender.person.name, at, ...(said ? { note: said } : {}) },
      audit: {
        ...{ at, who: sender.person.id, origin: sender.origin, action },
        detail: {
          did: "acknowledge",
          kind: alert.kind,
          ...(said ? { note: said } : {}),
          ...(sender.session !== null && { session: sender.session }),
        },
      },
    });
    return this.answer(written);
  }

  /** Tells everybody what was written, and whoever asked what became of it. */
  answer(written: AlertWritten): AlertAnswer {
    switch (written.kind) {
      case "done":
        this.options.commit([written.event]);
        return { kind: "done", alert: written.event.alert };
      case "again":
        return written.answer as AlertAnswer;
      case "key-reused":
        return { kind: "refused", refusal: "key-reused" };
      default:
        return written;
    }
  }

  #end(alert: Alert): void {
    const { id, cause, ended } = alert;
    if (isTakenUp(alert)) this.#taken.set(cause, alert);
    this.#open.delete(id);
    // The newest at the end.
    this.#ended.delete(cause);
    this.#ended.set(cause, ended!);
    if (this.#ended.size > REMEMBERED) this.#ended.delete(this.#ended.keys().next().value!);
  }

  #tell(events: readonly AlertEvent[]): void {
    if (events.length > 0) this.options.commit(events);
  }

  #next(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    // One that fails is told to whoever asked for it, and holds nobody up.
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

function isTakenUp({ kind, acknowledged }: Alert): boolean {
  return kind === "sos" && acknowledged !== null;
}

/** Of a worker there is one call for help at a time. */
export function causeOfSos(worker: string): string {
  return `sos/${worker}`;
}

/** A clock that was set back tells nothing of how long ago it was: then somebody is told rather twice than not at all. */
function isPast(ago: number, wait: number): boolean {
  return ago < 0 || ago >= wait;
}
