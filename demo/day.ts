/**
 * Haiwan's day of incidents. Every hour since the epoch has its own, made from the seed and the hour alone: a server that
 * starts again tells the same story on, and nothing needs to be kept.
 */
import type { Incident, Severity } from "../streams/record.ts";
import { CATEGORIES, type Category, SOURCES } from "./categories.ts";
import type { Haiwan } from "./haiwan.ts";
import { Streets } from "./addresses.ts";
import { Random } from "./random.ts";
import { HOUR_MS, reportsInHour, shareOf } from "./rhythm.ts";

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
    const weights = CATEGORIES.map(({ weight, rhythm }) => weight * shareOf(rhythm, hour));
    const events: Event[] = [];
    const mean = reportsInHour(hour) * (0.88 + 0.24 * random.next());
    // What clusters add is taken off what starts by itself.
    const spreading = CATEGORIES.reduce((sum, { spreads }, i) => spreads ? sum + weights[i]! : sum, 0);
    const gap = (1 + CLUSTERED * CLUSTER_MEAN * spreading / weights.reduce((sum, w) => sum + w, 0)) / mean;
    for (let at = random.wait(gap); at < 1; at += random.wait(gap)) {
      const category = CATEGORIES[pick(weights, random)]!;
      const edge = this.#streets.any(random);
      const time = Math.floor((hour + at) * HOUR_MS);
      this.#add(events, { hour, time, edge, category }, random);
      if (!category.spreads || random.next() > CLUSTERED) continue;
      const reports = 2 + Math.floor(random.next() * 5);
      for (let k = 0; k < reports; k++) {
        const later = time + Math.floor((1 + random.wait(9)) * 60_000);
        const near = this.#streets.near(edge, 60 + 420 * random.next(), random);
        if (later < (hour + 1.95) * HOUR_MS) {
          this.#add(events, { hour, time: later, edge: near, category }, random);
        }
      }
    }
    return events;
  }

  #add(
    events: Event[],
    { hour, time, edge, category }: { hour: number; time: number; edge: number; category: Category },
    random: Random,
  ): void {
    const spot = this.#streets.spot(edge, random);
    const [zh, en] = category.titles[Math.floor(random.next() * category.titles.length)]!;
    const source = SOURCES[category.sources[Math.floor(random.next() ** 1.6 * category.sources.length)]!];
    const worse = random.next() < 1 / 12 && category.severity > 1 ? 1 : 0;
    const minutes = category.minutes * Math.exp(0.55 * random.bell());
    const open: Incident = {
      id: `H${hour.toString(36)}-${String(events.length + 1).padStart(3, "0")}`,
      source,
      category: category.zh,
      time,
      lat: spot.lat,
      lon: spot.lon,
      severity: (category.severity - worse) as Severity,
      title: zh.replace("…", spot.road.zh),
      text: en.replace("…", spot.road.en),
      address: spot.address,
      status: "open",
    };
    const closes = time + Math.min(LONGEST_MS, Math.max(6, minutes) * 60_000);
    events.push({ open, closes, ends: random.next() < 0.035 ? "withdrawn" : "closed" });
  }
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
