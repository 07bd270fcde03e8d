/** What the live city says of its workers as alerts: who is silent, where they stand in a crowd, where nobody is. */
import { FINEST, placeOf } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import type { Alert, AlertDraft } from "../store/alert.ts";
import type { AlertRules } from "../store/alert_rules.ts";
import type { City } from "../streams/city.ts";
import { WORKER_STATE } from "../geo/worker_mark.ts";
import { NO_CELL } from "../streams/workers.ts";
import type { Told } from "./alerts.ts";
import type { AreaLevels } from "./area_levels.ts";
import { Bunches, type Crowd, type Standing } from "./bunching.ts";
import { type AreaNow, Coverage } from "./coverage.ts";
import type { Roster } from "./roster.ts";
import { type OnDuty, silenceOf } from "./silence.ts";
import type { Where } from "./sos.ts";
import type { Stints } from "./stints.ts";
import type { WorkerAccounts } from "./worker_areas.ts";

export interface FieldOptions {
  readonly city: City;
  /** Null in a city that knows no shifts. */
  readonly roster: Pick<Roster, "slotsAt" | "of"> | null;
  /** Who is at work in a city that knows no shifts; null where nobody is waited for. */
  readonly stints: Stints | null;
  readonly rules: AlertRules;
  readonly levels: AreaLevels;
  /** Every area of a level, with the codes of those above it. */
  readonly areasOf: (level: "district" | "street" | "community" | "grid") => readonly NamedArea[];
  /** An area and those that hold it, from the district down. */
  readonly above: (code: string) => readonly string[];
  readonly nameOfArea: (code: string) => string;
  readonly whereIs: (place: Place) => Where;
  readonly areasAt: (place: Place) => readonly string[];
  readonly accounts: () => WorkerAccounts;
  /** When the server began to listen. */
  readonly from: number;
}

export interface NamedArea {
  readonly code: string;
  /** From the district down, itself included. */
  readonly areas: readonly string[];
}

const MINUTE = 60_000;
/** Names that an alert about many keeps. */
const NAMED = 5;
const TO = ["operator", "dispatcher"] as const;

export class FieldWatch {
  readonly #bunches: Bunches | null;
  readonly #coverage: Coverage | null;
  /** Codes by finest slot: a worker stands in the same cells again and again. */
  readonly #codes: (readonly string[] | undefined)[] = [];

  constructor(private readonly options: FieldOptions) {
    const { bunching, uncovered } = options.rules;
    this.#bunches = bunching && new Bunches(bunching);
    this.#coverage = uncovered && new Coverage(uncovered);
  }

  /** What somebody was told of before this start. */
  restore(open: Iterable<Alert>, now: number): void {
    const { stints, city: { workers } } = this.options;
    for (const { kind, subject, data } of open) {
      if (kind === "silent" && subject.worker !== undefined) {
        stints?.restore(workers.slotOf(subject.worker), Number(data["last"] ?? now));
      }
      if (kind !== "bunching" || subject.cell === undefined) continue;
      const since = Number(data["since"] ?? now), name = String(data["first"] ?? "");
      this.#bunches?.restore({ ...placeOf(subject.cell), since, name, workers: [] }, now);
    }
  }

  silent(told: Told, now: number): AlertDraft[] {
    const { rules: { silent }, roster, stints, from } = this.options;
    if (!silent || !(roster ?? stints)) return [];
    const accounts = this.options.accounts();
    const { alone, together } = silenceOf(this.#onDuty(now), {
      ...{ ...silent, from, now },
      told: (worker) => told.has(`silent/${worker}`),
      toldTogether: (area) => told.has(`silent/in/${area}`),
    });
    const nameOf = ({ worker }: OnDuty) => accounts.nameOf(worker) ?? worker;
    const one = (who: OnDuty): AlertDraft => {
      const place = this.#lastPlace(who.worker), where = place && this.options.whereIs(place);
      return {
        ...{ kind: "silent", cause: `silent/${who.worker}`, at: now, severity: 3, to: TO },
        subject: {
          worker: who.worker,
          ...(where && { cell: where.cell }),
          areas: where?.areas ?? accounts.areasOf(who.worker),
        },
        data: { name: nameOf(who), last: who.last ?? who.since, where: where?.names ?? [] },
      };
    };
    const many = ([area, silent]: [string, readonly OnDuty[]]): AlertDraft => ({
      ...{ kind: "silent", cause: `silent/in/${area}`, at: now, severity: 2, to: TO },
      subject: { areas: this.#above(area) },
      data: {
        ...{ count: silent.length, names: silent.slice(0, NAMED).map(nameOf) },
        where: area === "" ? [] : this.#above(area).map(this.options.nameOfArea),
      },
    });
    return [...alone.map(one), ...[...together].map(many)];
  }

  bunching(now: number): AlertDraft[] {
    const accounts = this.options.accounts();
    return (this.#bunches?.look(this.#standing(), now) ?? []).map((crowd: Crowd): AlertDraft => {
      const { cell, areas, names } = this.options.whereIs(crowd);
      return {
        ...{ kind: "bunching", cause: `bunching/${crowd.since}/${crowd.name}`, at: now, severity: 3, to: TO },
        subject: { cell, areas },
        data: {
          ...{ count: crowd.workers.length, since: crowd.since, first: crowd.name, where: names },
          names: crowd.workers.slice(0, NAMED).map((worker) => accounts.nameOf(worker) ?? worker),
        },
      };
    });
  }

  uncovered(told: Told, now: number): AlertDraft[] {
    const { rules: { uncovered }, nameOfArea } = this.options;
    if (!uncovered || !this.#coverage) return [];
    const { alone, together } = this.#coverage.look(this.#areas(uncovered.area), now, {
      alone: (code) => told.has(`uncovered/${code}`),
      together: (above) => told.has(`uncovered/in/${above}`),
    });
    const draft = (cause: string, code: string, data: AlertDraft["data"]): AlertDraft => ({
      ...{ kind: "uncovered", cause, at: now, severity: 2, to: TO },
      subject: { areas: this.#above(code) },
      data: { ...data, where: this.#above(code).map(nameOfArea) },
    });
    return [
      ...alone.map(({ code, open, since }) => draft(`uncovered/${code}`, code, { open, since })),
      ...[...together].map(([above, gaps]) =>
        draft(`uncovered/in/${above}`, above, {
          ...{ count: gaps.length, open: gaps.reduce((sum, { open }) => sum + open, 0) },
          names: gaps.slice(0, NAMED).map(({ code }) => nameOfArea(code)),
        })
      ),
    ];
  }

  /** Until so long after the start, what came in before it may not be read yet. */
  settling(now: number): boolean {
    return now - this.options.from < (this.options.rules.silent?.minutes ?? 0) * MINUTE;
  }

  /** Those on duty of whom nothing was heard for a while: nearly everybody was heard of a moment ago, and no object is made. */
  *#onDuty(now: number): Generator<OnDuty> {
    const { city: { workers }, rules, roster, stints } = this.options;
    if (!roster) {
      for (const { slot, last, since } of stints!.quiet(workers, now)) yield this.#quiet(slot, last, since);
      return;
    }
    const fresh = now - rules.silent!.minutes * MINUTE;
    for (const slot of roster.slotsAt(now)) {
      const last = workers.time[slot]!;
      if (last > fresh) continue;
      const [shift] = roster.of(slot, now, now + 1);
      yield this.#quiet(slot, last === -Infinity ? null : last, shift?.starts ?? now);
    }
  }

  #quiet(slot: number, last: number | null, since: number): OnDuty {
    const { city: { workers }, levels } = this.options;
    const worker = workers.id(slot), cell = workers.cell[slot]!;
    const areas = cell === NO_CELL ? this.options.accounts().areasOf(worker) : this.#codesOf(cell);
    return { worker, last, since, area: levels.downTo(areas, "street").at(-1) ?? "" };
  }

  /** Live workers who have nothing to do: those who are at work together are no crowd. */
  #standing(): Standing[] {
    const { workers } = this.options.city, standing: Standing[] = [];
    for (let slot = 0; slot < workers.size; slot++) {
      if (workers.state[slot] !== WORKER_STATE.free) continue;
      standing.push({ worker: workers.id(slot), lat: workers.lat[slot]!, lon: workers.lon[slot]! });
    }
    return standing;
  }

  #areas(level: "district" | "street" | "community" | "grid"): AreaNow[] {
    const { city, levels, areasOf } = this.options;
    const at = new Map<string, { workers: number; open: number }>(
      areasOf(level).map(({ code }) => [code, { workers: 0, open: 0 }]),
    );
    const of = (areas: readonly string[]) => at.get(levels.downTo(areas, level).at(-1) ?? "");
    const { workers } = city;
    for (let slot = 0; slot < workers.size; slot++) {
      const area = workers.isLive(slot) ? of(this.#codesOf(workers.cell[slot]!)) : undefined;
      if (area) area.workers++;
    }
    for (const incident of city.openIncidents()) {
      const area = of(this.#codesOf(city.cells.slot(incident.cell)));
      if (area) area.open++;
    }
    return areasOf(level).map(({ code, areas }) => ({ code, above: areas.at(-2) ?? "", ...at.get(code)! }));
  }

  #codesOf(cell: number): readonly string[] {
    return this.#codes[cell] ??= this.options.areasAt(
      placeOf(this.options.city.cells.level(FINEST).cell(cell)),
    );
  }

  #above(code: string): readonly string[] {
    return code === "" ? [] : this.options.above(code);
  }

  #lastPlace(worker: string): Place | null {
    const { workers, cells } = this.options.city, slot = workers.find(worker);
    const cell = slot === undefined ? NO_CELL : workers.cell[slot]!;
    return cell === NO_CELL ? null : placeOf(cells.level(FINEST).cell(cell));
  }
}
