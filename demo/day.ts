/**
 * Haiwan's day of incidents. Every hour since the epoch has its own, made from the seed and the hour alone: a server that
 * starts again tells the same story on, and nothing needs to be kept.
 */
import type { Incident } from "../streams/record.ts";
import { CATEGORIES, type Category, categoryOf } from "./categories.ts";
import { reportOf } from "./reports.ts";
import type { Haiwan } from "./haiwan.ts";
import { Streets } from "./addresses.ts";
import { Random } from "./random.ts";
import { HOUR_MS, isDayOff, reportsInHour, shareOf } from "./rhythm.ts";
import { type Conditions, weatherAt } from "./weather.ts";

interface Event {
  readonly open: Incident;
  readonly closes: number;
  readonly ends: "closed" | "withdrawn";
}

/** Nothing stays open longer. */
const LONGEST_MS = 20 * HOUR_MS;
/** How often a category that spreads does, and how many further reports it then brings. */
const CLUSTERED = 0.7, CLUSTER_MEAN = 4;
/** Hours kept in memory. */
const REMEMBERED = 60;

export class Day {
  readonly #hours = new Map<number, Event[]>();
  readonly #streets: Streets;
  #last: number;

  constructor(city: Haiwan, private readonly options: { readonly seed: string; readonly now: number }) {
    this.#streets = new Streets(city);
    this.#last = options.now;
  }

  /** Every incident of the last `hours`, as it stands at `now`; those that ended are among them. */
  backlog(now: number, hours = 24): Incident[] {
    return this.#between(now - hours * HOUR_MS, now).map((event) => stateAt(event, now));
  }

  /** What was reported or ended since the last step, oldest first. */
  step(now: number): Incident[] {
    const from = this.#last;
    this.#last = now;
    const out: { at: number; incident: Incident }[] = [];
    for (const event of this.#between(from - LONGEST_MS, now)) {
      if (event.open.time > from) out.push({ at: event.open.time, incident: event.open });
      if (event.closes > from && event.closes <= now) {
        out.push({ at: event.closes, incident: stateAt(event, now) });
      }
    }
    return out.sort((a, b) => a.at - b.at).map(({ incident }) => incident);
  }

  /** An incident of this city as it stands at `now`; undefined for an id that this seed never made. */
  current(id: string, now: number): Incident | undefined {
    const hour = parseInt(/^H([0-9a-z]+)-/.exec(id)?.[1] ?? "", 36);
    if (!Number.isSafeInteger(hour) || hour > now / HOUR_MS) return undefined;
    const event = this.#hour(hour).find(({ open }) => open.id === id);
    return event && stateAt(event, now);
  }

  /** Events reported after `from` and not after `to`, by time. Follow-ups of a cluster may spill into the next hour. */
  #between(from: number, to: number): Event[] {
    const out: Event[] = [];
    for (let hour = Math.floor(from / HOUR_MS) - 1; hour <= Math.floor(to / HOUR_MS); hour++) {
      for (const event of this.#hour(hour)) {
        if (event.open.time > from && event.open.time <= to) out.push(event);
      }
    }
    return out.sort((a, b) => a.open.time - b.open.time);
  }

  #hour(hour: number): Event[] {
    const known = this.#hours.get(hour);
    if (known) return known;
    const events = this.#make(hour);
    this.#hours.set(hour, events);
    if (this.#hours.size > REMEMBERED) this.#hours.delete(Math.min(...this.#hours.keys()));
    return events;
  }

  #make(hour: number): Event[] {
    const random = new Random(`${this.options.seed}/hour ${hour}`);
    const weights = weightsIn(hour, weatherAt((hour + 0.5) * HOUR_MS));
    const events: Event[] = [];
    // What the weather adds to the usual is added to the number, not taken from the other categories.
    const usual = sumOf(weightsIn(hour, CALM));
    const mean = reportsInHour(hour) * sumOf(weights) / usual * (0.88 + 0.24 * random.next());
    // What clusters add is taken off what starts by itself.
    const spreading = CATEGORIES.reduce((sum, { spreads }, i) => spreads ? sum + weights[i]! : sum, 0);
    const gap = (1 + CLUSTERED * CLUSTER_MEAN * spreading / sumOf(weights)) / mean;
    for (let at = random.wait(gap); at < 1; at += random.wait(gap)) {
      const category = CATEGORIES[pick(weights, random)]!;
      const edge = this.#streets.any(random, category.haunt);
      const time = Math.floor((hour + at) * HOUR_MS);
      this.#add(events, { hour, time, edge, category }, random);
      this.#follow(events, { hour, time, edge, category }, random);
    }
    return events;
  }

  /** What one thing brings with it: more reports of the same cause, and what it causes. */
  #follow(events: Event[], first: Start, random: Random): void {
    const { hour, time, edge, category } = first;
    const later = (minutes: number, metres: number, next: Category) => {
      const at = time + Math.floor(minutes * 60_000);
      const near = this.#streets.near(edge, metres, random);
      if (at < (hour + 1.95) * HOUR_MS) {
        this.#add(events, { hour, time: at, edge: near, category: next }, random);
      }
    };
    if (category.spreads && random.next() < CLUSTERED) {
      const reports = 2 + Math.floor(random.next() * 5);
      for (let k = 0; k < reports; k++) later(1 + random.wait(9), 60 + 420 * random.next(), category);
    }
    for (const { code, chance, minutes } of CONSEQUENCES[category.code] ?? []) {
      if (random.next() < chance) {
        later(minutes + random.wait(minutes), 40 + 300 * random.next(), categoryOf(code));
      }
    }
  }

  #add(events: Event[], { hour, time, edge, category }: Start, random: Random): void {
    const number = events.length + 1;
    const open: Incident = {
      id: `H${hour.toString(36)}-${String(number).padStart(3, "0")}`,
      time,
      ...reportOf(category, this.#streets.spot(edge, random), random),
      status: "open",
    };
    const minutes = category.minutes * Math.exp(0.55 * random.bell());
    const closes = time + Math.min(LONGEST_MS, Math.max(6, minutes) * 60_000);
    events.push({ open, closes, ends: random.next() < 0.035 ? "withdrawn" : "closed" });
  }
}

interface Start {
  readonly hour: number;
  readonly time: number;
  readonly edge: number;
  readonly category: Category;
}

const CALM: Pick<Conditions, "rain" | "wind"> = { rain: 0, wind: 3 };

/** What follows from what, how often and after how many minutes. */
const CONSEQUENCES: Readonly<
  Record<string, readonly { readonly code: string; readonly chance: number; readonly minutes: number }[]>
> = {
  "E05-01": [{ code: "E05-04", chance: 0.7, minutes: 9 }, { code: "E05-03", chance: 0.08, minutes: 20 }],
  "E05-04": [{ code: "E06-02", chance: 0.3, minutes: 8 }, { code: "E06-01", chance: 0.15, minutes: 8 }],
  "E05-06": [{ code: "C01-37", chance: 0.35, minutes: 5 }],
  "E06-01": [{ code: "C02-17", chance: 0.2, minutes: 6 }],
};

/** A few kinds make most of the reports, as in real cities: see docs/demo-statistics.md. */
const FEW_KINDS = 1.5;

/** How likely each category is in an hour, in the order of the table. */
function weightsIn(hour: number, { rain, wind }: Pick<Conditions, "rain" | "wind">): number[] {
  const off = isDayOff(hour * HOUR_MS);
  const gale = Math.max(0, Math.min(1, (wind - 7) / 8));
  return CATEGORIES.map((category) =>
    category.weight ** FEW_KINDS * shareOf(category.rhythm, hour) * (off ? category.weekend : 1) *
    blend(category.rain, rain) * blend(category.wind, gale)
  );
}

/** A factor that is wholly there at 1, and not at all at 0. */
function blend(factor: number, share: number): number {
  return 1 + (factor - 1) * Math.min(1, factor < 1 ? 2 * share : share);
}

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

function stateAt({ open, closes, ends }: Event, now: number): Incident {
  return closes <= now ? { ...open, status: ends } : open;
}

function pick(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, w) => sum + w, 0);
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}
