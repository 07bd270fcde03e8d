/** The cases of the city as screens and the live state see them: who is bound by which, and who was sent to an incident. */
import type { Place } from "../geo/place.ts";
import { type Assignment, assignmentOf, type CaseSummary, IN_HAND } from "./record.ts";

/** Cases whose version is remembered: a change comes twice only soon after it came once. */
const REMEMBERED = 20_000;

export interface LiveCasesOptions {
  /** A worker gets a case in hand (+1) or loses one (−1), and where it is. */
  readonly busy: (worker: string, delta: 1 | -1, place: Place) => void;
  /** Who is sent to an incident now; undefined: nobody. */
  readonly sent: (source: string, incident: string, assignment: Assignment | undefined) => void;
}

export class LiveCases {
  /** In hand, by number of the case. */
  readonly #bound = new Map<string, CaseSummary>();
  readonly #sentTo = new Map<string, Assignment>();
  /** In hand, by worker. */
  readonly #hands = new Map<string, Map<string, CaseSummary>>();
  /** Of the cases that changed last, the latest change last. */
  readonly #versions = new Map<string, number>();

  constructor(private readonly options: LiveCasesOptions) {}

  /** Takes a case as it is now. One that is not newer than what is known changes nothing. */
  apply(c: CaseSummary): void {
    if ((this.#versions.get(c.id) ?? 0) >= c.version) return;
    this.#note(c);
    const before = this.#bound.get(c.id);
    if (before) this.#bind(before, -1);
    this.#bound.delete(c.id);
    if (IN_HAND.has(c.stage)) {
      this.#bound.set(c.id, c);
      this.#bind(c, 1);
    }
    for (const { source, incident } of c.reports) {
      if (incident !== undefined) this.options.sent(source, incident, assignmentOf(c, { source, incident }));
    }
  }

  /** Who is on the way to an incident or at work there, also when the incident itself was forgotten meanwhile. */
  sentTo(source: string, incident: string): Assignment | undefined {
    return this.#sentTo.get(keyOf(source, incident));
  }

  /** The cases that a worker has in hand. */
  of(worker: string): readonly CaseSummary[] {
    return [...this.#hands.get(worker)?.values() ?? []];
  }

  #note({ id, version }: CaseSummary): void {
    this.#versions.delete(id);
    this.#versions.set(id, version);
    if (this.#versions.size > REMEMBERED) this.#versions.delete(this.#versions.keys().next().value!);
  }

  #bind(c: CaseSummary, delta: 1 | -1): void {
    const { crew, lat, lon, reports } = c;
    for (const { worker } of crew) {
      this.#hand(worker, c, delta);
      this.options.busy(worker, delta, { lat, lon });
    }
    for (const { source, incident } of reports) {
      if (incident === undefined) continue;
      const assignment = delta > 0 ? assignmentOf(c, { source, incident }) : undefined;
      if (assignment) this.#sentTo.set(keyOf(source, incident), assignment);
      else this.#sentTo.delete(keyOf(source, incident));
    }
  }

  #hand(worker: string, c: CaseSummary, delta: 1 | -1): void {
    const hands = this.#hands.get(worker) ?? new Map<string, CaseSummary>();
    if (delta > 0) this.#hands.set(worker, hands.set(c.id, c));
    else if (hands.delete(c.id) && hands.size === 0) this.#hands.delete(worker);
  }
}

function keyOf(source: string, incident: string): string {
  // With the length, because both may hold any character.
  return `${source.length} ${source}${incident}`;
}
