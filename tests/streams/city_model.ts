/** The city counted from scratch, as slowly and plainly as the rules can be written: what the live state is held against. */
import { cellAt, FINEST, parentOf } from "../../geo/cell.ts";
import { metresBetween } from "../../geo/place.ts";
import { FLAG } from "../../streams/batch.ts";
import { assignmentOf, type CaseSummary, IN_HAND, type IncidentRecord } from "../../streams/record.ts";
import type { Window } from "../../streams/wire.ts";

export interface Fix {
  readonly worker: string;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
}

interface Judged extends Fix {
  readonly flags: number;
}

type Kept = (incident: IncidentRecord) => boolean;

export type Counts = Map<string, number>;

/** Everything that ever happened, in order; every answer goes through all of it again. */
export class Model {
  readonly fixes: (Fix & { readonly at: number })[] = [];
  readonly records: IncidentRecord[] = [];
  /** Cases by their numbers, as they are now. */
  readonly cases = new Map<string, CaseSummary>();

  constructor(public now: number, readonly liveMs: number) {}

  /** Each fix with its flags, and what each worker shows in the end. */
  judge(): { judged: Judged[]; shown: Map<string, Fix> } {
    const shown = new Map<string, Fix>();
    const candidates = new Map<string, Fix>();
    const judged: Judged[] = [];
    for (const fix of this.fixes) {
      const last = shown.get(fix.worker), candidate = candidates.get(fix.worker);
      let flags = 0;
      if (fix.time > fix.at + 60_000) flags = FLAG.future;
      else {
        if (fix.at - fix.time > this.liveMs) flags |= FLAG.old;
        if (last && fix.time <= last.time) flags |= FLAG.late;
        if (flags === 0 && last && tooFast(last, fix)) {
          const agrees = candidate && candidate.time < fix.time && !tooFast(candidate, fix);
          if (!agrees) {
            flags = FLAG.jump;
            if (!candidate || candidate.time < fix.time) candidates.set(fix.worker, fix);
          }
        }
        if (flags === 0) {
          shown.set(fix.worker, fix);
          candidates.delete(fix.worker);
        }
      }
      judged.push({ ...fix, flags });
    }
    return { judged, shown };
  }

  live(): Fix[] {
    return [...this.judge().shown.values()].filter((fix) => this.now - fix.time <= this.liveMs);
  }

  /** Newest revision of each incident, with whom its case sends there. */
  incidents(): IncidentRecord[] {
    const newest = new Map<string, IncidentRecord>();
    for (const record of this.records) {
      const known = newest.get(record.id);
      if (!known || known.revision < record.revision) newest.set(record.id, record);
    }
    return [...newest.values()].map((record) => {
      const c = this.cases.get(`c-${record.id}`);
      const assignment = c && assignmentOf(c, { source: record.source, incident: record.id });
      return assignment ? { ...record, assignment } : record;
    });
  }

  busy(): Set<string> {
    return new Set(this.#inHand().flatMap(({ crew }) => crew.map(({ worker }) => worker)));
  }

  /** Who fell silent, and is still shown where that was. */
  silent(): Fix[] {
    const age = (fix: Fix) => this.now - fix.time;
    return [...this.judge().shown.values()].filter((fix) =>
      age(fix) > this.liveMs && age(fix) <= 4 * this.liveMs
    );
  }

  /** Those of the busy who are within 80 m of a case that they were sent to. */
  onScene(): Set<string> {
    const { shown } = this.judge();
    return new Set(
      this.#inHand().flatMap((c) => {
        const at = shown.get(c.crew[0]!.worker);
        return at && metresBetween(at.lat, at.lon, c.lat, c.lon) <= 80 ? [at.worker] : [];
      }),
    );
  }

  #inHand(): CaseSummary[] {
    return [...this.cases.values()].filter(({ stage }) => IN_HAND.has(stage));
  }

  workers(resolution: number): Counts {
    return tally(this.live().map((fix) => cellAt(fix, FINEST)), resolution);
  }

  open(resolution: number, kept: Kept = () => true): Counts {
    const open = this.incidents().filter((one) => one.status === "open" && kept(one));
    return tally(open.map((one) => one.cell), resolution);
  }

  arrived(resolution: number, window: Window, kept: Kept = () => true): Counts {
    const inside = this.incidents().filter((one) => kept(one) && inWindow(one.time, window, this.now));
    return tally(inside.map((one) => one.cell), resolution);
  }

  reported(resolution: number, window: Window): Counts {
    const inside = this.judge().judged.filter((fix) =>
      (fix.flags & (FLAG.future | FLAG.jump)) === 0 && inWindow(fix.time, window, this.now)
    );
    return tally(inside.map((fix) => cellAt(fix, FINEST)), resolution);
  }
}

/** Whole steps ending with the current one: 15 or 60 minutes, or 96 quarters of an hour. */
export function inWindow(time: number, window: Window, now: number): boolean {
  const step = window === 1440 ? 900_000 : 60_000;
  const end = (Math.floor(now / step) + 1) * step;
  return time < end && time >= end - window * 60_000;
}

function tally(cells: string[], resolution: number): Counts {
  const counts: Counts = new Map();
  for (const cell of cells) {
    const parent = resolution === FINEST ? cell : parentOf(cell, resolution);
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}

function tooFast(from: Fix, to: Fix): boolean {
  const metresPerSecond = metresBetween(from.lat, from.lon, to.lat, to.lon) / ((to.time - from.time) / 1000);
  return metresPerSecond > 200 / 3.6;
}
