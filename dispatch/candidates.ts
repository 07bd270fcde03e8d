/** Who should go, as people ask for it: for a case, an incident or a place, from the live state of the city as it is now. */
import type { AreaCodes } from "../geo/area_codes.ts";
import type { Place } from "../geo/place.ts";
import type { Travel } from "../geo/travel.ts";
import { WORKER_STATE } from "../geo/worker_mark.ts";
import { type Case, type CaseSummary, IN_HAND } from "../store/case.ts";
import type { Person } from "../store/person.ts";
import type { IncidentRecord, Severity } from "../store/record.ts";
import type { City } from "../streams/city.ts";
import { caseClocks, clocksOf, limitsOf } from "./case_clocks.ts";
import type { CityTables } from "./city_tables.ts";
import type { OffDutyRow } from "./off_duty.ts";
import type { Posts } from "./posts.ts";
import type { Sender } from "./sender.ts";
import {
  type Crowd,
  type Hand,
  judgeOne,
  rank,
  type Ranked,
  type RankOptions,
  type RankRules,
  type RankTarget,
  type Reason,
  whyNot,
} from "./rank.ts";

export interface CandidatesOptions {
  readonly city: City;
  readonly codes: Pick<AreaCodes, "of">;
  readonly posts: Posts;
  readonly tables: CityTables;
  readonly crowd: Crowd;
  /** What is known of the speed of now. */
  readonly travel: () => Travel;
  readonly rules: RankRules;
  /** By when somebody has to be at a place that no case with a clock of its own is about. */
  readonly urgentMs: number;
  /** Of some workers those who are off duty, as far as the reader may know; absent in a city without shifts. */
  readonly offDuty?: (among: readonly string[], reader: Person) => OffDutyRow[];
  readonly now: () => number;
}

/** What somebody is sent to. */
export interface Errand extends Place {
  readonly category: string | null;
  readonly severity: Severity | null;
  readonly due: { readonly stage: "arrive" | "urgent"; readonly at: number };
  readonly skill: string | null;
  readonly areas: readonly string[];
}

export interface CandidateRow {
  readonly worker: string;
  readonly name: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly metres: number;
  /** From now until there. */
  readonly seconds: number;
  /** Whether the speeds on the way were learned, or those of who walks or drives here were taken, or the default. */
  readonly basis: Ranked["basis"];
  /** Was seen driving lately, and is expected by the speeds of those who drive. */
  readonly drives: boolean;
  readonly arrives: number;
  readonly ageMs: number;
  readonly free: boolean;
  /** Numbers of the cases in hand. */
  readonly cases: readonly string[];
  /** Null where no skill is asked for, or nothing is known of the worker. */
  readonly skilled: boolean | null;
  readonly responsible: boolean;
  /** Null in a city that knows no shifts. */
  readonly shiftEnds: number | null;
  readonly inTime: boolean;
  /** May be proposed: free, heard of lately, on duty until there, and able. */
  readonly able: boolean;
}

export interface PassedOverRow {
  readonly worker: string;
  readonly name: string | null;
  readonly metres: number;
  readonly seconds: number;
  readonly ageMs: number;
  readonly reason: Reason;
}

export interface CandidatesFound {
  readonly target: Pick<Errand, "lat" | "lon" | "category" | "severity" | "skill">;
  readonly due: Errand["due"];
  readonly ranked: readonly CandidateRow[];
  readonly proposed: string | null;
  readonly because: Reason | null;
  readonly passedOver: readonly PassedOverRow[];
  readonly nobody: Reason | null;
  readonly asOf: number;
}

/** The same, for somebody who reads it. */
export interface CandidatesAnswer extends CandidatesFound {
  /** Who answers for the grid and is off duty, as far as the reader may see shifts. */
  readonly offDuty: readonly OffDutyRow[];
}

/** Why this one was sent, as it stands in the record beside the decision. */
export interface Choice extends Pick<CandidatesFound, "proposed" | "because" | "passedOver" | "nobody"> {
  readonly chosen: string;
  /** Of the one that was chosen; null where nobody knew where that one was. */
  readonly seconds: number | null;
  readonly metres: number | null;
  /** Why the chosen one had not been proposed; null where it was. */
  readonly instead: Reason | null;
}

/** What is kept of the moment in which somebody sends a worker to a case. */
export type Explain = (c: Case, worker: string, sender: Sender) => Choice;

export type Sees = "all" | "none" | ((slot: number) => boolean);

const NOBODY = () => false;

export class Candidates {
  constructor(private readonly options: CandidatesOptions) {}

  /** A case: its own clock for the arrival, where one runs. */
  errandOf(c: Case): Errand {
    const now = this.options.now();
    const clock = clocksOf(c, this.options.tables, now).find(({ stage, endedAt }) =>
      stage === "arrive" && endedAt === null
    );
    const due = clock?.deadline == null
      ? this.#urgent(now)
      : { stage: "arrive", at: clock.deadline } as const;
    const { lat, lon, category, severity, areas } = c;
    const tables = c.filing ? this.options.tables.at(c.filing.tables) : this.options.tables.newest;
    return {
      lat,
      lon,
      category,
      severity,
      due,
      areas,
      skill: tables.categories.get(category)?.skill ?? null,
    };
  }

  /** An incident that is no case yet: the clock that it would have. */
  errandOfIncident({ lat, lon, category, severity, time }: IncidentRecord): Errand {
    const { tables, now } = this.options;
    const errand = this.errandTo({ lat, lon }, category, severity);
    const facts = { marks: { reported: time }, stopped: null, pauses: [], extensions: 0, exempted: false };
    const limits = limitsOf({ category, severity, filing: null }, tables.newest);
    const clock = caseClocks(facts, limits, now()).find(({ stage }) => stage === "arrive");
    return clock?.deadline == null ? errand : { ...errand, due: { stage: "arrive", at: clock.deadline } };
  }

  errandTo({ lat, lon }: Place, category: string | null = null, severity: Severity | null = null): Errand {
    const { tables, codes, now } = this.options;
    const skill = category === null ? null : tables.newest.categories.get(category)?.skill ?? null;
    return { lat, lon, category, severity, due: this.#urgent(now()), skill, areas: codes.of({ lat, lon }) };
  }

  /** The best `n`, of those whom the person sees who asks. */
  for(errand: Errand, n: number, sees: Sees = "all"): CandidatesFound {
    const options = this.#optionsFor(sees);
    const target = targetOf(errand);
    const ranking = rank(target, this.options.crowd, { ...options, n });
    const { lat, lon, category, severity, skill } = errand;
    return {
      target: { lat, lon, category, severity, skill },
      due: errand.due,
      ranked: ranking.ranked.map((one) => this.#rowOf(one, options.now)),
      proposed: ranking.proposed && this.#id(ranking.proposed.slot),
      because: ranking.because,
      passedOver: ranking.passedOver.map((one) => this.#passedOver(one)),
      nobody: ranking.nobody,
      asOf: options.now,
    };
  }

  /** With who answers for the place and is off duty, of those whose shifts the reader may see. */
  forReader(errand: Errand, n: number, { person, sees }: { person: Person; sees: Sees }): CandidatesAnswer {
    const { offDuty, posts } = this.options;
    return { ...this.for(errand, n, sees), offDuty: offDuty?.(posts.holdersOf(errand.areas), person) ?? [] };
  }

  /** What is kept of the moment in which somebody was sent. */
  choice(errand: Errand, worker: string, sees: Sees = "all"): Choice {
    const options = this.#optionsFor(sees);
    const target = targetOf(errand), { crowd } = this.options;
    const ranking = rank(target, crowd, { ...options, n: 1 });
    const slot = this.options.city.workers.find(worker);
    const one = slot === undefined ? null : judgeOne(slot, target, crowd, options);
    return {
      proposed: ranking.proposed && this.#id(ranking.proposed.slot),
      chosen: worker,
      seconds: one && Math.round(one.seconds),
      metres: one && Math.round(one.metres),
      because: ranking.because,
      instead: one && whyNot(one, ranking, target, crowd, options),
      passedOver: ranking.passedOver.map((passed) => this.#passedOver(passed)),
      nobody: ranking.nobody,
    };
  }

  #optionsFor(sees: Sees): Omit<RankOptions, "n"> {
    const { city, travel, rules } = this.options;
    const now = this.options.now();
    city.advance(now);
    const visible = sees === "all" ? {} : { sees: sees === "none" ? NOBODY : sees };
    return { travel: travel(), rules, now, ...visible };
  }

  #urgent(now: number) {
    return { stage: "urgent", at: now + this.options.urgentMs } as const;
  }

  #id(slot: number): string {
    return this.options.city.workers.id(slot);
  }

  #rowOf(one: Ranked, now: number): CandidateRow {
    const { city, posts } = this.options, { workers } = city, { slot } = one;
    const worker = workers.id(slot);
    return {
      ...{ worker, name: posts.nameOf(slot), lat: workers.lat[slot]!, lon: workers.lon[slot]! },
      ...{ metres: Math.round(one.metres), seconds: Math.round(one.seconds), basis: one.basis },
      arrives: Math.round(now + one.seconds * 1_000),
      ageMs: one.ageMs,
      drives: this.options.crowd.drives(slot),
      free: this.options.crowd.isFree(slot),
      cases: city.casesOf(worker).map(({ id }) => id),
      skilled: one.skilled,
      responsible: one.responsible,
      shiftEnds: Number.isFinite(one.shiftEnds) ? one.shiftEnds : null,
      inTime: one.inTime,
      able: one.bar === null,
    };
  }

  #passedOver(
    { slot, metres, seconds, ageMs, reason }: {
      slot: number;
      metres: number;
      seconds: number;
      ageMs: number;
      reason: Reason;
    },
  ): PassedOverRow {
    return {
      ...{ worker: this.#id(slot), name: this.options.posts.nameOf(slot) },
      ...{ metres: Math.round(metres), seconds: Math.round(seconds), ageMs, reason },
    };
  }
}

function targetOf({ lat, lon, due, skill, areas }: Errand): RankTarget {
  return { lat, lon, due: due.at, skill, areas };
}

export interface CrowdOptions extends Pick<CandidatesOptions, "city" | "posts" | "tables" | "now"> {
  /** A case that is worked on, by its number. */
  readonly find: (id: string) => Case | undefined;
}

/** The live city as {@link rank} asks it. Columns are read each time: they are replaced as they grow. */
export function crowdOf(
  { city, posts, tables, find, now }: CrowdOptions,
): Crowd {
  const { workers } = city;
  return {
    scan: (place, ...how) => city.scanWorkers(place, ...how),
    silentNear: (place, metres) => city.silentNear(place, metres),
    lat: (slot) => workers.lat[slot]!,
    lon: (slot) => workers.lon[slot]!,
    seenAt: (slot) => workers.time[slot]!,
    drives: (slot) => workers.drives(slot),
    isFree: (slot) => workers.busy[slot] === 0,
    dutyEnd: (slot) => city.duty.endOf(slot, now()),
    knows: (slot, skill) => posts.knows(slot, skill),
    answersFor: (slot, areas) => posts.answersFor(slot, areas),
    hands: (slot) =>
      city.casesOf(workers.id(slot)).map((c) => handOf(c, { slot, tables, now: now(), workers, find })),
  };
}

function handOf(
  { id, lat, lon, crew, stage }: CaseSummary,
  { slot, tables, now, workers, find }: {
    slot: number;
    tables: CityTables;
    now: number;
    workers: City["workers"];
    find: CrowdOptions["find"];
  },
): Hand {
  const worker = workers.id(slot);
  const isThere = workers.state[slot] === WORKER_STATE.onScene ||
    crew.some((member) => member.worker === worker && member.state === "on_scene");
  const c = find(id);
  const clock = isThere || !c || !IN_HAND.has(stage)
    ? undefined
    : clocksOf(c, tables, now).find((one) => one.stage === "arrive" && one.endedAt === null);
  return { case: id, lat, lon, due: clock?.deadline ?? null };
}
