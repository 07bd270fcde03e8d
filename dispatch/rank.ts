/**
 * Who should go: all live workers around a place, ranked by when they would be there. Exact, because the search goes on until
 * nobody left could be better, and it explains itself. Pure.
 *
 * The order: whoever can go comes before whoever cannot; then whoever arrives in time; then by arrival, where the worker who
 * answers for the grid may arrive {@link RankRules.marginSeconds} later than another one; then as they were first heard of.
 */
import { metresBetween, type Place } from "../geo/place.ts";
import type { Travel, Trip } from "../geo/travel.ts";

export interface RankTarget extends Place {
  /** By when somebody has to be there, epoch ms. */
  readonly due: number;
  /** What the work asks for; null: anybody. */
  readonly skill: string | null;
  /** Codes of the areas of the place. */
  readonly areas: readonly string[];
}

export interface RankRules {
  /** Whose fix is older is not sent: nobody knows where they are. */
  readonly freshMs: number;
  /** By so much later the worker who answers for the grid still goes. */
  readonly marginSeconds: number;
}

/** A case that somebody has in hand. */
export interface Hand extends Place {
  readonly case: string;
  /** When they have to be there, epoch ms; null where nothing runs or they are there. */
  readonly due: number | null;
}

/** The live state, as ranking asks for it; workers by slot. */
export interface Crowd {
  /** See NearestIndex.scan: all live workers, the nearest first, until it is enough. */
  scan(place: Place, visit: (slot: number, metres: number) => void, enough: (least: number) => boolean): void;
  /** Those who fell silent a while ago, so near to a place. */
  silentNear(place: Place, metres: number): Iterable<{ readonly slot: number; readonly metres: number }>;
  lat(slot: number): number;
  lon(slot: number): number;
  /** When the shown fix was made, epoch ms. */
  seenAt(slot: number): number;
  /** Was seen driving lately. */
  drives(slot: number): boolean;
  isFree(slot: number): boolean;
  /** When the duty ends that holds this moment; -Infinity: off duty; Infinity: the city knows no shifts. */
  dutyEnd(slot: number): number;
  /** Null: nothing is known of what they can. */
  knows(slot: number, skill: string): boolean | null;
  answersFor(slot: number, areas: readonly string[]): boolean;
  hands(slot: number): readonly Hand[];
}

/** Why somebody was proposed, or was not though nearer, or why nobody arrives in time; with what the words need. */
export type Reason =
  /* proposed */
  | { readonly code: "nearest" }
  /** The first to arrive of those who can go. */
  | { readonly code: "earliest" }
  /** Answers for the grid, and arrives so many seconds after the first. */
  | { readonly code: "responsible"; readonly seconds: number }
  /* not proposed */
  | { readonly code: "busy"; readonly case: string | null; readonly cases: number }
  /** Would miss the deadline of the case in hand. */
  | { readonly code: "own-deadline"; readonly case: string; readonly due: number }
  | { readonly code: "stale"; readonly ageMs: number }
  | { readonly code: "off-duty" }
  | { readonly code: "skill"; readonly skill: string }
  | { readonly code: "shift-ends"; readonly ends: number }
  /** Arrives so many seconds later. */
  | { readonly code: "slower"; readonly seconds: number }
  /** Arrives so many seconds earlier, and does not answer for the grid. */
  | { readonly code: "not-responsible"; readonly seconds: number }
  /* nobody */
  | { readonly code: "nobody-free"; readonly of: number; readonly bars: Bars }
  | { readonly code: "too-far"; readonly seconds: number; readonly left: number; readonly bars: Bars }
  | { readonly code: "overdue"; readonly seconds: number; readonly late: number };

/** How many of those who would have arrived in time cannot go, by why; of all where nobody can go. */
export type Bars = Readonly<Partial<Record<Bar, number>>>;
export type Bar = "busy" | "stale" | "off-duty" | "skill" | "shift-ends";

export interface Ranked {
  readonly slot: number;
  readonly metres: number;
  /** From now until there. */
  readonly seconds: number;
  readonly basis: Trip["basis"];
  readonly ageMs: number;
  readonly bar: Bar | null;
  readonly responsible: boolean;
  readonly skilled: boolean | null;
  readonly shiftEnds: number;
  readonly inTime: boolean;
}

export interface PassedOver {
  readonly slot: number;
  readonly metres: number;
  readonly seconds: number;
  readonly ageMs: number;
  readonly reason: Reason;
}

export interface Ranking {
  /** The best first, at most as many as were asked for. */
  readonly ranked: readonly Ranked[];
  /** The first of them, where that one can go. */
  readonly proposed: Ranked | null;
  readonly because: Reason | null;
  readonly passedOver: readonly PassedOver[];
  readonly nobody: Reason | null;
}

export interface RankOptions {
  readonly rules: RankRules;
  readonly travel: Travel;
  readonly now: number;
  readonly n: number;
  /** Whom the person who asks may see; everybody when absent. */
  readonly sees?: (slot: number) => boolean;
}

const MOST_PASSED_OVER = 3;
/** So far around a place those are looked for who are not heard of any more. */
const SILENT_WITHIN_M = 3_000;
/** Of those who cannot go so many are counted at most. */
const MOST_COUNTED = 500;

export function rank(target: RankTarget, crowd: Crowd, options: RankOptions): Ranking {
  const { travel, rules, n, sees } = options;
  const judge = new Judge(target, crowd, options);
  const able: Ranked[] = [], barred: Ranked[] = [], near: Nearby[] = [];
  const bars: Record<Bar, number> = { busy: 0, stale: 0, "off-duty": 0, skill: 0, "shift-ends": 0 };
  /** Whether nobody who needs so many seconds at least can come into a list. */
  const isBeyond = (best: readonly Ranked[], least: number) =>
    best.length === n && least - rules.marginSeconds > keyOf(best[n - 1]!, rules);
  let seen = 0;
  crowd.scan(target, (slot, metres) => {
    if (sees && !sees(slot)) return;
    seen++;
    keep(near, { slot, metres }, MOST_PASSED_OVER + 1, byMetres);
    const least = travel.of(crowd.drives(slot)).least(metres);
    // Most of those among whom somebody who drives is looked for are too far on foot; why they could not go asks nobody then.
    if (isBeyond(able, least)) return;
    let bar = judge.barBefore(slot);
    if (bar !== null && (able.length === n || isBeyond(barred, least))) {
      bars[bar]++;
      return;
    }
    // Most of those who could still be among the best are not: that is found out before anything else is asked.
    const best = bar === null ? able : barred;
    if (best.length === n && judge.isSlower(slot, metres, keyOf(best[n - 1]!, rules) + rules.marginSeconds)) {
      if (bar !== null) bars[bar]++;
      return;
    }
    const one = judge.judge(slot, metres, bar);
    bar = one.bar;
    if (bar === null) return void keep(able, one, n, judge.before);
    bars[bar]++;
    keep(barred, one, n, judge.before);
  }, (least) => isBeyond(able, travel.leastOfAny(least)));
  const proposed = able[0] ?? null;
  const ranked = [...able, ...barred].slice(0, n);
  const within = Math.min(proposed?.metres ?? Infinity, SILENT_WITHIN_M);
  for (const silent of crowd.silentNear(target, within)) {
    if (sees && !sees(silent.slot)) continue;
    keep(near, { ...silent, isSilent: true }, MOST_PASSED_OVER + 1, byMetres);
  }
  const nearer = near.filter(({ slot, metres }) =>
    slot !== proposed?.slot && (!proposed || metres < proposed.metres)
  ).slice(0, MOST_PASSED_OVER);
  return {
    ranked,
    proposed,
    because: proposed && judge.because(proposed, able, nearer.length > 0),
    passedOver: nearer.map((one) => judge.passedOver(one, proposed)),
    nobody: judge.nobody(proposed, seen, bars),
  };
}

/** One worker as {@link rank} would judge them, wherever they are in the order; null where nobody knows where they are. */
export function judgeOne(
  slot: number,
  target: RankTarget,
  crowd: Crowd,
  options: Omit<RankOptions, "n">,
): Ranked | null {
  const lat = crowd.lat(slot), lon = crowd.lon(slot);
  if (!Number.isFinite(lat)) return null;
  const judge = new Judge(target, crowd, options);
  return judge.judge(slot, metresBetween(target.lat, target.lon, lat, lon), judge.barBefore(slot));
}

/** Why somebody who was sent was not the one proposed; null where they were. */
export function whyNot(
  one: Ranked,
  { proposed }: Pick<Ranking, "proposed">,
  target: RankTarget,
  crowd: Crowd,
  options: Omit<RankOptions, "n">,
): Reason | null {
  if (one.slot === proposed?.slot) return null;
  return new Judge(target, crowd, options).passedOver(one, proposed).reason;
}

class Judge {
  readonly before = (a: Ranked, b: Ranked) => order(a, b, this.options.rules);

  constructor(
    private readonly target: RankTarget,
    private readonly crowd: Crowd,
    private readonly options: Omit<RankOptions, "n">,
  ) {}

  /** What keeps somebody from going wherever the place is; null: nothing. */
  barBefore(slot: number): Bar | null {
    const { crowd, target, options: { now, rules } } = this;
    if (now - crowd.seenAt(slot) > rules.freshMs) return crowd.dutyEnd(slot) <= now ? "off-duty" : "stale";
    if (!crowd.isFree(slot)) return "busy";
    if (crowd.dutyEnd(slot) <= now) return "off-duty";
    return target.skill !== null && crowd.knows(slot, target.skill) === false ? "skill" : null;
  }

  /** Whether somebody needs more than so many seconds. */
  isSlower(slot: number, metres: number, seconds: number): boolean {
    const { crowd, target, options: { travel } } = this;
    const from = { lat: crowd.lat(slot), lon: crowd.lon(slot) };
    return travel.of(crowd.drives(slot)).seconds(from, target, metres, seconds) > seconds;
  }

  judge(slot: number, metres: number, before: Bar | null): Ranked {
    const { crowd, target, options: { now, travel } } = this;
    const from = { lat: crowd.lat(slot), lon: crowd.lon(slot) };
    const { seconds, basis } = travel.of(crowd.drives(slot)).trip(from, target, metres);
    const arrives = now + seconds * 1_000, shiftEnds = crowd.dutyEnd(slot);
    return {
      ...{ slot, metres, seconds, basis, shiftEnds },
      ageMs: Math.max(0, now - crowd.seenAt(slot)),
      bar: before ?? (shiftEnds < arrives ? "shift-ends" : null),
      responsible: crowd.answersFor(slot, target.areas),
      skilled: target.skill === null ? null : crowd.knows(slot, target.skill),
      inTime: arrives <= target.due,
    };
  }

  because(proposed: Ranked, able: readonly Ranked[], isPassing: boolean): Reason {
    const first = able.reduce((a, b) => b.seconds < a.seconds ? b : a);
    if (first.seconds < proposed.seconds) {
      return { code: "responsible", seconds: proposed.seconds - first.seconds };
    }
    return { code: isPassing ? "earliest" : "nearest" };
  }

  passedOver({ slot, metres, isSilent = false }: Nearby, proposed: Ranked | null): PassedOver {
    const one = this.judge(slot, metres, isSilent ? "stale" : this.barBefore(slot));
    const { seconds, ageMs } = one;
    return { slot, metres, seconds, ageMs, reason: this.#whyNot(one, proposed) };
  }

  #whyNot(one: Ranked, proposed: Ranked | null): Reason {
    const { skill } = this.target;
    switch (one.bar) {
      case "stale":
        return { code: "stale", ageMs: one.ageMs };
      case "off-duty":
        return { code: "off-duty" };
      case "busy":
        return this.#busy(one);
      case "skill":
        return { code: "skill", skill: skill! };
      case "shift-ends":
        return { code: "shift-ends", ends: one.shiftEnds };
      case null:
        break;
    }
    const later = one.seconds - (proposed?.seconds ?? one.seconds);
    return proposed?.responsible && !one.responsible && later <= 0
      ? { code: "not-responsible", seconds: -later }
      : { code: "slower", seconds: Math.max(0, later) };
  }

  /** Whoever went here first would be at the own case too late: that is said rather than that they are busy. */
  #busy(one: Ranked): Reason {
    const { crowd, target, options: { now, travel } } = this;
    const hands = crowd.hands(one.slot);
    for (const hand of hands) {
      const back = travel.of(crowd.drives(one.slot)).trip(target, hand).seconds;
      // A deadline that has passed already is not missed by going.
      if (hand.due === null || hand.due <= now) continue;
      if (now + (one.seconds + back) * 1_000 > hand.due) {
        return { code: "own-deadline", case: hand.case, due: hand.due };
      }
    }
    return { code: "busy", case: hands[0]?.case ?? null, cases: hands.length };
  }

  nobody(proposed: Ranked | null, of: number, bars: Bars): Reason | null {
    if (!proposed) return { code: "nobody-free", of, bars: some(bars) };
    if (proposed.inTime) return null;
    const { seconds } = proposed;
    const left = (this.target.due - this.options.now) / 1_000;
    if (left <= 0) return { code: "overdue", seconds, late: -left };
    return { code: "too-far", seconds, left, bars: this.#within(proposed) };
  }

  /** Why those cannot go who would be there in time. */
  #within(proposed: Ranked): Bars {
    const { crowd, target, options: { travel, now, sees } } = this;
    const left = (target.due - now) / 1_000;
    const bars: Partial<Record<Bar, number>> = {};
    let looked = 0;
    crowd.scan(target, (slot, metres) => {
      if ((sees && !sees(slot)) || slot === proposed.slot) return;
      if (travel.of(crowd.drives(slot)).least(metres) > left) return;
      if (++looked > MOST_COUNTED || this.isSlower(slot, metres, left)) return;
      // Whoever could go and would be in time is proposed: what is left here is kept by the end of the shift.
      const bar = this.barBefore(slot) ?? "shift-ends";
      bars[bar] = (bars[bar] ?? 0) + 1;
    }, (least) => looked > MOST_COUNTED || travel.leastOfAny(least) > left);
    return bars;
  }
}

/** Seconds by which somebody is compared: who answers for the grid may be so much later. */
function keyOf({ seconds, responsible }: Ranked, { marginSeconds }: RankRules): number {
  return responsible ? seconds - marginSeconds : seconds;
}

/** Below zero: the first is better. The slots decide last: they stay when somebody is called otherwise. */
export function order(a: Ranked, b: Ranked, rules: RankRules): number {
  return Number(a.bar !== null) - Number(b.bar !== null) || Number(b.inTime) - Number(a.inTime) ||
    keyOf(a, rules) - keyOf(b, rules) || a.seconds - b.seconds || a.slot - b.slot;
}

/** Somebody on the way from near to far. */
interface Nearby {
  readonly slot: number;
  readonly metres: number;
  readonly isSilent?: boolean;
}

const byMetres = (a: Nearby, b: Nearby) => a.metres - b.metres || a.slot - b.slot;

function keep<T>(best: T[], one: T, most: number, compare: (a: T, b: T) => number): void {
  if (most < 1 || (best.length === most && compare(one, best[most - 1]!) >= 0)) return;
  let at = best.length;
  while (at > 0 && compare(one, best[at - 1]!) < 0) at--;
  best.splice(at, 0, one);
  if (best.length > most) best.pop();
}

function some(bars: Bars): Bars {
  return Object.fromEntries(Object.entries(bars).filter(([, count]) => count > 0));
}
