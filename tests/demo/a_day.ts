/** A day of Haiwan, worked off by scripted people ({@link ./a_crew.ts}) as fast as the machine can. */
import { Day } from "../../demo/day.ts";
import { haiwan } from "../../demo/haiwan.ts";
import type { Case } from "../../store/case.ts";
import { type CentreOptions, openCentre, SEED } from "./a_centre.ts";
import { Crew } from "./a_crew.ts";

const SECOND = 1_000, HOUR = 3_600_000;
/** Workers move, and every so many steps people look what to do. */
const STEP_MS = 10 * SECOND;
const LOOK_EVERY = 6;

export interface DayOptions extends CentreOptions {
  /** So long incidents come in; then what is open is worked off. */
  readonly hours: number;
  /** Longer nobody works on after that. */
  readonly patienceHours: number;
  readonly progress?: (text: string) => void;
}

export interface PlayedDay {
  readonly incidents: number;
  readonly commands: number;
  /** Commands that were refused, by kind and why. */
  readonly refused: ReadonlyMap<string, number>;
  /** Still open when patience was over. */
  readonly left: readonly Case[];
  readonly openIncidents: number;
  /** Cases that workers still have. */
  readonly busy: number;
  /** Alerts raised, by kind, and those about cases that never ended. */
  readonly alerts: ReadonlyMap<string, number>;
  readonly standing: readonly string[];
  /** Hours of the city and seconds on the wall. */
  readonly hours: number;
  readonly seconds: number;
}

export async function playDay(options: DayOptions): Promise<PlayedDay> {
  const began = performance.now();
  const { clock, ledger, city, people, dispatch, desk, raised, move, put } = await openCentre(options);
  const day = new Day(haiwan(), { seed: SEED, now: clock.now });
  const crew = new Crew({ dispatch, people, city, now: () => clock.now });
  const openNow = () => [...dispatch.book.open()].length;
  let incidents = 0, steps = 0;
  const last = options.from + options.hours * HOUR;
  for (; clock.now < last + options.patienceHours * HOUR; clock.now += STEP_MS, steps++) {
    crew.lead();
    move();
    // What ends after the day still ends; nothing new begins, and of what was before it nobody knows.
    incidents += await put(
      day.step(clock.now).filter(({ source, id, status }) =>
        status === "open" ? clock.now < last : city.incident(source, id) !== undefined
      ),
    );
    if (steps % LOOK_EVERY !== 0) continue;
    await dispatch.intake.settled();
    await crew.step();
    await desk.watch.look();
    if (steps % (HOUR / STEP_MS) === 0) {
      const hour = Math.round((clock.now - options.from) / HOUR);
      options.progress?.(`hour ${hour}: ${incidents} incidents, ${openNow()} cases open`);
    }
    if (clock.now >= last && openNow() === 0 && city.totals().incidents === 0) break;
  }
  const standing = [...desk.alerts.open()].filter(({ kind }) => kind === "escalation").map(({ id }) => id);
  await ledger.close();
  return {
    ...{ incidents, commands: crew.commands, refused: crew.refused, alerts: raised, standing },
    left: [...dispatch.book.open()],
    busy: city.workers.busy.reduce((sum, n) => sum + n, 0),
    openIncidents: city.totals().incidents,
    hours: (clock.now - options.from) / HOUR,
    seconds: (performance.now() - began) / 1_000,
  };
}
