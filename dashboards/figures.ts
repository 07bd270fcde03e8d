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
}

export interface FigureSources {
  readonly city: City;
  readonly store: Asked;
  readonly districts: readonly Area[];
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
  readonly #held = new Map<string, Held<unknown>>();
  readonly #asking = new Map<string, Promise<void>>();

  constructor(private readonly sources: FigureSources) {
    this.#grids = new Grids(sources.districts);
  }

  async at(now: number, window: Window): Promise<Figures> {
    const { city, store, timeZone } = this.sources;
    const [usual, day] = await Promise.all([
      this.#keep<UsualFigures>(`usual ${window}`, now, () => usualFigures(store, { now, window, timeZone })),
      this.#keep<DayFigures>("day", now, () => dayFigures(store, now)),
    ]);
    const { areas } = this.#grids;
    const live = breakdown({
      incidents: city.knownIncidents(),
      now,
      window,
      usual: usual.value,
      districtAt: (lat, lon) => this.#grids.at(lat, lon),
      districts: areas,
      placeOf,
      cells: city.cells.level(HOT_RESOLUTION).size,
    });
    return { ...live, asOf: now, usual: said(usual), day: day.value };
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

function said({ at, value, failed }: Held<UsualFigures>): Figures["usual"] {
  if (!value) return { kind: "none", why: failed ? "no-answer" : "too-short" };
  const { basis, periods, arrived, workers } = value;
  return { kind: "known", asOf: at, basis, periods, arrived, workers };
}
