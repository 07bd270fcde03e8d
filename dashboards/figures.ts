/** The figures beside the map: what came in, where, and how that compares. Live counts never wait for history. */
import { placeOf } from "../geo/cell.ts";
import { Grids } from "../geo/grid.ts";
import type { Area } from "../geo/polygon.ts";
import type { City } from "../streams/city.ts";
import type { Window } from "../streams/wire.ts";
import { type Breakdown, breakdown, HOT_RESOLUTION } from "./breakdown.ts";
import type { Asked } from "./question.ts";
import type { Basis } from "./usual.ts";
import { type DayFigures, dayFigures, type UsualFigures, usualFigures } from "./usual_figures.ts";

/** Why there is no comparison. */
export type NoUsual = "too-short" | "no-answer";

export interface Figures extends Breakdown {
  readonly asOf: number;
  readonly usual:
    | {
      readonly kind: "known";
      readonly asOf: number;
      readonly basis: Basis;
      readonly periods: number;
      readonly arrived: readonly [number, number, number];
      readonly workers: number | null;
    }
    | { readonly kind: "none"; readonly why: NoUsual };
  /** Null while history does not answer. */
  readonly day: DayFigures | null;
  /** The one district that categories, {@link districts} (its streets then) and hottest cells are of; null: the city. */
  readonly district: DistrictFigures | null;
}

/** What of the strip's figures can be said of one district: where workers and cameras are now is counted by cell only. */
export interface DistrictFigures {
  readonly code: string;
  readonly name: string;
  /** Incidents that came in within the last 15 min, 60 min, 24 h. */
  readonly arrived: readonly [number, number, number];
}

/** No district of the city has this code. */
export class UnknownDistrict extends Error {
  override name = "UnknownDistrict";
}

export interface FigureSources {
  readonly city: City;
  readonly store: Asked;
  readonly districts: readonly Area[];
  /** Smaller areas that districts are told by. */
  readonly streets: readonly Area[];
  readonly timeZone: string;
  readonly report: (stage: string, error: unknown) => void;
}

/** History is asked again after so long; what is usual changes slowly. */
const KEPT_MS = 60_000;
/** After a failure, history is left alone for so long. */
const RETRY_MS = 10_000;

interface Held<T> {
  readonly at: number;
  readonly value: T | null;
  readonly failed: boolean;
}

export class FigureDesk {
  readonly #grids: Grids;
  readonly #streets = new Map<string, Grids>();
  readonly #held = new Map<string, Held<unknown>>();
  readonly #asking = new Map<string, Promise<void>>();

  constructor(private readonly sources: FigureSources) {
    this.#grids = new Grids(sources.districts);
  }

  /** Of the whole city, or of one district by its code. */
  async at(now: number, window: Window, district: string | null = null): Promise<Figures> {
    const { city, store, timeZone } = this.sources;
    const [usual, day] = await Promise.all([
      this.#keep<UsualFigures>(`usual ${window}`, now, () => usualFigures(store, { now, window, timeZone })),
      this.#keep<DayFigures>("day", now, () => dayFigures(store, now)),
    ]);
    const one = district === null ? null : this.#district(district);
    const parts = one ? one.streets : this.#grids;
    const incidents = [...city.knownIncidents()];
    const live = breakdown({
      incidents,
      now,
      window,
      usual: usual.value,
      districtAt: (lat, lon) => parts.at(lat, lon),
      districts: parts.areas,
      placeOf,
      cells: city.cells.level(HOT_RESOLUTION).size,
      ...(one ? { within: one.within } : {}),
    });
    return {
      ...live,
      asOf: now,
      usual: said(usual),
      day: day.value,
      district: one
        ? { ...one.said, arrived: arrivedOf(incidents.filter((i) => one.within(i.lat, i.lon)), now) }
        : null,
    };
  }

  #district(code: string) {
    const at = this.#grids.areas.findIndex((area) => area.code === code);
    const area = this.#grids.areas[at];
    if (!area) throw new UnknownDistrict(`No district has the code ${JSON.stringify(code.slice(0, 80))}`);
    const within = (lat: number, lon: number) => this.#grids.at(lat, lon) === at;
    let streets = this.#streets.get(code);
    if (!streets) {
      streets = new Grids(this.sources.streets.filter((street) => within(...middleOf(street))));
      this.#streets.set(code, streets);
    }
    return { said: { code, name: area.name }, within, streets };
  }

  /** What was read last, renewed behind it when it is old: only the very first asker waits. */
  async #keep<T>(key: string, now: number, ask: () => Promise<T | null>): Promise<Held<T>> {
    const held = this.#held.get(key) as Held<T> | undefined;
    const old = !held || now - held.at > (held.failed ? RETRY_MS : KEPT_MS);
    if (old && !this.#asking.has(key)) {
      const asking = ask().then(
        (value) => this.#held.set(key, { at: now, value, failed: false }),
        (error) => {
          this.sources.report(`figures ${key}`, error);
          this.#held.set(key, { at: now, value: held?.value ?? null, failed: true });
        },
      ).then(() => void this.#asking.delete(key));
      this.#asking.set(key, asking);
    }
    if (!held) await this.#asking.get(key);
    return (held ?? this.#held.get(key)) as Held<T>;
  }
}

function arrivedOf(
  incidents: readonly { readonly time: number }[],
  now: number,
): readonly [number, number, number] {
  const within = (minutes: number) =>
    incidents.filter(({ time }) => time <= now && time > now - minutes * 60_000).length;
  return [within(15), within(60), within(1440)];
}

/** A place that stands for an area: the centroid of its first part. */
function middleOf({ parts }: Area): [lat: number, lon: number] {
  const ring = parts[0]![0]!;
  let area = 0, x = 0, y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!];
    const weight = a[0] * b[1] - b[0] * a[1];
    area += weight;
    x += (a[0] + b[0]) * weight;
    y += (a[1] + b[1]) * weight;
  }
  return area === 0 ? [ring[0]![1], ring[0]![0]] : [y / (3 * area), x / (3 * area)];
}

function said({ at, value, failed }: Held<UsualFigures>): Figures["usual"] {
  if (!value) return { kind: "none", why: failed ? "no-answer" : "too-short" };
  const { basis, periods, arrived, workers } = value;
  return { kind: "known", asOf: at, basis, periods, arrived, workers };
}
