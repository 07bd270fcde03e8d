/** Shifts handed over: the sheet as it would be signed now, the two signatures, and what happened while somebody was away. */
import { z } from "zod";
import { AreaCodes } from "../geo/area_codes.ts";
import type { AreaTables } from "../geo/whereabouts.ts";
import type { Alert } from "../store/alert.ts";
import type { Case } from "../store/case.ts";
import type { Handover, HandoverSheet, Promised, Signature } from "../store/handover.ts";
import type { Ledger } from "../store/ledger.ts";
import type { HandoverWritten } from "../store/ledger_handovers.ts";
import { type Person, WHOLE_CITY } from "../store/person.ts";
import { faultOf } from "./case_command.ts";
import { lookAction } from "./alert_rights.ts";
import { maySee } from "./case_list.ts";
import type { CityTables } from "./city_tables.ts";
import { localTime } from "./local_time.ts";
import { bodyOf, isKey, KEY_WHY } from "./desk.ts";
import { sheetOf } from "./handover.ts";
import { type Action, may } from "./rights.ts";
import type { Sender } from "./sender.ts";

export interface HandoversOptions {
  readonly ledger: Pick<Ledger, "handovers" | "cases" | "sessions" | "watches">;
  readonly openCases: () => Iterable<Case>;
  readonly openAlerts: () => Iterable<Alert>;
  readonly areas: AreaTables;
  readonly tables: CityTables;
  readonly timeZone: string;
  readonly now: () => number;
}

export type HandoverAnswer =
  | { readonly kind: "done"; readonly handover: Handover }
  /** Somebody else took it over. */
  | { readonly kind: "taken"; readonly handover: Handover }
  | { readonly kind: "unknown" }
  /** `own`: nobody takes over from themselves. */
  | { readonly kind: "refused"; readonly refusal: "key-reused" | "own" }
  | { readonly kind: "invalid"; readonly why: string };

/** What happened since somebody was last there. */
export interface SinceLeft {
  /** When that was; null: never before, or nobody is signed in. */
  readonly left: number | null;
  readonly now: number;
  readonly sheet: Pick<HandoverSheet, "changes" | "open" | "late"> | null;
  /** Cases the account watches that changed meanwhile. */
  readonly watched: readonly { readonly id: string; readonly title: string; readonly stage: Case["stage"] }[];
  /** Handovers that wait for somebody who may take them over. */
  readonly waiting: number;
}

type Missed = Pick<SinceLeft, "sheet" | "watched">;

const HOUR_MS = 3_600_000;
/** So old may be what is told of an absence. */
const MISSED_MS = 5 * 60_000;
/** A shift, where no handover says since when. */
const SHIFT_MS = 8 * HOUR_MS, LONGEST_MS = 24 * HOUR_MS;
/** Of a city of 129,000 workers about a day. */
const MOST_CASES = 20_000;
const LISTED = 50, LOOKED = 200;
const MOST_PROMISES = 50;
/** The last instant that has a date: one beyond it cannot be said on any screen. */
const LATEST_MS = 8_640_000_000_000_000;

const text = (longest: number) => z.string().trim().min(1).max(longest);
const wishSchema = z.strictObject({
  note: z.string().trim().max(2_000).default(""),
  promises: z.array(z.strictObject({
    text: text(500),
    case: text(40).optional(),
    until: z.union([z.number().int().positive().max(LATEST_MS), text(40)]).optional(),
  })).max(MOST_PROMISES).default([]),
});

export class Handovers {
  readonly #codes: AreaCodes;
  /** What was told last; an account that was changed is another object, and sees something else. */
  readonly #absences = new WeakMap<Person, { left: number; at: number; missed: Promise<Missed> }>();

  constructor(private readonly options: HandoversOptions) {
    this.#codes = new AreaCodes(options.areas);
  }

  /** The sheet as it would be signed now. */
  async draft({ person }: Sender): Promise<HandoverSheet> {
    return await this.#sheet(person, await this.#since(person));
  }

  /** Those that somebody gave, took or may take over, the newest first. */
  async list({ person }: Sender): Promise<Handover[]> {
    const latest = await this.options.ledger.handovers.latest(LOOKED);
    return latest.filter((handover) => this.#sees(person, handover)).slice(0, LISTED)
      .map((handover) => this.#shown(person, handover));
  }

  /** `sent` is `{key, note?, promises?: [{text, case?, until?}]}`; what is so now is put down by the server. */
  async give(sender: Sender, { key, ...sent }: Readonly<Record<string, unknown>>): Promise<HandoverAnswer> {
    if (!isKey(key)) return { kind: "invalid", why: KEY_WHY };
    const parsed = wishSchema.safeParse(sent);
    if (!parsed.success) return { kind: "invalid", why: faultOf(parsed.error) };
    const { note } = parsed.data;
    const promises = parsed.data.promises.map((promise) => this.#dated(promise));
    const undated = promises.findIndex((promise) => "until" in promise && promise.until === null);
    if (undated >= 0) {
      const why = `promises.${undated}.until: epoch ms, or local time as 2026-11-27T16:00`;
      return { kind: "invalid", why };
    }
    const { person } = sender;
    const sheet = await this.#sheet(person, await this.#since(person));
    return answerOf(
      await this.options.ledger.handovers.give({
        ...{ key, body: bodyOf(sender, parsed.data) },
        draft: {
          areas: person.areas,
          sheet,
          promises: promises as Promised[],
          given: signature(sender, sheet.to, note),
        },
        audit: auditOf(sender, sheet.to, "give"),
      }),
    );
  }

  /** By somebody else, who may answer for all its areas. `sent` is `{key, note?}`. */
  async take(sender: Sender, id: string, sent: Readonly<Record<string, unknown>>): Promise<HandoverAnswer> {
    const { key, note = "" } = sent;
    if (!isKey(key)) return { kind: "invalid", why: KEY_WHY };
    if (typeof note !== "string" || note.length > 2_000) {
      return { kind: "invalid", why: "note: a text of at most 2000 characters, or none" };
    }
    const [found] = await this.options.ledger.handovers.get(id);
    if (!found || !this.#sees(sender.person, found)) return { kind: "unknown" };
    if (found.given.by === sender.person.id) return { kind: "refused", refusal: "own" };
    const at = this.options.now();
    const answer = answerOf(
      await this.options.ledger.handovers.take({
        ...{ key, body: bodyOf(sender, { handover: id, note }), id },
        taken: signature(sender, at, note.trim()),
        audit: auditOf(sender, at, "take"),
      }),
    );
    return "handover" in answer
      ? { ...answer, handover: this.#shown(sender.person, answer.handover) }
      : answer;
  }

  async since({ person, session }: Sender): Promise<SinceLeft> {
    const { ledger, now } = this.options;
    const at = now();
    const left = session === null ? null : await ledger.sessions.lastSeen(person.id, session);
    const signs = may(person, "handover.sign").ok;
    const waiting = signs
      ? (await this.list({ person } as Sender)).filter(({ taken, given }) =>
        taken === null && given.by !== person.id && at - given.at < LONGEST_MS
      ).length
      : 0;
    if (left === null) return { left, now: at, sheet: null, watched: [], waiting };
    return { left, now: at, ...await this.#missed(person, left), waiting };
  }

  /** Every page asks again and again, and thousands of cases are read for it: of one absence it is told as of some minutes ago. */
  async #missed(person: Person, left: number): Promise<Missed> {
    const known = this.#absences.get(person), at = this.options.now();
    if (known?.left === left && Math.abs(at - known.at) < MISSED_MS) return await known.missed;
    const missed = this.#lookMissed(person, left);
    this.#absences.set(person, { left, at, missed });
    // What failed is asked for again.
    missed.catch(() => this.#absences.delete(person));
    return await missed;
  }

  async #lookMissed(person: Person, left: number): Promise<Missed> {
    const { ledger } = this.options;
    const changed = await ledger.cases.changedSince(left, MOST_CASES);
    const { changes, open, late } = this.#sheetOf(person, left, changed);
    const watches = new Set(await ledger.watches.of(person.id));
    const watched = changed.filter((c) => watches.has(c.id) && maySee(c, person))
      .map(({ id, title, stage }) => ({ id, title, stage }));
    return { sheet: { changes, open, late }, watched };
  }

  /** A time without a zone is local time of the city; null for what is no time. */
  #dated({ until, ...promise }: z.infer<typeof wishSchema>["promises"][number]) {
    if (until === undefined) return promise;
    return { ...promise, until: typeof until === "number" ? until : localTime(until, this.options.timeZone) };
  }

  async #sheet(person: Person, from: number): Promise<HandoverSheet> {
    return this.#sheetOf(person, from, await this.options.ledger.cases.changedSince(from, MOST_CASES));
  }

  #sheetOf(person: Person, from: number, changed: readonly Case[]): HandoverSheet {
    const { openCases, openAlerts, tables, now } = this.options;
    const to = now();
    // As they are now: what is in memory is newer than what was just read.
    return sheetOf({ cases: [...changed, ...openCases()], alerts: openAlerts(), from, to, person, tables });
  }

  /** Since the last handover of the same areas, if that was within a day. */
  async #since(person: Person): Promise<number> {
    const { ledger, now } = this.options;
    const at = now(), areas = areasOf(person);
    const latest = await ledger.handovers.latest(LOOKED);
    const last = latest.find((handover) => areasOf(handover) === areas)?.given.at ?? -Infinity;
    return at - last < LONGEST_MS ? last : at - SHIFT_MS;
  }

  /** Whoever signed it, and whoever may answer for everything that it tells of. */
  #sees(person: Person, { areas, given, taken }: Handover): boolean {
    if (!may(person, "handover.sign").ok) return false;
    if (given.by === person.id || taken?.by === person.id) return true;
    // One of no area tells of what was the giver's own.
    return areas.length > 0 && this.#may(person, "handover.sign", areas);
  }

  /** Who is not heard of is told to whoever sees workers: a sheet of an operator's may be read by an acceptor. */
  #shown(person: Person, handover: Handover): Handover {
    const { areas, given, sheet } = handover;
    if (given.by === person.id || this.#may(person, "workers.look", areas)) return handover;
    const alerts = sheet.alerts.filter(({ kind }) => lookAction(kind) !== "workers.look");
    return { ...handover, sheet: { ...sheet, alerts, silent: [], withoutWorkers: true } };
  }

  /** In every one of some areas. */
  #may(person: Person, action: Action, areas: readonly string[]): boolean {
    return areas.every((code) =>
      may(person, action, { areas: code === WHOLE_CITY ? [] : this.#codes.above(code) }).ok
    );
  }
}

function areasOf({ areas }: { readonly areas: readonly string[] }): string {
  return [...areas].sort().join(" ");
}

function signature({ person }: Sender, at: number, note: string): Signature {
  return { by: person.id, name: person.name, at, ...(note !== "" && { note }) };
}

function auditOf({ person, origin, session }: Sender, at: number, did: "give" | "take") {
  return {
    ...{ at, who: person.id, origin, action: "handover.sign" },
    detail: { did, ...(session !== null && { session }) },
  };
}

function answerOf(written: HandoverWritten): HandoverAnswer {
  if (written.kind === "again") return written.answer as HandoverAnswer;
  if (written.kind === "key-reused") return { kind: "refused", refusal: "key-reused" };
  return written;
}
